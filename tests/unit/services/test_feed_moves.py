"""Feeds that go: to another address, into another feed, for good; and those that come back."""

import pytest
from sqlalchemy import text

from bot.articles.feed import Feed
from bot.digest.model import Place
from tests.unit.services.feeds import DAY, HOME, HOUR, FeedHouse, Item, story
from tests.unit.services.test_poll_trouble import failing_for

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_is_gone_is_said_once_and_asked_for_no_more(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    feeds.web.page("/feed", status=410)
    await feeds.poll(feed)
    assert not (await feeds.now(feed)).is_gone
    assert feeds.notices.texts == []
    await feeds.tick(DAY)
    assert (await feeds.now(feed)).is_gone
    (notice,) = feeds.notices.texts
    assert "This source is gone" in notice
    hits = feeds.web.hits()["/feed"]
    await feeds.tick(30 * DAY)
    assert feeds.web.hits()["/feed"] == hits


async def test_what_is_missing_for_weeks_is_gone(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    feeds.web.page("/feed", status=404)
    await feeds.poll(feed)
    asked = await failing_for(feeds, feed, 40 * DAY)
    assert (await feeds.now(feed)).is_gone
    assert len(asked) <= 30
    assert ["This source is gone" in text for text in feeds.notices.texts] == [False, True]


async def test_who_follows_what_was_gone_brings_it_back(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    feed = (await feeds.follow(url)).feed
    await feeds.follow(url, Place(2))
    await goes(feeds, feed)
    await feeds.subscriptions.unsubscribe(Place(2), feed.id)
    feeds.serve(feeds.some("b", "a"))
    again = await feeds.follow(url, Place(2))
    assert [entry.title for entry in again.newest] == ["News of b", "News of a"]
    assert not (await feeds.now(feed)).is_gone
    # Told to who followed it all the time.
    assert "can be read again" in feeds.notices.texts[-1]
    assert len(feeds.notices.texts) == 3


async def test_who_subscribes_again_to_what_is_gone_has_it_read(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    feed = (await feeds.follow(url)).feed
    await goes(feeds, feed)
    feeds.serve(feeds.some("b", "a"))
    again = await feeds.follow(url)
    assert not again.is_new
    assert [entry.title for entry in again.newest] == ["News of b", "News of a"]
    assert "can be read again" in feeds.notices.texts[-1]


async def goes(feeds: FeedHouse, feed: Feed) -> None:
    """Let a feed be gone."""
    feeds.web.page("/feed", status=410)
    await feeds.poll(feed)
    await feeds.poll(feed, DAY)
    assert (await feeds.now(feed)).is_gone


async def test_a_feed_that_is_gone_comes_back_when_another_leads_there(feeds: FeedHouse) -> None:
    gone = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    await goes(feeds, gone)
    other = (await feeds.follow(feeds.serve(feeds.some("a"), "/other"), Place(2))).feed
    feeds.serve(feeds.some("b", "a"))
    feeds.web.redirect("/other", "/feed", 301)
    await feeds.poll(other, HOUR)
    await feeds.poll(other, HOUR)
    (followed,) = await feeds.subscriptions.of(Place(2))
    assert (followed.feed.id, followed.feed.is_gone) == (gone.id, False)
    assert "can be read again" in feeds.notices.texts[-1]


async def test_nobody_puts_anything_into_the_feed_of_another(feeds: FeedHouse) -> None:
    theirs = (await feeds.follow(feeds.serve(feeds.some("a", "b"), "/theirs"))).feed
    before = await feeds.entries(theirs)
    forged = [
        Item("advert", story("advert"), feeds.clock.now),
        Item("a", "Forged. " * 99, feeds.clock.now, link=feeds.web.url("/a")),
    ]
    evil = (await feeds.follow(feeds.serve(forged, "/evil"), Place(2))).feed
    feeds.web.redirect("/evil", "/theirs", 301)
    await feeds.poll(evil, HOUR)
    await feeds.poll(evil, HOUR)
    assert await feeds.storage.feeds.get(evil.id) is None
    assert await feeds.entries(theirs) == before


async def test_who_moves_to_another_feed_sees_nothing_of_it_again(feeds: FeedHouse) -> None:
    """Even where the other feed was not looked at since: it lists what was seen in the one that moves."""
    await feeds.follow(feeds.serve(feeds.some("a"), "/new"), Place(2))
    old = (await feeds.follow(feeds.serve(feeds.some("b", "a"), "/old"))).feed
    chat = await feeds.storage.chats.find(HOME)
    assert chat
    async with feeds.storage._engine.begin() as connection:  # as a digest leaves it
        await connection.execute(text("UPDATE subscriptions SET since = NULL"))
        await connection.execute(text("UPDATE chats SET shown_until = (SELECT max(id) FROM entries)"))
    feeds.serve(feeds.some("b", "a"), "/new")
    feeds.web.redirect("/old", "/new", 301)
    await feeds.poll(old, HOUR)
    await feeds.poll(old, HOUR)
    (followed,) = await feeds.storage.subscriptions.of_chat(chat.id)
    newest = await feeds.entries(followed.feed)
    assert [entry.title for entry in newest] == ["News of b", "News of a"]
    assert followed.since == newest[0].id
    feeds.serve(feeds.some("c", "b", "a"), "/new")
    await feeds.poll(followed.feed, HOUR)
    new = [entry for entry in await feeds.entries(followed.feed) if entry.id > followed.since]
    assert [entry.title for entry in new] == ["News of c"]


async def test_an_address_is_adopted_when_it_was_named_twice_in_a_row(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    new = feeds.serve(feeds.some("b", "a"), "/new")
    feeds.web.redirect("/feed", "/new", 301)
    await feeds.poll(feed, HOUR)
    assert (await feeds.now(feed)).url == feeds.web.url("/feed")
    await feeds.poll(feed, HOUR)
    assert (await feeds.now(feed)).url == new
    assert await feeds.titles(feed) == ["News of b", "News of a"]
    await feeds.poll(feed, HOUR)
    assert feeds.web.hits()["/feed"] == 3


async def test_a_passing_redirect_changes_nothing(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    feeds.serve(feeds.some("a"), "/new")
    feeds.web.redirect("/feed", "/new", 302)
    for _ in range(3):
        await feeds.poll(feed, HOUR)
    assert (await feeds.now(feed)).url == feeds.web.url("/feed")


async def test_feeds_that_turn_out_to_be_one_repeat_nothing(feeds: FeedHouse) -> None:
    old = (await feeds.follow(feeds.serve(feeds.some("a", "b"), "/old"))).feed
    new = await feeds.add(feeds.serve(feeds.some("a", "b"), "/new"))
    await feeds.poll(new)
    feeds.web.redirect("/old", "/new", 301)
    await feeds.poll(old, HOUR)
    await feeds.poll(old, HOUR)
    assert await feeds.storage.feeds.get(old.id) is None
    followed = await feeds.subscriptions.of(HOME)
    assert [one.feed.id for one in followed] == [new.id]
    before = len(await feeds.entries(new))
    await feeds.poll(new, HOUR)
    assert len(await feeds.entries(new)) == before == 2
