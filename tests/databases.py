"""Databases that are copied or written down once, rather than made anew for each test."""

import asyncio
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, text

from bot.config import Settings
from bot.storage import database_at, open_storage, sqlite_url
from bot.storage.schema import METADATA

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
# As it is when `make_tables_by_text` stands in for it.
_create_all = METADATA.create_all


def new_database() -> bytes:
    """Return a database with all tables and no rows, for `sqlite3.Connection.deserialize`."""
    database = sqlite3.connect(":memory:")
    _create_all(create_engine("sqlite://", creator=lambda: database, poolclass=StaticPool))
    return database.serialize()


def migrate(folder: Path) -> Path:
    """Let the bot make its database in a folder; return the file."""

    async def make() -> None:
        await (await open_storage(sqlite_url(folder))).close()

    with asyncio.Runner() as runner:
        runner.run(make())
    return folder / "digest-bot.db"


@cache
def _statements() -> tuple[str, ...]:
    database = sqlite3.connect(":memory:")
    database.deserialize(new_database())
    rows = database.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY rowid")
    return tuple(statement for (statement,) in rows)


def make_tables_by_text(connection: Connection, **_: Any) -> None:
    """Make the tables as SQLAlchemy does, without its writing the statements anew each time (0.07 s)."""
    for statement in _statements():
        connection.exec_driver_sql(statement)


def url_of(settings: Settings) -> URL:
    """Return the address of the database that a bot with these settings uses."""
    return database_at(settings.database_address, settings.data_dir)


def engine_of(url: URL) -> Engine:
    """Return what asks the database of a bot, whatever that bot is doing; to be disposed of."""
    return create_engine(url.set(drivername=_DRIVERS[url.get_backend_name()]))  # which need no event loop


def rows_of(settings: Settings, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """Return what a query finds in the database of a bot, whatever that bot is doing."""
    engine = engine_of(url_of(settings))
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]
    finally:
        engine.dispose()


def table_of(settings: Settings, name: str) -> list[dict[str, Any]]:
    """Return every row of a table, by the names of its columns."""
    names = [column.name for column in METADATA.tables[name].columns]
    columns = ", ".join(f'"{one}"' for one in names)
    found = rows_of(settings, f'SELECT {columns} FROM "{name}"')  # noqa: S608  (names of the schema)
    return [dict(zip(names, row, strict=True)) for row in found]
