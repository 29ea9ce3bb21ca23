"""Updates are kept once, taken in order, and forgotten when they are done."""

import asyncio

import pytest
from sqlalchemy import URL, delete, insert, select, text

from bot.storage import Storage
from bot.storage.schema import leaders, updates
from bot.storage.sql import writing
from tests.unit.storage.things import in_memory_too, rows

NONE: frozenset[int] = frozenset()
shared = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
# What Telegram counts with is longer than 32 bits for some bots.
BIG = 2**40


@pytest.fixture
async def storage(storage: Storage) -> Storage:
    """A database in which one process leads."""
    await lead(storage, "one")
    return storage


async def lead(storage: Storage, holder: str) -> None:
    async with writing(storage._engine) as connection:
        await connection.execute(delete(leaders))
        await connection.execute(insert(leaders).values(name="gateway", holder=holder))


async def taken(
    storage: Storage, most: int = 100, under_way: frozenset[int] = NONE, *, ended: frozenset[int] = NONE
) -> list[tuple[int, str, int]]:
    found = await storage.updates.turn(ended, 50, most=most, under_way=under_way, owner="one")
    return [(one.id, one.payload, one.attempts) for one in found]


async def put(storage: Storage, *numbers: int) -> set[int]:
    return await storage.updates.put({number: f"payload {number}" for number in numbers}, now=10)


@in_memory_too
async def test_what_is_put_is_taken_in_the_order_of_the_numbers(storage: Storage) -> None:
    assert await put(storage, BIG, 7) == {BIG, 7}
    assert await put(storage, 3) == {3}
    assert await taken(storage) == [(3, "payload 3", 1), (7, "payload 7", 1), (BIG, f"payload {BIG}", 1)]


async def test_what_was_put_before_is_not_kept_again(storage: Storage) -> None:
    await put(storage, 1)
    assert await storage.updates.put({1: "another", 2: "payload 2"}, now=11) == {2}
    assert await taken(storage) == [(1, "payload 1", 1), (2, "payload 2", 1)]


async def test_not_even_when_it_is_done(storage: Storage) -> None:
    await put(storage, 1)
    await taken(storage)
    assert await taken(storage, ended=frozenset({1})) == []
    assert await put(storage, 1) == set()
    assert await taken(storage) == []


async def test_what_is_under_way_is_not_taken_again(storage: Storage) -> None:
    await put(storage, 1, 2, 3)
    assert [number for number, *_ in await taken(storage, 1)] == [1]
    assert [number for number, *_ in await taken(storage, 1, frozenset({1}))] == [2]
    assert [number for number, *_ in await taken(storage, 0, frozenset({1, 2}))] == []


async def test_what_an_earlier_process_began_is_taken_again_and_that_is_counted(storage: Storage) -> None:
    await put(storage, 1, 2)
    await taken(storage, 1)
    assert [(number, attempts) for number, _, attempts in await taken(storage)] == [(1, 2), (2, 1)]


async def test_of_what_is_done_only_the_number_is_left_and_that_for_so_long(storage: Storage) -> None:
    await put(storage, 1, 2)
    await taken(storage, ended=frozenset({1}))
    kept = select(updates.c.id, updates.c.payload, updates.c.done_at).order_by(updates.c.id)
    assert await rows(storage, kept) == [(1, "", 50), (2, "payload 2", None)]
    assert (await storage.operations.now(50)).updates == 1
    assert await storage.updates.delete_older(50) == 0
    assert await storage.updates.delete_older(51) == 1
    assert [number for number, *_ in await rows(storage, kept)] == [2]


async def test_what_telegram_writes_is_kept_as_it_is(storage: Storage) -> None:
    payload = '{"update_id": 1, "text": "\\ud800 \\u0000 Ж 🛳"}'
    await storage.updates.put({1: payload}, now=10)
    assert [text for _, text, _ in await taken(storage)] == [payload]


async def test_very_many_at_once(storage: Storage) -> None:
    numbers = frozenset(range(1, 6001))
    assert await put(storage, *numbers) == numbers
    assert len(await taken(storage, 10_000)) == 6000
    assert await taken(storage, 10_000, numbers) == []
    assert await taken(storage, ended=numbers) == []


@shared
async def test_of_two_that_lead_in_turn_one_leaves_alone_what_the_other_has(storage: Storage) -> None:
    async def taken_by(owner: str, now: int, under_way: set[int] | None = None) -> list[tuple[int, int]]:
        found = await storage.updates.turn((), now, most=2, under_way=under_way or (), owner=owner)
        return [(one.id, one.attempts) for one in found]

    await put(storage, 1, 2, 3, 4)
    assert await taken_by("other", 100) == []  # it does not lead
    assert await taken_by("one", 100) == [(1, 1), (2, 1)]
    assert await taken_by("one", 110) == [(1, 2), (2, 2)]  # whose answer was lost
    await lead(storage, "other")
    assert await taken_by("one", 125, {1, 2}) == []  # it leads no more, and is still at them
    async with writing(storage._engine) as connection:
        await connection.execute(select(updates).where(updates.c.id == 3).with_for_update())
        assert await taken_by("other", 154) == [(4, 1)]  # what is being looked at is not waited for
    assert await taken_by("other", 154, {4}) == [(3, 1)]
    assert await taken_by("other", 155, {3, 4}) == [(1, 3), (2, 3)]
    await lead(storage, "third")
    assert await taken_by("third", 156) == []
    await storage.updates.give_back("other")  # it ended in order
    assert await taken_by("third", 156) == [(1, 4), (2, 4)]


@shared
async def test_two_who_keep_the_same_do_not_wait_for_each_other(storage: Storage, url: URL) -> None:
    async def kept(numbers: list[int]) -> set[int]:
        return await storage.updates.put(dict.fromkeys(numbers, "{}"), now=1)

    async with storage._engine.connect() as connection:
        await connection.execute(insert(updates).values(id=2, payload="{}", received_at=1))
        both = [asyncio.create_task(kept(numbers)) for numbers in ([1, 2, 3], [3, 2, 1])]
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
        async with asyncio.timeout(10):
            while (await connection.execute(waiting)).scalar_one() < len(both):
                await asyncio.sleep(0.01)
        await connection.rollback()
    assert sorted(await asyncio.gather(*both), key=len) == [set(), {1, 2, 3}]
