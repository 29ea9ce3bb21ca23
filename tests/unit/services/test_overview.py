"""How things stand, for whoever looks often: the database is asked seldom, and nobody waits for it long."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.services import overview
from bot.services.overview import Overview, Single
from bot.storage import Storage, open_storage, sqlite_url
from bot.storage.sql import writing
from tests.unit.storage.things import chat_at

NOW = 1_795_356_600.0


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    opened = await open_storage(sqlite_url(tmp_path))
    yield opened
    await opened.close()


@pytest.fixture
def never_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what was seen be old at once."""
    monkeypatch.setattr(overview, "_FRESH", 0)
    monkeypatch.setattr(overview, "_SHARE", 1e9)


async def test_who_looks_again_at_once_sees_the_same(storage: Storage) -> None:
    looked = Overview(storage.operations, lambda: NOW)
    first = await looked.now()
    await chat_at(storage, 1)
    assert await looked.now() is first


@pytest.mark.usefixtures("never_fresh")
async def test_later_it_is_looked_at_anew(storage: Storage) -> None:
    looked = Overview(storage.operations, lambda: NOW)
    first = await looked.now()
    await chat_at(storage, 1)
    second = await looked.now()
    assert first
    assert second
    assert (first.chats["active"], second.chats["active"]) == (0, 1)


@pytest.mark.usefixtures("never_fresh")
async def test_a_database_that_fails_tells_nothing_and_is_asked_again(storage: Storage) -> None:
    looked = Overview(storage.operations, lambda: NOW)
    for name, other, tells in (("chats", "gone", False), ("gone", "chats", True)):
        async with writing(storage._engine) as connection:
            await connection.execute(text(f"ALTER TABLE {name} RENAME TO {other}"))
        assert (await looked.now() is not None) is tells


@pytest.mark.usefixtures("never_fresh")
async def test_a_look_that_takes_long_is_waited_for_with_what_was_seen_before(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "_LOOK_PATIENCE", 0.0)
    looked = Overview(storage.operations, lambda: NOW)
    assert await looked.now() is None  # nothing was seen yet
    while (seen := await looked.now()) is None:
        await asyncio.sleep(0)
    assert seen.taken_at == NOW
    monkeypatch.setattr(overview, "_STALE", 0.0)
    while await looked.now() is not None:
        await asyncio.sleep(0)
    await looked.close()


async def test_nobody_waits_long_and_nothing_is_begun_twice() -> None:
    begun, go = 0, asyncio.Event()

    async def work() -> str:
        nonlocal begun
        begun += 1
        await go.wait()
        return "done"

    single = Single(work, 0.01)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            await single.ask()
    assert begun == 1
    go.set()
    assert list(await asyncio.gather(single.ask(), single.ask())) == ["done", "done"]
    await single.close()


async def test_what_never_ends_is_stopped_in_the_end() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    single = Single(work, 0.01)
    with pytest.raises(TimeoutError):
        await single.ask()
    await single.close()
    assert ended.is_set()
