"""Feeds of well-formed XML: RSS 0.9 to 2.0, Atom 0.3 and 1.0, RDF. The quick way, which nearly all go."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from bot.sources.feeds.dates import read_moment
from bot.sources.feeds.links import entry_link
from bot.sources.feeds.model import Markup, RawEntry, RawFeed, Written, newest_first
from bot.sources.feeds.prose import plain_element

# What names an element is known by whose namespace is none of these: none at all.
_PREFIXES = (
    (re.compile(r"purl\.org/dc/(?:elements|terms)", re.IGNORECASE), "dc:"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content", re.IGNORECASE), "content:"),
    (re.compile(r"search\.yahoo\.com/mrss", re.IGNORECASE), "media:"),
    (re.compile(r"itunes\.com/dtds/podcast", re.IGNORECASE), "itunes:"),
    (re.compile(r"rssnamespace\.org/feedburner", re.IGNORECASE), "feedburner:"),
    (re.compile(r"news\.yandex\.ru|turbo\.yandex\.ru", re.IGNORECASE), "yandex:"),
    (re.compile(r"1999/02/22-rdf-syntax-ns", re.IGNORECASE), "rdf:"),
    (re.compile(r"1999/xhtml", re.IGNORECASE), "xhtml:"),
    # RSS 0.9 to 2.0 under the names it was given over the years, and Atom.
    (re.compile(r"/rss|purl\.org/(?:rss|atom|pie)|netscape\.com/rdf|2005/atom", re.IGNORECASE), ""),
)
# In the order in which they are believed.
_DATES = ("published", "pubdate", "issued", "dc:date", "dc:issued", "dc:created", "created", "date")
_CHANGED = ("updated", "modified", "dc:modified")
_TEXTS = frozenset(
    {
        *("content:encoded", "content", "description", "summary", "xhtml:body", "body", "fulltext"),
        *("yandex:full-text", "media:description", "itunes:summary", "dc:description", "content:items"),
    }
)
# How much is looked at of a feed that never drops anything; the rest is older.
_MOST_SEEN = 20_000
_READABLE = re.compile(r"text|plain|html|escaped")
_MAIL = re.compile(r"\S+@\S+\s*(?:\((?P<name>[^()]+)\))?")
_MOST_AUTHORS = 3


class NotWellFormed(Exception):
    """The text is no XML."""


class TooDeep(Exception):
    """The text is nested deeper than any feed."""


def read_tree(text: str, url: str) -> RawFeed:
    """Read a feed of XML without declaration; raises `NotWellFormed` and `TooDeep`."""
    root = _parsed(text, url)
    channel = next(root.iter("{*}channel"), root)
    entries = [
        element
        for _, element in zip(range(_MOST_SEEN), root.iter("{*}item", "{*}entry"), strict=False)
        if not _name(element.tag).partition(":")[2]
    ]
    order = newest_first([_moment(_children(entry)) for entry in entries])
    parts = _children(channel)
    return RawFeed(
        title=_written(parts.get("title")),
        site_url=_link(parts, channel, url),
        language=_language(parts, root),
        entries=[_entry(entries[index], url) for index in order],
    )


def _parsed(text: str, url: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser, base_url=url)
    except etree.XMLSyntaxError as error:
        if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
            raise TooDeep from error
        raise NotWellFormed from error
    except ValueError as error:
        raise NotWellFormed from error


def _children(element: etree._Element) -> dict[str, list[etree._Element]]:
    """Return the children by their short names; those in a `media:group` count as its neighbours."""
    found: dict[str, list[etree._Element]] = {}
    for child in element:
        name = _name(child.tag)
        if name == "media:group":
            for inner in child:
                found.setdefault(_name(inner.tag), []).append(inner)
        else:
            found.setdefault(name, []).append(child)
    return found


@lru_cache(maxsize=512)
def _name(tag: object) -> str:
    """Return "dc:date", or "pubdate" for what is RSS and Atom themselves; all small letters."""
    if not isinstance(tag, str):
        return "?"
    space, _, local = tag.rpartition("}")
    local = local.lower()
    if not space:
        return local
    return next((prefix + local for pattern, prefix in _PREFIXES if pattern.search(space)), f"?:{local}")


Parts = dict[str, list[etree._Element]]


def _entry(element: etree._Element, url: str) -> RawEntry:
    parts = _children(element)
    guid, by_guid = _guid(parts, element)
    link = _link(parts, element, url) or (entry_link(by_guid, element.base or url) if by_guid else None)
    link = link or _enclosed(parts, element, url)
    bodies = (_written([part]) for name in _TEXTS & parts.keys() for part in parts[name])
    return RawEntry(
        guid=guid,
        url=link,
        title=_written(parts.get("title") or parts.get("dc:title") or parts.get("media:title")),
        bodies=tuple(body for body in bodies if body),
        author=_author(parts),
        published=_moment(parts),
    )


def _guid(parts: Parts, element: etree._Element) -> tuple[str | None, str | None]:
    """Return the identifier, and the same again if it may serve as the link."""
    for part in (*parts.get("guid", ()), *parts.get("id", ())):
        text = " ".join((part.text or "").split())
        if text:
            permanent = (part.get("isPermaLink") or part.get("ispermalink") or "true").lower() != "false"
            is_link = permanent and text.startswith(("http://", "https://", "/"))
            return text, text if is_link else None
    return next((value for name, value in element.attrib.items() if str(name).endswith("}about")), None), None


def _link(parts: Parts, element: etree._Element, url: str) -> str | None:
    """Return the page of a feed or an entry: FeedBurner's original, else the alternate, else the link."""
    best: tuple[int, str] | None = None
    for part in (*parts.get("feedburner:origlink", ()), *parts.get("link", ())):
        relation, kind = (part.get("rel") or "alternate").lower(), (part.get("type") or "").lower()
        value = part.get("href") or part.text
        if relation != "alternate" or not value or not value.strip():
            continue
        rank = 0 if _name(part.tag) == "feedburner:origlink" else 1 if not kind or "html" in kind else 2
        found = entry_link(value, part.base or element.base or url)
        if found and (best is None or rank < best[0]):
            best = rank, found
    return best[1] if best else None


