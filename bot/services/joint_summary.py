"""Several articles summed up together: what they tell of one event stands in one card."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.articles.feed import Entry, Feed, FeedKind, stand_in
from bot.articles.model import Submission, content_id
from bot.articles.urls import clean_url, host_of
from bot.digest.arrange import arranged
from bot.digest.cluster import Stories
from bot.digest.compose import compose
from bot.digest.publisher import publisher_of
from bot.digest.story import DigestContent
from bot.digest.story_report import Report
from bot.errors import TooHeavy, UserError
from bot.services.asking import Asking
from bot.services.read_feed import NOT_SUMMED, Summed, sum_up
from bot.services.read_input import Asker, ReadInput
from bot.services.spoken_of import speaks_of
from bot.storage import Storage
from bot.summarize.further import terms_in
from bot.workers import JobFailed, Workers


@dataclass(frozen=True, slots=True)
class Joint:
    """Articles summed up together."""

    content: DigestContent
    unread: tuple[tuple[str, UserError], ...] = ()
    """The links that could not be read, with why not."""


class JointSummaries:
    """Reads links and sums them up together."""

    def __init__(
        self,
        storage: Storage,
        reader: ReadInput,
        workers: Workers,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._asking = Asking(storage, clock)
        self._reader = reader
        self._workers = workers
        self._clock = clock

    async def of_links(self, urls: Sequence[str], asker: Asker, at: Callable[[str], None]) -> Joint:
        """Read a few links, one after another, and sum them up; `at` is told which one is being read.

        Where none can be read there is no content.
        """
        articles: list[Submission] = []
        unread: list[tuple[str, UserError]] = []
        for url in urls:
            at(url)
            await self._asking.note(("input", content_id(clean_url(url))))
            try:
                article = await self._reader.link(url, asker)
            except UserError as error:
                unread.append((url, error))
            else:
                await self._asking.note(("article", article.id))
                articles.append(article)
        if not articles:
            return Joint(DigestContent(), tuple(unread))
        summed = [await self._summed(article) for article in articles]
        return Joint(await asyncio.to_thread(together, articles, summed, int(self._clock())), tuple(unread))

    async def _summed(self, article: Submission) -> Summed:
        try:
            return (await self._workers.run_heavy(sum_up, [article]))[0]
        except (TooHeavy, JobFailed):  # its headline stands for it
            return NOT_SUMMED


def together(articles: Sequence[Submission], summed: Sequence[Summed], now: int) -> DigestContent:
    """Return articles as stories; those of one site are of one publisher. Pure."""
    hosts = list(dict.fromkeys(host_of(article.url or "") for article in articles))
    feeds = {number: _site(number, host, now) for number, host in enumerate(hosts, start=1)}
    known, entries = Stories(), []
    for number, (article, one) in enumerate(zip(articles, summed, strict=True), start=1):
        feed = feeds[hosts.index(host_of(article.url or "")) + 1]
        entries.append(_entry(number, article, one, feed.id, now))
        if one.features:
            publisher = publisher_of(article.url, article.author, feed.kind, feed.url, feed.site_url)
            known.add(Report(number, publisher, now, one.language, one.features))
    return compose(arranged(known, entries, {}), feeds, terms_in, speaks_of)


def _entry(number: int, article: Submission, summed: Summed, feed_id: int, now: int) -> Entry:
    return Entry(
        id=number,
        feed_id=feed_id,
        story_key=article.id,
        title=article.title,
        url=article.url,
        author=article.author,
        # In the order in which they were asked for: none is fresher than another.
        published=None,
        seen_at=now - number,
        article_id=article.id,
        summary=summed.summary,
    )


def _site(number: int, host: str, now: int) -> Feed:
    """Return a site in place of the feed that an entry has elsewhere."""
    url = f"https://{host}/"
    return stand_in(number, url, FeedKind.FEED, None, url, now)
