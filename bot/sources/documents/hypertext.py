"""The paragraphs of an HTML page that is a chapter or a letter: all of its text, in order.

Articles on web pages are another matter: there the text has to be found among everything else.
"""

import re
from collections.abc import Callable, Iterable

from lxml import etree

from bot.errors import DocumentFailed
from bot.sources.documents.markup import entity_text, local, parse_xml
from bot.sources.documents.model import is_prose

Skip = Callable[[etree._Element, str], bool]
"""Tells whether an element, given with its local name, is left out with all in it."""

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"  # noqa: SIM905  # a table
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table"
    " tbody td tfoot th thead title tr ul".split()
)
_NEVER_TEXT = frozenset(
    "applet audio button canvas datalist embed head iframe img input link map math meta noscript object"  # noqa: SIM905  # a table
    " option rp rt script select style svg template textarea title video".split()
)
_CELLS = frozenset({"td", "th"})
# "12", "[3]", "*", "†": what a footnote is called in the text.
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])[\])]?\s*")
_GAP = re.compile(r"\n[^\S\n]*\n")
_BREAKS = str.maketrans("\r\n\t", "   ")
# Both parsers refuse or flatten what is nested deeper; said here because the walk below calls itself.
_DEEPEST = 300


def parse_page(data: bytes, decode: Callable[[bytes], str]) -> etree._Element:
    """Parse a page that calls itself XHTML, else read it, decoded, as HTML.

    XHTML first: in HTML `<title/>` begins a title that never ends.
    """
    try:
        return parse_xml(data)
    except DocumentFailed:
        return parse_html(decode(data))


def parse_html(page: str) -> etree._Element:
    """Parse HTML of any kind. Raises `DocumentFailed` where there is not one element."""
    # Whatever the page says of its charset, it is UTF-8 now.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: etree._Element | None = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentFailed("document_broken") from error
    if root is None:
        raise DocumentFailed("document_broken")
    return root


def page_paragraphs(root: etree._Element, skip: Skip) -> list[str]:
    """Return the paragraphs under an element, without scripts, pictures, footnote marks and tables."""
    reader = _Reader(skip)
    reader.walk(root, 0)
    reader.flush()
    return reader.paragraphs


def is_mark(node: etree._Element, name: str) -> bool:
    """Tell whether the element is the number of a footnote: raised, and a link."""
    if name == "sup":
        links = any(local(child) == "a" for child in node.iter()) or local(_parent(node)) == "a"
    elif name == "a":
        links = any(local(child) == "sup" for child in node.iter())
    else:
        return False
    return links and bool(_MARK.fullmatch("".join(node.itertext())))


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    return node if parent is None else parent


class _Reader:
    """Gathers the text of a tree; a block ends a paragraph, and so does an empty line of `<br>`."""

    def __init__(self, skip: Skip) -> None:
        self.paragraphs: list[str] = []
        self._skip = skip
        self._pieces: list[str] = []
        self._cells = 0

    def walk(self, node: etree._Element, depth: int) -> None:
        name = local(node)
        if not name:
            self._pieces.append(entity_text(node))
            return
        if name in _NEVER_TEXT and depth:
            return
        if name == "br":
            self._pieces.append("\n")
            return
        block = name in _BLOCKS
        if block:
            self.flush()
        if not is_mark(node, name) and not self._skip(node, name) and depth < _DEEPEST:
            self._inside(node, name, depth)
        if block:
            self.flush()

    def _inside(self, node: etree._Element, name: str, depth: int) -> None:
        self._cells += name in _CELLS
        self._text(node.text)
        for child in node:
            self.walk(child, depth + 1)
            self._text(child.tail)
        if name in _CELLS:
            self.flush()
            self._cells -= 1

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.translate(_BREAKS))

    def flush(self) -> None:
        """End the paragraph."""
        paragraphs: Iterable[str] = _GAP.split("".join(self._pieces))
        self._pieces.clear()
        for paragraph in paragraphs:
            text = paragraph.strip()
            if text and (not self._cells or is_prose(text)):
                self.paragraphs.append(text)
