"""What sources are called, and who tells a story."""

from collections.abc import Iterable

from bot.articles.feed import Feed, FeedKind
from bot.articles.links import web_link
from bot.articles.urls import host_of
from bot.digest.story import Card, Told
from bot.render.phrases import phrase
from bot.render.text import shortened, visible

# A longer name would fill the line that it shares with others.
_MOST_NAME = 80

Named = tuple[str, str | None]
"""A name, and where it leads."""


def source_name(feed: Feed) -> str:
    """Return what a feed calls itself, else its host; the folder has neither."""
    name = visible(feed.title or "")
    if not name and feed.kind is FeedKind.FOLDER:
        name = phrase("sources.folder_name")
    name = name or visible(host_of(feed.site_url or feed.url)) or visible(feed.url)
    return shortened(name, _MOST_NAME)


def teller_name(told: Told) -> str:
    """Return who tells: the source, but of a file in the folder the outlet that it is from."""
    outlet = _outlet(told)
    return shortened(outlet, _MOST_NAME) if outlet else source_name(told.feed)


def tellers(card: Card, *, with_feeds: bool) -> list[Named]:
    """Return the names of those who tell a story, each once with its first telling, the one that leads first.

    Without `with_feeds` only outlets are named: then all comes from one source, and its name says nothing.
    """
    return _once(
        (told.feed.id, teller_name(told), told.entry.url)
        for told in card.tellings
        if with_feeds or _outlet(told)
    )


def _once(told: Iterable[tuple[int, str, str | None]]) -> list[Named]:
    links: dict[tuple[int, str], str | None] = {}
    for feed_id, name, url in told:
        links.setdefault((feed_id, name), url)
    return [(name, web_link(url)) for (_, name), url in links.items()]


def _outlet(told: Told) -> str:
    return visible(told.entry.author or "") if told.feed.kind is FeedKind.FOLDER else ""
