"""Lists of feeds as readers export them: OPML 1 and 2."""

import re
from dataclasses import dataclass

from lxml import etree

from bot.articles.urls import absolute, without_userinfo
from bot.errors import FeedFailed
from bot.sources.charset import decode
from bot.sources.documents.markup import local
from bot.sources.feeds.links import of_web
from bot.sources.feeds.model import Written
from bot.sources.feeds.prose import headline
from bot.sources.feeds.xml import mended

# Nobody follows more; a file with more is made to be slow.
_MOST = 5_000
_MOST_OUTLINES = 20_000
_ROOT = re.compile(r"<(?P<name>opml)(?=[\s>])", re.IGNORECASE)
# How readers spell the attribute, in small letters.
_ADDRESSES = ("xmlurl", "url", "feedurl")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of the list."""

    url: str
    title: str | None
    folder: str | None
    """The folders that it is in, outermost first, parted by " / "."""


def read_opml(body: bytes) -> list[Outline]:
    """Return the feeds of an OPML file in its order, each once; of a damaged one as many as can be made out.

    Raises `FeedFailed`: opml_broken with the `line` of the first fault, opml_empty.
    """
    text = decode(body)
    start = _ROOT.search(text)
    if start is None:
        raise FeedFailed("opml_broken", line=1)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    root = etree.fromstring(mended(text, start).encode("utf-8", "replace"), parser)
    fault = parser.error_log[0].line + text.count("\n", 0, start.start()) if len(parser.error_log) else 0
    found = _outlines(root) if root is not None else []
    if not found:
        raise FeedFailed("opml_broken", line=fault) if fault or root is None else FeedFailed("opml_empty")
    return found


def _outlines(root: etree._Element) -> list[Outline]:
    found: dict[str, Outline] = {}
    folders: dict[etree._Element, str] = {}
    for _, node in zip(range(_MOST_OUTLINES), root.iter(etree.Element), strict=False):
        if local(node) != "outline":
            continue
        told = {str(name).lower(): value for name, value in node.attrib.items()}
        parent = node.getparent()
        folder = folders.get(parent, "") if parent is not None else ""
        title = headline(Written(told.get("title") or told.get("text") or ""))
        address = next((told[name] for name in _ADDRESSES if told.get(name)), None)
        url = _feed_url(address) if address else None
        if url:
            found.setdefault(url, Outline(url, title, folder or None))
            folders[node] = folder
        else:
            folders[node] = " / ".join(filter(None, (folder, title)))[:300]
        if len(found) == _MOST:
            break
    return list(found.values())


def _feed_url(address: str) -> str | None:
    found = absolute(of_web(address), "")
    return without_userinfo(found) if found else None
