"""Feeds that are no XML, read by feedparser, which takes broken markup as it comes; no other file knows it.

It takes some 1 ms for an entry, ten times what well-formed feeds take, and half as much memory again as
there is text: so it gets no more than holds what is shown. What it does beyond parsing is switched off: HTML
is made plain here, and it would fetch whatever a text names that is not handed over as a file.
"""

import re
from io import BytesIO
from itertools import islice
from typing import Any

from bot.sources.feeds.dates import read_moment
from bot.sources.feeds.links import entry_link
from bot.sources.feeds.model import MOST_ENTRIES, Markup, RawEntry, RawFeed, Written, newest_first
from bot.sources.feeds.tree import person

_LARGEST = 2_000_000
_BEGINS = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
# What it raises where an element ends that never began.
_CONFUSED = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
_DATES = ("published", "created", "updated")


def read_loose(text: str, url: str) -> RawFeed | None:
    """Read what can be made out of a broken feed; None where that is nothing."""
    import feedparser  # noqa: PLC0415  # takes 60 ms to load, and hardly a feed needs it

    text = _cut(text)
    try:
        found = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _CONFUSED:
        return None
    entries: list[dict[str, Any]] = found["entries"]
    if not entries and not found["feed"].get("title"):
        return None
    order = newest_first([_moment(entry) for entry in entries])
    feed = found["feed"]
    return RawFeed(
        title=_written(feed, "title"),
        site_url=entry_link(feed.get("link"), url),
        language=feed.get("language"),
        entries=[_entry(entries[index], url) for index in order],
    )


def _cut(text: str) -> str:
    """Return as much of a text as holds the entries that are kept, and no more than is read in a second."""
    beyond = next(islice(_BEGINS.finditer(text), MOST_ENTRIES, None), None)
    return text[: min(_LARGEST, beyond.start() if beyond else _LARGEST)]


def _entry(entry: dict[str, Any], url: str) -> RawEntry:
    bodies = [
        Written(body.get("value") or "", _markup(body.get("type"))) for body in entry.get("content", ())
    ]
    bodies += [found for name in ("summary", "media_description") if (found := _written(entry, name))]
    files = [file.get("href") for file in entry.get("enclosures", ())]
    links = (entry.get("feedburner_origlink"), entry.get("link"), *files[:3])
    return RawEntry(
        guid=" ".join((entry.get("id") or "").split()) or None,
        url=next(filter(None, (entry_link(link, url) for link in links)), None),
        title=_written(entry, "title"),
        bodies=tuple(bodies),
        author=_author(entry),
        published=_moment(entry),
    )


def _author(entry: dict[str, Any]) -> str | None:
    told = entry.get("author_detail") or {}
    source = entry.get("source") or {}
    for name in (told.get("name"), entry.get("author"), source.get("title")):
        for found in person(name):
            return found
    return None


def _written(entry: dict[str, Any], name: str) -> Written | None:
    text = entry.get(name)
    if not isinstance(text, str) or not text.strip():
        return None
    return Written(text, _markup((entry.get(f"{name}_detail") or {}).get("type")))


def _markup(kind: str | None) -> Markup:
    return Markup.HTML if kind and "html" in kind else Markup.UNTOLD


def _moment(entry: dict[str, Any]) -> int | None:
    for name in _DATES:
        # Of `dict` itself: feedparser's own would give one date for another, with a warning.
        moment = read_moment(dict.get(entry, name))
        if moment is not None:
            return moment
    return None
