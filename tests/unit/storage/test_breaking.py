"""Who is to be told at once, and of what a chat was told."""

from bot.digest.model import ChatState
from bot.storage import Storage
from bot.storage.ledger import Notice
from tests.unit.storage.things import chat_at, feed_at


async def watcher(storage: Storage, number: int, *feed_ids: int, sources: int | None = 2) -> int:
    """A chat that follows feeds, and wants to be told of what so many sources report."""
    chat = await chat_at(storage, number)
    for feed_id in feed_ids:
        await storage.subscriptions.add(chat.id, feed_id, 100)
    if sources is not None:
        await storage.profiles.set_options(chat.id, breaking_sources=sources)
    return chat.id


async def test_those_who_follow_any_of_some_feeds_are_found_once_with_all_that_they_follow(
    storage: Storage,
) -> None:
    one, two, other = [(await feed_at(storage, f"https://{name}", name)).id for name in "abc"]
    first = await watcher(storage, 1, one, two, other)
    second = await watcher(storage, 2, two, sources=4)
    await watcher(storage, 3, other)
    await storage.profiles.set_options(second, breaking_most=7)
    found = await storage.breaking.watchers([one, two])
    assert [(one.chat.id, one.sources, one.most) for one in found] == [(first, 2, 3), (second, 4, 7)]
    assert [one.feeds for one in found] == [frozenset({one, two, other}), frozenset({two})]
    assert await storage.breaking.watchers([]) == []


async def test_who_did_not_ask_for_it_or_does_so_no_more_is_not_told(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    await watcher(storage, 1, feed.id, sources=None)
    asked = await watcher(storage, 2, feed.id)
    await storage.profiles.set_options(asked, breaking_sources=0)
    assert await storage.breaking.watchers([feed.id]) == []


async def test_who_cannot_be_reached_is_not_told(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    chat_id = await watcher(storage, 1, feed.id)
    await storage.deliveries.give_up(chat_id, ChatState.BLOCKED, "blocked", 200)
    assert await storage.breaking.watchers([feed.id]) == []


async def test_more_feeds_than_one_query_takes(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    chat_id = await watcher(storage, 1, feed.id)
    found = await storage.breaking.watchers(range(40_000))
    assert [(one.chat.id, one.feeds) for one in found] == [(chat_id, frozenset({feed.id}))]


async def test_the_slots_of_a_day_are_those_that_begin_with_it(storage: Storage) -> None:
    chat, other = await chat_at(storage, 1), await chat_at(storage, 2)
    slots = ["breaking 2026-01-05 1", "breaking 2026-01-05 2", "breaking 2026-01-06 1", "week 2026-02"]
    notices = [Notice(chat.id, slot, "Hello") for slot in slots]
    await storage.deliveries.notify([*notices, Notice(other.id, slots[0], "Hello")], 100)
    assert await storage.breaking.slots(chat.id, "breaking 2026-01-05 ") == set(slots[:2])
    assert await storage.breaking.slots(chat.id, "breaking 2026-01-0_ ") == set()
    assert await storage.breaking.slots(chat.id, "%") == set()
