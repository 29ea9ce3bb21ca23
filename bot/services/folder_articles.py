"""The articles of a folder, ready to be summed up."""

from dataclasses import replace

import structlog

from bot.articles.clean import read_article
from bot.articles.model import Article, Submission
from bot.errors import TooShort
from bot.sources.folder import Folder
from bot.summarize import summarize

log = structlog.get_logger(__name__)


class FolderArticles:
    """Reads the texts of a folder as articles, each once; says in the log what cannot be read."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._faults: tuple[tuple[str, str], ...] = ()
        self._articles: dict[str, Article | None] = {}

    @property
    def name(self) -> str:
        """The folder, as its owner wrote it."""
        return str(self._folder.path)

    def read(self) -> list[Article]:
        """Return the articles that can be summed up: by date, undated last, then by file name.

        Blocks on the disk, and on the first look at each text.
        """
        reading = self._folder.read()
        if reading.faults != self._faults:
            self._faults = reading.faults
            for name, reason in reading.faults:
                log.warning("article_file_unreadable", file=name, reason=reason)
        known = self._articles
        self._articles = {
            text.id: known[text.id] if text.id in known else _long_enough(text) for text in reading.texts
        }
        articles = [article for article in self._articles.values() if article]
        # Sorting is stable, so articles of one day, and those without a day, stay in the order of names.
        return sorted(articles, key=lambda a: -a.published.toordinal() if a.published else 0)


def read_submission(submission: Submission) -> Article:
    """Read a text as an article; what its source says of it is believed before what the text says."""
    article = read_article(
        submission.text,
        id=submission.id,
        title=submission.title,
        language=submission.language,
        url=submission.url,
    )
    return replace(
        article,
        author=submission.author,
        published=submission.published or article.published,
        outlet=submission.outlet or article.outlet,
        is_page=submission.is_page,
        is_partial=submission.is_partial,
    )


def _long_enough(submission: Submission) -> Article | None:
    article = read_submission(submission)
    try:
        summarize(article, sentences=1)
    except TooShort:
        return None
    return article
