"""What is in a digest that is due: what is new since the last one, each story once, all its pages."""

import re

from tests.unit.services.deliver.waiting import doubted, person, settled
from tests.unit.services.post import EIGHT, Post

DAY = 86_400


async def test_a_digest_comes_when_it_is_due_with_what_is_new_and_is_recorded(post: Post) -> None:
    anna = person(post.server)
    feed = await post.feed("news", "old", "a", "b", "c")
    await post.follow(anna, feed)
    await post.due(EIGHT - 1)
    assert await post.ledger() == []
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert message.chat.id == anna
    assert [title in message.text for title in ("Title a", "Title b", "Title c", "Title old")] == [
        True,
        True,
        True,
        False,
    ]
    (row,) = await settled(post)
    assert (row["state"], row["message_id"], row["text"]) == ("sent", message.message_id, None)


async def test_the_next_digest_has_only_what_is_new_since(post: Post) -> None:
    anna = person(post.server)
    feed = await post.feed("news", "a", "b", "c")
    await post.follow(anna, feed)
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 3600
    await post.read(feed, "d")
    await post.due(EIGHT + DAY)
    first, second = await post.sent(2)
    assert "Title d" in second.text
    assert "Title c" not in second.text
    assert "Title d" not in first.text


async def test_where_nothing_is_new_nothing_comes_or_a_line_if_that_is_wanted(post: Post) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    feed = await post.feed("news", "a")
    for place in (anna, boris):
        await post.follow(place, feed)
    chat = await post.follow(boris, feed)
    await post.storage.chats.set_options(chat.id, says_nothing_new=True)
    await post.due(EIGHT)
    await post.sent(2)
    await post.due(EIGHT + DAY)
    *_, line = await post.sent(3)
    await settled(post)
    assert line.chat.id == boris
    assert "Title" not in line.text
    assert len(post.messages) == 3


async def test_an_outage_ends_in_one_digest_that_says_what_it_covers(post: Post) -> None:
    anna = person(post.server)
    feed = await post.feed("news", "a")
    await post.follow(anna, feed)
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 3 * DAY + 7200
    await post.read(feed, "b", "c")
    await post.due(EIGHT + 3 * DAY + 7200)
    _, message = await post.sent(2)
    await settled(post)
    assert len(post.messages) == 2
    assert "Title b" in message.text
    assert "Monday 5 January" in message.text  # since when
    await post.due(EIGHT + 4 * DAY)
    assert len(await post.ledger()) == 2  # and the next one comes at its time, if there is anything new


async def test_a_source_not_read_lately_is_read_first_and_waited_for(post: Post) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    stale = await post.feed("news", "a")
    await post.follow(anna, stale)
    post.clock.now = EIGHT - 60
    fresh = await post.feed("other", "x")
    await post.follow(boris, fresh)
    post.clock.now = EIGHT
    post.read_at_once.clear()
    await post.digests.tick()
    (first,) = await post.sent(1)
    assert first.chat.id == boris  # who follows nothing stale does not wait
    assert post.asked == [stale.id]
    await post.read(stale, "b")
    post.read_at_once.set()
    _, second = await post.sent(2)
    assert "Title b" in second.text


async def test_one_article_of_two_feeds_is_shown_once_whenever_it_comes(post: Post) -> None:
    anna = person(post.server)
    one = await post.feed("one", "a")
    other = await post.feed("other", "z")
    await post.follow(anna, one, other)
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 60
    await post.read(one, "b")
    await post.read(other, "a", "c")  # "a" was told by the first one yesterday
    await post.due(EIGHT + DAY)
    _, message = await post.sent(2)
    assert [f"Title {key}" in message.text for key in "abc"] == [False, True, True]


async def test_a_channel_gets_all_pages_in_order(post: Post) -> None:
    channel = post.server.channel("Readers")
    feed = await post.feed("news", "0")
    await post.follow(channel.id, feed)
    await post.due(EIGHT)
    await post.sent(1)
    await post.read(feed, *(f"{number:02}" for number in range(40)))
    post.server.fault("sendMessage", reset=True)
    await post.due(EIGHT + DAY)
    pages = len(await post.ledger()) - 1
    assert pages > 1
    await doubted(post)
    post.clock.now += 60
    post.deliver.wake()
    _, *messages = await post.sent(pages + 1)
    titles = [title for message in messages for title in re.findall(r"Title \d\d", message.text)]
    assert sorted(titles) == [f"Title {number:02}" for number in range(40)]
    assert titles == sorted(titles, reverse=True)
