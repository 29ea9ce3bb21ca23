"""Reading a feed: from the bytes that were fetched to its entries, texts without markup."""

from bot.articles.feed import FeedEntry, FeedReading
from bot.articles.urls import host_of
from bot.errors import FeedFailed
from bot.sources.charset import decode
from bot.sources.documents.model import label, language_code
from bot.sources.feeds.json_feed import is_json_feed, read_json_feed
from bot.sources.feeds.loose import read_loose
from bot.sources.feeds.model import RawEntry, RawFeed
from bot.sources.feeds.prose import headline, longest, without_controls
from bot.sources.feeds.tree import NotWellFormed, TooDeep, read_tree
from bot.sources.feeds.xml import mended, root_of

# Enough to find where a feed begins.
_HEAD = 40_000
_TYPES = ("rss", "atom", "rdf", "feed+json")


def looks_like_feed(body: bytes, content_type: str) -> bool:
    """Tell whether an answer is a feed, by its first bytes: servers call feeds anything, and pages feeds.

    `content_type`, as `Fetched` has it, counts where the bytes are XML that tells nothing.
    """
    head = decode(body[:_HEAD])
    if root_of(head) or is_json_feed(head):
        return True
    return head.lstrip("\ufeff \t\r\n").startswith("<?xml") and any(kind in content_type for kind in _TYPES)


def read_feed(body: bytes, *, url: str, content_type: str, charset: str | None) -> FeedReading:
    """Read the feed that `url` answered with: RSS, Atom, RDF or JSON Feed, well-formed or not.

    `content_type` and `charset` are those of the header. Gives the newest 500 entries; a feed may have none.
    Works for as long as the feed is large: call it in a process with limits. Raises `FeedFailed`:
    feed_not_feed, feed_broken.
    """
    text = decode(body, header=charset).lstrip("\ufeff")
    root = root_of(text)
    if root:
        feed = _read_xml(mended(text, root), url)
    elif is_json_feed(text):
        feed = read_json_feed(text, url)
    else:
        code = "feed_broken" if looks_like_feed(body, content_type) else "feed_not_feed"
        raise FeedFailed(code, host=host_of(url))
    if feed is None:
        raise FeedFailed("feed_broken", host=host_of(url))
    entries = (_entry(entry) for entry in feed.entries)
    return FeedReading(
        title=headline(feed.title),
        site_url=feed.site_url,
        entries=tuple(entry for entry in entries if entry.url or entry.title or entry.text),
        language=language_code(feed.language),
    )


def _read_xml(text: str, url: str) -> RawFeed | None:
    try:
        return read_tree(text, url)
    except NotWellFormed:
        return read_loose(text, url)
    except TooDeep:
        return None


def _entry(raw: RawEntry) -> FeedEntry:
    return FeedEntry(
        guid=raw.guid,
        url=raw.url,
        title=headline(raw.title),
        text=longest(raw.bodies),
        author=label(without_controls(raw.author or "")),
        published=raw.published,
    )
