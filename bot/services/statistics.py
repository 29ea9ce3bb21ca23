"""What the bot has been doing, in numbers that name nobody."""

import time
from collections.abc import Callable

from bot.digest.people import Statistics
from bot.release import release
from bot.services.summarize_input import SummarizeInput
from bot.storage import StatisticsStore


class Statistician:
    """Counts. `clock` gives UTC seconds."""

    def __init__(
        self, store: StatisticsStore, summaries: SummarizeInput, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._summaries = summaries
        self._clock = clock
        self._started_at = clock()

    async def now(self) -> Statistics:
        """Return the statistics of this moment."""
        now = self._clock()
        return Statistics(
            figures=await self._store.figures(int(now)),
            summaries=self._summaries.made,
            uptime=int(now - self._started_at),
            version=release(),
        )
