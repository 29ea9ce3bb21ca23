"""An article in, its summary out: from a text, from the newest of the sources, or again for a button."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.articles.model import Article, Submission, Summary, content_id
from bot.articles.urls import clean_url, without_userinfo
from bot.digest.model import Place
from bot.errors import ArticleGone, NoArticles, NothingRead
from bot.metrics import SUMMARY_SECONDS
from bot.services.asking import Asking
from bot.services.budget import DEFAULT_BUDGET, Budget, By, asked_for
from bot.services.folder_articles import FolderArticles
from bot.services.read_input import Asker, ReadInput, Upload
from bot.services.summarize_text import summarize_text, summarize_within, with_text
from bot.storage import Storage
from bot.workers import Workers

__all__ = ["KEEP_DAYS", "Asker", "Card", "SummarizeInput", "Upload"]

KEEP_DAYS = 30
# Articles of what a place follows that one can go through: a day or two of it.
_LISTED = 100
# Characters that take a tenth of a second at most: such a text never waits for the long ones.
_SMALL = 20_000


@dataclass(frozen=True, slots=True)
class Card:
    """A summary, and where its article stands in the list it belongs to."""

    summary: Summary
    sentences: int
    """How many sentences were asked for, or have the words asked for; the article may have fewer."""
    position: tuple[int, int] | None = None
    """The article's place, from 1, and the length of its list."""
    neighbours: tuple[str, str] | None = None
    """Ids of the articles before and after it; after the last comes the first."""

    @property
    def refreshable(self) -> bool:
        """Whether the article was read from a page, and may be read there anew."""
        return self.summary.article.is_page