def _enclosed(parts: Parts, element: etree._Element, url: str) -> str | None:
    """Return the file that an entry brings: a podcast may have no pages."""
    links = (part for part in parts.get("link", ()) if (part.get("rel") or "").lower() == "enclosure")
    named = ((part, part.get("url") or part.get("href")) for part in (*parts.get("enclosure", ()), *links))
    return next(
        (found for part, link in named if (found := entry_link(link, part.base or element.base or url))), None
    )


def _moment(parts: Parts) -> int | None:
    for name in (*_DATES, *_CHANGED):
        for part in parts.get(name, ()):
            moment = read_moment(part.text)
            if moment is not None:
                return moment
    return None


def _written(parts: list[etree._Element] | None) -> Written | None:
    """Return the first of these texts that is one."""
    for part in parts or ():
        kind = (part.get("type") or "").lower()
        if kind and not _READABLE.search(kind):
            continue  # a picture or sound, in letters
        if len(part):
            text = plain_element(part)
            if text:
                return Written(text, Markup.NONE)
        elif part.text and part.text.strip():
            return Written(part.text, _markup(part, kind))
    return None


def _markup(part: etree._Element, kind: str) -> Markup:
    if "html" in kind or part.get("mode") == "escaped":
        return Markup.HTML
    return (
        Markup.NONE if kind in ("text", "text/plain") and _name(part.tag) != "description" else Markup.UNTOLD
    )


def _author(parts: Parts) -> str | None:
    """Return who wrote it, without addresses; else the source that it is taken from."""
    names = list(
        _names(parts.get("author", ()) or parts.get("dc:creator", ()) or parts.get("itunes:author", ()))
    )
    if not names:
        names = list(_names(parts.get("source", ()))) or list(_names(parts.get("dc:source", ())))
    return ", ".join(dict.fromkeys(names[:_MOST_AUTHORS])) or None


def _names(parts: list[etree._Element] | tuple[()]) -> Iterator[str]:
    for part in parts:
        inner = _children(part)
        named = (inner.get("name") or inner.get("title") or [part])[0]
        yield from person(named.text)


def person(text: str | None) -> Iterator[str]:
    """Yield the name in a text like "jane@example.org (Jane)"; nothing for an address alone."""
    name = " ".join((text or "").split())
    mail = _MAIL.fullmatch(name)
    if mail:
        name = mail["name"] or ""
    if name and not name.startswith(("http://", "https://")):
        yield name


def _language(parts: Parts, root: etree._Element) -> str | None:
    for part in (*parts.get("language", ()), *parts.get("dc:language", ())):
        if part.text:
            return str(part.text)
    language: str | None = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return language
