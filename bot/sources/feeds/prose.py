"""The texts of feeds made plain: paragraphs without markup, headlines on one line."""

import html
import re
from collections.abc import Iterable

from lxml import etree

from bot.errors import DocumentFailed
from bot.sources.documents.hypertext import page_paragraphs, parse_html
from bot.sources.documents.markup import all_text
from bot.sources.documents.model import MAX_TEXT, tidy
from bot.sources.feeds.model import Markup, Written

# A longer headline is a paragraph; it is cut, since it is all there may be to show.
_LONGEST_TITLE = 300
_TAGS = """
    a abbr article aside b big blockquote body br center cite code dd del div dl dt em figcaption figure font
    footer h1 h2 h3 h4 h5 h6 header hr html i iframe img ins li mark ol p picture pre q s script section
    small source span strike strong style sub sup svg table tbody td th time tr tt u ul var video wbr
"""
# Tags by name, so that "a < b > c" stays.
_TAG = re.compile(rf"</?(?:{'|'.join(_TAGS.split())})(?:\s[^<>]*|/)?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,32});")
_LINE_END = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n\s*\n")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# What Windows-1252 has where Unicode has controls: feeds write "&#146;" for an apostrophe.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}


def headline(written: Written | None) -> str | None:
    """Return a title as it is read, None where there is none."""
    if written is None:
        return None
    text = written.text
    if written.markup is not Markup.NONE:
        text = _TAG.sub("", text)
    # What is escaped twice is a fault of the feed, whatever it says of itself.
    text = without_controls(tidy(html.unescape(text).translate(_WINDOWS)))
    if len(text) > _LONGEST_TITLE:
        text = f"{text[:_LONGEST_TITLE].rpartition(' ')[0] or text[:_LONGEST_TITLE]}…"
    return text if any(character.isalnum() for character in text) else None


def without_controls(text: str) -> str:
    """Return a text without the characters that nobody sees and that databases refuse."""
    return _CONTROLS.sub("", text)


def plain(written: Written) -> str:
    """Return a text as it is read: paragraphs parted by blank lines, lines as they were broken on purpose."""
    text = _CONTROLS.sub("", written.text.translate(_WINDOWS))
    # What begins with a tag is HTML, whatever the feed says of it.
    if written.markup is Markup.NONE and not _TAG.match(text.lstrip()):
        return _joined(_BLANK_LINES.split(_LINE_END.sub("\n", text)))
    if not _TAG.search(text):
        return _joined(_BLANK_LINES.split(_LINE_END.sub("\n", html.unescape(text))))
    try:
        return plain_element(parse_html(text))
    except DocumentFailed:
        return ""


def plain_element(element: etree._Element) -> str:
    """Return the text of an element of HTML or XHTML."""
    found = page_paragraphs(element, lambda _node, _name: False)
    # An element without blocks of its own, cut by the reader's rules to nothing, such as a table of names.
    return _joined(found or [all_text(element)])


def longest(bodies: Iterable[Written]) -> str:
    """Return the text that says most; of equal ones the first."""
    texts = [plain(body) for body in dict.fromkeys(bodies)]
    return max(texts, key=len, default="")


def _joined(paragraphs: Iterable[str]) -> str:
    lines = ([tidy(line) for line in paragraph.split("\n")] for paragraph in paragraphs)
    kept = ("\n".join(filter(None, paragraph)) for paragraph in lines)
    return "\n\n".join(filter(None, kept))[:MAX_TEXT]
