"""FB2, the book format of Russian libraries: one XML file."""

from collections.abc import Iterator
from datetime import date

from lxml import etree

from bot.errors import DocumentFailed
from bot.sources.documents.markup import all_text, entity_text, find, local, parse_xml
from bot.sources.documents.model import Document, day, document, language_code

# Bodies that are called so hold what the marks in the text point to.
_NOTES = frozenset({"notes", "comments", "footnotes"})
_LINES = frozenset({"p", "v", "subtitle", "text-author"})
_LEFT_OUT = frozenset({"table", "image", "binary"})
_NOTE_LINK = "note"


def read_fb2(data: bytes) -> Document:
    """Read a book. Raises `DocumentFailed`."""
    # Half of the books found in the wild are not quite well formed.
    root = parse_xml(data, mend=True)
    if local(root) != "fictionbook":
        raise DocumentFailed("document_broken")
    info = next(find(root, "title-info"), None)
    bodies = [body for body in find(root, "body") if (body.get("name") or "").lower() not in _NOTES]
    return document(
        [line for body in bodies for line in _lines(body)],
        title=_first(info, "book-title"),
        author=_author(info),
        published=_published(info),
        language=language_code(_first(info, "lang")),
    )


def _lines(node: etree._Element) -> Iterator[str]:
    for child in node:
        name = local(child)
        if name in _LINES:
            yield "".join(_pieces(child))
        elif name and name not in _LEFT_OUT:
            yield from _lines(child)


def _pieces(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if not local(child):
            yield entity_text(child)
        elif child.get("type") != _NOTE_LINK and local(child) not in _LEFT_OUT:
            yield from _pieces(child)
        yield child.tail or ""


def _first(node: etree._Element | None, name: str) -> str | None:
    found = None if node is None else next(find(node, name), None)
    return None if found is None else all_text(found)


def _author(info: etree._Element | None) -> str | None:
    if info is None:
        return None
    names = []
    for author in find(info, "author"):
        parts = [_first(author, part) for part in ("first-name", "middle-name", "last-name")]
        name = " ".join(part.strip() for part in parts if part and part.strip())
        names.append(name or (_first(author, "nickname") or "").strip())
    return ", ".join(name for name in names if name)


def _published(info: etree._Element | None) -> date | None:
    stated = None if info is None else next(find(info, "date"), None)
    return None if stated is None else day(stated.get("value")) or day(all_text(stated))
