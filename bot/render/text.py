"""Text as Telegram counts and parses it."""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.render.languages import RIGHT_TO_LEFT, UNSPACED, language

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

# Letters that are written from right to left, as Unicode classes them, and all that have a direction.
_LEFTWARDS = frozenset({"R", "AL"})
_DIRECTIONS = _LEFTWARDS | {"L"}
# Invisible, and counts as such a letter: clients set a line by the first letter in it.
_RIGHT_TO_LEFT_MARK, _LEFT_TO_RIGHT_MARK = "\u200f", "\u200e"


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
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> str:
    """Return a text without controls that hide, reverse or break it, its white space folded."""
    if not text.isprintable():  # as nearly every text is, and finding that out costs next to nothing
        text = "".join(character for character in text if _is_visible(character))
    return " ".join(text.split())


def shortened(text: str, limit: int) -> str:
    """Return a text in at most `limit` units: where it is longer, its first words and an ellipsis."""
    if utf16_length(text) <= limit:
        return text
    return text[: _cut(text, limit - 1)].rstrip() + "…"


def is_right_to_left(text: str) -> bool:
    """Tell whether a line of this text is set from right to left: by its first letter, as clients do."""
    letters = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in letters if kind in _DIRECTIONS), "L") != "L"


def isolated(text: str, beside: str = "") -> str:
    """Return a text that keeps the direction of its script whatever stands `beside` it, and leaves it that.

    Where nothing of both is written from right to left, nor the language that is spoken, it is the text as
    it was.
    """
    if language() in RIGHT_TO_LEFT or _has_leftward(text + beside):
        return f"\u2068{text}\u2069"
    return text


def line_start() -> str:
    """Return what a line of the bot's own begins with: in Arabic and Persian a mark that aligns it right.

    For lines that begin with a name, a number or a sign. No line of an article has it.
    """
    return _RIGHT_TO_LEFT_MARK if language() in RIGHT_TO_LEFT else ""


def in_a_row(*sentences: str) -> str:
    """Return sentences of the bot's own behind one another, without those that are empty."""
    return ("" if language() in UNSPACED else " ").join(filter(None, sentences))


# A command or a name of Telegram: without a mark its sign would be seen at its other end.
_SIGNED = re.compile(r"(?<![\w/.:>@])[/@](?=[a-zA-Z])")


def aligned(text: str) -> str:
    """Return a text of the bot's own whose lines are set from the right where it speaks Arabic or Persian.

    Labels without a word of these languages stay as they are.
    """
    if language() not in RIGHT_TO_LEFT:
        return text
    return "\n".join(map(_aligned_line, _SIGNED.sub(f"{_LEFT_TO_RIGHT_MARK}\\g<0>", text).split("\n")))


def _aligned_line(line: str) -> str:
    begins_right = unicodedata.bidirectional(line[:1] or " ") in _LEFTWARDS
    return line if begins_right or not _has_leftward(line) else _RIGHT_TO_LEFT_MARK + line


def _has_leftward(text: str) -> bool:
    if text.isascii():  # as most are, and finding that out costs next to nothing
        return False
    return any(unicodedata.bidirectional(character) in _LEFTWARDS for character in text)


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
class Size:
    """What a message or a piece of it takes of each of Telegram's limits."""

    units: int = 0
    entities: int = 0
    entity_bytes: int = 0

    @classmethod
    def of(cls, block: Block) -> "Size":
        """Return the size of a block."""
        mark = utf16_length(block.mark) + 1 if block.link and block.mark else 0
        entities = bool(block.style) + bool(block.link)
        return cls(
            utf16_length(block.text) + mark, entities, entities * _ENTITY_BYTES + len(block.link or "")
        )

    def joined(self, other: "Size", gap: int = 2) -> "Size":
        """Return the size of both with `gap` units between them, by default an empty line."""
        return Size(
            self.units + gap + other.units,
            self.entities + other.entities,
            self.entity_bytes + other.entity_bytes,
        )

    def fits(self, room: "Size") -> bool:
        """Tell whether it takes no more of any limit than `room` has."""
        return (
            self.units <= room.units
            and self.entities <= room.entities
            and self.entity_bytes <= room.entity_bytes
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Telegram HTML that is never cut, with its size."""

    html: str
    size: Size

    @classmethod
    def of(cls, block: Block) -> "Piece":
        """Return a block as a piece."""
        return cls(to_html(block), Size.of(block))

    @classmethod
    def joined(cls, pieces: Sequence["Piece"], gap: str) -> "Piece":
        """Return several pieces as one, white space between them."""
        size = pieces[0].size
        for piece in pieces[1:]:
            size = size.joined(piece.size, len(gap))
        return cls(gap.join(piece.html for piece in pieces), size)

    def quoted(self) -> "Piece":
        """Return it as a quotation, of which clients show three lines until it is opened."""
        mark = Size(0, 1, _ENTITY_BYTES)
        html = f"<blockquote expandable>{self.html}</blockquote>"
        return Piece(html, self.size.joined(mark, 0))


def pack(blocks: Iterable[Block], limit: int = MESSAGE_LIMIT) -> list[str]:
    """Fill as few messages as possible with blocks, in order, an empty line between two of them.

    Returns Telegram HTML, each at most `limit` UTF-16 units after parsing, with no more entities than
    Telegram takes. A block longer than that is cut, at white space where there is any.
    """
    messages: list[list[str]] = []
    used = Size()
    room = Size(limit, _ENTITIES_LIMIT, _ENTITIES_BYTES)
    for block in blocks:
        for piece in _pieces(block, limit):
            size = Size.of(piece)
            if messages and (both := used.joined(size)).fits(room):
                messages[-1].append(to_html(piece))
                used = both
            else:
                messages.append([to_html(piece)])
                used = size
    return ["\n\n".join(message) for message in messages]


def _pieces(block: Block, limit: int) -> Iterable[Block]:
    """Yield a block in parts of at most `limit` units; its mark goes with the last."""
    rest = block
    while Size.of(rest).units > limit:
        end = _cut(rest.text, limit - (Size.of(rest).units - utf16_length(rest.text)))
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
