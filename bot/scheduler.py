"""The ticks: what the bot does by the clock, run by APScheduler.

Three of them, and none for a single chat: what is due is asked of the database. A tick only begins the work,
which goes on beside it, so that none is ever late because of the one before.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.correlation import each_a_request

# Sources are read to the minute at best, so that a few seconds do not matter.
_POLL_SECONDS = 10
# A digest that is due at 08:00 is on its way before anybody looks at the clock twice.
_DELIVER_SECONDS = 5
_CLEAN_UP_SECONDS = 3600


class Ticks(Protocol):
    """What begins the work, in this process or in others."""

    async def poll(self) -> None:
        """Begin to read the sources that are due."""
        ...

    async def deliver(self) -> None:
        """Begin to compose the digests that are due, and what is breaking news."""
        ...

    async def clean_up(self) -> None:
        """Begin to delete what has had its time."""
        ...


def start_ticks(scheduler: AsyncIOScheduler, ticks: Ticks) -> None:
    """Add every tick, the first of each in a second. A late one is run late instead of dropped, and several
    late ones are run once.
    """
    first = datetime.now(UTC) + timedelta(seconds=1)
    for work, seconds in (
        (ticks.poll, _POLL_SECONDS),
        (ticks.deliver, _DELIVER_SECONDS),
        (ticks.clean_up, _CLEAN_UP_SECONDS),
    ):
        scheduler.add_job(
            each_a_request(work),
            "interval",
            seconds=seconds,
            next_run_time=first,
            misfire_grace_time=None,
            coalesce=True,
        )
