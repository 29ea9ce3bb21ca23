"""What goes on by itself: sources are read, digests composed and sent, and what is old is deleted."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from bot.services.breaking import Breaking
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.newsroom import WINDOW_SECONDS
from bot.services.poll_feeds import PollFeeds
from bot.services.summarize_input import KEEP_DAYS, SummarizeInput
from bot.storage import Storage, StorageError

log = structlog.get_logger(__name__)

_DAY = 86_400
# What a feed does not list any more is not known to be old for ever; this is longer than any feed is quiet.
KEEP_ENTRIES_DAYS = 180
# A feed that nobody follows may be wanted back: by "Undo", or by whoever moves from chat to chat.
_KEEP_FEEDS_DAYS = 7


class Upkeep:
    """The work behind the ticks. Each begins it and returns; none begins what is still under way."""

    def __init__(
        self,
        storage: Storage,
        polls: PollFeeds,
        digests: Digests,
        breaking: Breaking,
        deliver: Deliver,
        summaries: SummarizeInput,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._storage = storage
        self._polls, self._digests, self._deliver = polls, digests, deliver
        self._breaking = breaking
        self._summaries = summaries
        self._clock = clock
        self._sending: asyncio.Task[None] | None = None
        self._composing: asyncio.Task[None] | None = None
        self._checking: asyncio.Task[None] | None = None
        self._troubled: set[str] = set()
        self._is_over = False

    def start(self) -> None:
        """Begin to send what the ledger holds, from now on whatever comes into it."""
        self._sending = asyncio.create_task(self._deliver.run())
        self._checking = asyncio.create_task(self._check_schedules())

    async def poll(self) -> None:
        """Begin to read the sources that are due."""
        if not self._is_over:
            await self._polls.tick()

    async def deliver(self) -> None:
        """Begin to compose the digests that are due, and what is breaking news."""
        if not self._is_over and (self._composing is None or self._composing.done()):
            self._composing = asyncio.create_task(self._compose())

    async def clean_up(self) -> None:
        """Delete texts, digests and sources whose time is over; check when every chat is due."""
        if not self._is_over:
            await self._guarded(self._delete_old, "old_not_deleted")
            await self._check_schedules()

    def stop_sending(self) -> None:
        """Begin to send nothing any more; what is being sent goes on."""
        self._deliver.stop()

    async def stop(self) -> None:
        """Begin nothing any more, whatever ticks; see what is being sent to its end."""
        self._is_over = True
        self.stop_sending()
        for task in filter(None, (self._composing, self._checking)):
            task.cancel()
            await asyncio.wait({task})
        await self._digests.close()
        await self._polls.close()
        if self._sending:
            await self._sending
            await self._deliver.finish()

    async def _compose(self) -> None:
        await self._guarded(self._digests.tick, "digests_held_up")
        await self._guarded(self._breaking.tick, "breaking_news_held_up")

    async def _check_schedules(self) -> None:
        await self._guarded(self._digests.recompute, "schedules_not_checked")

    async def _delete_old(self) -> None:
        now = int(self._clock())
        storage, before = self._storage, now - KEEP_DAYS * _DAY
        await storage.feeds.hasten(now)
        deleted = {
            "texts": await self._summaries.delete_old(),
            "features": await storage.reports.drop_features(now - WINDOW_SECONDS),
            "asked": await storage.asked.delete_older(before),
            "codes": await storage.handovers.delete_expired(now),
            "deliveries": await storage.deliveries.delete_ended(before),
            "digests": await storage.digests.delete_older(before),
            "entries": await storage.entries.delete_older(now - KEEP_ENTRIES_DAYS * _DAY),
            "feeds": await storage.feeds.delete_unfollowed(now - _KEEP_FEEDS_DAYS * _DAY),
        }
        if any(deleted.values()):
            log.info("old_deleted", **deleted)

    async def _guarded(self, work: Callable[[], Awaitable[object]], event: str) -> None:
        """Do something; say once that the database prevents it, and once that it does no longer."""
        try:
            await work()
        except StorageError as error:
            if event not in self._troubled:
                log.warning(event, error=str(error))
            self._troubled.add(event)
        except Exception:  # the edge of a job: the next tick begins it anew
            log.exception(event)
        else:
            if event in self._troubled:
                log.info("done_again", after=event)
            self._troubled.discard(event)
