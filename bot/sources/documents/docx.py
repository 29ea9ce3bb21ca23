"""DOCX: the text of a word processor's file, read from its own XML.

Written here because the libraries for it keep what a summary must not have (deleted text, numbers of tables,
every text box twice) or lose what it needs (the text of a layout table, the title).
"""

from collections.abc import Iterator

from lxml import etree

from bot.errors import DocumentFailed
from bot.sources.documents.archive import Archive
from bot.sources.documents.markup import all_text, find, parse_xml
from bot.sources.documents.model import Document, day, document, is_prose, language_code, tidy

MAIN = "word/document.xml"
"""Where the text usually is; `_rels/.rels` names the place."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ISO 29500 "strict" writes the same elements under another name.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Deleted and moved-away text, and what is no text.
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "sdtPr", "sectPr", "tblPr"})
# The second copy of every text box, for old programs.
_SECOND_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# The names of styles are English in every language's Word; their ids are not.
_TITLE_STYLE = "title"
_CONTENTS_STYLES = ("toc ", "table of figures", "index ", "footnote text", "endnote text", "header", "footer")
_OFF = frozenset({"0", "false", "off"})


def main_part(archive: Archive) -> str | None:
    """Return the name of the member that holds the text, None where this is no DOCX."""
    if "[Content_Types].xml" not in archive:
        return None
    if MAIN in archive:
        return MAIN
    if "_rels/.rels" in archive:
        for relation in find(parse_xml(archive.read("_rels/.rels")), "Relationship"):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith("/officeDocument") and target.startswith("word/"):
                return target
    return None


def read_docx(archive: Archive, part: str) -> Document:
    """Read a DOCX whose text is in `part`. Raises `DocumentFailed`."""
    reader = _Reader(_style_names(archive))
    paragraphs = list(reader.paragraphs(parse_xml(archive.read(part))))
    core = _core(archive)
    return document(
        paragraphs,
        title=reader.title or core.get("title"),
        author=core.get("creator"),
        published=day(core.get("created")),
        language=language_code(core.get("language")),
    )


def _core(archive: Archive) -> dict[str, str]:
    """Read the file's card: Dublin Core, where there is one that can be read."""
    if "docProps/core.xml" not in archive:
        return {}
    try:
        root = parse_xml(archive.read("docProps/core.xml"))
    except DocumentFailed:
        return {}
    names = ("title", "creator", "created", "language")
    return {name: all_text(node) for name in names for node in find(root, name)}


def _style_names(archive: Archive) -> dict[str, str]:
    """Read what each style id is called, in small letters."""
    if "word/styles.xml" not in archive:
        return {}
    names = {}
    for style in find(parse_xml(archive.read("word/styles.xml")), "style"):
        for name in find(style, "name"):
            names[_value(style, "styleId")] = _value(name, "val").lower()
            break
    return names


def _value(node: etree._Element, name: str) -> str:
    value: str | None = node.get(f"{_WORD}{name}") or node.get(f"{_STRICT}{name}")
    return value or ""


def _name(node: etree._Element) -> str:
    """Return the local name of an element of the word processor's own, "" for formulas and drawings."""
    tag = node.tag
    if isinstance(tag, str) and tag.startswith((_WORD, _STRICT)):
        return tag.rpartition("}")[2]
    return ""


def _is_left_out(node: etree._Element, name: str) -> bool:
    return name in _LEFT_OUT or node.tag == _SECOND_COPY


class _Reader:
    """Walks the body; `title` is the paragraph of the style "Title", once it was met."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.title: str | None = None
        self._styles = styles

    def paragraphs(self, node: etree._Element, cell: bool = False) -> Iterator[str]:
        """Yield the paragraphs under an element; of a table's, those that are prose."""
        for child in node:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child, cell)
            elif not _is_left_out(child, name) and not (name == "sdt" and _is_contents(child)):
                yield from self.paragraphs(child, cell or name == "tbl")

    def _paragraph(self, node: etree._Element, cell: bool) -> Iterator[str]:
        boxes: list[etree._Element] = []
        text = "".join(_pieces(node, boxes))
        style = self._style(node)
        if style == _TITLE_STYLE and self.title is None and tidy(text):
            self.title = tidy(text)
        elif not style.startswith(_CONTENTS_STYLES) and (not cell or is_prose(text)):
            yield text
        for box in boxes:
            # A box beside the text: its sentences are read after the paragraph it stands at.
            yield from self.paragraphs(box, cell=True)

    def _style(self, paragraph: etree._Element) -> str:
        for properties in paragraph:
            if _name(properties) == "pPr":
                for child in properties:
                    if _name(child) == "pStyle":
                        identity = _value(child, "val")
                        return self._styles.get(identity, identity.lower())
        return ""


def _pieces(node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the text under an element; text boxes met on the way are put aside."""
    for child in node:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name == "txbxContent":
            boxes.append(child)
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif not _is_left_out(child, name) and not (name == "r" and _is_hidden(child)):
            yield from _pieces(child, boxes)


def _is_hidden(run: etree._Element) -> bool:
    for properties in run:
        if _name(properties) == "rPr":
            return any(_name(child) == "vanish" and _value(child, "val") not in _OFF for child in properties)
    return False


def _is_contents(block: etree._Element) -> bool:
    """Tell whether a block is a table of contents that the word processor made."""
    return any(
        _name(node) == "docPartGallery" and _value(node, "val").lower() == "table of contents"
        for child in block
        if _name(child) == "sdtPr"
        for node in child.iter()
    )
