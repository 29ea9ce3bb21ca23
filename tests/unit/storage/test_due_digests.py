"""Chats that are due together: found together, entered in the ledger together, left where they changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.digest.model import Chat, ChatKind, ChatState, Place, Schedule
from bot.digest.wishes import Taste
from bot.storage import Storage
from bot.storage.due_digests import Due, Materialised
from bot.storage.schema import chats, deliveries
from bot.storage.sql import writing
from tests.unit.storage.things import MORNING, feed_at

NOW, NEXT = 1000, 2000
SLOT = datetime.fromisoformat("2026-01-05T08:00")


async def due_chat(
    storage: Storage, number: int, *feed_ids: int, schedule: Schedule = MORNING, is_new: bool = False
) -> Chat:
    """A chat that is due at `NOW`, its feeds followed for long, or since its last digest."""
    chat = await storage.chats.open(Place(number), ChatKind.PRIVATE, schedule, added_by=None, now=100)
    for feed_id in feed_ids:
        await storage.subscriptions.add(chat.id, feed_id, 100)
    await storage.chats.set_schedule(chat.id, schedule, NOW)
    async with writing(storage._engine) as connection:
        await connection.execute(
            update(chats).where(chats.c.id == chat.id).values(has_new_sources=is_new, shown_until=3)
        )
    return chat


def made(due: Due, **changes: Any) -> Materialised:
    return replace(
        Materialised(due, SLOT, NOW, NEXT, shown_until=9, digest_id=None, parts=1, text="Hello"), **changes
    )


async def ledger(storage: Storage) -> list[tuple[Any, ...]]:
    columns = (deliveries.c.chat_id, deliveries.c.slot, deliveries.c.part, deliveries.c.text)
    async with storage._engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(*columns).order_by(*columns[:3]))]


def ids(due: Sequence[Due]) -> list[tuple[int, int, int]]:
    return [(one.first, one.last, one.count) for one in due]


async def test_chats_that_are_alike_are_found_together(storage: Storage) -> None:
    feed, other = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    one = await due_chat(storage, 1, feed.id)
    another = await due_chat(storage, 2, other.id)
    like = await due_chat(storage, 3, feed.id)
    later = await due_chat(storage, 4, feed.id, schedule=replace(MORNING, times=(time(9),)))
    due = await storage.digests.due(NOW, (), 10)
    found = sorted(ids(due))
    assert found == [(one.id, like.id, 2), (another.id, another.id, 1), (later.id, later.id, 1)]
    first = next(found for found in due if found.first == one.id)
    assert (first.schedule, first.kind, first.shown_until) == (MORNING, ChatKind.PRIVATE, 3)


async def test_a_chat_with_new_sources_is_alone_and_so_is_each_where_that_is_asked(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    one, like = [await due_chat(storage, number, feed.id) for number in (1, 2)]
    new = [await due_chat(storage, number, feed.id, is_new=True) for number in (3, 4)]
    due = await storage.digests.due(NOW, (), 10)
    assert sorted(ids(due)) == [(one.id, like.id, 2), *((chat.id, chat.id, 1) for chat in new)]
    assert len(await storage.digests.due(NOW, (), 10, one_by_one=True)) == 4


# What makes a chat one of its own; feeds that were dropped so lately that what they showed is still known.
SPECIAL = {"has_new_sources": True, "dropped_at": NOW - 1, "is_personal": True, "has_roundup": True}


@pytest.mark.parametrize(("column", "value"), SPECIAL.items())
async def test_one_of_its_own_among_those_alike_gets_what_is_its_own(
    storage: Storage, column: str, value: int
) -> None:
    feed = await feed_at(storage, "https://a", "a")
    first, special, last = [await due_chat(storage, number, feed.id) for number in (1, 2, 3)]
    async with writing(storage._engine) as connection:
        await connection.execute(update(chats).where(chats.c.id == special.id).values({column: value}))
    due = await storage.digests.due(NOW, (), 10)
    assert sorted(ids(due)) == [(first.id, last.id, 2), (special.id, special.id, 1)]
    await storage.digests.put_off([(one, NOW - 5) for one in due if one.count == 2], NOW)
    assert [one.first for one in await storage.digests.due(NOW, (), 10) if one.next_due_at == NOW] == [
        special.id
    ]
    due = await storage.digests.due(NOW, (), 10)
    texts = {one.first: f"for {one.count}" for one in due}
    await storage.digests.materialise([made(one, text=texts[one.first]) for one in due], NOW)
    assert [(row[0], row[3]) for row in await ledger(storage)] == [
        (first.id, "for 2"),
        (special.id, "for 1"),
        (last.id, "for 2"),
    ]


async def test_who_wishes_something_since_they_were_found_alike_is_left(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    alike = [await due_chat(storage, number, feed.id) for number in (1, 2, 3)]
    (due,) = await storage.digests.due(NOW, (), 10)
    await storage.profiles.set_word(alike[1].id, Taste.MUTE, "ferry", 0, NOW)
    await storage.digests.materialise([made(due)], NOW)
    assert [row[0] for row in await ledger(storage)] == [alike[0].id, alike[2].id]
    assert ids(await storage.digests.due(NOW, (), 10)) == [(alike[1].id, alike[1].id, 1)]


async def test_who_follows_nothing_is_never_due(storage: Storage) -> None:
    await due_chat(storage, 1)
    assert await storage.digests.due(NOW, (), 10) == []


async def test_all_are_found_a_few_at_a_time_and_none_that_waits_for_a_feed(storage: Storage) -> None:
    feeds = [await feed_at(storage, f"https://{name}", name) for name in "abc"]
    chats_of = [await due_chat(storage, number, feeds[number % 3].id) for number in range(1, 12)]
    found: list[Due] = []
    while some := await storage.digests.due(NOW, (feeds[0].id,), 2, found[-1] if found else None):
        found += some
    assert sum(one.count for one in found) == 8
    waiting = {chat.id for number, chat in enumerate(chats_of, 1) if number % 3 == 0}
    assert not waiting & {one.first for one in found}
    # More than a statement takes variables.
    assert await storage.digests.due(NOW, range(70_000), 2) == []


async def test_each_of_those_alike_gets_every_part_and_goes_on_to_its_next_digest(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    alike = [await due_chat(storage, number, feed.id) for number in (1, 2)]
    (due,) = await storage.digests.due(NOW, (), 10)
    await storage.digests.materialise([made(due, parts=2)], NOW)
    assert await ledger(storage) == [
        (chat.id, "2026-01-05T08:00", part, "Hello") for chat in alike for part in (0, 1)
    ]
    assert await storage.digests.due(NOW, (), 10) == []
    for chat in alike:
        found = await storage.chats.get(chat.id)
        assert found
        assert (found.next_due_at, found.last_slot, found.shown_until, found.covered_at) == (
            NEXT,
            SLOT,
            9,
            NOW,
        )


async def test_what_changed_since_it_was_found_due_is_left(storage: Storage) -> None:
    feed, other = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    same, moved, gone, more = [await due_chat(storage, number, feed.id) for number in range(1, 5)]
    due = await storage.digests.due(NOW, (), 10)
    await storage.chats.set_schedule(moved.id, replace(MORNING, quiet=(time(1), time(2))), NOW)
    await storage.deliveries.give_up(gone.id, ChatState.BLOCKED, "blocked", NOW)
    await storage.subscriptions.add(more.id, other.id, NOW)
    await storage.digests.materialise([made(one) for one in due], NOW)
    assert {row[0] for row in await ledger(storage)} == {same.id}
    await storage.digests.put_off([(due[0], NEXT)], NOW)
    assert {one.first for one in await storage.digests.due(NOW, (), 10)} == {moved.id, more.id}


async def test_new_sources_stay_new_for_a_chat_that_was_left(storage: Storage) -> None:
    feed, other = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    chat = await due_chat(storage, 1, feed.id, is_new=True)
    (due,) = await storage.digests.due(NOW, (), 10)
    await storage.subscriptions.add(chat.id, other.id, NOW)
    await storage.digests.materialise([made(due)], NOW)
    assert all(one.since is not None for one in await storage.subscriptions.of_chat(chat.id))


async def test_a_digest_that_was_had_already_is_passed_by_for_those_who_had_it(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    had, not_had = [await due_chat(storage, number, feed.id) for number in (1, 2)]
    async with writing(storage._engine) as connection:
        values = {"slot": "2026-01-05T08:00", "due_at": 1, "lot": 1, "text": "Before"}
        await connection.execute(deliveries.insert().values(chat_id=had.id, **values))
    (due,) = await storage.digests.due(NOW, (), 10)
    await storage.digests.materialise([made(due)], NOW)
    assert {(row[0], row[3]) for row in await ledger(storage)} == {(had.id, "Before"), (not_had.id, "Hello")}
    passed, entered = [await storage.chats.get(chat.id) for chat in (had, not_had)]
    assert passed
    assert entered
    assert (passed.next_due_at, passed.shown_until, entered.shown_until) == (NEXT, 3, 9)


async def test_the_order_among_many_is_another_one_for_every_digest(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    for number in range(1, 13):
        await due_chat(storage, number, feed.id)
    orders = []
    for day in (5, 6):
        (due,) = await storage.digests.due(NOW + day * NEXT, (), 20)
        slot = SLOT.replace(day=day)
        await storage.digests.materialise([made(due, slot=slot, next_due_at=NEXT)], NOW)
        query = select(deliveries.c.chat_id).where(deliveries.c.slot == f"2026-01-0{day}T08:00")
        async with storage._engine.connect() as connection:
            orders.append((await connection.execute(query.order_by(deliveries.c.lot))).scalars().all())
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]
