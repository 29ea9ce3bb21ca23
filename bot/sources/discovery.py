"""Which feeds a page names, and where feeds usually are. Nothing is fetched here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from bot.articles.urls import absolute, same_page, same_site, without_userinfo
from bot.errors import DocumentFailed
from bot.sources.channel import is_of_telegram
from bot.sources.charset import decode
from bot.sources.documents.hypertext import parse_html
from bot.sources.feeds.links import LONGEST_URL, of_web
from bot.sources.feeds.model import Written
from bot.sources.feeds.prose import headline

# More than that is a directory of feeds, of which nobody chooses by button.
_MOST = 20
# A page that has more links is not looked through to its end.
_MOST_LINKS = 5_000
_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed|x-rss)(?:\+(?:xml|json))?$|text/(?:rss|atom)\b")
# Types under which much else is declared: a feed only if the address says so too.
_ANY_TYPES = frozenset({"", "text/xml", "application/xml", "application/json"})
_FEEDLIKE = re.compile(
    r"(?:^|[/._?&=-])(?:rss2?|atom|rdf|feeds?)(?:(?:\.(?:xml|php|json|aspx?|html?))|[/?&=-]|$)"
    r"|\.(?:rss|atom|rdf)(?:$|[?/])|/(?:feed|index|rss|atom)\.(?:xml|json)(?:$|\?)",
    re.IGNORECASE,
)
# Links that say that they are feeds, where their address does not say otherwise.
_SAYS_FEED = re.compile(r"(?<!\w)(?:rss|atom|feed|рсс)(?!\w)", re.IGNORECASE)
_FEED_HOSTS = ("feeds.", "feed.", "rss.")
_ENDINGS = (".xml", ".php", ".json", ".aspx")
_COMMENTS = re.compile(
    r"/comments?/|comments?[/=_-]|[/=_-]comments?\b|replytocom|\bcomments?\b|kommentar|commentaire|comentario"
    r"|комментари|коментар",
    re.IGNORECASE,
)
# Where software of blogs, newspapers and static sites puts its feed, most usual first.
_AT_ROOT = ("/feed/", "/rss.xml", "/feed.xml", "/rss", "/atom.xml", "/index.xml", "/feed.json")
# Below a page of a section, a topic, a person or a project.
_BELOW = ("/feed/", ".rss", "/rss", ".atom")
# Further down there are articles.
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page names."""

    url: str
    title: str | None
    """What the page calls it."""


def find_feeds(body: bytes, *, url: str, charset: str | None) -> list[FoundFeed]:
    """Return the feeds that the page `url` names, the likeliest first, those of comments last; 20 at most.

    Those that it declares come before those that it only links to. Works for as long as the page is large:
    call it in a process with limits.
    """
    try:
        tree = parse_html(decode(body, header=charset))
    except DocumentFailed:
        return []
    bases = (absolute(node.get("href") or "", url) for node in tree.iter("base"))
    base = next(filter(None, bases), url)
    found: list[FoundFeed] = []
    for feed in (*_declared(tree, base), *_linked(tree, base)):
        if not any(same_page(feed.url, other.url) for other in found):
            found.append(feed)
        if len(found) == 2 * _MOST:
            break
    return sorted(found, key=_is_of_comments)[:_MOST]


def guesses(url: str) -> list[str]:
    """Return where the feed of a page may be that names none, likeliest first: a few addresses to try."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or is_of_telegram(url):
        return []
    root = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    path = parts.path.rstrip("/")
    below = _BELOW if path and path.count("/") <= _DEEPEST else ()
    tried = [f"{root}{path}{ending}" for ending in below] + [f"{root}{place}" for place in _AT_ROOT]
    return [guess for guess in dict.fromkeys(tried) if guess.rstrip("/") != f"{root}{path}"]


def _declared(tree: etree._Element, base: str) -> Iterator[FoundFeed]:
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = (link.get("href") or "").strip()
        told = _TYPES.match(kind) or "feed" in relations
        if not {"alternate", "feed"}.intersection(relations) or "stylesheet" in relations:
            continue
        if told or (kind in _ANY_TYPES and kind and _FEEDLIKE.search(address)):
            yield from _found(address, base, link.get("title"))


def _linked(tree: etree._Element, base: str) -> Iterator[FoundFeed]:
    for _, link in zip(range(_MOST_LINKS), tree.iter("a"), strict=False):
        address = (link.get("href") or "").strip()
        words = " ".join("".join(link.itertext()).split())
        by_words = _SAYS_FEED.search(words) and address.lower().endswith(_ENDINGS)
        if address and (by_words or _FEEDLIKE.search(address) or address.lower().startswith("feed:")):
            for feed in _found(address, base, link.get("title") or words):
                # Elsewhere there are readers that offer to follow it, and feeds of others.
                if same_site(feed.url, base) or urlsplit(feed.url).netloc.startswith(_FEED_HOSTS):
                    yield feed


def _found(address: str, base: str, title: str | None) -> Iterator[FoundFeed]:
    found = absolute(of_web(address), base) if address else None
    if found and len(found) <= LONGEST_URL:
        yield FoundFeed(without_userinfo(found), headline(Written(title or "")))


def _is_of_comments(feed: FoundFeed) -> bool:
    return bool(_COMMENTS.search(urlsplit(feed.url).path) or _COMMENTS.search(feed.title or ""))
