"""The articles behind new entries of a feed: from its own text or from their pages, and summed up."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from mimetypes import guess_type

import structlog

from bot.articles.feed import Feed, FeedEntry, FeedKind, NewEntry
from bot.articles.model import Submission, content_id
from bot.articles.urls import clean_url, host_of, split
from bot.errors import TooHeavy, UserError
from bot.services.feed_teasers import has_sentence, length_of, own_text
from bot.services.read_feed import NOT_SUMMED, Summed, sum_up
from bot.services.read_input import ReadInput
from bot.sources.documents.model import MAX_TEXT
from bot.sources.feeds.links import LONGEST_URL
from bot.storage import StorageError
from bot.workers import JobFailed, Workers

log = structlog.get_logger(__name__)

# Entries of one look that get an article, the newest; the others are their titles.
_MOST_ARTICLES = 100
# Pages read for one look at a feed: more that is new at once is an archive, and its own texts will do.
_MOST_PAGES = 20
# A reader with two windows open; and after a minute what is there is better than what may come.
_PAGES_AT_ONCE, _PAGES_SECONDS = 2, 60.0
# Then the next one fails as well: a site behind a login or a challenge.
_MOST_FAILURES_IN_A_ROW = 3
# Page reads at once for all feeds together, each of which takes a job and a place of the fetcher.
_READS_AT_ONCE = 8
# Texts that one child sums up in one go, to spare the way there and back; together some tenths of a second.
_BATCH, _BATCH_CHARACTERS = 8, 60_000
# Jobs of feeds at once: whoever sends an article waits behind no more than these.
_JOBS_AT_ONCE = 4
# A post of a channel that says less than this about the one link in it is about what is behind the link.
_FEW_WORDS_ABOUT_A_LINK = 200
_LINK = re.compile(r"https?://[^\s<>\"“”«»]+")


@dataclass(slots=True)
class Draft:
    """A new entry on its way to be kept."""

    entry: FeedEntry
    keys: tuple[str, ...]
    story_key: str
    is_teaser: bool = False
    """Whether its page has more than its feed."""
    is_old: bool = False
    is_listed_only: bool = False
    """Counts as shown: nothing but its keys and title will be needed."""
    article: Submission | None = None
    summed: Summed = NOT_SUMMED


class Jobs:
    """Jobs of feeds in child processes, few at a time."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.places = asyncio.Semaphore(_JOBS_AT_ONCE)

    async def sum_up(self, articles: Sequence[Submission]) -> list[Summed]:
        """Return what digests need of each; nothing where a text breaks the limits of a child."""
        try:
            async with self.places:
                return await self._workers.run_heavy(sum_up, articles)
        except (TooHeavy, JobFailed):
            if len(articles) == 1:
                return [NOT_SUMMED]
        return [summed for article in articles for summed in await self.sum_up([article])]


class FeedArticles:
    """Gives new entries their articles and summaries."""

    def __init__(self, reader: ReadInput, jobs: Jobs) -> None:
        self._reader = reader
        self._jobs = jobs
        self._reads = asyncio.Semaphore(_READS_AT_ONCE)

    async def complete(self, feed: Feed, drafts: Sequence[Draft]) -> list[NewEntry]:
        """Read and sum up what is new in a feed, newest first.

        A page that cannot be read leaves the entry with what its feed says. Never raises for what is read.
        """
        wanted = [draft for draft in drafts if not (draft.is_old or draft.is_listed_only)][:_MOST_ARTICLES]
        pages = {
            id(draft): url
            for draft in wanted
            if (url := page_of(feed, draft.entry, is_teaser=draft.is_teaser))
        }
        for draft in wanted:
            draft.article = _own_article(feed, draft.entry, is_partial=id(draft) in pages)
        await self._read_pages([(draft, pages[id(draft)]) for draft in wanted if id(draft) in pages])
        for draft in wanted:
            if id(draft) in pages and _says_nothing(draft):
                draft.article = None
        for batch in _batches([draft for draft in wanted if draft.article]):
            articles = [draft.article for draft in batch if draft.article]
            for draft, summed in zip(batch, await self._jobs.sum_up(articles), strict=True):
                draft.summed = summed
        return [_entry(draft) for draft in drafts]

    async def _read_pages(self, wanted: Sequence[tuple[Draft, str]]) -> None:
        """Put the article of its page in the place of each entry's own, as far as it has more to say."""
        rest = iter(wanted[:_MOST_PAGES])
        over_at = asyncio.get_running_loop().time() + _PAGES_SECONDS
        failed = 0

        async def read_on() -> None:
            nonlocal failed
            for draft, url in rest:
                if failed >= _MOST_FAILURES_IN_A_ROW:
                    return
                try:
                    async with asyncio.timeout_at(over_at), self._reads:
                        page = await self._reader.page(url)
                except (UserError, JobFailed, TimeoutError, StorageError, OSError) as error:
                    failed += 1
                    log.info("entry_page_unread", host=host_of(url), reason=getattr(error, "code", "time"))
                    continue
                failed = 0
                if draft.article is None or len(page.text) > len(draft.article.text):
                    draft.article = page

        async with asyncio.TaskGroup() as group:
            for _ in range(min(_PAGES_AT_ONCE, len(wanted))):
                group.create_task(read_on())


