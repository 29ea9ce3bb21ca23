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
        self._urgent = _Line()
        self._waiting = _Line()
        self._running: dict[int, str] = {}
        self._hosts: Counter[str] = Counter()

    def add(self, feeds: Iterable[Feed], *, urgent: bool = False) -> None:
        """Let feeds wait; urgent ones go before all that are not, and what is being read is left out."""
        for feed in feeds:
            if feed.id in self._running or feed.id in self._urgent:
                continue
            if urgent:
                self._waiting.remove(feed.id)
                self._urgent.add(feed)
            else:
                self._waiting.add(feed)

    def take(self) -> Feed | None:
        """Return the feed to be read now, which counts as being read from here on; None if none may be."""
        if len(self._running) >= AT_ONCE:
            return None
        busy = {host for host, count in self._hosts.items() if count >= _PER_HOST}
        for line in (self._urgent, self._waiting):
            if feed := line.take(busy):
                self.start(feed)
                return feed
        return None

    def start(self, feed: Feed) -> None:
        """Count a feed as being read."""
        self._running[feed.id] = host = queue_of(feed)
        self._hosts[host] += 1

    def end(self, feed: Feed) -> None:
        """Count a feed as read."""
        host = self._running.pop(feed.id)
        self._hosts[host] -= 1
        if not self._hosts[host]:
            del self._hosts[host]

    def drop(self) -> None:
        """Forget all that wait."""
        self._urgent, self._waiting = _Line(), _Line()


class _Line:
    """Feeds by host, the hosts in turn: who has thousands holds up nobody, and costs nobody a search."""

    def __init__(self) -> None:
        self._hosts: dict[str, dict[int, Feed]] = {}
        self._host_of: dict[int, str] = {}

    def __contains__(self, feed_id: int) -> bool:
        return feed_id in self._host_of

    def add(self, feed: Feed) -> None:
        if feed.id not in self._host_of:
            self._host_of[feed.id] = host = queue_of(feed)
            self._hosts.setdefault(host, {})[feed.id] = feed

    def remove(self, feed_id: int) -> None:
        if host := self._host_of.pop(feed_id, None):
            del self._hosts[host][feed_id]
            if not self._hosts[host]:
                del self._hosts[host]

    def take(self, busy: set[str]) -> Feed | None:
        """Remove and return the first of the first host that is not busy; few are, so few are passed over."""
        host = next((host for host in self._hosts if host not in busy), None)
        if host is None:
            return None
        feed = next(iter(self._hosts[host].values()))
        self.remove(feed.id)
        if rest := self._hosts.pop(host, None):
            self._hosts[host] = rest  # behind the others
        return feed


def queue_of(feed: Feed) -> str:
    """Return the host that a feed is asked from; the folder is a host of its own."""
    return feed.url if feed.kind is FeedKind.FOLDER else host_of(feed.url)
