"""The inbox says that an update is safe when it is, and not before."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.services.inbox import MOST_ATTEMPTS, Inbox
from bot.storage import Storage, StorageError, open_storage, sqlite_url

NOBODY: frozenset[int] = frozenset()


def in_file(folder: Path) -> set[int]:
    """What another process sees in the database."""
    with closing(sqlite3.connect(folder / "digest-bot.db")) as connection:
        return {number for (number,) in connection.execute("SELECT id FROM updates")}


@pytest.fixture
async def folder(tmp_path: Path, migrated: Path) -> Path:
    (tmp_path / "digest-bot.db").write_bytes(migrated.read_bytes())
    return tmp_path


@pytest.fixture
async def kept(folder: Path) -> AsyncIterator[Storage]:
    storage = await open_storage(sqlite_url(folder))
    yield storage
    await storage.close()


async def test_each_is_committed_when_its_put_returns(kept: Storage, folder: Path) -> None:
    inbox = Inbox(kept.updates)

    async def put(number: int) -> None:
        await inbox.put(number, "{}")
        assert number in in_file(folder)

    await asyncio.gather(*map(put, range(200)))
    assert in_file(folder) == set(range(200))
    assert inbox.filled.is_set()


async def test_who_hangs_up_costs_the_others_nothing(kept: Storage, folder: Path) -> None:
    inbox = Inbox(kept.updates)
    puts = [asyncio.create_task(inbox.put(number, "{}")) for number in range(5)]
    await asyncio.sleep(0)
    puts[0].cancel()
    await asyncio.gather(*puts[1:])
    assert in_file(folder) >= {1, 2, 3, 4}


async def test_a_database_that_is_gone_is_told_to_everybody_who_waits(kept: Storage, folder: Path) -> None:
    inbox = Inbox(kept.updates)
    with closing(sqlite3.connect(folder / "digest-bot.db")) as connection:
        connection.execute("ALTER TABLE updates RENAME TO elsewhere")
        puts = [inbox.put(number, "{}") for number in range(5)]
        results = await asyncio.gather(*puts, return_exceptions=True)
        assert [isinstance(result, StorageError) for result in results] == [True] * 5
        connection.execute("ALTER TABLE elsewhere RENAME TO updates")
    await inbox.put(7, "{}")
    assert in_file(folder) == {7}


async def test_what_came_before_fills_nothing(kept: Storage) -> None:
    inbox = Inbox(kept.updates)
    await inbox.put(1, "{}")
    inbox.filled.clear()
    await inbox.put(1, "{}")
    assert not inbox.filled.is_set()


async def test_an_update_in_which_the_process_ended_each_time_is_given_up(kept: Storage) -> None:
    await Inbox(kept.updates).put(1, "{}")
    for _ in range(MOST_ATTEMPTS):  # each an earlier process that ended in the middle
        taken, given_up = await Inbox(kept.updates).turn(NOBODY, NOBODY, 10)
        assert ([one.id for one in taken], given_up) == ([1], [])
    assert await Inbox(kept.updates).turn(NOBODY, NOBODY, 10) == ([], [1])
