"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

import json
from typing import Any

from bot.sources.feeds.dates import read_moment
from bot.sources.feeds.links import entry_link
from bot.sources.feeds.model import Markup, RawEntry, RawFeed, Written, newest_first

_VERSION = "jsonfeed.org/version/"


def is_json_feed(head: str) -> bool:
    """Tell whether a text begins as a JSON Feed does."""
    head = head.lstrip().replace("\\/", "/")
    return head.startswith("{") and _VERSION in head


def read_json_feed(text: str, url: str) -> RawFeed | None:
    """Read a JSON Feed; None for other or broken JSON."""
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(items := found.get("items"), list):
        return None
    if _VERSION not in _text(found, "version"):
        return None
    items = [item for item in items if isinstance(item, dict)]
    order = newest_first([_moment(item) for item in items])
    return RawFeed(
        title=_written(found, "title", Markup.UNTOLD),
        site_url=entry_link(_text(found, "home_page_url"), url),
        language=_text(found, "language") or None,
        entries=[_entry(items[index], url) for index in order],
    )


def _entry(item: dict[str, Any], url: str) -> RawEntry:
    number = item.get("id")
    guid = str(number) if isinstance(number, int | float) else _text(item, "id").strip()
    bodies = (
        _written(item, "content_html", Markup.HTML),
        _written(item, "content_text", Markup.NONE),
        _written(item, "summary", Markup.UNTOLD),
    )
    links = (
        *(_text(item, "url"), _text(item, "external_url"), guid if guid.startswith("http") else ""),
        *(_text(attachment, "url") for attachment in _attachments(item)),  # a podcast may have no pages
    )
    return RawEntry(
        guid=guid or None,
        url=next((found for link in links if (found := entry_link(link, url))), None),
        title=_written(item, "title", Markup.UNTOLD),
        bodies=tuple(body for body in bodies if body),
        author=_author(item),
        published=_moment(item),
    )


def _attachments(item: dict[str, Any]) -> list[dict[str, Any]]:
    told = item.get("attachments")
    return [one for one in told[:3] if isinstance(one, dict)] if isinstance(told, list) else []


def _author(item: dict[str, Any]) -> str | None:
    told = item.get("authors")
    authors = told if isinstance(told, list) else [item.get("author")]
    names = [_text(author, "name") for author in authors[:3] if isinstance(author, dict)]
    return ", ".join(filter(None, (" ".join(name.split()) for name in names))) or None


def _moment(item: dict[str, Any]) -> int | None:
    found = read_moment(_text(item, "date_published"))
    return found if found is not None else read_moment(_text(item, "date_modified"))


def _written(item: dict[str, Any], name: str, markup: Markup) -> Written | None:
    text = _text(item, name)
    return Written(text, markup) if text.strip() else None


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
