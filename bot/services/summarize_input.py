"""An article in, its summary out: from a text, from the newest of the sources, or again for a button."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.articles.model import Article, Submission, Summary, content_id
from bot.errors import ArticleGone, NoArticles, UserError
from bot.render.keyboards import MAX_SENTENCES
from bot.services.budget import DEFAULT_BUDGET, Budget, Sentences, Words
from bot.services.folder_articles import FolderArticles, read_submission
from bot.storage import ArticleStore
from bot.summarize import summarize

KEEP_DAYS = 30


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


class SummarizeInput:
    """Makes cards, and keeps the texts behind them so that a button can ask for them again."""

    def __init__(
        self, store: ArticleStore, folder: FolderArticles, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock

    async def text(self, text: str, budget: Budget = DEFAULT_BUDGET, url: str | None = None) -> Card:
        """Summarise a text that somebody sent; raises `UserError` where there is nothing to sum up."""
        submission = Submission(content_id(text, url), text, url=url)
        summary = await asyncio.to_thread(_summarize_text, submission, budget)
        await self._store.put(submission, int(self._clock()))
        return Card(summary, _counted(summary, budget))

    async def newest(self, budget: Budget = DEFAULT_BUDGET) -> Card:
        """Summarise the newest article of the folder; raises `NoArticles` where there is none."""
        articles = await self.articles()
        if not articles:
            raise NoArticles(folder=self._folder.name)
        return await _listed_card(articles, 0, budget)

    async def again(self, article_id: str, budget: Budget) -> Card:
        """Summarise an article met before; raises `ArticleGone` when it is no longer kept."""
        articles = await self.articles()
        for place, article in enumerate(articles):
            if article.id == article_id:
                return await _listed_card(articles, place, budget)
        submission = await self._store.get(article_id)
        if submission is None:
            raise ArticleGone(days=KEEP_DAYS)
        summary = await asyncio.to_thread(_summarize_text, submission, budget)
        return Card(summary, _counted(summary, budget))

    async def articles(self) -> list[Article]:
        """Return the articles of the folder, newest first."""
        return await asyncio.to_thread(self._folder.read)

    async def delete_old(self) -> int:
        """Delete texts whose time is over; return how many."""
        return await self._store.delete_older(int(self._clock()) - KEEP_DAYS * 86_400)


async def _listed_card(articles: list[Article], place: int, budget: Budget) -> Card:
    summary = await asyncio.to_thread(_summarize, articles[place], budget)
    count, sentences = len(articles), _counted(summary, budget)
    if count == 1:
        return Card(summary, sentences)
    neighbours = (articles[place - 1].id, articles[(place + 1) % count].id)
    return Card(summary, sentences, (place + 1, count), neighbours)


def _summarize_text(submission: Submission, budget: Budget) -> Summary:
    article = read_submission(submission)
    if not article.paragraphs:
        raise UserError("only_link" if "://" in submission.text else "no_text")
    return _summarize(article, budget)


def _summarize(article: Article, budget: Budget) -> Summary:
    """Summarise an article within a budget; one of words gives no more sentences than the buttons count."""
    match budget:
        case Sentences(count):
            return summarize(article, sentences=count)
        case Words(count):
            # The same as on the command line, where no button counts; only what is too much is chosen again.
            summary = summarize(article, sentences=None, words=count)
            if len(summary.sentences) > MAX_SENTENCES:
                summary = summarize(article, sentences=MAX_SENTENCES, words=count)
            return summary


def _counted(summary: Summary, budget: Budget) -> int:
    return budget.count if isinstance(budget, Sentences) else len(summary.sentences)
