"""Waiting for a database server that cannot be reached yet."""

import asyncio
from contextlib import suppress

import structlog
from sqlalchemy import URL

from bot.errors import DatabaseAway
from bot.storage import Storage, open_storage

log = structlog.get_logger(__name__)

# Pauses between two attempts, in seconds: quick at first, then as often as anybody would look.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0


async def open_when_there(url: URL, stop: asyncio.Event) -> Storage | None:
    """Open a database as soon as its server takes connections; return None where told to stop before.

    Raises `SettingsError` for what it refuses, as a wrong password is not mended by waiting.
    """
    pause = _FIRST_PAUSE
    while not stop.is_set():
        try:
            return await open_storage(url)
        except DatabaseAway as error:
            log.warning("database_unreachable", reason=str(error), next_try_in_seconds=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
    return None
