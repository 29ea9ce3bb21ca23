"""Links and documents become articles: fetched under guard, read in a child process, none twice an hour."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

import structlog

from bot.articles.model import Submission, content_id
from bot.articles.urls import clean_url
from bot.errors import UserError
from bot.services.flights import Flights
from bot.services.quotas import Quotas
from bot.services.read_bytes import Reading, read_fetched_file, read_file
from bot.sources.fetch import Fetcher
from bot.storage import Storage
from bot.workers import Workers

log = structlog.get_logger(__name__)

# Seconds for which what was read is given again: news pages change by the hour, people ask by the minute.
_KNOWN_FOR = 3600


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


class ReadInput:
    """Reads what people send that is more than a text."""

    def __init__(
        self,
        storage: Storage,
        fetcher: Fetcher,
        workers: Workers,
        quotas: Quotas,
        clock: Callable[[], float] = time.time,
    ) -> None:
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
            return await self._flights.join(key, lambda: self._read_link(address))

    async def document(self, upload: Upload, asker: Asker) -> Submission:
        """Read a document. Raises `DocumentFailed`, `TooHeavy`, `QuotaReached`, and what `load` raises."""
        key = content_id(f"document {upload.unique_id}")
        if known := await self._known(key):
            return known
        with self._quotas.use("document", asker.id, exempt=asker.exempt):
            return await self._flights.join(key, lambda: self._read_document(upload, key))

    async def _known(self, key: str) -> Submission | None:
        article_id = await self._inputs.read_since(key, int(self._clock()) - _KNOWN_FOR)
        return await self._articles.get(article_id) if article_id else None

    async def _read_link(self, address: str) -> Submission:
        reading, keys = await self._read(address)
        if full := reading.full_version:
            try:
                reading, more = await self._read(full)
                keys |= more
            except UserError as error:  # the short version is an answer too
                log.info("full_version_unread", reason=error.code)
        return await self._keep(reading.submission, keys)

    async def _read(self, address: str) -> tuple[Reading, set[str]]:
        """Return what is behind a link, and the ids of all links that lead there."""
        with NamedTemporaryFile(prefix="page-") as file:
            fetched = await self._fetcher.fetch(address)
            file.write(fetched.body)
            file.flush()
            fetched = replace(fetched, body=b"")  # on disk, as documents are
            reading = await self._workers.run_heavy(
                read_fetched_file, file.name, fetched.url, fetched.content_type, fetched.charset
            )
        links = {address, clean_url(fetched.url), clean_url(reading.submission.url or address)}
        return reading, {content_id(link) for link in links}

    async def _read_document(self, upload: Upload, key: str) -> Submission:
        # On disk, and opened by the child alone: several copies of 20 MB would pass through this process.
        with NamedTemporaryFile(prefix="document-") as file:
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
        await self._articles.put(submission, now)
        await self._inputs.note_read(sorted(keys), submission.id, now)
        return submission


def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
