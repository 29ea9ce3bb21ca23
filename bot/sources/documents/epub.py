"""EPUB: a book as a zip of pages, in the order of its spine."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from bot.errors import DocumentFailed
from bot.sources.charset import decode
from bot.sources.documents.archive import Archive
from bot.sources.documents.hypertext import page_paragraphs, parse_page
from bot.sources.documents.markup import all_text, find, parse_xml
from bot.sources.documents.model import Document, day, document, language_code

CONTAINER = "META-INF/container.xml"
"""Every EPUB has it; it names the book's own file."""

# Fonts made unreadable to others by these two ways are no protection of the text (EPUB 3.3, 4.4; Adobe's).
_FONT_ONLY = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
# What pages and parts are called that are not the text: epub:type of EPUB 3, role, the guide of EPUB 2.
_NOT_TEXT = frozenset(
    "backlink bibliography biblioentry colophon copyright-page cover endnote endnotes footnote footnotes"  # noqa: SIM905  # a table
    " halftitlepage halftitle half-title-page imprint index landmarks loi lot note noteref notes page-list"
    " pagebreak rearnote rearnotes title-page titlepage toc".split()
)
_ID_NOT_TEXT = re.compile(
    r"(?:cover|copyright|toc|nav|title-?page|colophon|imprint)(?:page)?(?:\.x?html?)?", re.I
)
_DECLARATIONS = tuple("<!ENTITY".encode(charset) for charset in ("ascii", "utf-16-le", "utf-16-be"))
# A page of links alone is a table of contents, marked or not.
_CONTENTS_LINKS = 5
_CONTENTS_SHARE = 0.7
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"})


@dataclass(frozen=True, slots=True)
class _Package:
    """The book's own file: its card and, in reading order, the names of the members that are its text."""

    root: etree._Element
    pages: tuple[str, ...]


def read_epub(archive: Archive) -> Document:
    """Read a book. Raises `DocumentFailed`: encrypted where a shop's lock is on its text."""
    if _is_locked(archive):
        raise DocumentFailed("document_encrypted")
    package = _package(archive)
    creators = [all_text(node).strip() for node in find(package.root, "creator")]
    return document(
        _paragraphs(archive, package.pages),
        title=_first(package.root, "title"),
        author=", ".join(name for name in creators if name),
        published=_published(package.root),
        language=language_code(_first(package.root, "language")),
    )


def _is_locked(archive: Archive) -> bool:
    name = "META-INF/encryption.xml"
    if name not in archive:
        return False
    methods = find(parse_xml(archive.read(name)), "EncryptionMethod")
    return any((method.get("Algorithm") or "") not in _FONT_ONLY for method in methods)


def _package(archive: Archive) -> _Package:
    for rootfile in find(parse_xml(archive.read(CONTAINER)), "rootfile"):
        name = rootfile.get("full-path") or ""
        if name in archive:
            root = parse_xml(archive.read(name), mend=True)
            return _Package(root, tuple(_spine(root, dirname(name))))
    raise DocumentFailed("document_broken")


def _spine(root: etree._Element, folder: str) -> Iterator[str]:
    """Yield the members that hold text, each once."""
    items = {item.get("id"): item for item in find(root, "item")}
    left_out = {
        _member(folder, reference.get("href") or "")
        for reference in find(root, "reference")
        if (reference.get("type") or "").lower() in _NOT_TEXT and "#" not in (reference.get("href") or "")
    }
    seen = set(left_out)
    for reference in find(root, "itemref"):
        identity = reference.get("idref")
        item = items.get(identity)
        if item is None or (reference.get("linear") or "").lower() == "no":
            continue
        marked = "nav" in (item.get("properties") or "").split() or _ID_NOT_TEXT.fullmatch(identity or "")
        name = _member(folder, item.get("href") or "")
        if not marked and name not in seen and (item.get("media-type") or "").lower() in _PAGES:
            seen.add(name)
            yield name


def _member(folder: str, href: str) -> str:
    return normpath(join(folder, unquote(href.partition("#")[0]))).lstrip("/")


def _paragraphs(archive: Archive, pages: Iterable[str]) -> Iterator[str]:
    for name in pages:
        # A page that the book lists and does not have costs the book that page.
        if name not in archive:
            continue
        data = archive.read(name)
        # No publisher's page declares entities; a page that does is a bomb, or wants a file of this machine.
        if any(declaration in data for declaration in _DECLARATIONS):
            raise DocumentFailed("document_broken")
        try:
            root = parse_page(data, decode)
        except DocumentFailed:
            continue
        if not _is_contents(root):
            yield from page_paragraphs(root, _skip)


def _skip(node: etree._Element, name: str) -> bool:
    """Tell whether a part of a page is not its text."""
    if name in {"nav", "pre"}:
        return True
    kinds = " ".join(
        node.get(key) or "" for key in ("epub:type", "{http://www.idpf.org/2007/ops}type", "role", "type")
    )
    return any(kind.removeprefix("doc-") in _NOT_TEXT for kind in kinds.lower().split())


def _is_contents(root: etree._Element) -> bool:
    links = [all_text(node) for node in find(root, "a") if node.get("href")]
    if len(links) < _CONTENTS_LINKS:
        return False
    bodies = [all_text(body) for body in find(root, "body")]
    length = sum(len("".join(text.split())) for text in bodies)
    return sum(len("".join(text.split())) for text in links) >= _CONTENTS_SHARE * length


def _first(root: etree._Element, name: str) -> str | None:
    """Return the first of the card's entries of that name that says something."""
    for metadata in find(root, "metadata"):
        for node in find(metadata, name):
            text: str = all_text(node).strip()
            if text:
                return text
    return None


def _published(root: etree._Element) -> date | None:
    """Return the day of publication: the one called so, else one without a name."""
    dates = [
        (_event(node), day(all_text(node)))
        for metadata in find(root, "metadata")
        for node in find(metadata, "date")
    ]
    for wanted in ("publication", "original-publication", ""):
        for event, found in dates:
            if event == wanted and found:
                return found
    return None


def _event(node: etree._Element) -> str:
    return next((value.lower() for key, value in node.attrib.items() if _local(key) == "event"), "")


def _local(key: str) -> str:
    """Return an attribute's name without its namespace."""
    return key.rpartition("}")[2].rpartition(":")[2]
