"""How things stand: what waits, what came to its end, which chats and feeds there are."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from bot.articles.feed import FeedKind
from bot.digest.model import ChatKind, ChatState, Place
from bot.storage import Storage, StorageError
from bot.storage.operations import DAY, HOUR, WAITS, Hour, Operations
from bot.storage.schema import chats, deliveries, digests
from bot.storage.sql import writing
from tests.unit.storage.things import MORNING, feed_at, note_read

# Ten past two in the afternoon, UTC.
NOW = 20_000 * DAY + 14 * HOUR + 600


@pytest.fixture
async def chat(storage: Storage) -> int:
    """A chat, and a digest that may be sent to it."""
    async with writing(storage._engine) as connection:
        values = {"id": 1, "key": "k", "made_at": 1, "pages": "[]"}
        await connection.execute(
            insert(digests).values(values | {"articles": 1, "sources": 1, "seconds_saved": 1})
        )
    return await open_chat(storage, 1)


async def open_chat(storage: Storage, number: int, **values: Any) -> int:
    opened = await storage.chats.open(Place(number), ChatKind.PRIVATE, MORNING, added_by=None, now=100)
    if values:
        async with writing(storage._engine) as connection:
            await connection.execute(update(chats).where(chats.c.id == opened.id).values(values))
    return opened.id


async def enter(storage: Storage, chat_id: int, **values: Any) -> None:
    """Enter a message in the ledger: a digest, unless it is said otherwise."""
    async with writing(storage._engine) as connection:
        count = (await connection.execute(text("SELECT count(*) FROM deliveries"))).scalar_one()
        usual = {"chat_id": chat_id, "slot": f"slot {count}", "digest_id": 1, "due_at": NOW - 60, "lot": 0}
        await connection.execute(insert(deliveries).values(usual | values))


async def look(storage: Storage) -> Operations:
    return await storage.operations.now(NOW)


async def test_nothing_is_there_at_first(storage: Storage) -> None:
    found = await look(storage)
    assert (found.waiting, found.put_off, found.lag, found.chats_due, found.feeds_due) == (0, 0, 0, 0, 0)
    assert found.chats == {"active": 0, "blocked": 0, "closed": 0, "unserved": 0}
    assert found.feeds == {"well": 0, "unread": 0, "failing": 0, "gone": 0}
    first = NOW // HOUR * HOUR - 23 * HOUR
    assert found.hours == tuple(Hour(first + number * HOUR) for number in range(24))
    assert len(found.today) == 15
    assert found.troubles == ()


async def test_what_waits_is_told_from_what_was_put_off(storage: Storage, chat: int) -> None:
    await enter(storage, chat, due_at=NOW - 90)
    await enter(storage, chat, due_at=NOW - 500, not_before=NOW + 600)
    await enter(storage, chat, due_at=NOW - 40, not_before=NOW + 30 * DAY)  # by a clock that was wrong
    await enter(storage, chat, due_at=NOW - 700, state="sent", ended_at=NOW - 600)
    found = await look(storage)
    assert (found.waiting, found.put_off, found.lag) == (2, 1, 90)


async def test_quiet_hours_make_no_lag(storage: Storage, chat: int) -> None:
    quiet = replace(MORNING, quiet=(time(22), time(7)))
    asleep = await storage.chats.open(Place(2), ChatKind.PRIVATE, quiet, added_by=None, now=100)
    await enter(storage, asleep.id, due_at=NOW - 9 * HOUR)
    await enter(storage, chat, due_at=NOW - 5)
    found = await look(storage)
    assert (found.waiting, found.lag) == (2, 5)


async def test_ends_are_counted_by_the_hour_and_by_their_wait(storage: Storage, chat: int) -> None:
    this_hour, midnight = NOW // HOUR * HOUR, NOW // DAY * DAY

    async def end(at: int, wait: int, **values: Any) -> None:
        await enter(storage, chat, **{"state": "sent", "due_at": at - wait, "ended_at": at} | values)

    await end(NOW - 30, 4)
    await end(NOW - 20, 45)
    await end(NOW - 20, 45, part=1)  # of the same digest
    await end(NOW - 10, 3 * HOUR, doubts=1)
    await end(this_hour, 1, digest_id=None)
    await end(midnight, 1, state="dead")
    await end(midnight - 1, 1, state="unknown", doubts=2)
    await end(this_hour - 23 * HOUR - 1, 1)  # too long ago
    found = await look(storage)
    last = found.hours[-1]
    assert (last.start, last.digests, last.notices, last.repeated) == (this_hour, 3, 1, 1)
    assert {WAITS[place]: count for place, count in enumerate(last.waits[:-1]) if count} == {5: 1, 60: 1}
    assert last.waits[-1] == 1
    assert [(hour.dead, hour.unknown) for hour in found.hours[8:10]] == [(0, 1), (1, 0)]
    assert sum(hour.digests for hour in found.hours) == 3
    assert sum(hour.dead for hour in found.today) == 1
    assert sum(hour.unknown for hour in found.today) == 0


async def test_chats_are_counted_by_state_and_by_when_they_are_due(storage: Storage) -> None:
    for number, (state, due) in enumerate(
        [
            ("active", NOW - 1),
            ("active", NOW),
            ("active", NOW + HOUR),
            ("active", NOW + DAY),
            ("blocked", None),
        ]
    ):
        await open_chat(storage, number + 1, state=state, next_due_at=due)
    found = await look(storage)
    assert (found.chats[ChatState.ACTIVE], found.chats[ChatState.BLOCKED]) == (4, 1)
    assert (found.chats_due, found.chats_to_come) == (2, 1)


async def test_feeds_are_counted_by_health_as_far_as_somebody_follows_them(
    storage: Storage, chat: int
) -> None:
    well = await feed_at(storage, "https://well.example/feed", "a")
    failing = await feed_at(storage, "https://name:password@failing.example/feed?key=secret", "b")
    gone = await feed_at(storage, "https://gone.example/feed")
    unread = await feed_at(storage, "https://unread.example/feed")
    unwanted = await feed_at(storage, "https://unwanted.example/feed")
    for feed in (well, failing, gone, unread):
        await storage.subscriptions.add(chat, feed.id, now=100)
    await storage.feeds.note_failure(failing.id, "link_too_slow", now=NOW - 99, next_poll_at=NOW + 9)
    await storage.feeds.note_failure(gone.id, "link_gone", now=NOW - 50, next_poll_at=NOW - 9, gone=True)
    await storage.feeds.note_failure(unwanted.id, "link_gone", now=NOW, next_poll_at=NOW - 9)
    await note_read(storage, well.id, now=NOW, title="Well")
    found = await look(storage)
    assert found.feeds == {"well": 1, "unread": 1, "failing": 1, "gone": 1}
    assert found.feeds_due == 1  # the unread one
    assert [(one.url, one.failure, one.is_gone) for one in found.troubles] == [
        ("https://name:password@failing.example/feed?key=secret", "link_too_slow", False),
        ("https://gone.example/feed", "link_gone", True),
    ]
    assert found.troubles[0].kind is FeedKind.FEED
    assert found.troubles[0].failing_since == NOW - 99


async def test_only_some_troubles_are_named_the_newest_first(storage: Storage, chat: int) -> None:
    for number in range(20):
        feed = await feed_at(storage, f"https://{number}.example/feed")
        await storage.subscriptions.add(chat, feed.id, now=100)
        await storage.feeds.note_failure(feed.id, "feed_broken", now=NOW - number, next_poll_at=NOW + 9)
    found = await look(storage)
    assert found.feeds["failing"] == 20
    assert [one.url for one in found.troubles] == [f"https://{number}.example/feed" for number in range(12)]


async def test_a_database_that_lacks_a_table_raises(storage: Storage) -> None:
    await storage.operations.check()
    async with writing(storage._engine) as connection:
        await connection.execute(text("ALTER TABLE feeds RENAME TO no_feeds"))
    with pytest.raises(StorageError):
        await look(storage)
