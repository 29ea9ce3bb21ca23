"""Waiting for a database server that cannot be reached yet."""

import asyncio
from contextlib import suppress

import structlog
from sqlalchemy import URL, NullPool, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SettingsError
from bot.storage.sql import POSTGRESQL, cause_of, named

log = structlog.get_logger(__name__)

# Pauses between two attempts, in seconds: quick at first, then as often as anybody would look.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0
# What a server says that answers and does not take connections for the moment.
_SOON = ("starting up", "shutting down", "recovery", "too many clients")


async def wait_for_database(url: URL, stop: asyncio.Event) -> bool:
    """Wait until a PostgreSQL server takes connections; return False where told to stop before.

    Raises `SettingsError` for what it refuses, as a wrong password is not mended by waiting.
    """
    engine = create_async_engine(
        url, hide_parameters=True, poolclass=NullPool, connect_args=POSTGRESQL["connect_args"]
    )
    pause = _FIRST_PAUSE
    try:
        while not stop.is_set():
            try:
                async with engine.connect() as connection:
                    await connection.execute(select(1))
            except SQLAlchemyError as error:
                reason = cause_of(error)
                if not isinstance(error, OperationalError) or _is_refused(reason):
                    raise SettingsError(f"{named(url)} cannot be used ({reason})") from error
                log.warning("database_unreachable", reason=reason, next_try_in_seconds=pause)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                return True
        return False
    finally:
        await engine.dispose()


def _is_refused(reason: str) -> bool:
    return "FATAL" in reason and not any(words in reason for words in _SOON)
