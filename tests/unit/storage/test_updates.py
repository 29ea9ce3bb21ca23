"""Updates are kept once, taken in order, and forgotten when they are done."""

from sqlalchemy import select

from bot.storage import Storage
from bot.storage.schema import updates
from tests.unit.storage.things import in_memory_too, rows

NONE: frozenset[int] = frozenset()
# What Telegram counts with is longer than 32 bits for some bots.
BIG = 2**40


async def taken(
    storage: Storage, most: int = 100, under_way: frozenset[int] = NONE, *, ended: frozenset[int] = NONE
) -> list[tuple[int, str, int]]:
    found = await storage.updates.turn(ended, 50, most=most, under_way=under_way)
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
