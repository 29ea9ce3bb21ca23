"""What the stores need to speak SQLite and PostgreSQL alike: transactions, inserts, long lists."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, nullcontext
from itertools import islice
from typing import Any, TypeVar, cast

from sqlalchemy import URL, Connection, ExceptionContext, Table, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

T = TypeVar("T")

# SQLite takes 32,766 variables in a statement, PostgreSQL 65,535.
_CHUNK = 5000

# Any number that nobody else on the same PostgreSQL server takes: "digest" in letters.
_LOCK = 0x646967657374

# SQLSTATE of what passes by itself: no connection, no resources (a slot, memory), a server that is stopped,
# started or not ready yet.
_PASSING = ("08", "53", "57P")
# Who is not let in is told without one: the words for what only other settings mend.
_REFUSED = (
    *("authentication failed", "no password supplied", "pg_hba.conf"),
    *("does not exist", "not permitted", "permission denied"),
)

# How PostgreSQL is reached. A connection that broke while nobody used it is noticed when it is taken, and one
# whose machine fell silent within half a minute, by both ends: else locks would be held for hours.
POSTGRESQL: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 10,
    "pool_pre_ping": True,
    "connect_args": {
        "connect_timeout": 10,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 25_000,
        "options": "-c timezone=UTC -c idle_in_transaction_session_timeout=60000 "
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
    },
}


def set_up_sqlite(engine: AsyncEngine, *, follows_references: bool) -> None:
    """Set how SQLite keeps data, and when its transactions begin; to be called before the engine is used."""

    def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own type)
        connection.isolation_level = None  # else the driver begins by itself, and not before the first change
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")  # readers and the writer do not wait for each other
        cursor.execute("PRAGMA synchronous = FULL")  # a power cut undoes nothing that was committed
        # Where very many rows change at once, their pages are changed in memory (KiB) and go
        # from the log to their places once (pages of 4 KiB), not after every transaction.
        cursor.execute("PRAGMA cache_size = -16000")
        cursor.execute("PRAGMA wal_autocheckpoint = 8000")
        cursor.execute("PRAGMA busy_timeout = 5000")  # milliseconds; a writer that waits longer is stuck
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if follows_references else 'OFF'}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    # SQLite has one writer at a time. Who waits in this line waits fairly and is woken at once;
    # who waits inside SQLite looks again and again, and gives up after `busy_timeout`.
    engine.sync_engine.update_execution_options(line=asyncio.Lock())


def engine_for(url: URL, *, follows_references: bool = True, **options: Any) -> AsyncEngine:  # noqa: ANN401
    """Return an engine for a database of either kind; `options` are those of SQLAlchemy."""
    # Parameters hold what people wrote, and an error of the database would carry them into the log.
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(url, hide_parameters=True, **POSTGRESQL, **options)
        event.listen(engine.sync_engine, "handle_error", _hide_values)
        return engine
    engine = create_async_engine(url, hide_parameters=True, **options)
    set_up_sqlite(engine, follows_references=follows_references)
    return engine


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that writes; it is committed at the end of the block, or undone by an error.

    On SQLite it is the only one that writes from its beginning on, so that what it reads stays true until its
    end. One that became a writer only after it had read would fail if another had written in between.

    On PostgreSQL others write beside it, and each statement sees what was committed before it. What it reads
    stays true only where it locks those rows (`with_for_update`), or where all who change it are `alone`.
    """
    line = engine.sync_engine.get_execution_options().get("line") or nullcontext()
    async with line, engine.connect() as connection:
        await connection.execution_options(writes=True)
        async with connection.begin():
            yield connection


async def alone(connection: AsyncConnection) -> None:
    """Let no other transaction go past this call until the end of this one.

    For numbers that are to grow in the order of commits, and for reading who follows what before changing it.
    """
    if connection.dialect.name == "postgresql":  # SQLite's writers are always alone
        await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert:
    """Return an INSERT with `on_conflict_…`, which both databases have in the same form."""
    if connection.dialect.name == "postgresql":
        return cast("sqlite.Insert", postgresql.insert(table))
    return sqlite.insert(table)


def named(url: URL) -> str:
    """Return what people call a database, after the setting that says where it is; no password is in it."""
    if url.get_backend_name() == "sqlite":
        return f"DATA_DIR: the database {url.database}"
    return f"DATABASE_URL: the database {url.database} at {url.host or url.query.get('host', 'this machine')}"


def cause_of(error: BaseException) -> str:
    """Return what the database itself says, in one line and without what rows hold."""
    cause = getattr(error, "orig", None) or error
    return " ".join((_primary(cause) or str(cause)).split()) or type(cause).__name__


def is_passing(error: SQLAlchemyError) -> bool:
    """Whether a server may take the same again later, and nobody has to change a setting for it."""
    if not isinstance(error, OperationalError) or isinstance(error.orig, sqlite3.Error):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return state.startswith(_PASSING) if state else not any(words in cause_of(error) for words in _REFUSED)


def chunks(values: Collection[T]) -> Iterator[list[T]]:
    """Cut a list that a statement is to hold into pieces that fit."""
    rest = iter(values)
    while some := list(islice(rest, _CHUNK)):
        yield some


def _primary(error: BaseException | None) -> str | None:
    """Return the first line of what PostgreSQL says; the others may quote rows."""
    message: str | None = getattr(getattr(error, "diag", None), "message_primary", None)
    return message


def _hide_values(context: ExceptionContext) -> None:
    """Take what rows hold out of an error, however it is told then."""
    error, wrapped = context.original_exception, context.sqlalchemy_exception
    if primary := _primary(error):
        if wrapped:
            wrapped.args = (wrapped.args[0].replace(str(error), primary),)
        error.args = (primary,)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
