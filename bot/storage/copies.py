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
    if new.dialect.name == "postgresql" and (column := table.autoincrement_column) is not None:
        # Else the next row would have the number of the first.
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        newest = func.coalesce(select(func.max(column)).scalar_subquery(), 0)
        await new.execute(select(func.setval(sequence, newest + 1, text("false"))))
    return count


async def _checksum(connection: AsyncConnection, table: Table) -> int:
    """Return a checksum of all rows in whichever order: databases sort texts in different ways."""
    total = 0
    query = select(table).execution_options(yield_per=_AT_ONCE)
    async for row in await connection.stream(query):
        total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest())
    return total
