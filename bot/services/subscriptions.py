"""What a chat follows: sources found, subscribed to, dropped and listed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from bot.articles.feed import Entry, Feed, FeedKind
from bot.articles.urls import same_site
from bot.digest.model import Chat, ChatKind, Place
from bot.digest.plan import Plan
from bot.errors import UserError
from bot.services.feed_search import FeedSearch
from bot.services.feed_sources import FeedSources
from bot.services.poll_feeds import PollFeeds
from bot.services.poll_times import publishing_gap
from bot.services.quotas import Quotas
from bot.services.read_input import Asker
from bot.services.schedules import Schedules
from bot.sources.channel import is_private_link
from bot.sources.fetch import Fetched
from bot.storage import Storage

# The longest lists that people bring from other readers; an owner may have more, on a machine of their own.
# 500 feeds are read once an hour each as a rule: one in seven seconds, where twenty a second can be.
MOST_SOURCES, MOST_SOURCES_OF_OWNERS = 500, 2_000
_NEWEST = 3
# Entries that tell how often a feed publishes, as when it is read.
_RECENT = 11
# Feeds of one site with one title that are compared with one that is to be followed.
_MOST_ALIKE = 3
# Seconds for which a feed is waited for that was read before, but not lately.
_PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that can be followed."""

    url: str
    kind: FeedKind
    title: str | None = None
    fetched: Fetched | None = field(default=None, compare=False, repr=False)
    """What it was found by, so that it is not fetched again at once."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What came of subscribing."""

    feed: Feed
    newest: tuple[Entry, ...]
    """At most three, the newest first: what enters the next digest."""
    is_new: bool
    """False: this was followed already."""
    is_first: bool
    """Whether nothing was followed before."""
    plan: Plan


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed that is followed, and how often it publishes."""

    feed: Feed
    every: int | None
    """Seconds between two entries, as a rule; None where too few are known."""
    newest_at: int | None


class Subscriptions:
    """What chats follow. `clock` gives UTC seconds."""

    def __init__(
        self,
        storage: Storage,
        sources: FeedSources,
        polls: PollFeeds,
        schedules: Schedules,
        quotas: Quotas,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._feeds, self._entries = storage.feeds, storage.entries
        self._chats, self._subscriptions = storage.chats, storage.subscriptions
        self._sources = sources
        self._search = FeedSearch(storage, sources)
        self._polls = polls
        self._schedules = schedules
        self._quotas = quotas
        self._clock = clock
        self._unfinished: set[asyncio.Task[int]] = set()

    async def find(self, wanted: str, asker: Asker) -> list[Candidate]:
        """Return what somebody means by a word, a name or an address; several where they have to choose.

        Raises `UserError`: nothing is found, the site cannot be read, or the quota of links is used up.
        """
        if is_private_link(wanted):
            raise UserError("channel_private")
        if known := await self._search.known(wanted):
            feed = await self._feeds.by_url(known.url)
            if known.kind is not FeedKind.FOLDER and (feed is None or feed.read_at is None):
                with self._quotas.use("link", asker.id, exempt=asker.exempt):
                    pass  # fetched when it is subscribed to
            return [Candidate(known.url, known.kind, known.title)]
        with self._quotas.use("link", asker.id, exempt=asker.exempt):
            found = await self._search.search(wanted)
        return [Candidate(one.url, FeedKind.FEED, one.title, one.fetched) for one in found]

    async def subscribe(self, place: Place, kind: ChatKind, candidate: Candidate, asker: Asker) -> Subscribed:
        """Let a place follow a source, read now if it never was.

        Raises `UserError` where it cannot be read, where too much is followed already, and where the quota of
        new sources is used up.
        """
        chat = await self._schedules.open(place, kind, person_of(asker))
        followed = {one.feed.url: one.feed for one in await self._subscriptions.of_chat(chat.id)}
        is_new = candidate.url not in followed
        if is_new and len(followed) >= most_sources(asker):
            raise UserError("too_many_sources", limit=most_sources(asker))
        if is_new:
            self._quotas.take("source", asker.id, exempt=asker.exempt)
        feed = await self._feeds.add(candidate.url, candidate.kind, candidate.title, self._now())
        if is_new or feed.is_gone:
            feed = await self._read(feed, candidate.fetched)
        if is_new and (same := await self._same(feed, followed.values())):
            feed, is_new = same, False
        if is_new:
            is_new = bool(await self._follow(chat, self._subscriptions.add(chat.id, feed.id, self._now())))
        return Subscribed(
            feed=feed,
            newest=tuple(await self._entries.newest(feed.id, _NEWEST)),
            is_new=is_new,
            is_first=is_new and not followed,
            plan=await self._schedules.of(place),
        )

    async def again(self, place: Place, kind: ChatKind, feed_id: int, asker: Asker) -> Subscribed:
        """Let a place follow a feed that it followed before; raises as `subscribe`, and "source_gone"."""
        feed = await self._feeds.get(feed_id)
        if feed is None:
            raise UserError("source_gone")
        return await self.subscribe(place, kind, Candidate(feed.url, feed.kind, feed.title), asker)

    async def unsubscribe(self, place: Place, feed_id: int) -> Feed | None:
        """Let a place follow a feed no more; return the feed, None where it did not follow it."""
        chat, feed = await self._chats.find(place), await self._feeds.get(feed_id)
        if chat and feed and await self._subscriptions.remove(chat.id, feed.id, int(self._clock())):
            return feed
        return None

    async def of(self, place: Place) -> list[Followed]:
        """Return what a place follows, by title."""
        chat = await self._chats.find(place)
        feeds = [one.feed for one in await self._subscriptions.of_chat(chat.id)] if chat else []
        recent = await self._entries.recent([feed.id for feed in feeds], _RECENT)
        return [self._followed(feed, recent[feed.id]) for feed in feeds]

    async def newest(self, feed_id: int, count: int) -> list[Entry]:
        """Return the entries of a feed that were seen last, the newest first."""
        return await self._entries.newest(feed_id, count)

    async def _read(self, feed: Feed, fetched: Fetched | None) -> Feed:
        """Read a feed that never was, or not lately; raises `UserError` where it never could be."""
        if feed.read_at is None or feed.is_gone:
            error = await self._polls.poll(feed, fetched)
            read = await self._feeds.get(self._polls.became(feed.id))
            if read is None or read.read_at is None or (read.is_gone and read.id == feed.id):
                await self._feeds.delete_unread(feed.id)
                raise error or UserError("source_gone")
            if read.id == feed.id:
                return read
            feed = read
        await self._polls.read_now([feed.id], _PATIENCE)
        return await self._feeds.get(feed.id) or feed

    async def _follow(self, chat: Chat, adding: Awaitable[int]) -> int:
        """Add sources and have a digest due, both even where whoever asked gives up meanwhile."""

        async def follow() -> int:
            added = await adding
            await self._schedules.start(chat)
            return added

        task = asyncio.create_task(follow())
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)
        return await asyncio.shield(task)

    async def _same(self, feed: Feed, followed: Iterable[Feed]) -> Feed | None:
        """Return the one of these feeds that is the same under another address, such as without "www."."""
        alike = [
            one
            for one in followed
            if one.id != feed.id and one.title == feed.title and same_site(one.url, feed.url)
        ][:_MOST_ALIKE]
        if alike:
            await self._polls.read_now([one.id for one in alike], _PATIENCE)
        for one in alike:
            if await self._entries.share_newest(feed.id, one.id, _NEWEST):
                return one
        return None

    def _followed(self, feed: Feed, recent: Iterable[tuple[int | None, int]]) -> Followed:
        moments = [seen_at if published is None else min(published, seen_at) for published, seen_at in recent]
        return Followed(feed, publishing_gap(moments, self._now()), max(moments, default=None))

    def _now(self) -> int:
        return int(self._clock())


def most_sources(asker: Asker) -> int:
    """Return how many sources a chat may follow that somebody sets up."""
    return MOST_SOURCES_OF_OWNERS if asker.exempt else MOST_SOURCES


def person_of(asker: Asker) -> int | None:
    """Return who asks; in a channel nobody knows, and the channel asks."""
    return asker.id if asker.id > 0 else None
