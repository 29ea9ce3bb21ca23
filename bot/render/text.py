"""Text as Telegram counts and parses it."""

import html
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

# Longest text of one message, in UTF-16 units after entities are parsed (Bot API, sendMessage).
MESSAGE_LIMIT = 4096
# What Telegram takes of bold, italic and linked places in one message: 100 (Bot API, sendMessage), which
# together take 9,500 bytes or so (its developers' word; nothing documents it). A tenth less is safe.
_ENTITIES_LIMIT = 100
_ENTITIES_BYTES = 8_500
# Kind, place and length of an entity are numbers of four bytes each, a link has its own length beside it.
_ENTITY_BYTES = 16

# Joiners that some scripts and emoji need to be written right, and Arabic signs that are seen although
# Unicode counts them among the formats; all other formats are invisible and may deceive.
_NEEDED_FORMATS = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a message that stands by itself: plain text, how all of it is set, and where it leads.

    With a `mark`, the mark behind the text is the link, else the text itself.
    """

    text: str
    style: Literal["", "b", "i"] = ""
    link: str | None = None
    mark: str = ""


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
    text = html.escape(block.text, quote=False)
    if block.link:
        linked = html.escape(block.mark, quote=False) or text
        anchor = f'<a href="{html.escape(block.link)}">{linked}</a>'
        # A mark stays on the line of the last word.
        text = f"{text}\u00a0{anchor}" if block.mark else anchor
    return f"<{block.style}>{text}</{block.style}>" if block.style else text


@dataclass(frozen=True, slots=True)
class _Size:
    """What a message or a piece of it takes of each of Telegram's limits."""

    units: int = 0
    entities: int = 0
    entity_bytes: int = 0

    @classmethod
    def of(cls, block: Block) -> "_Size":
        mark = utf16_length(block.mark) + 1 if block.link and block.mark else 0
        entities = bool(block.style) + bool(block.link)
        return cls(
            utf16_length(block.text) + mark, entities, entities * _ENTITY_BYTES + len(block.link or "")
        )

    def joined(self, other: "_Size") -> "_Size":
        """Return the size of both with an empty line between them."""
        return _Size(
            self.units + 2 + other.units,
            self.entities + other.entities,
            self.entity_bytes + other.entity_bytes,
        )

    def fits(self, limit: int) -> bool:
        return (
            self.units <= limit and self.entities <= _ENTITIES_LIMIT and self.entity_bytes <= _ENTITIES_BYTES
        )


def pack(blocks: Iterable[Block], limit: int = MESSAGE_LIMIT) -> list[str]:
    """Fill as few messages as possible with blocks, in order, an empty line between two of them.

    Returns Telegram HTML, each at most `limit` UTF-16 units after parsing, with no more entities than
    Telegram takes. A block longer than that is cut, at white space where there is any.
    """
    messages: list[list[str]] = []
    used = _Size()
    for block in blocks:
        for piece in _pieces(block, limit):
            size = _Size.of(piece)
            if messages and (both := used.joined(size)).fits(limit):
                messages[-1].append(to_html(piece))
                used = both
            else:
                messages.append([to_html(piece)])
                used = size
    return ["\n\n".join(message) for message in messages]


def _pieces(block: Block, limit: int) -> Iterable[Block]:
    """Yield a block in parts of at most `limit` units; its mark goes with the last."""
    rest = block
    while _Size.of(rest).units > limit:
        end = _cut(rest.text, limit - (_Size.of(rest).units - utf16_length(rest.text)))
        without_mark = replace(rest, link=None, mark="") if rest.mark else rest
        yield replace(without_mark, text=rest.text[:end].rstrip())
        rest = replace(rest, text=rest.text[end:].lstrip())
    if rest.text:
        yield rest


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
