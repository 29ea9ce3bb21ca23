"""XML that strangers send: no entity is expanded, nothing outside is read."""

import html
from collections.abc import Iterator

from lxml import etree

from bot.errors import DocumentFailed


def parse_xml(data: bytes, *, mend: bool = False) -> etree._Element:
    """Parse XML; with `mend`, also what is not well formed, as far as it can be understood.

    Raises `DocumentFailed("document_broken")`, also for a document that declares entities of its own: none of
    the formats read here does, but for bombs and for reading files of this machine.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=mend,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentFailed("document_broken") from error
    if root is None:
        raise DocumentFailed("document_broken")
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise DocumentFailed("document_broken")
    return root


def local(node: etree._Element) -> str:
    """Return the element's name without its namespace, in small letters; "" for an entity or a comment."""
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def find(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of that local name, in any namespace, in document order."""
    yield from root.iter(f"{{*}}{name}")


def entity_text(node: etree._Element) -> str:
    """Return the character a named entity of HTML stands for ("&nbsp;"), "" for any other node."""
    if node.tag is not etree.Entity:
        return ""
    name = node.text or ""
    character = html.unescape(name)
    return "" if character == name else character


def all_text(node: etree._Element) -> str:
    """Return the text of an element and of all in it."""
    return html.unescape("".join(node.itertext()))
