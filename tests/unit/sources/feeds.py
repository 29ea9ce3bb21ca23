"""What the tests of feeds share: the small feeds in `tests/feeds`, and a feed around an item."""

from pathlib import Path

from bot.articles.feed import FeedEntry, FeedReading
from bot.sources.feed import read_feed

FEEDS = Path(__file__).parents[2] / "feeds"
URL = "https://example.org/feed"

NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def read(body: bytes | str, *, url: str = URL, charset: str | None = None) -> FeedReading:
    """Read a feed as it came from `url`."""
    data = body.encode() if isinstance(body, str) else body
    return read_feed(data, url=url, content_type="text/xml", charset=charset)


def read_file(name: str) -> FeedReading:
    """Read one of the small feeds."""
    return read((FEEDS / name).read_bytes())


def rss(*items: str, head: str = "<title>News</title>") -> str:
    """A feed of these items, each what stands between its tags."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {NAMESPACES}><channel>{head}{inside}</channel></rss>'


def only(body: bytes | str, **how: str) -> FeedEntry:
    """Read a feed that has one entry."""
    (entry,) = read(body, **how).entries
    return entry
