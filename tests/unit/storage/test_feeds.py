"""Feeds: when they are looked at, how that goes, and what they become."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.articles.feed import UNREAD, Feed, FeedKind
from bot.digest.model import ChatState
from bot.storage import Storage
from bot.storage.contents import Content
from bot.storage.schema import digest_entries, entries, entry_keys
from tests.unit.storage.test_subscriptions import keys_of
from tests.unit.storage.things import MORNING, bring, chat_at, entry, feed_at, note_read, rows, sinces


async def test_a_feed_is_made_once_and_found_again(storage: Storage) -> None:
    made = await storage.feeds.add("https://a", FeedKind.CHANNEL, "Kanal", now=100)
    expected = Feed(
        id=made.id,
        url="https://a",
        kind=FeedKind.CHANNEL,
        title="Kanal",
        site_url=None,
        etag=None,
        last_modified=None,
        interval=3600,
        next_poll_at=100,
        polled_at=None,
        read_at=None,
        failures=0,
        failing_since=None,
        failure=None,
        is_told=False,
        is_gone=False,
    )
    assert made == expected
    assert await storage.feeds.add("https://a", FeedKind.FEED, None, now=900) == expected
    assert await storage.feeds.get(made.id) == await storage.feeds.by_url("https://a") == expected
    assert await storage.feeds.get(made.id + 1) is None
    assert await storage.feeds.by_url("https://b") is None


async def test_feeds_are_due_the_longest_waiting_first(storage: Storage) -> None:
    chat = await chat_at(storage, 7)
    for name, moment in (("c", 30), ("a", 10), ("b", 20), ("later", 99)):
        feed = await storage.feeds.add(f"https://{name}", FeedKind.FEED, None, now=moment)
        await storage.subscriptions.add(chat.id, feed.id, now=moment)
    await storage.feeds.add("https://nobody-follows", FeedKind.FEED, None, now=5)
    gone = await storage.feeds.add("https://gone", FeedKind.FEED, None, now=5)
    await storage.subscriptions.add(chat.id, gone.id, now=5)
    await storage.feeds.note_failure(gone.id, "link_gone", now=5, next_poll_at=6, gone=True)
    assert [feed.url for feed in await storage.feeds.due(30, 9)] == ["https://a", "https://b", "https://c"]
    assert [feed.url for feed in await storage.feeds.due(30, 1)] == ["https://a"]


async def test_what_a_wrong_clock_put_off_for_years_is_due_when_that_is_noticed(storage: Storage) -> None:
    chat = await chat_at(storage, 7)
    feed = await storage.feeds.add("https://a", FeedKind.FEED, None, now=9_000_000)
    await storage.subscriptions.add(chat.id, feed.id, now=30)
    assert await storage.feeds.due(30, 9) == []
    await storage.feeds.hasten(30)
    assert [feed.url for feed in await storage.feeds.due(30, 9)] == ["https://a"]


async def test_a_reading_clears_failures_and_tells_whether_people_were_told(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    for moment in (300, 400):
        failed = await storage.feeds.note_failure(feed.id, "link_timeout", now=moment, next_poll_at=500)
    expected = replace(
        feed, polled_at=400, next_poll_at=500, failures=2, failing_since=300, failure="link_timeout"
    )
    assert failed == expected
    await storage.feeds.note_told(feed.id)
    assert await storage.feeds.get(feed.id) == replace(expected, is_told=True)
    assert await note_read(storage, feed.id, now=600, etag='"1"', title="Zeitung")
    read = await storage.feeds.get(feed.id)
    assert read == replace(
        feed, polled_at=600, read_at=600, next_poll_at=2400, interval=1800, etag='"1"', title="Zeitung"
    )
    assert not await note_read(storage, feed.id, now=700)
    unchanged = await storage.feeds.get(feed.id)
    assert unchanged
    assert (unchanged.title, unchanged.etag) == ("Zeitung", None)


async def test_a_feed_that_is_gone_comes_back_when_it_is_read(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    failed = await storage.feeds.note_failure(feed.id, "link_gone", now=1, next_poll_at=2, gone=True)
    assert failed
    assert failed.is_gone
    await note_read(storage, feed.id)
    read = await storage.feeds.get(feed.id)
    assert read
    assert not read.is_gone


async def test_what_is_told_of_a_feed_no_longer_kept_is_passed_over(storage: Storage) -> None:
    assert not await note_read(storage, 99)
    assert await storage.feeds.note_failure(99, "link_gone", now=1, next_poll_at=2) is None
    await storage.feeds.note_told(99)
    assert await bring(storage, 99, "a") == []
    assert await storage.feeds.adopt_url(99, "https://b") == 99


async def test_feeds_of_chats_due_are_read_before_if_they_were_not_lately(storage: Storage) -> None:
    fresh, stale, unread, other = [await feed_at(storage, f"https://{name}") for name in "abcd"]
    await note_read(storage, fresh.id, now=900)
    await note_read(storage, stale.id, now=100)
    await note_read(storage, other.id, now=100)
    due, later, blocked = [await chat_at(storage, number) for number in range(3)]
    for feed in (fresh, stale, unread):
        await storage.subscriptions.add(due.id, feed.id, now=1)
    await storage.subscriptions.add(later.id, other.id, now=1)
    await storage.subscriptions.add(blocked.id, other.id, now=1)
    await storage.chats.set_schedule(due.id, MORNING, 1000)
    await storage.chats.set_schedule(later.id, MORNING, 2000)
    await storage.chats.set_state(blocked.id, ChatState.BLOCKED, 1000)
    found = await storage.feeds.stale_for_chats_due(1000, polled_before=800)
    assert [feed.id for feed in found] == [stale.id, unread.id]
    assert await storage.feeds.stale_for_chats_due(999, polled_before=800) == []


async def test_subscribers_are_found(storage: Storage) -> None:
    feed, chats = await feed_at(storage, "https://a"), [await chat_at(storage, n) for n in range(3)]
    for chat in chats[:2]:
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    assert set(await storage.feeds.subscribers(feed.id)) == set(chats[:2])


async def test_feeds_that_nobody_follows_are_deleted_with_their_entries(storage: Storage) -> None:
    followed = await feed_at(storage, "https://followed", "a")
    left = await feed_at(storage, "https://left", "b")
    asked_for = await feed_at(storage, "https://asked for", "c")
    await storage.feeds.add(asked_for.url, FeedKind.FEED, None, now=500)
    chat = await chat_at(storage, 1)
    await storage.subscriptions.add(chat.id, followed.id, now=1)
    assert await storage.feeds.delete_unfollowed(before=400) == 1
    assert await storage.feeds.get(left.id) is None
    assert await storage.entries.newest(left.id, 1) == []
    assert await storage.entries.known(left.id, ["b"]) == set()
    for kept in (followed, asked_for):
        assert await storage.feeds.get(kept.id)
        assert len(await storage.entries.newest(kept.id, 9)) == 1


async def test_the_number_of_a_deleted_feed_is_never_used_again(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    await storage.feeds.delete_unfollowed(before=400)
    assert (await feed_at(storage, "https://b")).id > feed.id


async def test_a_feed_goes_on_at_another_address(storage: Storage) -> None:
    feed = await feed_at(storage, "https://old", "a")
    for _ in range(2):
        assert await storage.feeds.adopt_url(feed.id, "https://new") == feed.id
    assert await storage.feeds.get(feed.id) == replace(feed, url="https://new")


async def test_two_feeds_become_one(storage: Storage) -> None:
    mine = await feed_at(storage, "https://old", "shared", "mine")
    other = await feed_at(storage, "https://new", "shared", "other")
    only_mine, only_other, both = [await chat_at(storage, number) for number in range(3)]
    for chat, feed in ((only_mine, mine), (only_other, other), (both, mine), (both, other)):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    assert await storage.feeds.adopt_url(mine.id, "https://new") == other.id
    assert await storage.feeds.get(mine.id) is None
    assert await storage.feeds.adopt_url(mine.id, "https://new") == other.id  # a second poll was under way
    followers = {found.id for found in await storage.feeds.subscribers(other.id)}
    assert followers == {only_mine.id, only_other.id, both.id}
    titles = [found.title for found in await storage.entries.newest(other.id, 9)]
    assert titles == ["Title other", "Title shared"]
    assert await storage.entries.known(other.id, ["shared", "mine", "other"]) == {"shared", "other"}
    keys = {await keys_of(storage, chat.id) for chat in (only_mine, only_other, both)}
    assert len(keys) == 1
    assert await integrity(storage)


async def test_nobody_writes_into_the_feed_of_another_by_leading_there(storage: Storage) -> None:
    theirs = await feed_at(storage, "https://theirs", "a", "b")
    before = await storage.entries.newest(theirs.id, 9)
    evil = await feed_at(storage, "https://evil")
    forged = [replace(entry("a", "evil key"), title="Forged"), entry("advert")]
    await storage.entries.add(evil.id, forged, 300, first_read=True)
    await note_read(storage, evil.id)
    assert await storage.feeds.adopt_url(evil.id, "https://theirs") == theirs.id
    assert await storage.entries.newest(theirs.id, 9) == before
    assert await storage.entries.known(theirs.id, ["a", "b", "evil key", "advert"]) == {"a", "b"}
    assert await integrity(storage)


async def test_who_follows_a_feed_that_moves_sees_what_is_unseen_there_and_nothing_else(
    storage: Storage,
) -> None:
    chat = await chat_at(storage, 1)
    mine, other = await feed_at(storage, "https://old", "seen"), await feed_at(storage, "https://new", "x")
    await storage.subscriptions.add(chat.id, mine.id, now=1)
    until = await storage.digests.latest_entry()
    await begin(storage, chat.id, {mine.id: None}, shown_until=until)
    await bring(storage, other.id, ["archived", "seen", "unseen", "newer"])
    await bring(storage, mine.id, ["unseen"])
    assert await storage.feeds.adopt_url(mine.id, "https://new") == other.id
    since = (await sinces(storage, chat.id))[other.id]
    assert since
    new = [found.title for found in await storage.entries.newest(other.id, 9) if found.id > since]
    assert new == ["Title newer", "Title unseen"]
    assert (await keys_of(storage, chat.id))[1]


async def test_what_a_digest_held_counts_as_shown_in_the_feed_that_is_left(storage: Storage) -> None:
    mine, other = await feed_at(storage, "https://old", "a"), await feed_at(storage, "https://new", "x")
    [here] = await storage.entries.add(
        other.id, [replace(entry("a"), story_key="as told there")], 300, first_read=False
    )
    [held] = [found.id for found in await storage.entries.newest(mine.id, 9)]
    await storage.digests.put([Content("digest", ["page"], [(held, "story a")], 1, 1, 0, 0)], 300)
    await storage.feeds.adopt_url(mine.id, "https://new")
    columns = (digest_entries.c.entry_id, digest_entries.c.story_key)
    assert await rows(storage, select(*columns)) == [(here, "as told there")]


async def test_what_a_chat_thinks_of_a_feed_goes_along_when_it_moves(storage: Storage) -> None:
    mine, other = await feed_at(storage, "https://old", "a"), await feed_at(storage, "https://new", "a")
    both, alone = await chat_at(storage, 1), await chat_at(storage, 2)
    for chat, feed, weight in ((both, mine, 2), (both, other, -1), (alone, mine, 2)):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
        await storage.profiles.weigh_feed(chat.id, feed.id, weight)
    await storage.feeds.adopt_url(mine.id, "https://new")
    found = await storage.profiles.of([both.id, alone.id])
    assert found[both.id].feeds == ((other.id, -1),)
    assert found[alone.id].feeds == ((other.id, 2),)


async def test_a_feed_that_is_gone_and_led_to_is_looked_at_again(storage: Storage) -> None:
    mine, other = await feed_at(storage, "https://old", "a"), await feed_at(storage, "https://new", "b")
    await storage.feeds.note_failure(other.id, "link_gone", now=1, next_poll_at=9_000, gone=True)
    await storage.subscriptions.add((await chat_at(storage, 1)).id, mine.id, now=1)
    await storage.feeds.adopt_url(mine.id, "https://new")
    assert [found.id for found in await storage.feeds.due(300, 9)] == [other.id]


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        (None, None, None),
        (None, 1, 1),
        (1, None, None),
        (2, 1, 1),
        (1, 2, 2),
        (UNREAD, 1, 1),
        (UNREAD, None, None),
    ],
)
async def test_who_followed_both_feeds_begins_where_the_one_that_is_left_began(
    storage: Storage, mine: int | None, other: int | None, expected: int | None
) -> None:
    old = await feed_at(storage, "https://old", *(() if mine == UNREAD else "ab"))
    new = await feed_at(storage, "https://new", *"cdefgh")
    chat = await chat_at(storage, 1)
    await begin(storage, chat.id, {old.id: mine, new.id: other})
    assert await storage.feeds.adopt_url(old.id, "https://new") == new.id
    assert await sinces(storage, chat.id) == {new.id: expected}
    assert (await keys_of(storage, chat.id))[1] is (expected is not None)


async def test_who_waited_for_a_first_reading_begins_with_the_newest_three(storage: Storage) -> None:
    old, new = await feed_at(storage, "https://old"), await feed_at(storage, "https://new", *"cdefgh")
    chat = await chat_at(storage, 1)
    await storage.subscriptions.add(chat.id, old.id, now=1)
    await storage.feeds.adopt_url(old.id, "https://new")
    ids = [found.id for found in await storage.entries.newest(new.id, 9)]
    assert await sinces(storage, chat.id) == {new.id: ids[3]}


async def test_a_feed_becomes_one_with_another_that_was_never_read_and_stays(storage: Storage) -> None:
    mine, other = await feed_at(storage, "https://old", *"abcdef"), await feed_at(storage, "https://new")
    chat = await chat_at(storage, 1)
    await storage.subscriptions.add(chat.id, other.id, now=1)
    assert await storage.feeds.adopt_url(mine.id, "https://new") == mine.id
    assert await storage.feeds.get(mine.id) == replace(mine, url="https://new")
    ids = [found.id for found in await storage.entries.newest(mine.id, 9)]
    assert await sinces(storage, chat.id) == {mine.id: ids[3]}


async def begin(
    storage: Storage, chat_id: int, since: dict[int, int | None], shown_until: int | None = None
) -> None:
    from bot.storage.following import renew_sources
    from bot.storage.schema import chats, subscriptions
    from bot.storage.sql import writing

    async with writing(storage._engine) as connection:
        values = [
            {"chat_id": chat_id, "feed_id": feed_id, "since": moment, "added_at": 1}
            for feed_id, moment in since.items()
        ]
        await connection.execute(subscriptions.delete().where(subscriptions.c.chat_id == chat_id))
        await connection.execute(subscriptions.insert(), values)
        if shown_until is not None:
            await connection.execute(chats.update().values(shown_until=shown_until))
        await renew_sources(connection, [chat_id])


async def integrity(storage: Storage) -> bool:
    """Whether every key leads to an entry of its own feed."""
    query = entry_keys.join(entries, entries.c.id == entry_keys.c.entry_id).select()
    return all(row[0] == row[4] for row in await rows(storage, query))
