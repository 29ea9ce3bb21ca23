"""XML as feeds have it, mended before it is parsed: what can be told for sure to be a slip, and no more."""

import re
from html.entities import html5
from xml.sax.saxutils import escape

_ROOT = re.compile(r"<(?P<name>(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|channel))(?=[\s>/])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PAGE = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)
# Warnings of PHP, comments and blank lines come before it; nothing longer does.
_ROOT_WITHIN = 30_000
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What is literal comes first; where its end is missing, it goes on to the end of the text.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(?P<number>\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});|(?P<name>\w{2,32});)?",
    re.DOTALL,
)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
# Prefixes that feeds use without saying what they stand for.
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "yandex": "http://news.yandex.ru",
}


def root_of(text: str) -> re.Match[str] | None:
    """Return the beginning of the element that a feed is, None where the text is no feed of XML."""
    head = _COMMENT.sub(lambda comment: " " * len(comment[0]), text[:_ROOT_WITHIN])
    root = _ROOT.search(head)
    return None if root is None or _PAGE.search(head, 0, root.start()) else root


def mended(text: str, root: re.Match[str]) -> str:
    """Return the root element alone, and in it no character, entity or prefix that XML does not know.

    What stands before it goes, and with it every entity that the document would declare.
    """
    name = root["name"]
    end = text.rfind(f"</{name}>")
    body = text[root.start() : end + len(name) + 3 if end > 0 else len(text)]
    body = _INVALID.sub("", body)
    if "&" in body:
        body = _AMPERSAND.sub(_reference, body)
    missing = (
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in _PREFIXES.items()
        if f"{prefix}:" in body and f"xmlns:{prefix}" not in body
    )
    return f"<{name}{''.join(missing)}{body[len(name) + 1 :]}"


def _reference(match: re.Match[str]) -> str:
    number, name = match["number"], match["name"]
    if number:
        code = int(number[2:], 16) if number[1] in "xX" else int(number[1:])
        if (
            code in (9, 10, 13)
            or 0x20 <= code < 0xD800
            or 0xE000 <= code < 0xFFFE
            or 0xFFFF < code < 0x110000
        ):
            return match[0]
        return ""
    if name:
        if name in _OF_XML:
            return match[0]
        found = html5.get(f"{name};")
        return escape(found) if found else f"&amp;{name};"
    return "&amp;" if match[0] == "&" else match[0]
