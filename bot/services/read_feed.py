"""Feeds parsed, searched for and summed up: the work of child processes, which get bodies as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.articles.entry_keys import Listing
from bot.articles.feed import EntrySummary, FeedKind, FeedReading
from bot.articles.fragments import Fragments
from bot.articles.model import Article, Span, Submission, Summary
from bot.digest.look import MOST_SENTENCES
from bot.digest.story_report import write_features
from bot.errors import TooShort
from bot.services import read_bytes
from bot.services.budget import DEFAULT_SENTENCES
from bot.services.feed_teasers import is_teaser, usual_length
from bot.services.folder_articles import read_submission
from bot.sources.backup import Backup, read_backup
from bot.sources.channel import read_channel
from bot.sources.discovery import FoundFeed, find_feeds
from bot.sources.feed import looks_like_feed, read_feed
from bot.sources.opml import OpmlReading, read_opml
from bot.summarize import ladder
from bot.summarize.further import further_sentences, reads_alone
from bot.summarize.story_terms import story_terms

# What is too short to choose from is shown whole up to this length: a line or four on a telephone.
_SHOWN_WHOLE = 300


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a feed lists, and for each entry, in the order of the reading, what it is known by."""

    reading: FeedReading
    keys: tuple[tuple[str, ...], ...]
    story_keys: tuple[str, ...]
    teasers: tuple[bool, ...]
    """Whether the page of an entry has more than its feed."""


@dataclass(frozen=True, slots=True)
class Summed:
    """What digests need of the text of an entry."""

    summary: EntrySummary | None = None
    """None where there is nothing to sum up."""
    features: str | None = None
    """What the article is compared with others by; None where there is nothing to compare."""
    language: str = "und"
    """ISO 639-1, or `und`."""


NOT_SUMMED = Summed()
"""What digests know of an entry without a text."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is behind an address that somebody wants to follow: a feed, or a page that may name some."""

    is_feed: bool
    title: str | None = None
    feeds: tuple[FoundFeed, ...] = ()


def with_keys(reading: FeedReading) -> Parsed:
    """Say what the entries of a reading are known by, and which are teasers."""
    listing, usual = Listing(reading.entries), usual_length(reading.entries)
    return Parsed(
        reading,
        tuple(listing.keys(entry) for entry in reading.entries),
        tuple(listing.story_key(entry) for entry in reading.entries),
        tuple(is_teaser(entry, usual) for entry in reading.entries),
    )


def parse_feed(path: str, kind: FeedKind, url: str, content_type: str, charset: str | None) -> Parsed:
    """Read the feed or channel page in a file; raises `UserError`."""
    body = Path(path).read_bytes()
    if kind is FeedKind.CHANNEL:
        return with_keys(read_channel(body, url))
    return with_keys(read_feed(body, url=url, content_type=content_type, charset=charset))


def look_for_feeds(path: str, url: str, content_type: str, charset: str | None) -> Found:
    """Say whether a file is a feed, else which feeds the page in it names; raises `UserError`."""
    body = Path(path).read_bytes()
    if looks_like_feed(body, content_type):
        reading = read_feed(body, url=url, content_type=content_type, charset=charset)
        return Found(is_feed=True, title=reading.title)
    return Found(is_feed=False, feeds=tuple(find_feeds(body, url=url, charset=charset)))


def parse_opml(path: str) -> OpmlReading:
    """Read the list of feeds in a file; raises `UserError`."""
    return read_opml(Path(path).read_bytes())


def parse_backup(path: str) -> Backup:
    """Read what was exported of a chat; raises `UserError`."""
    return read_backup(Path(path).read_bytes())


def sum_up(submissions: Sequence[Submission]) -> list[Summed]:
    """Return what digests show of each text, and what tells which others are about the same."""
    return [sum_up_article(read_submission(submission)) for submission in submissions]


def sum_up_article(article: Article) -> Summed:
    """Return what digests need of an article."""
    if not article.paragraphs:
        return NOT_SUMMED
    return Summed(_summary(article), features_of(article), article.language)


def features_of(article: Article) -> str:
    """Return what an article is compared with others by."""
    terms = story_terms(article)
    return write_features(
        counts=terms.counts,
        title=terms.title,
        names=terms.names,
        headline=terms.headline,
        capitalised=terms.capitalised,
        numbers=terms.numbers,
        words=terms.words,
    )


def _summary(article: Article) -> EntrySummary | None:
    try:
        every = ladder(article, MOST_SENTENCES)
    except TooShort as error:
        return _whole(article, int(error.values["words"]))
    summary = every[min(DEFAULT_SENTENCES, len(every)) - 1]
    spans = {span: None for one in (summary, *every) for span in one.sentences}
    places = {span: place for place, span in enumerate(spans)}
    linked = _linked(article, list(spans))
    count = len(summary.sentences)
    return EntrySummary(
        linked[:count],
        summary.available,
        summary.words,
        summary.article_words,
        _told(summary),
        article.language,
        linked[count:],
        tuple(tuple(places[span] for span in one.sentences) for one in every),
    )


def _told(summary: Summary) -> tuple[tuple[str, str | None], ...]:
    """Return what of an article can stand under another one's headline, in the order of its text."""
    article = summary.article
    alone = [span for span in summary.sentences if reads_alone(span.of(article.text), article.language)]
    spans = sorted([*alone, *further_sentences(summary)], key=lambda span: span.start)
    return _linked(article, spans)


def _whole(article: Article, words: int) -> EntrySummary | None:
    """Return a text too short to choose from as its one sentence, unless it is too long to be shown."""
    whole = Span(article.paragraphs[0].start, article.paragraphs[-1].end)
    if not words or whole.end - whole.start > _SHOWN_WHOLE:
        return None
    return EntrySummary(_linked(article, (whole,)), 1, words, words, language=article.language)


def _linked(article: Article, spans: Sequence[Span]) -> tuple[tuple[str, str | None], ...]:
    fragments = Fragments(article)
    return tuple((span.of(article.text), fragments.of(span)) for span in spans)


def prepare() -> None:
    """Load what reading pages, documents and feeds needs: once, for all children."""
    read_bytes.prepare()
    broken = _SAMPLE.replace("<title>Ferry", "<title>1 < 2: ferry")  # read by other means
    for sample in (_SAMPLE, broken):
        url = "https://example.org/feed"
        with_keys(read_feed(sample.encode(), url=url, content_type="text/xml", charset=None))


_SAMPLE = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour</title>
<link>https://example.org/</link><item><guid>1</guid><title>Ferry back in service</title>
<link>https://example.org/ferry</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>
<description>&lt;p&gt;It sails again &lt;b&gt;from Monday&lt;/b&gt;.&lt;/p&gt;</description>
</item></channel></rss>"""
