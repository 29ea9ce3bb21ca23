"""Text as Telegram counts and parses it."""

import html
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

# Longest text of one message, in UTF-16 units after entities are parsed (Bot API, sendMessage).
MESSAGE_LIMIT = 4096

# Joiners that some scripts and emoji need to be written right, and Arabic signs that are seen although
# Unicode counts them among the formats; all other formats are invisible and may deceive.
_NEEDED_FORMATS = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message that stands by itself: plain text, and how all of it is set."""

    text: str
    style: Literal["", "b", "i"] = ""


def utf16_length(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def visible(text: str) -> str:
    """Return a text without controls that hide, reverse or break it, its white space folded."""
    kept = (character if _is_visible(character) else "" for character in text)
    return " ".join("".join(kept).split())


def _is_visible(character: str) -> bool:
    if character.isspace() or character in _NEEDED_FORMATS:
        return True
    # Controls; formats such as right-to-left overrides and zero-width spaces; lone surrogates.
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def to_html(block: Block) -> str:
    """Return a block as Telegram HTML."""
    escaped = html.escape(block.text, quote=False)
    return f"<{block.style}>{escaped}</{block.style}>" if block.style else escaped


def pack(blocks: Iterable[Block], limit: int = MESSAGE_LIMIT) -> list[str]:
    """Fill as few messages as possible with blocks, in order, an empty line between two of them.

    Returns Telegram HTML, each at most `limit` UTF-16 units after parsing. A block longer than that
    is cut, at white space where there is any.
    """
    messages: list[str] = []
    current: list[str] = []
    used = 0
    for block in blocks:
        for piece in _pieces(block, limit):
            length = utf16_length(piece.text)
            if current and used + 2 + length > limit:
                messages.append("\n\n".join(current))
                current, used = [], 0
            used += length + (2 if current else 0)
            current.append(to_html(piece))
    if current:
        messages.append("\n\n".join(current))
    return messages


def _pieces(block: Block, limit: int) -> Iterable[Block]:
    rest = block.text
    while utf16_length(rest) > limit:
        end = _cut(rest, limit)
        yield Block(rest[:end].rstrip(), block.style)
        rest = rest[end:].lstrip()
    if rest:
        yield Block(rest, block.style)


def _cut(text: str, limit: int) -> int:
    """Return how many code points of a text fit into `limit` units, whole words where possible."""
    units = 0
    last_space = 0
    for index, character in enumerate(text):
        if character.isspace():
            last_space = index
        units += 2 if character > "\uffff" else 1
        if units > limit:
            return last_space or index
    return len(text)
