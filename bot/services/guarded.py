"""Work that begins anew at every tick, whatever became of it the last time."""

from collections.abc import Awaitable, Callable

import structlog

from bot.storage import StorageError
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)


class Guard:
    """Says once what prevents a piece of work, and once that it is done again.

    `expected` are, beside what the database raises, faults that are not ours.
    """

    def __init__(self, *expected: type[Exception]) -> None:
        self._expected: tuple[type[Exception], ...] = (StorageError, *expected)
        self._troubled: set[str] = set()

    async def do(self, work: Callable[[], Awaitable[object]], event: str) -> None:
        """Do something; `event` is what the log calls it when it cannot be done."""
        try:
            await work()
        except self._expected as error:
            if event not in self._troubled:
                log.warning(event, error=cause_of(error.__cause__ or error))
            self._troubled.add(event)
        except Exception:  # the edge of a job: the next tick begins it anew
            log.exception(event)
        else:
            if event in self._troubled:
                log.info("done_again", after=event)
            self._troubled.discard(event)
