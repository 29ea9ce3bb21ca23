"""The database: the only room that speaks SQL."""

import sqlite3
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy
from sqlalchemy import URL, AsyncAdaptedQueuePool, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import SettingsError
from bot.storage.access import AccessStore
from bot.storage.articles import ArticleStore
from bot.storage.inputs import InputStore
from bot.storage.schema import METADATA

__all__ = ["IN_MEMORY", "AccessStore", "ArticleStore", "InputStore", "Storage", "open_storage", "sqlite_url"]

IN_MEMORY = URL.create("sqlite+aiosqlite")

# The newest revision in migrations/versions. Compared before alembic is imported, which takes over a second.
HEAD = "0002"


class Storage:
    """An open database, with one store for each subject."""

    def __init__(self, engine: AsyncEngine, anchor: sqlite3.Connection | None = None) -> None:
        self._engine, self._anchor = engine, anchor
        self.articles = ArticleStore(engine)
        self.inputs = InputStore(engine)
        self.access = AccessStore(engine)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
        if self._anchor:
            self._anchor.close()


def sqlite_url(data_dir: Path) -> URL:
    """Return the URL of the database in a folder; a folder made here is readable by its owner alone."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATA_DIR: the folder {data_dir} cannot be made ({error.strerror})") from error
    file = data_dir / "digest-bot.db"
    try:
        file.touch(mode=0o600)  # SQLite gives its other files the rights of this one
    except OSError as error:
        raise SettingsError(f"DATA_DIR: {file} cannot be written ({error.strerror})") from error
    return URL.create("sqlite+aiosqlite", database=str(file))


async def open_storage(url: URL) -> Storage:
    """Open the database and bring its tables up to date."""
    # Parameters hold what people wrote, and an error of the database would carry them into the log.
    if url == IN_MEMORY:
        return await _open_in_memory()
    engine = create_async_engine(url, hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    except SettingsError:
        await engine.dispose()
        raise
    except SQLAlchemyError as error:
        await engine.dispose()
        cause = getattr(error, "orig", None) or error
        where = engine.url.database
        raise SettingsError(f"DATA_DIR: the database {where} cannot be used ({cause})") from error
    return Storage(engine)


async def _open_in_memory() -> Storage:
    name = f"file:{uuid4().hex}?mode=memory&cache=shared&uri=true"
    # It lives as long as a connection does; the engine drops its own when a task that uses it is cancelled.
    anchor = sqlite3.connect(name.removesuffix("&uri=true"), uri=True, check_same_thread=False)
    # Connections that share one memory do not wait for each other's locks, so there is one.
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{name}", poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0
    )
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)  # always new: there is nothing to migrate from
    return Storage(engine, anchor)


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own type)
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")  # readers and the writer do not wait for each other
    cursor.execute("PRAGMA busy_timeout = 5000")  # milliseconds; a writer that waits longer is stuck
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _upgrade(connection: sqlalchemy.Connection) -> None:
    known = inspect(connection).has_table("alembic_version")
    if known and connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD:
        return
    from alembic import command  # noqa: PLC0415  (slow to import, and needed only after an upgrade)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SettingsError(f"DATA_DIR: the database was made by a newer version ({error})") from error
