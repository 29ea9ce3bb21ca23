"""Lists of feeds as readers export them: OPML 1 and 2."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from bot.articles.feed import FOLDER_URL
from bot.articles.lists import Fault, Unusable
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
# A longer title is a text.
_MOST_TITLE = 2_000
# Some readers escape twice; what is escaped more often is no title.
_MOST_ESCAPES = 5
# Of an address that cannot be one so much is repeated where the list has no name for it.
_MOST_ADDRESS = 100


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of the list."""

    url: str
    title: str | None
    folders: tuple[str, ...] = ()
    """Those that it is in, the outermost first."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file, from 1."""


@dataclass(frozen=True, slots=True)
class OpmlReading:
    """What an OPML file lists."""

    outlines: tuple[Outline, ...]
    """In its order, each feed once."""
    unusable: tuple[Unusable, ...] = ()
    fault: Fault | None = None
    """The first, where something may be missing from what was read."""


def read_opml(body: bytes) -> OpmlReading:
    """Read an OPML file; of a damaged one as much as can be made out.

    Raises `FeedFailed`: opml_broken with the `line` of the first fault, or opml_broken_at with its `column`,
    too; opml_empty.
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
    clean = mended(text, start)
    root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    lines_before = text.count("\n", 0, start.start())
    fault = _fault(parser, clean, text, lines_before)
    found, unusable = _outlines(root, lines_before) if root is not None else ((), ())
    if found:
        return OpmlReading(found, unusable, fault)
    if fault is None and root is not None:
        raise FeedFailed("opml_empty")
    if fault is None or fault.column is None:
        raise FeedFailed("opml_broken", line=fault.line if fault else lines_before + 1)
    raise FeedFailed("opml_broken_at", line=fault.line, column=fault.column)


def _fault(parser: etree.XMLParser, clean: str, text: str, lines_before: int) -> Fault | None:
    """Return where the mended text is at fault; the column where its line is the one of the file."""
    # Others than fatal ones, such as a prefix that stands for nothing, lose nothing.
    fatal = [error for error in parser.error_log if error.level >= etree.ErrorLevels.FATAL]
    if not fatal:
        return None
    error = fatal[0]
    mine, theirs = clean.split("\n"), text.split("\n")
    line = lines_before + error.line
    is_same = error.line <= len(mine) and line <= len(theirs) and mine[error.line - 1] == theirs[line - 1]
    return Fault(line, error.column if is_same and error.column > 0 else None)


def _outlines(root: etree._Element, lines_before: int) -> tuple[tuple[Outline, ...], tuple[Unusable, ...]]:
    found: dict[str, Outline] = {}
    unusable: list[Unusable] = []
    folders: dict[etree._Element, tuple[str, ...]] = {}
    for _, node in zip(range(_MOST_OUTLINES), root.iter(etree.Element), strict=False):
        if local(node) != "outline":
            continue
        told = {str(name).lower(): str(value) for name, value in node.attrib.items()}
        parent = node.getparent()
        folder = folders.get(parent, ()) if parent is not None else ()
        address = next((told[name].strip() for name in _ADDRESSES if told.get(name, "").strip()), "")
        title, url = _title(told), _feed_url(address)
        line = lines_before + (node.sourceline or 1)
        if url:
            # A reader that has no title writes the address in its place.
            found.setdefault(url, Outline(url, None if title in {address, url} else title, folder, line))
        elif address and len(unusable) < _MOST:
            unusable.append(Unusable(title or address[:_MOST_ADDRESS], line))
        folders[node] = folder if address or not title else (*folder, title)
        if len(found) == _MOST:
            break
    return tuple(found.values()), tuple(unusable)


def _title(told: Mapping[str, str]) -> str | None:
    """Return a title as it is read: so that one which was read and written before stays as it is."""
    title: str | None = (told.get("title", "").strip() or told.get("text", ""))[:_MOST_TITLE]
    for _ in range(_MOST_ESCAPES):
        if title == (read := headline(Written(title or ""))):
            return title
        title = read
    return None


def _feed_url(address: str) -> str | None:
    if address == FOLDER_URL:
        return address
    found = absolute(of_web(address), "") if address else None
    return without_userinfo(found) if found else None
