"""Feeds and their entries. Moments are UTC seconds since 1970."""

from dataclasses import dataclass
from enum import StrEnum

from bot.articles.model import Submission


class FeedKind(StrEnum):
    """What a feed is read from."""

    FEED = "feed"
    """RSS, Atom, RDF or JSON Feed at a web address."""
    CHANNEL = "channel"
    """The public preview page of a Telegram channel."""
    FOLDER = "folder"
    """The folder of article files on the owner's machine."""


FOLDER_URL = "folder:seeds"
"""What stands in place of an address for the folder of article files."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry as its feed gives it, texts without markup."""

    guid: str | None
    url: str | None
    title: str | None
    text: str
    """All that the feed says of it: the whole article, a teaser, or nothing."""
    author: str | None = None
    published: int | None = None


@dataclass(frozen=True, slots=True)
class FeedReading:
    """A feed as it was read, its entries newest first as far as dates tell, else in the feed's own order."""

    title: str | None
    site_url: str | None
    entries: tuple[FeedEntry, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that at least one chat follows, and how reading it goes."""

    id: int
    url: str
    kind: FeedKind
    title: str | None
    site_url: str | None
    etag: str | None
    last_modified: str | None
    interval: int
    """Seconds between two looks at it while all goes well."""
    next_poll_at: int
    polled_at: int | None
    """When it was last looked at, whatever came of it."""
    read_at: int | None
    """When it was last read well; None until the first time."""
    failures: int
    """Looks in a row that failed."""
    failing_since: int | None
    failure: str | None
    """The code of the newest failure, as in `bot.errors`."""
    is_told: bool
    """Whether its subscribers were told that it fails."""
    is_gone: bool
    """Whether its server said that it is gone for good: it is looked at no more."""


def stand_in(
    number: int, url: str, kind: FeedKind, title: str | None, site_url: str | None, now: int
) -> Feed:
    """Return a feed for entries that come from none: nobody follows it, and it is never read."""
    return Feed(
        id=number,
        url=url,
        kind=kind,
        title=title,
        site_url=site_url,
        etag=None,
        last_modified=None,
        interval=0,
        next_poll_at=now,
        polled_at=now,
        read_at=now,
        failures=0,
        failing_since=None,
        failure=None,
        is_told=False,
        is_gone=False,
    )


@dataclass(frozen=True, slots=True)
class EntrySummary:
    """What a digest shows of an entry: sentences of it, each with the link to its place, if there is one."""

    sentences: tuple[tuple[str, str | None], ...]
    available: int
    """How many sentences the article has to choose from."""
    words: int
    article_words: int
    told: tuple[tuple[str, str | None], ...] = ()
    """Sentences that can be read alone, of these and of the rest of the article, likewise with links."""
    language: str = "und"
    """ISO 639-1, or `und`."""
    others: tuple[tuple[str, str | None], ...] = ()
    """Sentences of summaries of other lengths, likewise with links."""
    steps: tuple[tuple[int, ...], ...] = ()
    """For a summary of one sentence, of two, and so on: places in `sentences` with `others` behind them.

    In the order of the article. None where only one length is known.
    """

    def of(self, count: int) -> tuple[tuple[str, str | None], ...]:
        """Return the sentences of a summary of so many, as far as they are known."""
        if not self.steps:
            return self.sentences[:count]
        every = self.sentences + self.others
        return tuple(every[place] for place in self.steps[min(count, len(self.steps)) - 1])


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be kept, with the article behind it."""

    keys: tuple[str, ...]
    """What it is known by within its feed, most telling first; one in common makes two entries the same."""
    story_key: str
    """The same for the same article, whichever feed brings it."""
    title: str | None
    url: str | None
    author: str | None
    published: int | None
    article: Submission | None
    """The text to keep; None where there is none."""
    summary: EntrySummary | None
    """None where there is nothing to sum up: the digest shows the title and what the feed says."""
    is_old: bool = False
    """Counts as shown: published long before it was first seen."""
    features: str | None = None
    """What it is compared with others by, as `bot.digest.story_report` writes it; None without text."""
    language: str = "und"
    """ISO 639-1, or `und`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that is kept. Ids grow in the order in which entries were first seen."""

    id: int
    feed_id: int
    story_key: str
    title: str | None
    url: str | None
    author: str | None
    published: int | None
    seen_at: int
    article_id: str | None
    summary: EntrySummary | None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a chat follows."""

    feed: Feed
    since: int | None
    """Before the first digest after subscribing: entries with greater ids are new; later None."""
    added_at: int


UNREAD = -1
"""`Subscription.since` of a feed that has never been read: its newest three will be new."""