class SummarizeInput:
    """Makes cards, and keeps the texts behind them so that a button can ask for them again."""

    def __init__(
        self,
        storage: Storage,
        folder: FolderArticles,
        reader: ReadInput,
        workers: Workers,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._articles, self._inputs = storage.articles, storage.inputs
        self._chats, self._subscriptions, self._entries = (
            storage.chats,
            storage.subscriptions,
            storage.entries,
        )
        self._asking = Asking(storage, clock)
        self._folder = folder
        self._reader = reader
        self._workers = workers
        self._clock = clock
        self.made = 0
        """Summaries made since the start."""

    async def text(
        self,
        text: str,
        budget: Budget = DEFAULT_BUDGET,
        url: str | None = None,
        source: str | None = None,
        asker: Asker | None = None,
    ) -> Card:
        """Summarise a text that somebody sent; raises `UserError` where there is nothing to sum up.

        `source` names the channel that it was forwarded from; the text counts among those of `asker`.
        """
        if asker:
            self._reader.count_text(asker)
        # The same text from elsewhere is another article, or one person's source would show for all.
        submission = Submission(content_id(text, url or source), text, url=url, outlet=source)
        card = await self._card(submission, budget)
        await self._asking.note(("article", submission.id))
        await self._articles.put(submission, int(self._clock()))
        return card

    async def link(self, url: str, budget: Budget, asker: Asker, *, fresh: bool = False) -> Card:
        """Summarise the article behind a link; `fresh` reads it anew. Raises as `ReadInput.link` does."""
        await self._asking.note(("input", content_id(clean_url(url))))
        submission = await self._reader.link(url, asker, fresh=fresh)
        await self._asking.note(("article", submission.id))
        return await self._card(submission, budget)

    async def document(self, upload: Upload, budget: Budget, asker: Asker) -> Card:
        """Summarise a document. Raises as `ReadInput.document` does."""
        await self._asking.note(("input", upload.id))
        submission = await self._reader.document(upload, asker)
        await self._asking.note(("article", submission.id))
        return await self._card(submission, budget)

    async def newest(self, budget: Budget = DEFAULT_BUDGET, place: Place | None = None) -> Card:
        """Summarise the newest article of what a place follows, or of the folder where it follows nothing.

        Raises `NoArticles` or `NothingRead` where there is none.
        """
        followed = await self._followed(place)
        if followed is not None:
            if not followed:
                raise NothingRead
            return await self._kept_card(followed, followed[0], budget)
        articles = await self.articles()
        if not articles:
            raise NoArticles(folder=self._folder.name)
        return await self._listed_card(articles, 0, budget)

    async def again(
        self, article_id: str, budget: Budget = DEFAULT_BUDGET, place: Place | None = None
    ) -> Card:
        """Summarise an article met before; raises `ArticleGone` when it is no longer kept.

        It stands among those that the place follows, if it is one of them, or else among those of the folder.
        """
        followed = await self._followed(place) or []
        if article_id in followed:
            return await self._kept_card(followed, article_id, budget)
        articles = await self.articles()
        for number, article in enumerate(articles):
            if article.id == article_id:
                return await self._listed_card(articles, number, budget)
        return await self._kept_card([article_id], article_id, budget)

    async def _followed(self, place: Place | None) -> list[str] | None:
        """Return the newest articles of what a place follows; None where it follows nothing."""
        chat = await self._chats.find(place) if place else None
        if chat is None or not await self._subscriptions.count(chat.id):
            return None
        return await self._entries.articles_of_chat(chat.id, _LISTED)

    async def _kept_card(self, ids: Sequence[str], article_id: str, budget: Budget) -> Card:
        submission = await self._articles.get(article_id)
        if submission is None:
            raise ArticleGone(days=KEEP_DAYS)
        card, count, number = await self._card(submission, budget), len(ids), ids.index(article_id)
        if count == 1:
            return card
        neighbours = ids[number - 1], ids[(number + 1) % count]
        return replace(card, position=(number + 1, count), neighbours=neighbours)

    async def offer(self, urls: Sequence[str]) -> list[str]:
        """Keep links that a button may ask for; return an id of 16 characters for each."""
        kept = [without_userinfo(url) for url in urls]  # no password is to lie in the database
        ids = [content_id(clean_url(url)) for url in kept]
        await self._inputs.offer(list(zip(ids, kept, strict=True)), int(self._clock()))
        await self._asking.note(*(("input", link_id) for link_id in dict.fromkeys(ids)))
        return ids

    async def offered(self, link_id: str) -> str:
        """Return a link that was offered; raises `ArticleGone` when it is no longer kept."""
        url = await self._inputs.url(link_id)
        if url is None:
            raise ArticleGone(days=KEEP_DAYS)
        return url

    async def articles(self) -> list[Article]:
        """Return the articles of the folder, newest first."""
        return await asyncio.to_thread(self._folder.read)

    async def delete_old(self) -> int:
        """Delete texts whose time is over, and links; return how many texts."""
        before = int(self._clock()) - KEEP_DAYS * 86_400
        await self._inputs.delete_older(before)
        return await self._articles.delete_older(before)

    async def _card(self, submission: Submission, budget: Budget) -> Card:
        run = self._workers.run if len(submission.text) <= _SMALL else self._workers.run_heavy
        started_at = time.monotonic()
        summary = with_text(await run(summarize_text, submission, budget), submission)
        self._count(started_at)
        return Card(summary, _counted(summary, budget))

    async def _listed_card(self, articles: list[Article], place: int, budget: Budget) -> Card:
        started_at = time.monotonic()
        if isinstance(budget, By):  # sumy takes seconds, and a hundred megabytes to load
            summary = await self._workers.run_heavy(summarize_within, articles[place], budget)
        else:
            summary = await asyncio.to_thread(summarize_within, articles[place], budget)
        self._count(started_at)
        count, sentences = len(articles), _counted(summary, budget)
        if count == 1:
            return Card(summary, sentences)
        neighbours = (articles[place - 1].id, articles[(place + 1) % count].id)
        return Card(summary, sentences, (place + 1, count), neighbours)

    def _count(self, started_at: float) -> None:
        self.made += 1
        SUMMARY_SECONDS.observe(time.monotonic() - started_at)


def _counted(summary: Summary, budget: Budget) -> int:
    return asked_for(budget, len(summary.sentences))
