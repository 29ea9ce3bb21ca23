"""Pairs of articles as two newsrooms write them, to tell which are of one event.

The name of a file says what holds for its two articles: `same`, they tell of one event; `apart`, of two with
a town, a court or a country in common; `related`, of two on one subject, as a person, a team, a company or a
bank.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.articles.clean import read_article
from bot.articles.model import Article
from bot.digest.story_report import Report
from bot.services.read_feed import features_of


@dataclass(frozen=True, slots=True)
class Told:
    """One article and who brought it."""

    publisher: str
    article: Article


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles."""

    name: str
    kind: str
    """`same`, `related` or `apart`."""
    one: Told
    other: Told


@cache
def pairs() -> tuple[Pair, ...]:
    """Return all pairs, by name."""
    files = sorted(Path(__file__).parent.glob("*.txt"))
    return tuple(
        Pair(file.stem, file.stem.partition("-")[0], *map(_told, file.read_text("utf-8").split("\n-----\n")))
        for file in files
    )


def report(number: int, told: Told, at: int = 0) -> Report:
    """Return an article as the index takes it."""
    return Report(number, told.publisher, at, told.article.language, _features(told.article))


_features = cache(features_of)


def _told(text: str) -> Told:
    head, title, body = text.split("\n", 2)
    language, publisher = head.split(" | ")
    return Told(publisher, read_article(body, title=title, language=language))
