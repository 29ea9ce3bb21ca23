"""Many at once: nobody is refused, nothing is half done."""

import asyncio

import pytest
from sqlalchemy import URL, func, insert, select

from bot.articles.model import Submission
from bot.storage import Storage, open_storage
from bot.storage.schema import inputs, owners
from bot.storage.sql import writing
from tests.unit.storage.things import chat_at, feed_at, in_memory_too, rows


@in_memory_too
async def test_fifty_who_read_and_then_write_do_not_disturb_each_other(storage: Storage) -> None:
    async def count_one_more(number: int) -> None:
        async with writing(storage._engine) as connection:
            seen = (await connection.execute(select(func.count()).select_from(owners))).scalar_one()
            await asyncio.sleep(0)
            await connection.execute(insert(owners).values(user_id=seen, claimed_at=number))

    if storage._engine.dialect.name == "sqlite":
        await asyncio.gather(*(count_one_more(number) for number in range(50)))
        assert await storage.access.owners() == frozenset(range(50))


@in_memory_too
async def test_fifty_writers_and_fifty_readers_at_once(storage: Storage) -> None:
    async def read(number: int) -> bool:
        return await storage.articles.get(str(number)) in {None, Submission(str(number), "x")}

    writers = (storage.articles.put(Submission(str(number), "x"), now=1) for number in range(50))
    readers = (read(number) for number in range(50))
    results = await asyncio.gather(*writers, *readers)
    assert all(results[50:])


@in_memory_too
async def test_everything_at_once(storage: Storage) -> None:
    """Each of these reads before it writes."""
    feeds = [await feed_at(storage, f"https://{number}") for number in range(5)]
    chats = [await chat_at(storage, number) for number in range(10)]
    await asyncio.gather(
        *(storage.subscriptions.add(chat.id, feed.id, now=1) for chat in chats for feed in feeds),
        *(storage.move_chat(number, -number) for number in range(5, 10)),
        *(storage.feeds.add(f"https://{number}", feeds[0].kind, None, now=2) for number in range(10)),
    )
    assert [await storage.subscriptions.count(chat.id) for chat in chats] == [5] * 10


async def test_another_process_that_writes_is_waited_for(file_url: URL, in_file: Storage) -> None:
    other = await open_storage(file_url)

    async def add(storage: Storage, start: int) -> None:
        for number in range(start, start + 20):
            async with writing(storage._engine) as connection:
                await connection.execute(select(func.count()).select_from(owners))
                await connection.execute(insert(owners).values(user_id=number, claimed_at=1))

    await asyncio.gather(*(add(one, start) for one, start in ((in_file, 0), (other, 100))))
    await other.close()
    assert len(await in_file.access.owners()) == 40


@in_memory_too
async def test_an_error_undoes_the_whole_transaction(storage: Storage) -> None:
    await storage.access.add_owner(1, now=1)

    async def fail() -> None:
        async with writing(storage._engine) as connection:
            await connection.execute(insert(owners).values(user_id=2, claimed_at=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await storage.access.owners() == {1}
    await storage.access.add_owner(3, now=1)
    assert await storage.access.owners() == {1, 3}


@in_memory_too
@pytest.mark.parametrize("steps", range(2, 32, 6))
async def test_whoever_gives_up_halfway_leaves_nothing_behind(storage: Storage, steps: int) -> None:
    async def write() -> None:
        async with writing(storage._engine) as connection:
            for name in ("a", "b"):
                await connection.execute(insert(inputs).values(id=name, stored_at=1))

    task = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    await storage.access.add_owner(1, now=1)
    [(left,)] = await rows(storage, select(func.count()).select_from(inputs))
    assert left in {0, 2}


async def test_two_looks_in_one_reading_see_the_same(in_file: Storage) -> None:
    query = select(func.count()).select_from(owners)
    async with in_file._engine.connect() as connection:
        assert (await connection.execute(query)).scalar() == 0
        await in_file.access.add_owner(1, now=1)
        assert (await connection.execute(query)).scalar() == 0
    assert await in_file.access.owners() == {1}
