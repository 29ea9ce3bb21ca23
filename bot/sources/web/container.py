"""Where in a page its text stands: the smallest element that holds nearly all of its prose."""

import re

from lxml import etree
from lxml.html import HtmlElement

from bot.sources.web.elements import words_of
from bot.sources.web.prose import key, words_in

# Elements that hold a paragraph, a point or a line of speech.
_PROSE = ("p", "li", "blockquote", "pre", "div", "h2", "h3")
# Labels and buttons have fewer words.
_SHORTEST_PROSE = 8
# An `article` of fewer words is the head of one, or the first post of many.
_SHORTEST_ARTICLE = 60
# The text without a caption or a standfirst that stands apart is nearly all of it; where that is the whole
# page, a column beside the text had prose of its own, and less will do.
_SHARES = (0.9, 0.7)
_MAIN = ("article", "main", "section", "div", "td", "form")
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|dek|deck|sub-?title\w*|sub-?head(?:line|ing)?|lead|lede|summary|intro\w*|excerpt|teaser-text"
    r"|chapo|desc|strapline|abstract|a_st|bajada|entradilla|occhiello|sommario|vorspann)(?=$|[\s_-])"
)
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"'”’»)」』]*$")
_BYLINE = re.compile(r"[|·•@]|\d{4}|\d:\d\d")
# Between heading and text stand at most a standfirst and the points of a summary.
_MOST_STANDFIRST = 8
_LONGEST_STANDFIRST = 120


def main_part(tree: HtmlElement, heading: HtmlElement | None) -> HtmlElement | None:
    """Return the smallest element that holds nearly all prose of the page, None where that is the page.

    Where the page's heading stands in an `article` with a text, only that counts: further articles follow it
    on pages that scroll on from one to the next.
    """
    own = next(heading.iterancestors("article"), None) if heading is not None else None
    if own is not None and own.getroottree().getroot() is tree and words_of(own) >= _SHORTEST_ARTICLE:
        inner = _main_of(own)
        return own if inner is None else inner
    return _main_of(tree)


def _main_of(tree: HtmlElement) -> HtmlElement | None:
    weights: dict[HtmlElement, int] = {}
    for element in tree.iter(*_PROSE):
        words = _own_words(element)
        if words >= _SHORTEST_PROSE:
            weights[element] = words
    total = sum(weights.values())
    if not total:
        return None
    held: dict[HtmlElement, int] = {}
    for element, words in weights.items():
        for around in (element, *element.iterancestors()):
            held[around] = held.get(around, 0) + words
    for share in _SHARES:
        found = [
            element for element, words in held.items() if words >= share * total and element.tag in _MAIN
        ]
        # Of elements that hold as much the innermost is the last in the order of the page.
        if found:
            return min(found, key=lambda element: (held[element], -sum(1 for _ in element.iterancestors())))
    return None


def _own_words(element: HtmlElement) -> int:
    """Count the words of an element that are in no block inside it and in no link."""
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or child.tag not in _INNER:
            parts += ["".join(child.itertext()) if child.tag != "a" else "", child.tail or ""]
        else:
            parts.append(child.tail or "")
    return words_in(" ".join(parts))


_INNER = frozenset(
    {
        *_PROSE,
        *_MAIN,
        "ul",
        "ol",
        "table",
        "header",
        "footer",
        "nav",
        "aside",
        "figure",
        "h1",
        "h4",
        "h5",
        "h6",
        "dl",
    }
)


def standfirst(tree: HtmlElement, heading: HtmlElement | None, found: list[str]) -> list[str]:
    """Return the lines between the heading and the first line found that belong to the text."""
    if heading is None or not found or heading.getroottree().getroot() is not tree:
        return []
    first, known = key(found[0]), {key(line) for line in found}
    lines: list[str] = []
    for element in _following(heading):
        if element.tag not in ("p", "h2", "h3", "li", "div") or any(child.tag in _INNER for child in element):
            continue
        line = " ".join("".join(element.itertext()).split())
        named = key(line)
        if not named:
            continue
        if named == first or named in known or len(lines) >= _MOST_STANDFIRST:
            return lines
        if _belongs(element, line):
            lines.append(line)
        elif words_in(line) > _LONGEST_STANDFIRST:
            return []
    # The text found stands elsewhere: what was passed on the way is another part of the page.
    return []


def _belongs(element: HtmlElement, line: str) -> bool:
    if words_of(element) > _LONGEST_STANDFIRST or element.find(".//a") is not None:
        return False
    names = " ".join(
        around.get("class") or "" for around in [element, *list(element.iterancestors())[:2]]
    ).lower()
    sentence = bool(_SENTENCE.search(line)) and words_in(line) >= _SHORTEST_PROSE
    byline = bool(_BYLINE.search(line))
    # A standfirst may name a year as bylines do: a sentence in an element so called is one.
    if _STANDFIRST.search(names):
        return sentence or not byline
    return sentence and not byline


def _following(element: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    current: HtmlElement | None = element
    while current is not None and current.tag != "body":
        for sibling in current.itersiblings(etree.Element):
            found.extend(sibling.iter(etree.Element))
        current = current.getparent()
    return found
