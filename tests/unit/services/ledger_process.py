"""The bot as one process over a database that outlives it; it ends as it is told to, or by a kill."""

import asyncio
import sqlite3
from collections.abc import Callable, Collection
from typing import Any

from telegram.ext import ExtBot

from bot.sender import Outbox, Pace
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.newsroom import Newsroom
from bot.services.schedules import Schedules
from bot.storage import Storage
from tests.botapi import BotApiServer
from tests.unit.services.one_thread import Engine, Power, Wire
from tests.unit.services.post import DAILY
from tests.unit.storage.things import note_read

Note = Callable[[dict[str, Any]], None]


class Process:
    """One life of the bot: what is in its memory goes with it. See `Wire` for `leaving` and `lost`."""

    def __init__(
        self,
        owner: str,
        engine: Engine,
        database: sqlite3.Connection,
        server: BotApiServer,
        clock: Callable[[], float],
        *,
        leaving: Note,
        lost: Note,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.power = Power()
        self.started_at = loop.time()
        self.wire = Wire(server, self.power, leaving, lost)
        bot = ExtBot[None](
            server.token,
            base_url="http://telegram/bot",
            request=self.wire,
            get_updates_request=self.wire,
            rate_limiter=Pace(25, loop.time),
        )
        self.storage: Storage = engine.storage(database, self.power)
        self.deliver = Deliver(self.storage, Outbox(bot), owner, clock)
        self.digests = Digests(
            self.storage, Newsroom(self.storage, clock), self._read, self.deliver.wake, clock
        )
        self.schedules = Schedules(self.storage, DAILY, 25, clock)
        self._database, self._clock = database, clock
        self._sending = loop.create_task(self.deliver.run())
        self._checking = loop.create_task(self.digests.recompute())

    async def _read(self, feed_ids: Collection[int], within: float) -> None:
        for feed_id in feed_ids:
            await note_read(self.storage, feed_id, now=int(self._clock()))

    async def stop(self) -> None:
        """End as the bot does when it is told to."""
        self.deliver.stop()
        await self.digests.close()
        await self._checking
        await self._sending
        await self.deliver.finish()

    async def bury(self) -> None:
        """End as a killed process does: what it had begun is undone, and nothing else happens."""
        self.power.failed.set()
        self._database.rollback()
        self.power.is_over = True
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
