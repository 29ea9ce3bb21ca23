"""Feeds and entries as they are kept."""

from datetime import UTC, datetime
from pathlib import Path

from bot.articles.feed import Entry, EntrySummary, Feed, FeedKind
from bot.articles.fragments import Fragments
from bot.articles.model import Article
from bot.summarize import summarize

ROOT = Path(__file__).parents[2]
# Sunday 22 November 2026, 07:50 UTC.
NOW = int(datetime(2026, 11, 22, 7, 50, tzinfo=UTC).timestamp())
HOUR = 3600


def feed(
    number: int, title: str | None = None, kind: FeedKind = FeedKind.FEED, url: str | None = None
) -> Feed:
    """A feed that goes well."""
    site = f"https://source{number}.example/"
    return Feed(
        id=number,
        url=url or f"{site}feed.xml",
        kind=kind,
        title=title,
        site_url=site if kind is FeedKind.FEED else None,
        etag=None,
        last_modified=None,
        interval=HOUR,
        next_poll_at=NOW + HOUR,
        polled_at=NOW,
        read_at=NOW,
        failures=0,
        failing_since=None,
        failure=None,
        is_told=False,
        is_gone=False,
    )


def entry(number: int, feed_id: int = 1, *sentences: str, title: str | None = "A title") -> Entry:
    """An entry with some sentences of a longer article, the greater its number the newer."""
    url = f"https://source{feed_id}.example/{number}"
    summary = None
    if sentences:
        words = sum(len(sentence.split()) for sentence in sentences)
        links = tuple((text, f"{url}#:~:text={place}") for place, text in enumerate(sentences))
        summary = EntrySummary(links, len(sentences) + 9, words, words + 238)
    return Entry(
        id=number,
        feed_id=feed_id,
        story_key=f"story {number}",
        title=title,
        url=url,
        author=None,
        published=NOW - 1_000_000 + number,
        seen_at=NOW - 1_000_000 + number,
        article_id=f"article {number}",
        summary=summary,
    )


def entry_of(article: Article, number: int, feed_id: int, *, published: int | None = None) -> Entry:
    """An entry as it is kept of an article that was read."""
    summary = summarize(article)
    fragments = Fragments(article)
    linked = tuple((span.of(article.text), fragments.of(span)) for span in summary.sentences)
    return Entry(
        id=number,
        feed_id=feed_id,
        story_key=article.id,
        title=article.title,
        url=article.url,
        author=article.author or article.outlet,
        published=published,
        seen_at=NOW,
        article_id=article.id,
        summary=EntrySummary(linked, summary.available, summary.words, summary.article_words),
    )
