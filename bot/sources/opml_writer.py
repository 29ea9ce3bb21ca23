"""Lists of sources written as OPML 2.0, which other readers import, and `read_opml` reads as it was."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from bot.articles.feed import FeedKind
from bot.articles.lists import Listed

# What XML 1.0 cannot hold, however it is written.
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_opml(sources: Sequence[Listed], title: str, now: int) -> bytes:
    """Return sources as an OPML file in their order, those in folders within outlines of these names.

    A folder comes again where sources of others stand between its own: so the order stays what it was.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _valid(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(datetime.fromtimestamp(now, UTC))
    body = etree.SubElement(root, "body")
    way: list[tuple[str, etree._Element]] = []
    for source in sources:
        shared = 0
        while shared < min(len(way), len(source.folders)) and way[shared][0] == source.folders[shared]:
            shared += 1
        del way[shared:]
        for name in source.folders[shared:]:
            parent = way[-1][1] if way else body
            way.append((name, etree.SubElement(parent, "outline", _named(name))))
        etree.SubElement(way[-1][1] if way else body, "outline", _attributes(source))
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return text


def _attributes(source: Listed) -> dict[str, str]:
    site = source.site_url
    if source.kind is FeedKind.CHANNEL:
        site = source.url.replace("/s/", "/", 1)
    told = {"type": "rss"} | _named(source.title or source.url) | {"xmlUrl": _valid(source.url)}
    return told | ({"htmlUrl": _valid(site)} if site else {})


def _named(name: str) -> dict[str, str]:
    return {"text": _valid(name), "title": _valid(name)}


def _valid(text: str) -> str:
    return _INVALID.sub("\ufffd", text)
