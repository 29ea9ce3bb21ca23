"""A look at a database as it is: nothing is made, changed or brought up to date, whatever is found."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import URL, func, inspect, or_, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import Feed
from bot.storage.rows import feed_columns, feed_of
from bot.storage.schema import feeds, subscriptions
from bot.storage.sql import cause_of, engine_for

# Steps of SQLite's machine between two looks at the clock: some thousandths of a second.
_STEPS = 10_000
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found."""

    is_there: bool = True
    """Whether there is a database at all, and not only its place."""
    fault: str | None = None
    """What the database itself says where it cannot be used, or is damaged."""
    revision: str | None = None
    """Of its tables; None where it has none of ours."""
    is_whole: bool | None = None
    """Whether all pages were looked at; None where there was no time for all of them."""
    others: int | None = None
    """Connections of others to the same database of a server."""
    followed: int = 0
    """Feeds that somebody follows."""
    failing: int = 0
    worst: Sequence[Feed] = ()
    """Of those that fail: what is gone, then what has failed for longest."""


def check_pages(database: Path, seconds: float) -> Examined:
    """Look at the pages of a database of SQLite, for so many seconds at most; blocks meanwhile."""
    if not database.exists() or not database.stat().st_size:
        return Examined(is_there=False)
    until = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        is_late = error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT
        return Examined() if is_late else Examined(fault=str(error))
    return Examined(is_whole=True) if found == "ok" else Examined(fault=str(found))


async def read_state(url: URL, worst: int) -> Examined:
    """Ask a database for the revision of its tables, and how reading its feeds goes."""
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            is_server = connection.dialect.name == "postgresql"
            others = (await connection.execute(_OTHERS)).scalar() if is_server else None
            tables = await connection.run_sync(lambda plain: set(inspect(plain).get_table_names()))
            if "alembic_version" not in tables:
                return Examined(is_there=False, others=others)
            revision = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
            if not {"feeds", "subscriptions"} <= tables:
                return Examined(revision=revision, others=others)
            return replace(await _state(connection, worst), revision=revision, others=others)
    except SQLAlchemyError as error:
        return Examined(fault=cause_of(error))
    finally:
        await asyncio.shield(engine.dispose())


async def _state(connection: AsyncConnection, worst: int) -> Examined:
    is_followed = select(subscriptions.c.feed_id).where(subscriptions.c.feed_id == feeds.c.id).exists()
    fails = or_(feeds.c.failing_since.is_not(None), feeds.c.is_gone)
    counts = select(func.count(), func.count().filter(fails)).select_from(feeds).where(is_followed)
    followed, failing = (await connection.execute(counts)).one()
    query = (
        select(*feed_columns)
        .where(is_followed, fails)
        .order_by(feeds.c.is_gone.desc(), feeds.c.failing_since, feeds.c.id)
        .limit(worst)
    )
    rows = [feed_of(row) for row in await connection.execute(query)]
    return Examined(followed=followed, failing=failing, worst=rows)
