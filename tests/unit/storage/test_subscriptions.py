"""Who follows what, and from which entry on."""

import asyncio

from sqlalchemy import select

from bot.articles.feed import UNREAD, FeedKind
from bot.articles.lists import Listed
from bot.storage import Storage
from bot.storage.schema import chats
from tests.unit.storage.things import bring, chat_at, entry, feed_at, note_read, rows, sinces


async def test_the_newest_three_of_a_feed_are_new_for_whoever_subscribes(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", *"abcdef")
    ids = [found.id for found in await storage.entries.newest(feed.id, 10)]
    assert await storage.subscriptions.add(chat.id, feed.id, now=7)
    [subscription] = await storage.subscriptions.of_chat(chat.id)
    assert (subscription.feed, subscription.since, subscription.added_at) == (feed, ids[3], 7)


async def test_all_of_a_short_feed_is_new(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a", "b", "c")
    await storage.subscriptions.add(chat.id, feed.id, now=7)
    assert await sinces(storage, chat.id) == {feed.id: 0}


async def test_old_entries_are_not_among_the_newest_three(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", *"abcd")
    ids = [found.id for found in await storage.entries.newest(feed.id, 10)]
    await storage.entries.add(feed.id, [entry("old", is_old=True)], 300, first_read=False)
    await storage.subscriptions.add(chat.id, feed.id, now=7)
    assert await sinces(storage, chat.id) == {feed.id: ids[3]}


async def test_of_a_feed_never_read_the_newest_three_are_new_once_it_is(storage: Storage) -> None:
    early, feed = await chat_at(storage, 1), await feed_at(storage, "https://a")
    await storage.subscriptions.add(early.id, feed.id, now=7)
    assert await sinces(storage, early.id) == {feed.id: UNREAD}
    ids = await bring(storage, feed.id, "abcdef", first_read=True)
    await note_read(storage, feed.id)
    assert await sinces(storage, early.id) == {feed.id: ids[2]}
    late = await chat_at(storage, 2)
    await storage.subscriptions.add(late.id, feed.id, now=8)
    assert await sinces(storage, late.id) == {feed.id: ids[2]}


async def test_the_first_reading_of_a_feed_is_the_first_that_brings_any(storage: Storage) -> None:
    chat, late, feed = (
        await chat_at(storage, 1),
        await chat_at(storage, 2),
        await feed_at(storage, "https://a"),
    )
    await storage.subscriptions.add(chat.id, feed.id, now=7)
    await bring(storage, feed.id, "", first_read=True)
    await note_read(storage, feed.id)
    await storage.subscriptions.add(late.id, feed.id, now=8)
    assert not await storage.entries.has_any(feed.id)
    ids = await bring(storage, feed.id, "abcdef", first_read=True)
    assert await sinces(storage, chat.id) == await sinces(storage, late.id) == {feed.id: ids[2]}


async def test_a_list_of_sources_is_followed_at_once(storage: Storage) -> None:
    chat, known = await chat_at(storage, 1), await feed_at(storage, "https://a", *"abcdef")
    await storage.subscriptions.add(chat.id, (await feed_at(storage, "https://b")).id, now=7)
    listed = [Listed(f"https://{name}", FeedKind.FEED) for name in "abc"]
    assert await storage.subscriptions.add_all(chat.id, listed, now=8) == 2
    followed = await storage.subscriptions.of_chat(chat.id)
    assert [one.feed.url for one in followed] == ["https://a", "https://b", "https://c"]
    newest = await storage.entries.newest(known.id, 9)
    assert [one.since for one in followed] == [newest[3].id, UNREAD, UNREAD]
    assert (await keys_of(storage, chat.id))[0]


async def test_whoever_subscribes_while_a_feed_is_first_read_is_not_forgotten(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a")
    ids = await bring(storage, feed.id, "abcdef", first_read=True)
    await storage.subscriptions.add(chat.id, feed.id, now=7)
    await note_read(storage, feed.id)
    assert await sinces(storage, chat.id) == {feed.id: ids[2]}
    assert (await keys_of(storage, chat.id))[1]


async def test_subscribing_twice_is_subscribing_once(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a")
    assert await storage.subscriptions.add(chat.id, feed.id, now=7)
    assert not await storage.subscriptions.add(chat.id, feed.id, now=8)
    assert await storage.subscriptions.count(chat.id) == 1
    assert await storage.subscriptions.remove(chat.id, feed.id, 200)
    assert not await storage.subscriptions.remove(chat.id, feed.id, 200)
    assert await storage.subscriptions.count(chat.id) == 0


async def test_subscriptions_come_by_title(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    for url, title in (("https://c", None), ("https://1", "zeit"), ("https://2", "Alpha")):
        feed = await feed_at(storage, url)
        await note_read(storage, feed.id, title=title)
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    found = await storage.subscriptions.of_chat(chat.id)
    assert [one.feed.title or one.feed.url for one in found] == ["Alpha", "https://c", "zeit"]


async def test_chats_that_follow_the_same_have_the_same_key(storage: Storage) -> None:
    one, two = await chat_at(storage, 1), await chat_at(storage, 2)
    a, b = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    for chat, feed in ((one, a), (one, b), (two, b)):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    assert (await keys_of(storage, one.id))[0] != (await keys_of(storage, two.id))[0]
    await storage.subscriptions.add(two.id, a.id, now=1)
    assert await keys_of(storage, one.id) == await keys_of(storage, two.id)
    for feed in (a, b):
        await storage.subscriptions.remove(one.id, feed.id, 200)
    assert await keys_of(storage, one.id) == (None, False)


async def test_thirty_subscriptions_at_once_all_count(storage: Storage) -> None:
    chat, twin = await chat_at(storage, 1), await chat_at(storage, 2)
    feeds = [await feed_at(storage, f"https://{number}") for number in range(30)]
    await asyncio.gather(*(storage.subscriptions.add(chat.id, feed.id, now=1) for feed in feeds))
    for feed in reversed(feeds):
        await storage.subscriptions.add(twin.id, feed.id, now=1)
    assert await storage.subscriptions.count(chat.id) == 30
    assert await keys_of(storage, chat.id) == await keys_of(storage, twin.id)


async def keys_of(storage: Storage, chat_id: int) -> tuple[str | None, bool]:
    """What digests are grouped by."""
    query = select(chats.c.sources_key, chats.c.has_new_sources).where(chats.c.id == chat_id)
    [(key, has_new)] = await rows(storage, query)
    return key, has_new
