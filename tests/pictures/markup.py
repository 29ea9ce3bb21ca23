"""A message's text and entities as HTML, the way a client sets them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

# What else is marked is shown as a link: addresses, commands, mentions and hashtags; nothing leads anywhere.
_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "code",
}
_PLAIN = frozenset({"spoiler", "custom_emoji", "date_time"})
_QUOTATIONS = {"blockquote": "quotation", "expandable_blockquote": "quotation expandable"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """An entity whose place is counted in characters, as Python counts them."""

    kind: str
    start: int
    end: int


def message_html(text: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """Return a text with its entities (the Bot API's, counted in UTF-16 units) as HTML.

    Each line is a paragraph of its own, which runs in the direction of its first letter, and each quotation a
    block around its lines. Entities may overlap in any way.
    """
    marks = _marks(text, entities)
    parts, position = [], 0
    for quotation in _quotations(marks):
        # A quotation stands apart from the lines around it, so that a line end beside it adds none.
        parts += _lines(text, position, quotation.start - text.startswith("\n", quotation.start - 1), marks)
        within = "".join(_lines(text, quotation.start, quotation.end, marks))
        parts.append(f'<blockquote class="{_QUOTATIONS[quotation.kind]}">{within}</blockquote>')
        position = quotation.end + text.startswith("\n", quotation.end)
    return "".join([*parts, *_lines(text, position, len(text), marks)])


def _marks(text: str, entities: Iterable[Mapping[str, Any]]) -> list[_Mark]:
    character_at: list[int] = []
    for index, character in enumerate(text):
        character_at += [index] * (2 if character > "\uffff" else 1)
    character_at.append(len(text))
    return [
        _Mark(
            entity["type"],
            character_at[entity["offset"]],
            character_at[entity["offset"] + entity["length"]],
        )
        for entity in entities
    ]


def _quotations(marks: Iterable[_Mark]) -> list[_Mark]:
    return sorted((mark for mark in marks if mark.kind in _QUOTATIONS), key=lambda mark: mark.start)


def _lines(text: str, start: int, end: int, marks: Sequence[_Mark]) -> list[str]:
    """Return the lines of `text[start:end]` as paragraphs; none where there is nothing at all."""
    paragraphs = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        paragraphs.append(f'<p dir="auto">{_line(text, start, stop, marks) or "<br>"}</p>')
        start = stop + 1
    return paragraphs


def _line(text: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    """Return one line, cut wherever an entity begins or ends, so that tags are always closed in order."""
    ends = {place for mark in marks for place in (mark.start, mark.end) if start < place < end}
    runs = []
    for first, last in pairwise(sorted({start, end} | ends)):
        tags = dict.fromkeys(
            tag for mark in marks if mark.start <= first and last <= mark.end and (tag := _tag(mark.kind))
        )
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag}>" for tag in reversed(tags))
        runs.append(f"{opening}{escape(text[first:last])}{closing}")
    return "".join(runs)


def _tag(kind: str) -> str:
    return "" if kind in _PLAIN or kind in _QUOTATIONS else _TAGS.get(kind, "a")
