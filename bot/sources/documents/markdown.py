"""Markdown: its text without signs, pictures, code and tables."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.sources.documents.model import Document, day, document, language_code, tidy
from bot.sources.documents.plain import MOST_READ

# "---\ntitle: …\n---" as site generators write it, "+++" as Hugo does.
_FRONT = re.compile(r"\ufeff?(---|\+\+\+)[^\S\n]*\n(.*?)\n(?:\1|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"([A-Za-z_-]+)\s*[:=]\s*(.*)")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,60}\]:?")
_SIGNS = (
    re.compile(r"^#{1,6} +\S", re.M),
    re.compile(r"\]\(<?(?:https?:|/|\.|#|mailto:)[^)\n]*\)"),
    re.compile(r"^(?:```|~~~)", re.M),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]*\*\*(?![\w*])"),
    re.compile(r"\w[^\w\n]{0,10}\n(?:={3,}|-{3,})[^\S\n]*$", re.M),
    re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+", re.M),
)
# The signs are looked for at the beginning: a text that has none there is read well as it is.
_SAMPLE = 20_000


def signs(text: str) -> int:
    """Count the kinds of signs that only Markdown uses so."""
    sample = text[:_SAMPLE].replace("\r\n", "\n")
    return bool(_FRONT.match(sample)) + sum(bool(sign.search(sample)) for sign in _SIGNS)


def read_markdown(text: str) -> Document:
    """Read a text in Markdown. Raises `DocumentFailed` where it is empty."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    fields = _fields(front[2]) if front else {}
    body = text[front.end() :] if front else text
    tokens = MarkdownIt("commonmark").enable("table").parse(body[:MOST_READ])
    title = fields.get("title") or _heading(tokens)
    return document(
        _paragraphs(tokens),
        title=title,
        author=fields.get("author") or fields.get("authors"),
        published=day(fields.get("date") or fields.get("published")),
        language=language_code(fields.get("lang") or fields.get("language")),
        partial=len(body) > MOST_READ,
    )


def _fields(front: str) -> dict[str, str]:
    """Read the simple fields of the front matter; lists and nested ones are left."""
    fields = {}
    for line in front.split("\n"):
        field = _FIELD.fullmatch(line.rstrip())
        if field:
            fields[field[1].lower()] = field[2].strip().strip("\"'[]")
    return fields


def _heading(tokens: Sequence[Token]) -> str | None:
    """Return the heading that the text begins with."""
    if len(tokens) > 1 and tokens[0].type == "heading_open":
        return tidy(_text(tokens[1]))
    return None


def _paragraphs(tokens: Sequence[Token]) -> Iterator[str]:
    tables = 0
    for token in tokens:
        tables += {"table_open": 1, "table_close": -1}.get(token.type, 0)
        if token.type == "inline" and not tables and not _is_note(token.content):
            yield _FOOTNOTE.sub("", _text(token))


def _is_note(source: str) -> bool:
    note = _FOOTNOTE.match(source)
    return note is not None and note[0].endswith(":")


def _text(inline: Token) -> str:
    """Return the words of a paragraph: those of links and code too, but not of pictures and tags."""
    spaces = {"softbreak", "hardbreak", "html_inline"}
    pieces = []
    for child in inline.children or ():
        if child.type in {"text", "code_inline"}:
            pieces.append(child.content)
        elif child.type in spaces:
            pieces.append("" if child.content and not child.content.startswith("<br") else " ")
    return "".join(pieces)
