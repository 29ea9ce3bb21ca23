"""Links and documents become articles: fetched under guard, read in a child process, none twice an hour."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

import structlog

from bot.articles.model import Submission, content_id
from bot.articles.urls import clean_url, same_page
from bot.errors import PageFailed, UserError
from bot.services.flights import Flights
from bot.services.quotas import Quotas
from bot.services.read_bytes import Reading, read_fetched_file, read_file
from bot.sources.channel import is_post_page, post_page
from bot.sources.fetch import Fetcher
from bot.storage import Storage
from bot.workers import Workers

if TYPE_CHECKING:
    from tempfile import _TemporaryFileWrapper

log = structlog.get_logger(__name__)

# Seconds for which what was read is given again: news pages change by the hour, people ask by the minute.
_KNOWN_FOR = 3600
# Seconds after which no longer version of a page is waited for: a person has waited long enough.
_WHOLE = 20.0


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, by Telegram's number. Owners are exempt from quotas."""

    id: int
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that somebody sent."""

    name: str
    unique_id: str
    """The same for the same file, whoever sends it."""
    load: Callable[[BinaryIO], Awaitable[None]]
    """Downloads it into a file; not called where the document is known already."""

    @property
    def id(self) -> str:
        """What it is known by as an input."""
        return content_id(f"document {self.unique_id}")


class ReadInput:
    """Reads what people send that is more than a text."""

    def __init__(
        self,
        storage: Storage,
        fetcher: Fetcher,
        workers: Workers,
        quotas: Quotas,
        folder: Path,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take what it works with; `folder` is for what is being read, and may be emptied at any start."""
        self._folder = folder
        self._articles, self._inputs = storage.articles, storage.inputs
        self._fetcher = fetcher
        self._workers = workers
        self._quotas = quotas
        self._clock = clock
        self._flights: Flights[Submission] = Flights()

    async def link(self, url: str, asker: Asker, *, fresh: bool = False) -> Submission:
        """Read the article behind a link; `fresh` reads it anew although it is known.

        Raises `FetchFailed`, `PageFailed`, `DocumentFailed`, `TooHeavy`, `QuotaReached`.
        """
        address = clean_url(url)
        key = content_id(address)
        if not fresh and (known := await self._known(key)):
            return known
        with self._quotas.use("link", asker.id, exempt=asker.exempt):
            make = self._read_link if fresh else self._read_new
            return await self._flights.join(key, lambda: make(address))

    async def page(self, url: str) -> Submission:
        """Read the article behind a link of a feed, which counts for no person; raises as `link` does."""
        address = clean_url(url)
        key = content_id(address)
        if known := await self._known(key):
            return known
        return await self._flights.join(key, lambda: self._read_new(address))

    async def document(self, upload: Upload, asker: Asker) -> Submission:
        """Read a document. Raises `DocumentFailed`, `TooHeavy`, `QuotaReached`, and what `load` raises."""
        key = upload.id
        if known := await self._known(key):
            return known
        with self._quotas.use("document", asker.id, exempt=asker.exempt):
            return await self._flights.join(key, lambda: self._read_document(upload, key))

    def count_text(self, asker: Asker) -> None:
        """Count a text that somebody sent; raises `QuotaReached`."""
        self._quotas.take("text", asker.id, exempt=asker.exempt)

    def scratch_file(self) -> "_TemporaryFileWrapper[bytes]":
        """Return a file for what is being read, which is gone when it is closed."""
        return NamedTemporaryFile(dir=self._folder)

    async def _known(self, key: str) -> Submission | None:
        article_id = await self._inputs.read_since(key, int(self._clock()) - _KNOWN_FOR)
        return await self._articles.get(article_id) if article_id else None

    async def _read_new(self, address: str) -> Submission:
        """Read a link, unless somebody else's reading of it ended while it was looked up."""
        return await self._known(content_id(address)) or await self._read_link(address)

    async def _read_link(self, address: str) -> Submission:
        in_time = asyncio.get_running_loop().time() + _WHOLE
        try:
            reading, keys = await self._read(address)
        except PageFailed as error:  # the short version may hold too little, and say where there is more
            if not (full := error.values.get("full_version")):
                raise
            whole = await self._full(str(full), in_time)
            if whole is None:
                raise
            reading, keys = whole
        else:
            if reading.full_version and (whole := await self._full(reading.full_version, in_time)):
                reading, keys = whole[0], keys | whole[1]
        return await self._keep(reading.submission, keys)

    async def _full(self, address: str, in_time: float) -> tuple[Reading, set[str]] | None:
        """Read the whole article of a short version; None where it cannot be had in time."""
        try:
            async with asyncio.timeout_at(in_time):
                return await self._read(address)
        except (UserError, TimeoutError) as error:
            log.info("full_version_unread", reason=getattr(error, "code", "time"))
            return None

    async def _read(self, address: str) -> tuple[Reading, set[str]]:
        """Return what is behind a link, and the ids of the links that were seen to lead there."""
        post = post_page(address)
        with self.scratch_file() as file:
            fetched = await self._fetcher.fetch(post or address)
            if post and not is_post_page(fetched.url):  # where there is no preview, Telegram leads elsewhere
                raise PageFailed("post_hidden")
            file.write(fetched.body)
            file.flush()
            fetched = replace(fetched, body=b"")  # on disk, as documents are
            reading = await self._workers.run_heavy(
                read_fetched_file, file.name, fetched.url, fetched.content_type, fetched.charset
            )
        if post:
            return reading, {content_id(address)}
        here, submission = clean_url(fetched.url), reading.submission
        own = clean_url(submission.url or here)
        if not same_page(own, here):
            # A page may name any address as its own: what is said of one is believed when it was opened.
            own, submission = here, replace(submission, id=content_id(submission.text, here), url=here)
        return replace(reading, submission=submission), {content_id(link) for link in (address, here, own)}

    async def _read_document(self, upload: Upload, key: str) -> Submission:
        # On disk, and opened by the child alone: several copies of 20 MB would pass through this process.
        with self.scratch_file() as file:
            await upload.load(cast(BinaryIO, file))
            file.flush()
            # The same bytes under another name of Telegram's.
            same = content_id(f"document {await asyncio.to_thread(_digest, file.name)}")
            submission = await self._known(same)
            if submission is None:
                submission = await self._workers.run_heavy(read_file, file.name, upload.name)
        return await self._keep(submission, {key, same})

    async def _keep(self, submission: Submission, keys: set[str]) -> Submission:
        now = int(self._clock())
        # In this order: whatever text is kept is found by what it was read for, and deleted with that.
        await self._inputs.note_read(sorted(keys), submission.id, now)
        await self._articles.put(submission, now)
        return submission


def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
