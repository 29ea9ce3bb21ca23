"""Where entries come from: feeds, channels and the folder, looked at one at a time."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import blake2b

from bot.articles.feed import Feed, FeedKind
from bot.errors import UserError
from bot.services.feed_articles import FeedArticles, Jobs
from bot.services.read_feed import (
    Found,
    Parsed,
    look_for_feeds,
    parse_backup,
    parse_feed,
    parse_opml,
    with_keys,
)
from bot.services.read_input import ReadInput
from bot.sources.backup import Backup
from bot.sources.fetch import FEEDS, PAGES, Fetched, Fetcher
from bot.sources.folder import Folder, feed_reading
from bot.sources.opml import OpmlReading
from bot.workers import Workers

# Feeds whose last body is remembered by its hash: 100 bytes each.
_MOST_MARKS = 10_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look at a feed that could be read."""

    parsed: Parsed | None
    """None: nothing has changed since the last look."""
    etag: str | None = None
    last_modified: str | None = None
    max_age: int | None = None
    moved_to: str | None = None
    """Where permanent redirects led."""


class FeedSources:
    """Reads feeds of every kind, and the articles of their entries.

    The fetcher and the reader should be others than those that answer people: feeds are read sixteen at a
    time, and who asks for one page is not to wait behind them.
    """

    def __init__(self, fetcher: Fetcher, workers: Workers, reader: ReadInput, folder: Folder) -> None:
        self._fetcher = fetcher
        self._workers = workers
        self._reader = reader
        self._folder = folder
        self._jobs = Jobs(workers)
        self.articles = FeedArticles(reader, self._jobs)
        # Many servers know no conditional requests: what comes again byte by byte is not parsed again.
        self._marks: OrderedDict[int, bytes] = OrderedDict()

    async def see(self, feed: Feed, fetched: Fetched | None = None) -> Seen:
        """Look at a feed; `fetched` is what has just been fetched from it, if it has.

        Raises `UserError` for what a feed can do wrong, and `JobFailed`.
        """
        if feed.kind is FeedKind.FOLDER:
            return Seen(await asyncio.to_thread(self._read_folder))
        if fetched is None:
            accept = FEEDS if feed.kind is FeedKind.FEED else PAGES
            fetched = await self._fetcher.fetch(
                feed.url, etag=feed.etag, last_modified=feed.last_modified, accept=accept
            )
        seen = Seen(None, fetched.etag, fetched.last_modified, fetched.max_age, fetched.permanent_url)
        if fetched.not_modified:
            # A server may leave out of a 304 what has not changed.
            return replace(
                seen, etag=seen.etag or feed.etag, last_modified=seen.last_modified or feed.last_modified
            )
        mark = blake2b(fetched.body, digest_size=16).digest()
        if feed.read_at is not None and not feed.failures and self._marks.get(feed.id) == mark:
            return seen
        seen = replace(seen, parsed=await self._parse(feed.kind, fetched))
        self._marks[feed.id] = mark
        self._marks.move_to_end(feed.id)
        if len(self._marks) > _MOST_MARKS:
            self._marks.popitem(last=False)
        return seen

    def forget(self, feed_id: int) -> None:
        """Parse the next body of a feed whatever it is: what was read last could not be kept."""
        self._marks.pop(feed_id, None)

    async def fetch(self, url: str) -> Fetched:
        """Fetch a feed, or the page that names it; raises `FetchFailed`."""
        return await self._fetcher.fetch(url, accept=FEEDS)

    async def look_into(self, fetched: Fetched) -> Found:
        """Say what a fetched body is to somebody who wants to follow it; raises `UserError`, `JobFailed`."""
        with self._reader.scratch_file() as file:
            file.write(fetched.body)
            file.flush()
            async with self._jobs.places:
                return await self._workers.run_heavy(
                    look_for_feeds, file.name, fetched.url, fetched.content_type, fetched.charset
                )

    async def read_opml(self, body: bytes) -> OpmlReading:
        """Read a list of feeds; raises `UserError`, `JobFailed`."""
        with self._reader.scratch_file() as file:
            file.write(body)
            file.flush()
            return await self._workers.run_heavy(parse_opml, file.name)

    async def read_backup(self, body: bytes) -> Backup:
        """Read what was exported of a chat; raises `UserError`, `JobFailed`."""
        with self._reader.scratch_file() as file:
            file.write(body)
            file.flush()
            return await self._workers.run_heavy(parse_backup, file.name)

    async def _parse(self, kind: FeedKind, fetched: Fetched) -> Parsed:
        with self._reader.scratch_file() as file:
            file.write(fetched.body)
            file.flush()
            url, content_type, charset = fetched.url, fetched.content_type, fetched.charset
            del fetched  # on disk from here on
            async with self._jobs.places:
                return await self._workers.run_heavy(parse_feed, file.name, kind, url, content_type, charset)

    def _read_folder(self) -> Parsed:
        if not self._folder.path.is_dir():
            raise UserError("folder_unreadable", folder=str(self._folder.path))
        return with_keys(feed_reading(self._folder.read()))
