"""One look at one feed: what is new is kept, and how it went is noted."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from bot.articles.feed import Feed, FeedKind
from bot.articles.urls import clean_url, host_of
from bot.digest.model import Chat, ChatState
from bot.errors import UserError
from bot.metrics import FEED_READS, HOSTS
from bot.render.feed_notices import back_notice, failing_notice, gone_notice
from bot.render.languages import ENGLISH, speaking
from bot.services import poll_times
from bot.services.feed_articles import Draft
from bot.services.feed_sources import FeedSources, Seen
from bot.services.read_feed import Parsed
from bot.sources.feeds.links import LONGEST_URL
from bot.sources.fetch import Fetched
from bot.storage import Storage
from bot.workers import JobFailed

log = structlog.get_logger(__name__)

# (chats, slot, Telegram HTML, now)
Notify = Callable[[Sequence[Chat], str, str, int], Awaitable[None]]

# So many are new for whoever subscribes; what is older at the first look needs no article.
_FIRST_SHOWN = 3
# What is older when it is first seen was put there late, or moved to another address: it is no news.
_OLD = 14 * poll_times.DAY
# New entries of one feed in a day of UTC: no newspaper has more, and the rest counts as shown.
_MOST_A_DAY = 500
# Feeds of which is remembered that they became another one: for as long as somebody subscribes.
_MOST_MOVES = 1_000
_WEEK = 7 * poll_times.DAY


class LookAtFeed:
    """Looks at feeds; not at one twice at a time. `clock` gives UTC seconds."""

    def __init__(
        self, storage: Storage, sources: FeedSources, notify: Notify, clock: Callable[[], float]
    ) -> None:
        self._feeds, self._entries = storage.feeds, storage.entries
        self._sources = sources
        self._notify = notify
        self._clock = clock
        # Where a feed was sent for good at the last look: believed when it is sent there again.
        self._moves: dict[int, str] = {}
        self._became: dict[int, int] = {}
        self._today, self._news = 0, Counter[int]()

    def became(self, feed_id: int) -> int:
        """Return the id of the feed that this one became part of lately; its own if it did not."""
        return self._became.get(feed_id, feed_id)

    async def look(self, feed: Feed, fetched: Fetched | None = None) -> UserError | None:
        """Look at a feed, which may have been fetched already; return why it cannot be read, if it cannot.

        Raises only what the database and the disk do.
        """
        if _is_asked_whole(feed, self._now()):
            self._sources.forget(feed.id)
            feed = replace(feed, etag=None, last_modified=None)
        started_at = time.monotonic()
        try:
            seen = await self._sources.see(feed, fetched)
        except UserError as error:
            return await self._fail(feed, error)
        except JobFailed:  # logged where it failed
            return await self._fail(feed, UserError("internal"))
        finally:
            if feed.kind is not FeedKind.FOLDER and fetched is None:
                HOSTS.note(host_of(feed.url), time.monotonic() - started_at)
        try:
            if feed.kind is FeedKind.FEED and await self._moves_away(feed, seen.moved_to):
                return None
            await self._keep(feed, seen)
        except BaseException:
            self._sources.forget(feed.id)
            raise
        return None

    async def _keep(self, feed: Feed, seen: Seen) -> None:
        now = self._now()
        news = await self._keep_entries(feed, seen.parsed, now) if seen.parsed else False
        if feed.is_told:  # before it is noted: whoever dies in between tells it again under the same slot
            await self._tell(feed, "back", lambda: back_notice(feed), now)
        if feed.failing_since is not None:
            log.info("feed_back", feed=feed.id, host=host_of(feed.url))
        interval = _interval(feed, seen.parsed, now, news=news)
        reading = seen.parsed.reading if seen.parsed else None
        FEED_READS.labels("changed" if reading else "unchanged").inc()
        await self._feeds.note_read(
            feed.id,
            now=now,
            next_poll_at=poll_times.next_look(feed.id, interval, now, seen.max_age),
            interval=interval,
            etag=seen.etag,
            last_modified=seen.last_modified,
            title=reading.title if reading else None,
            site_url=reading.site_url if reading else None,
        )

    async def _keep_entries(self, feed: Feed, parsed: Parsed, now: int) -> bool:
        """Keep what is new; return whether anything is."""
        # One that was empty till now lists all that it ever had at once, as at any first reading.
        is_first = feed.read_at is None or not await self._entries.has_any(feed.id)
        keys = sorted({key for keys in parsed.keys for key in keys})
        known = await self._entries.known(feed.id, keys)
        if _is_asked_whole(feed, now):  # what is listed is never forgotten
            await self._entries.note_listed(feed.id, keys, now)
        drafts, further = _sort_out(parsed, known)
        for key, others in further:
            await self._entries.add_keys(feed.id, key, others)
        shown = {id(entry) for entry in parsed.reading.entries[:_FIRST_SHOWN]}
        for draft in drafts:
            draft.is_listed_only = is_first and id(draft.entry) not in shown
            draft.is_old = not is_first and _is_old(feed, draft, now)
        if not is_first:
            self._limit(feed, drafts, now)
        if drafts or is_first:
            titled = replace(feed, title=parsed.reading.title or feed.title)
            entries = await self._sources.articles.complete(titled, drafts)
            ids = await self._entries.add(feed.id, entries[::-1], self._now(), first_read=is_first)
            log.info("feed_read", feed=feed.id, host=host_of(feed.url), new=len(ids), first=is_first)
        return any(not draft.is_old for draft in drafts)

    def _limit(self, feed: Feed, drafts: Sequence[Draft], now: int) -> None:
        """Count what is more than a feed may bring in a day as old."""
        if self._today != now // poll_times.DAY:
            self._today, self._news = now // poll_times.DAY, Counter()
        news = [draft for draft in drafts if not draft.is_old]
        for draft in news[max(0, _MOST_A_DAY - self._news[feed.id]) :]:
            draft.is_old = True
        self._news[feed.id] += len(news)

    async def _moves_away(self, feed: Feed, moved_to: str | None) -> bool:
        """Adopt an address that two looks in a row led to; return whether it is part of another feed now."""
        before = self._moves.pop(feed.id, None)
        url = clean_url(moved_to) if moved_to else feed.url
        if url == feed.url or len(url) > LONGEST_URL:
            return False
        is_fresh = feed.read_at is None and not await self._feeds.subscribers(feed.id)
        if url != before and not is_fresh:  # once may be a mistake, or the login page of a hotel
            self._moves[feed.id] = url
            return False
        other = await self._feeds.by_url(url)
        is_known = other is not None and other.id != feed.id and other.read_at is not None
        # What is listed there is to be known there first, so that nothing of it is new for who moves there.
        if other and is_known and not is_fresh and await self.look(other):
            self._moves[feed.id] = url
            return False
        left = await self._feeds.adopt_url(feed.id, url)
        log.info("feed_moved", feed=feed.id, host=host_of(feed.url), to=host_of(url), left=left)
        if left == feed.id:
            return False
        self._became[feed.id] = left
        if len(self._became) > _MOST_MOVES:
            del self._became[next(iter(self._became))]
        return True

    async def _fail(self, feed: Feed, error: UserError) -> UserError:
        now, code = self._now(), error.code
        is_gone = poll_times.is_gone(feed, code, now)
        tells = not is_gone and not feed.is_told and poll_times.fails_for_a_day(feed, now)
        if is_gone:
            await self._tell(feed, "gone", lambda: gone_notice(feed, code), now)
        elif tells:
            await self._tell(feed, "fails", lambda: failing_notice(feed, code), now)
        retry_after = error.values.get("retry_after")
        next_try = poll_times.next_try(feed, code, now, retry_after if isinstance(retry_after, int) else None)
        FEED_READS.labels("failed").inc()
        await self._feeds.note_failure(feed.id, code, now=now, next_poll_at=next_try, gone=is_gone)
        if tells or is_gone:
            await self._feeds.note_told(feed.id)
        log.info(
            "feed_gone" if is_gone else "feed_failed",
            feed=feed.id,
            host=host_of(feed.url),
            reason=code,
            failures=feed.failures + 1,
            next_try_in_seconds=next_try - now,
        )
        return error

    async def _tell(self, feed: Feed, what: str, words: Callable[[], str], now: int) -> None:
        """Tell all who follow a feed, once however often this is called for the same failing."""
        chats = [chat for chat in await self._feeds.subscribers(feed.id) if chat.state is ChatState.ACTIVE]
        since = datetime.fromtimestamp(feed.failing_since or now, UTC).date()
        languages = {chat.look.language or ENGLISH for chat in chats}
        for spoken in sorted(languages):
            with speaking(spoken):
                text = words()
            some = [chat for chat in chats if (chat.look.language or ENGLISH) == spoken]
            await self._notify(some, f"feed {feed.id} {what} {since}", text, now)

    def _now(self) -> int:
        return int(self._clock())


def _sort_out(parsed: Parsed, known: set[str]) -> tuple[list[Draft], list[tuple[str, list[str]]]]:
    """Return what is new; and of what is known a key that was known, with those that were not."""
    drafts: list[Draft] = []
    further: list[tuple[str, list[str]]] = []
    met = set(known)
    listed = zip(parsed.reading.entries, parsed.keys, parsed.story_keys, parsed.teasers, strict=True)
    for entry, keys, story_key, is_teaser in listed:
        if met.isdisjoint(keys):
            drafts.append(Draft(entry, keys, story_key, is_teaser))
        elif (by := next((key for key in keys if key in known), None)) and not met.issuperset(keys):
            further.append((by, [key for key in keys if key not in met]))
        met.update(keys)
    return drafts, further


def _is_asked_whole(feed: Feed, now: int) -> bool:
    """Tell whether a feed is to send all that it lists although nothing may have changed: once a week.

    So it is known what is listed, and a server that wrongly says that nothing has changed is found out.
    """
    if feed.read_at is None:
        return False
    shift = feed.id * poll_times.HOUR  # not all in one night
    return (feed.read_at + shift) // _WEEK != (now + shift) // _WEEK


def _is_old(feed: Feed, draft: Draft, now: int) -> bool:
    published = draft.entry.published
    # Nobody has seen what came while this machine was off.
    since = min(now, feed.read_at or now) - _OLD
    # A file is dated by what it says, and new when it is put there.
    return feed.kind is not FeedKind.FOLDER and published is not None and published < since


def _interval(feed: Feed, parsed: Parsed | None, now: int, *, news: bool) -> int:
    if feed.kind is FeedKind.FOLDER:
        return poll_times.LEAST_INTERVAL  # costs nobody anything
    moments = [entry.published for entry in parsed.reading.entries] if parsed else []
    if feed.read_at is None:
        return poll_times.first_interval(moments, now)
    if news:
        return poll_times.interval_with_news(feed.interval, moments, now)
    return poll_times.interval_without_news(feed, now)
