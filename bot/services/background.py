"""What goes on by itself, job by job: sources are read, digests composed, and what is old is deleted."""

import time
from collections.abc import Callable

import structlog

from bot.services.breaking import Breaking
from bot.services.compose_digests import Digests
from bot.services.newsroom import WINDOW_SECONDS
from bot.services.poll_feeds import PollFeeds
from bot.services.summarize_input import KEEP_DAYS, SummarizeInput
from bot.storage import Storage

log = structlog.get_logger(__name__)

_DAY = 86_400
# What a feed does not list any more is not known to be old for ever; this is longer than any feed is quiet.
KEEP_ENTRIES_DAYS = 180
# A feed that nobody follows may be wanted back: by "Undo", or by whoever moves from chat to chat.
_KEEP_FEEDS_DAYS = 7


class Background:
    """The jobs that no person waits for. Each is done to its end, by whichever process; all of them may be
    begun again at any time, and raise what the database does.
    """

    def __init__(
        self,
        storage: Storage,
        polls: PollFeeds,
        digests: Digests,
        breaking: Breaking,
        summaries: SummarizeInput,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.polls = polls
        self._storage = storage
        self._digests, self._breaking = digests, breaking
        self._summaries = summaries
        self._clock = clock

    async def read_feed(self, feed_id: int, polled_at: int | None) -> None:
        """Read a feed that was due, unless it was looked at since `polled_at`."""
        await self.polls.read(feed_id, polled_at)

    async def compose(self) -> None:
        """Compose the digests that are due."""
        await self._digests.tick()

    async def break_news(self) -> None:
        """Tell at once what cannot wait for a digest."""
        await self._breaking.tick()

    async def check_schedules(self) -> None:
        """Check when every chat is due: zones change, and so do clocks."""
        await self._digests.recompute()

    async def delete_old(self) -> None:
        """Delete texts, digests and sources whose time is over."""
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
            "updates": await storage.updates.delete_older(
                now - _DAY
            ),  # Telegram brings them for a day at most
        }
        if any(deleted.values()):
            log.info("old_deleted", **deleted)

    async def close(self) -> None:
        """Stop what is going on; it begins anew at the next start."""
        await self._digests.close()
        await self.polls.close()
