"""How things stand in the database, for whoever looks often: asked seldom, and never waited for long."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

import structlog

from bot.storage import StorageError
from bot.storage.operations import Operations, OperationStore
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)

T = TypeVar("T")

# Seconds that whoever asks waits at most: for a sign of life, and for a look at everything. Both together are
# less than the 10 s that Prometheus gives a scrape.
PATIENCE, _LOOK_PATIENCE = 2.0, 5.0
# Seconds for which an answer is good, at least; and the part of the time that looking may take at most, once
# that there is so much to look at. A look that takes long is waited for with what the one before has seen.
_FRESH, _SHARE, _STALE = 2.0, 0.05, 300.0


class Single(Generic[T]):
    """Something done once at a time, however many ask for it; nobody waits for its end for long."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]], patience: float = PATIENCE) -> None:
        self._work, self._patience = work, patience
        self._task: asyncio.Task[T] | None = None

    async def ask(self) -> T:
        """Return what came of it; raises what it raises, and `TimeoutError` where that takes too long."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
            self._task.add_done_callback(_look_at)
        # Not given up: a call of the database that is cut short costs its connection.
        await asyncio.wait({self._task}, timeout=self._patience)
        if not self._task.done():
            raise TimeoutError
        return self._task.result()

    async def close(self) -> None:
        """Wait for what is going on, as long as anybody does, and stop it then."""
        if self._task:
            await asyncio.wait({self._task}, timeout=self._patience)
            self._task.cancel()
            await asyncio.wait({self._task})


class Overview:
    """What the database knows of how things go. `clock` gives UTC seconds."""

    def __init__(self, store: OperationStore, clock: Callable[[], float] = time.time) -> None:
        self.database = store.database
        self._store = store
        self._clock = clock
        self._look = Single(self._look_again, _LOOK_PATIENCE)
        self._check = Single(store.check)
        self._known: Operations | None = None
        self._fresh_until = self._stale_from = 0.0
        self._was_usable = True

    async def now(self) -> Operations | None:
        """Return how things stand, or stood some seconds ago; None where the database does not answer."""
        if self._known and time.monotonic() < self._fresh_until:
            return self._known
        try:
            return await self._look.ask()
        except TimeoutError:
            return self._known if time.monotonic() < self._stale_from else None
        except StorageError as error:
            log.debug("overview_not_taken", error=cause_of(error))
            return None

    async def is_usable(self) -> bool:
        """Whether the database can be written just now."""
        try:
            await self._check.ask()
        except (StorageError, TimeoutError) as error:
            if self._was_usable:
                is_late = isinstance(error, TimeoutError)
                log.warning("database_not_usable", error="it took too long" if is_late else cause_of(error))
            self._was_usable = False
            return False
        self._was_usable = True
        return True

    async def close(self) -> None:
        """Ask nothing more."""
        await self._look.close()
        await self._check.close()

    async def _look_again(self) -> Operations:
        began_at = time.monotonic()
        self._known = await self._store.now(int(self._clock()))
        ended_at = time.monotonic()
        self._fresh_until = ended_at + max(_FRESH, (ended_at - began_at) / _SHARE)
        self._stale_from = ended_at + _STALE
        return self._known


def _look_at(task: "asyncio.Task[Any]") -> None:
    """Take note of an end that perhaps nobody waits for any more."""
    if not task.cancelled():
        task.exception()
