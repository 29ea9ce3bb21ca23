"""A database on a server is copied into the same kind of file, and comes back from it into an empty one."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.errors import BackupError
from bot.storage import HEAD, open_storage, sqlite_file
from bot.storage.backup import back_up, url_of
from bot.storage.restore import restore, restore_to_server
from tests.postgresql import Server
from tests.unit.storage.test_backup import NOW
from tests.unit.storage.test_copies import contents
from tests.unit.storage.test_erase import ME, everything


@pytest.fixture
def server_url(postgresql: Server) -> Iterator[URL]:
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


@pytest.fixture
async def filled(server_url: URL) -> URL:
    storage = await open_storage(server_url)
    await everything(storage, ME)
    await storage.close()
    return server_url


async def test_a_server_becomes_a_file_and_a_file_a_server(
    filled: URL, postgresql: Server, tmp_path: Path
) -> None:
    target, empty = tmp_path / "copy.db", postgresql.empty_database()
    copied = await asyncio.to_thread(back_up, filled, target)
    assert copied.revision == HEAD
    assert copied.chats > 0
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    assert await asyncio.to_thread(restore_to_server, target, empty) == copied
    assert await contents(empty) == await contents(filled)
    postgresql.drop(empty)


async def test_a_server_becomes_the_file_of_a_smaller_bot(filled: URL, tmp_path: Path) -> None:
    target, data = tmp_path / "copy.db", tmp_path / "data"
    await asyncio.to_thread(back_up, filled, target)
    restored = await asyncio.to_thread(restore, target, data, now=NOW)
    assert restored.contents.chats > 0
    assert await contents(url_of(sqlite_file(data))) == await contents(filled)


async def test_a_server_that_holds_something_is_left_alone(filled: URL, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    await asyncio.to_thread(back_up, filled, target)
    before = await contents(filled)
    with pytest.raises(BackupError, match="is not empty"):
        await asyncio.to_thread(restore_to_server, target, filled)
    assert await contents(filled) == before


async def test_a_server_that_cannot_be_reached_leaves_no_file_and_no_password_in_words(
    tmp_path: Path,
) -> None:
    url = URL.create("postgresql+psycopg", "name", "pass-word", "127.0.0.1", 9, "digest_bot")
    with pytest.raises(BackupError) as caught:
        await asyncio.to_thread(back_up, url, tmp_path / "copy.db")
    assert "pass-word" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
