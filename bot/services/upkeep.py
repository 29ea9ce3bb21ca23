"""The work behind the ticks where one process does all of it."""

import asyncio

from bot.services.background import Background
from bot.services.guarded import Guard


class Upkeep:
    """Begins the jobs of the background at every tick, and returns; none begins what is still under way."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._composing: asyncio.Task[None] | None = None
        self._checking: asyncio.Task[None] | None = None
        self._guard = Guard()
        self._is_over = False

    def start(self) -> None:
        """Begin with what has to be looked at once."""
        self._checking = asyncio.create_task(self._check_schedules())

    async def poll(self) -> None:
        """Begin to read the sources that are due."""
        if not self._is_over:
            await self._background.polls.tick()

    async def deliver(self) -> None:
        """Begin to compose the digests that are due, and what is breaking news."""
        if not self._is_over and (self._composing is None or self._composing.done()):
            self._composing = asyncio.create_task(self._compose())

    async def clean_up(self) -> None:
        """Delete what is old; check when every chat is due."""
        if not self._is_over:
            await self._guard.do(self._background.delete_old, "old_not_deleted")
            await self._check_schedules()

    async def stop(self) -> None:
        """Begin nothing any more, whatever ticks, and stop what this began."""
        self._is_over = True
        for task in filter(None, (self._composing, self._checking)):
            task.cancel()
            await asyncio.wait({task})

    async def _compose(self) -> None:
        await self._guard.do(self._background.compose, "digests_held_up")
        await self._guard.do(self._background.break_news, "breaking_news_held_up")

    async def _check_schedules(self) -> None:
        await self._guard.do(self._background.check_schedules, "schedules_not_checked")
