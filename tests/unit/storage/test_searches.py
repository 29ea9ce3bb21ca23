"""Looking for the newest digest of a chat, and through what it follows."""

from dataclasses import replace

from bot.digest.model import DeliveryState
from bot.storage import Storage
from bot.storage.contents import Content
from bot.storage.ledger import Notice, Outcome
from tests.unit.storage.things import bring, chat_at, entry, feed_at


async def sent(storage: Storage, chat_id: int, slot: str, key: str, now: int) -> int:
    """Let a chat be sent a digest under a slot; return its id."""
    made = (await storage.digests.put([Content(key, ["A page"], [(1, key)], 1, 1, 0, 0)], now))[key]
    await storage.deliveries.notify([Notice(chat_id, slot, "A page", digest_id=made.id)], now)
    claims = await turn(storage, now)
    await turn(storage, now, *(Outcome(one.id, DeliveryState.SENT, 0, message_id=1) for one in claims))
    return made.id


async def turn(storage: Storage, now: int, *outcomes: Outcome) -> list[Outcome]:
    claims = await storage.deliveries.turn(
        outcomes, owner="this", now=now, lease_until=now + 60, limit=9, freeze=lambda claim: claim.text
    )
    return [Outcome(one.id, DeliveryState.PENDING, 0) for one in claims]


async def test_the_newest_digest_is_the_one_that_was_sent_last(storage: Storage) -> None:
    chat, other = await chat_at(storage, 1), await chat_at(storage, 2)
    assert await storage.searches.newest_digest(chat.id) is None
    await sent(storage, chat.id, "2026-01-05T08:00", "first", 300)
    second = await sent(storage, chat.id, "2026-01-06T08:00", "second", 400)
    await sent(storage, other.id, "2026-01-06T08:00", "third", 500)
    await sent(storage, chat.id, "breaking 2026-01-06 1", "fourth", 600)
    await storage.deliveries.notify([Notice(chat.id, "week 2026-02", "A roundup")], 600)
    await storage.deliveries.notify([Notice(chat.id, "2026-01-07T08:00", "x", digest_id=second)], 700)
    assert await storage.searches.newest_digest(chat.id) == second


async def test_entries_of_all_followed_feeds_come_as_they_were_seen(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    one, two = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    strange = await feed_at(storage, "https://c", "c")
    assert await storage.searches.entries_of_chat(chat.id, 9) == []
    for feed in (one, two):
        await storage.subscriptions.add(chat.id, feed.id, 100)
    await bring(storage, one.id, ["a2"])
    await bring(storage, strange.id, ["c2"])
    await bring(storage, two.id, ["b2"])
    await storage.entries.add(two.id, [replace(entry("b3"), is_old=True)], 300, first_read=False)
    found = await storage.searches.entries_of_chat(chat.id, 9)
    assert [one.title for one in found] == ["Title b2", "Title a2", "Title b", "Title a"]
    assert [one.title for one in await storage.searches.entries_of_chat(chat.id, 2)] == [
        "Title b2",
        "Title a2",
    ]
