"""What the head of a page declares, and the lines that stand between its heading and its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

# What stands above a text: kicker, author, date, reading time, a caption, two or three buttons.
_MOST_LINES = 14
_WIDE = re.compile(r"(?:[\u3000\xa0]\s*)+")
_SPACES = re.compile(r"(?! {2}\S)\s+")
# A longer line is a paragraph of the text, and nothing above the text comes after it.
_PROSE = 220
_HEADINGS = ("h1", "h2", "h3")
# Nobody looks for the heading of a page below so many others.
_MOST_HEADINGS = 12
_NOT_ABOVE = frozenset(
    {"nav", "script", "style", "form", "footer", "aside", "button", "noscript", "ul", "ol", "figure"}
)


@dataclass(slots=True)
class Declared:
    """The `meta` and `link` elements of a page, its headings and its language."""

    metas: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    headings: list[HtmlElement] = field(default_factory=list)

    def first(self, *names: str) -> str | None:
        """Return the first of these metas that the page has."""
        return next((self.metas[name] for name in names if name in self.metas), None)


def read_declared(tree: HtmlElement) -> Declared:
    """Read the declarations of a page; of several under one name the first counts."""
    declared = Declared(language=tree.get("lang") or tree.get("xml:lang") or "")
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if name and content:
                declared.metas.setdefault(name.strip().lower(), content)
    for link in tree.iter("link"):
        for relation in (link.get("rel") or "").lower().split():
            if link.get("href"):
                declared.links.setdefault(relation, (link.get("href") or "").strip())
    # A picture in SVG has a title too.
    title = next(
        (found for found in tree.iter("title") if next(found.iterancestors("svg"), None) is None), None
    )
    declared.title = text_of(title) if title is not None else ""
    declared.headings = [found for name in _HEADINGS for found in tree.iter(name)][:_MOST_HEADINGS]
    return declared


def text_of(element: etree._Element) -> str:
    """Return what is read in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def lines_above(tree: HtmlElement, heading: HtmlElement | None) -> Iterator[str]:
    """Yield the short lines between the heading, or else the top, and the first paragraph of the text."""
    following: Iterator[etree._Element]
    if heading is not None:
        following = _after(heading)
    else:
        body = tree.find("body")
        following = iter(body.iterdescendants(etree.Element)) if body is not None else iter(())
    lines = 0
    for element in following:
        if element.tag in _NOT_ABOVE or next(element.iterancestors(*_NOT_ABOVE), None) is not None:
            continue
        block = _own_line(element)
        if len(block) > _PROSE or lines >= _MOST_LINES:
            return
        if block:
            lines += 1
            yield block


def _after(element: HtmlElement) -> Iterator[etree._Element]:
    """Yield the elements that follow an element in the order of the page."""
    current: etree._Element | None = element
    while current is not None:
        for sibling in current.itersiblings(etree.Element):
            yield sibling
            yield from sibling.iterdescendants(etree.Element)
        current = current.getparent()


def _own_line(element: etree._Element) -> str:
    """Return the line of an element that holds text and no further blocks."""
    if len(element) == 0:
        return _spaced(element.text) if element.text else ""
    if next(element.iterdescendants(*_BLOCKS), None) is not None:
        return _spaced(element.text) if element.text else ""
    return _spaced("".join(element.itertext()))


def _spaced(text: str) -> str:
    """Return a line in which two spaces part what wide spaces part on the page."""
    return _SPACES.sub(" ", _WIDE.sub("  ", text)).strip()


_BLOCKS = frozenset(
    {
        "div",
        "p",
        "section",
        "article",
        "header",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "table",
        "figure",
        "blockquote",
        "br",
    }
)