def page_of(feed: Feed, entry: FeedEntry, *, is_teaser: bool) -> str | None:
    """Return the page that has more of an entry than its feed; None where the feed gives it whole."""
    if feed.kind is FeedKind.CHANNEL:
        return _linked_page(entry.text)
    return entry.url if is_teaser and entry.url and not _is_medium(entry.url) else None


def _is_medium(url: str) -> bool:
    """Tell whether a link leads to a sound, a film or a picture: a podcast may have no pages."""
    parts = split(url)
    kind = guess_type(parts.path)[0] if parts else None
    return kind is not None and kind.startswith(("audio/", "video/", "image/"))


def _says_nothing(draft: Draft) -> bool:
    """Tell whether an entry whose page was not read has only such as "submitted by /u/joe [link]" to say."""
    article = draft.article
    return bool(article and not article.is_page and draft.entry.title and not has_sentence(article.text))


def _linked_page(text: str) -> str | None:
    links = list(dict.fromkeys(link.rstrip(".,;:!?)]") for link in _LINK.findall(text)))
    if len(links) != 1 or length_of(_LINK.sub("", text).strip()) >= _FEW_WORDS_ABOUT_A_LINK:
        return None
    return None if host_of(links[0]) in ("t.me", "telegram.me") else links[0]


def _own_article(feed: Feed, entry: FeedEntry, *, is_partial: bool) -> Submission | None:
    # A file is kept as it is, so that it has the id under which the folder's own buttons know it.
    text = entry.text if feed.kind is FeedKind.FOLDER else own_text(entry)[:MAX_TEXT]
    if not text.strip():
        return None
    url = clean_url(entry.url) if entry.url and not _is_medium(entry.url) else None
    return Submission(
        content_id(text, url),
        text,
        title=entry.title,
        url=url,
        author=entry.author,
        published=_day(entry.published),
        outlet=None if feed.kind is FeedKind.FOLDER else feed.title,
        is_partial=is_partial,
    )


def _day(moment: int | None) -> date | None:
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(moment, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _batches(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    size = 0
    for draft in drafts:
        length = len(draft.article.text) if draft.article else 0
        if batch and (len(batch) == _BATCH or size + length > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(draft)
        size += length
    if batch:
        yield batch


def _entry(draft: Draft) -> NewEntry:
    entry, article = draft.entry, draft.article
    page = article if article and article.is_page else None
    own_url = clean_url(entry.url) if entry.url else None
    page_url = page.url if page and page.url and len(page.url) <= LONGEST_URL else None
    return NewEntry(
        keys=draft.keys,
        story_key=draft.story_key,
        title=entry.title or (page.title if page else None),
        url=page_url or own_url,
        author=entry.author or (page.author if page else None),
        published=entry.published,
        article=article,
        summary=draft.summed.summary,
        is_old=draft.is_old,
        features=draft.summed.features,
        language=draft.summed.language,
    )
