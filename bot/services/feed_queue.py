"""Which feed is read next: a few at once, and few of one server."""

from collections import Counter
from collections.abc import Iterable

from bot.articles.feed import Feed, FeedKind
from bot.articles.urls import host_of

# As many as the fetcher asks at once, in all and of one host: more would wait there, against its deadline.
AT_ONCE = 16
_PER_HOST = 2


class FeedQueue:
    """Feeds that wait to be read, each once, in order; those of a busy host let the others pass."""

    def __init__(self) -> None:
        self._urgent: dict[int, Feed] = {}
        self._waiting: dict[int, Feed] = {}
        self._running: dict[int, str] = {}
        self._hosts: Counter[str] = Counter()

    def add(self, feeds: Iterable[Feed], *, urgent: bool = False) -> None:
        """Let feeds wait; urgent ones go before all that are not, and what is being read is left out."""
        for feed in feeds:
            if feed.id in self._running or feed.id in self._urgent:
                continue
            if urgent:
                self._waiting.pop(feed.id, None)
                self._urgent[feed.id] = feed
            else:
                self._waiting.setdefault(feed.id, feed)

    def take(self) -> Feed | None:
        """Return the feed to be read now, which counts as being read from here on; None if none may be."""
        if len(self._running) >= AT_ONCE:
            return None
        for waiting in (self._urgent, self._waiting):
            for feed in waiting.values():
                if self._hosts[_host(feed)] < _PER_HOST:
                    del waiting[feed.id]
                    self.start(feed)
                    return feed
        return None

    def start(self, feed: Feed) -> None:
        """Count a feed as being read."""
        self._running[feed.id] = _host(feed)
        self._hosts[_host(feed)] += 1

    def end(self, feed: Feed) -> None:
        """Count a feed as read."""
        host = self._running.pop(feed.id)
        self._hosts[host] -= 1
        if not self._hosts[host]:
            del self._hosts[host]

    def drop(self) -> None:
        """Forget all that wait."""
        self._urgent.clear()
        self._waiting.clear()


def _host(feed: Feed) -> str:
    return feed.url if feed.kind is FeedKind.FOLDER else host_of(feed.url)
