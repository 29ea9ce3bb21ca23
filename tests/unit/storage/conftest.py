"""A database of each kind. What a store promises, it promises on all of them."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.storage import IN_MEMORY, Storage, open_storage, sqlite_url
from tests.postgresql import Server
from tests.unit.storage.things import BACKENDS


@pytest.fixture
def file_url(migrated: Path, tmp_path: Path) -> URL:
    url = sqlite_url(tmp_path)
    shutil.copy(migrated, url.database or "")
    return url


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest) -> Iterator[URL]:
    """The address of a database that nobody has used."""
    if request.param == "memory":
        yield IN_MEMORY
        return
    if request.param == "file":
        yield request.getfixturevalue("file_url")
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
async def storage(url: URL) -> AsyncIterator[Storage]:
    opened = await open_storage(url)
    yield opened
    await opened.close()


@pytest.fixture
async def in_file(file_url: URL) -> AsyncIterator[Storage]:
    """A database in a file, for what only files can do."""
    opened = await open_storage(file_url)
    yield opened
    await opened.close()
