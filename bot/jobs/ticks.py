"""The work behind the ticks where other processes do it: it is ordered, and taken from those that died."""

import time
from collections.abc import Callable

import psycopg
import structlog
from procrastinate.exceptions import ProcrastinateException

from bot.jobs.queue import Jobs
from bot.services.guarded import Guard
from bot.services.poll_feeds import due_feeds
from bot.storage import Storage

log = structlog.get_logger(__name__)

# Feeds looked through at one tick, the longest due first: what is due of the busiest servers, and others
# behind it. To look through so many and to order them takes a second.
_MOST_DUE = 10_000


class JobTicks:
    """Orders the jobs of the background at every tick."""

    def __init__(self, jobs: Jobs, storage: Storage, clock: Callable[[], float] = time.time) -> None:
        self._jobs, self._feeds = jobs, storage.feeds
        self._clock = clock
        self._guard = Guard(ProcrastinateException, psycopg.Error)

    async def poll(self) -> None:
        """Order the sources that are due to be read."""
        await self._guard.do(self._order_reads, "reading_not_ordered")

    async def deliver(self) -> None:
        """Order the digests that are due, and what is breaking news."""
        await self._guard.do(self._order_digests, "digests_not_ordered")

    async def clean_up(self) -> None:
        """Order what is old to be deleted, and every schedule to be checked."""
        await self._guard.do(lambda: self._jobs.order("delete_old", "check_schedules"), "upkeep_not_ordered")

    async def _order_reads(self) -> None:
        soon, due = await due_feeds(self._feeds, int(self._clock()), _MOST_DUE)
        await self._jobs.read(soon, urgent=True)
        await self._jobs.read(due)

    async def _order_digests(self) -> None:
        await self._jobs.order("compose", "break_news")
        if count := await self._jobs.take_over():
            log.warning("jobs_taken_over", jobs=count)
