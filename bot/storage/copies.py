"""All rows of one database copied into another, of whichever kind each is, and proof that they are equal."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import SettingsError
from bot.storage.schema import METADATA
from bot.storage.sql import alone, engine_for, named, writing

# Rows that are read, written and held in memory at once: a kilobyte or so each.
_AT_ONCE = 1_000
# Who leads is a matter of the processes that run now.
_LEFT_OUT = frozenset({"leaders"})
# The last number that was given to a row, and how to have the next ones come after it.
_LAST_NUMBER = {
    "postgresql": "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, :column) AS regclass))",
    "sqlite": "SELECT seq FROM sqlite_sequence WHERE name = :table",
}
_GO_ON = {
    "postgresql": ["SELECT setval(pg_get_serial_sequence(:table, :column), greatest(:last, 1), :last > 0)"],
    "sqlite": [
        "DELETE FROM sqlite_sequence WHERE name = :table",
        "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)",
    ],
}


async def copy_database(source: URL, target: URL) -> Mapping[str, int]:
    """Copy every row into a database whose tables are there and empty; return how many rows by table.

    What is copied is what the source held at one moment, and all of it or nothing: it is read again from the
    target, and compared by checksums, before that keeps it. Raises `SettingsError` where the target holds
    something already, or not the same in the end.
    """
    tables = [table for table in METADATA.sorted_tables if table.name not in _LEFT_OUT]
    reading, written = engine_for(source), engine_for(target)
    try:
        async with _snapshot(reading) as old, writing(written) as new:
            for connection in (old, new):
                if connection.dialect.name == "postgresql":  # each waits for the other, as long as it takes
                    await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            await alone(new)
            for table in tables:
                if (await new.execute(select(func.count()).select_from(table))).scalar_one():
                    raise SettingsError(f"{named(target)} is not empty: its table {table.name} has rows")
            counts = {table.name: await _copy(old, new, table) for table in tables}
            for table in tables:
                if await _checksum(old, table) != await _checksum(new, table):
                    raise SettingsError(
                        f"{named(target)}: the copy of the table {table.name} is not the same"
                    )
            return counts
    finally:
        await reading.dispose()
        await written.dispose()


def _snapshot(engine: AsyncEngine) -> Any:  # noqa: ANN401  (a context with a connection)
    """Open a connection that sees one moment, whatever is written meanwhile: SQLite's all do."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


async def _copy(old: AsyncConnection, new: AsyncConnection, table: Table) -> int:
    count = 0
    rows = await old.stream(select(table).execution_options(yield_per=_AT_ONCE))
    async for some in rows.mappings().partitions(_AT_ONCE):
        await new.execute(insert(table), [dict(row) for row in some])
        count += len(some)
    if (column := table.autoincrement_column) is not None:
        # The next row has a number that none had before, not even one that was deleted: chats and buttons
        # remember numbers.
        names = {"table": table.name, "column": column.name}
        last = (await old.execute(text(_LAST_NUMBER[old.dialect.name]), names)).scalar() or 0
        greatest = (await old.execute(select(func.coalesce(func.max(column), 0)))).scalar_one()
        for statement in _GO_ON[new.dialect.name]:
            await new.execute(text(statement), names | {"last": max(last, greatest)})
    return count


async def _checksum(connection: AsyncConnection, table: Table) -> int:
    """Return a checksum of all rows in whichever order: databases sort texts in different ways."""
    total = 0
    query = select(table).execution_options(yield_per=_AT_ONCE)
    async for row in await connection.stream(query):
        told = repr(tuple(row)).replace(r"\x00", "\ufffd")  # NUL, from when SQLite still kept it
        total += int.from_bytes(hashlib.sha256(told.encode()).digest())
    return total
