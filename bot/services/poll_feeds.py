"""Reads feeds when their time has come, and before a digest needs them."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from contextvars import copy_context

import structlog

from bot.articles.feed import Feed
from bot.correlation import begin_request
from bot.errors import UserError
from bot.metrics import UNDER_WAY
from bot.services.feed_queue import FeedQueue, queue_of
from bot.services.feed_sources import FeedSources
from bot.services.look_at_feed import LookAtFeed, Notify
from bot.sources.fetch import Fetched
from bot.storage import FeedStore, Storage, StorageError

log = structlog.get_logger(__name__)

# Feeds taken from the database at one tick: more than can be read until the next one.
_MOST_DUE = 1_000
# Seconds before a digest at which its feeds are looked at, unless they were within the last half an hour.
_AHEAD, _FRESH = 300, 1_800
# Seconds for which a feed is left alone that could not be kept: its server is not to be asked for nothing.
_REST = 300
# Seconds for which no feed is asked of a server that has had too much and does not say for how long; and at
# most, whatever it says: its other feeds belong to others.
_HOST_REST, _LONGEST_HOST_REST = 600, 86_400
_TOO_MANY_REQUESTS = 429


class PollFeeds:
    """Looks at feeds, some at once, each on its own: a slow or broken one holds up no other.

    Which servers have had too much is known to this process alone: another one asks such a server once for
    another of its feeds, and hears it, too. The feed that was asked for is put off for all.

    `notify` tells chats something once. `clock` gives UTC seconds.
    """

    def __init__(
        self, storage: Storage, sources: FeedSources, notify: Notify, clock: Callable[[], float] = time.time
    ) -> None:
        self._feeds = storage.feeds
        self._look = LookAtFeed(storage, sources, notify, clock)
        self._clock = clock
        self._queue = FeedQueue()
        self._running: dict[int, asyncio.Task[UserError | None]] = {}
        self._waited_for: dict[int, asyncio.Event] = {}
        self._resting: dict[int, float] = {}
        self._resting_hosts: dict[str, float] = {}
        self._is_troubled = False
        self._closed = False

    async def tick(self) -> None:
        """Begin to read what is due, and what digests due soon are made of; return at once."""
        now = int(self._clock())
        try:
            soon, due = await due_feeds(self._feeds, now)
            await self._put_off(due)
        except StorageError as error:  # the next tick tries again
            self._note_trouble(error, None)
            return
        self._queue.add((feed for feed in soon if not self._rests(feed)), urgent=True)
        self._queue.add(feed for feed in due if not self._rests(feed))
        self._start_next()

    async def read(self, feed_id: int, polled_at: int | None) -> None:
        """Read a feed that was due, unless it was looked at since `polled_at`.

        One of a server that has had too much is put off. Raises what the database does.
        """
        feed = await self._feeds.get(feed_id)
        if feed is None or feed.is_gone or feed.polled_at != polled_at:
            return
        if self._rests(feed):
            await self._feeds.put_off([feed.id], int(self._rests_until(feed)) + 1)
        else:
            await self.poll(feed)

    async def poll(self, feed: Feed, fetched: Fetched | None = None) -> UserError | None:
        """Read one feed now, because somebody waits for it; return why it cannot be read, if it cannot.

        `fetched` is what has just been fetched from it. Joins a look that is going on already. Raises what
        the database does.
        """
        task = self._running.get(feed.id) or self._start(feed, fetched)
        return await asyncio.shield(task)

    async def read_now(self, feed_ids: Collection[int], within: float) -> None:
        """Read these feeds before others, and wait for them at most `within` seconds; the rest goes on.

        Left out is what was looked at within the last half an hour, what is gone, and what fails: its time
        is its server's to name.
        """
        feeds = [feed for feed_id in feed_ids if (feed := await self._feeds.get(feed_id))]
        now = int(self._clock())
        ready = [feed for feed in feeds if _is_ready(feed, now) and not self._rests(feed)]
        ends = [self._waited_for.setdefault(feed.id, asyncio.Event()) for feed in ready]
        self._queue.add(ready, urgent=True)
        self._start_next()
        waiting = [asyncio.create_task(end.wait()) for end in ends]
        if waiting:
            try:
                await asyncio.wait(waiting, timeout=within)
            finally:
                for task in waiting:
                    task.cancel()

    def became(self, feed_id: int) -> int:
        """Return the id of the feed that this one became part of lately; its own if it did not."""
        return self._look.became(feed_id)

    async def settle(self) -> None:
        """Wait until nothing is being read, and nothing waits to be."""
        while self._running:
            await asyncio.wait(set(self._running.values()))
            await asyncio.sleep(0)  # what ended makes room for the next

    async def close(self) -> None:
        """Begin nothing more, and stop what is going on; it begins anew at the next start."""
        self._closed = True
        self._queue.drop()
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _rests(self, feed: Feed) -> bool:
        return self._rests_until(feed) > self._clock()

    def _rests_until(self, feed: Feed) -> float:
        return max(self._resting.get(feed.id, 0.0), self._resting_hosts.get(queue_of(feed), 0.0))

    async def _put_off(self, due: Iterable[Feed]) -> None:
        """Let the feeds of hosts that rest be due after that, so that they do not stand before others."""
        now = self._clock()
        self._resting_hosts = {host: until for host, until in self._resting_hosts.items() if until > now}
        put_off: dict[str, list[int]] = {}
        for feed in due:
            if (host := queue_of(feed)) in self._resting_hosts:
                put_off.setdefault(host, []).append(feed.id)
        for host, feed_ids in put_off.items():
            await self._feeds.put_off(feed_ids, int(self._resting_hosts[host]) + 1)

    def _start_next(self) -> None:
        while not self._closed and (feed := self._queue.take()):
            if self._rests(feed):  # since it began to wait
                self._queue.end(feed)
                self._wake(feed)
            else:
                self._start(feed, None, queued=True)

    def _wake(self, feed: Feed) -> None:
        if end := self._waited_for.pop(feed.id, None):
            end.set()

    def _start(
        self, feed: Feed, fetched: Fetched | None, *, queued: bool = False
    ) -> "asyncio.Task[UserError | None]":
        if not queued:
            self._queue.start(feed)
        context = copy_context()  # what is logged of its end belongs to the same request
        task = self._running[feed.id] = asyncio.create_task(
            self._read(feed, fetched, queued=queued), context=context
        )
        task.add_done_callback(lambda done: self._end(feed, done), context=context)
        return task

    async def _read(self, feed: Feed, fetched: Fetched | None, *, queued: bool) -> UserError | None:
        if queued:  # set going by whoever came before in the queue
            begin_request()
        now = await self._feeds.get(feed.id)
        if now is None or (queued and (now.is_gone or now.polled_at != feed.polled_at)):
            return None  # it was looked at, or became another one, while it waited
        with UNDER_WAY.labels("feed").track_inprogress():
            return await self._look.look(now, fetched)

    def _end(self, feed: Feed, task: "asyncio.Task[UserError | None]") -> None:
        del self._running[feed.id]
        self._queue.end(feed)
        self._wake(feed)
        if not task.cancelled():
            if error := task.exception():
                self._resting[feed.id] = self._clock() + _REST
                self._note_trouble(error, feed)
            else:
                self._resting.pop(feed.id, None)
                self._note_recovery()
                self._note_rest(feed, task.result())
        self._start_next()

    def _note_rest(self, feed: Feed, refused: UserError | None) -> None:
        """Leave a server alone that has had too much, whichever of its feeds was asked for."""
        values = refused.values if refused else {}
        wait = values.get("retry_after", _HOST_REST if values.get("status") == _TOO_MANY_REQUESTS else 0)
        if isinstance(wait, int) and wait > 0:
            self._resting_hosts[queue_of(feed)] = self._clock() + min(wait, _LONGEST_HOST_REST)

    def _note_trouble(self, error: BaseException, feed: Feed | None) -> None:
        """Say once what keeps feeds from being kept: a full disk does so for all of them."""
        if isinstance(error, StorageError | OSError):
            if not self._is_troubled:
                log.error("feeds_not_kept", error=str(error))
            self._is_troubled = True
        else:  # a fault of ours, with this one feed
            log.error("feed_not_read", feed=feed.id if feed else None, exc_info=error)

    def _note_recovery(self) -> None:
        if self._is_troubled:
            log.info("feeds_kept_again")
        self._is_troubled = False


async def due_feeds(feeds: FeedStore, now: int, most: int = _MOST_DUE) -> tuple[list[Feed], list[Feed]]:
    """Return what is read first, as digests due soon are made of it, and `most` of what else is due."""
    soon = await feeds.stale_for_chats_due(now + _AHEAD, now - _FRESH)
    return [feed for feed in soon if _is_ready(feed, now)], await feeds.due(now, most)


def _is_ready(feed: Feed, now: int) -> bool:
    """Whether a feed may be looked at before its time."""
    is_fresh = feed.polled_at is not None and now - _FRESH <= feed.polled_at
    waits = feed.failures > 0 and feed.next_poll_at > now
    return not (feed.is_gone or is_fresh or waits)
