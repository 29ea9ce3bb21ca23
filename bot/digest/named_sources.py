"""Sources as people call them: by number, address or title."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.articles.feed import Feed
from bot.articles.urls import host_of

# More digits no list of sources has.
_MOST_DIGITS = 5
_CHANNELS = ("t.me/s/", "t.me/", "telegram.me/")


class SourceNames:
    """The names of some sources, in the order of their numbers from 1 on."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        self._feeds = feeds
        self._titles = [_title(feed.title) for feed in feeds]
        self._by_address: defaultdict[str, list[Feed]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Feed]] = defaultdict(list)
        self._by_host: defaultdict[str, list[Feed]] = defaultdict(list)
        for feed, title in zip(feeds, self._titles, strict=True):
            urls = {feed.url, feed.site_url or feed.url}
            bare = {_address(url) for url in urls}
            for address in bare | {host_of(url) for url in urls if "/" not in _address(url)}:
                self._by_address[address].append(feed)
            for host in {host_of(url) for url in urls}:
                self._by_host[host].append(feed)
            self._by_title[title].append(feed)

    def exactly(self, name: str) -> list[Feed]:
        """Return the sources with a number, an address or a title; several where these are shared."""
        number = int(name) if name.isdecimal() and len(name) <= _MOST_DIGITS else 0
        if 1 <= number <= len(self._feeds):
            return [self._feeds[number - 1]]
        called = name.strip()
        return self._first(
            (self._by_address, _address(called)),
            (self._by_title, _title(name)),
            (self._by_host, called.casefold()),
        )

    def at(self, address: str) -> list[Feed]:
        """Return the sources at an address; that of a site is the address of all its feeds."""
        return self._first((self._by_address, _address(address)), (self._by_host, address.casefold()))

    def partly(self, name: str) -> list[Feed]:
        """Return the sources with a title of which this is a part."""
        wanted = _title(name)
        every = zip(self._feeds, self._titles, strict=True)
        return [feed for feed, title in every if wanted and wanted in title]

    def by_words(self, name: str) -> list[Feed]:
        """Return the sources with a title in which these are whole words in a row."""
        wanted = _title(name)
        return [
            feed
            for feed, title in zip(self._feeds, self._titles, strict=True)
            if wanted and wanted in title and f" {wanted} " in f" {title} "
        ]

    def _first(self, *known: tuple[Mapping[str, list[Feed]], str]) -> list[Feed]:
        """Return what the first of some tables knows by a name."""
        return next((found for table, name in known if name and (found := table.get(name))), [])


def is_address(name: str) -> bool:
    """Whether a word can be nothing but the address of a source: a channel, or a link."""
    return (name.startswith("@") and len(name) > 1) or "://" in name


def _title(title: str | None) -> str:
    return " ".join((title or "").casefold().split())


def _address(url: str) -> str:
    """Return an address as people write it: without scheme and "www."; a channel as "@name"."""
    bare = url.casefold().partition("://")[2] or url.casefold()
    bare = bare.removeprefix("www.").rstrip("/")
    for host in _CHANNELS:
        if bare.startswith(host):
            return f"@{bare.removeprefix(host).partition('/')[0]}"
    return bare.removeprefix("folder:")
