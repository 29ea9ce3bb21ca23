"""From characters to blocks: lines with their places, and paragraphs that were wrapped over several lines."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.articles.characters import BREAKS, UNSEEN
from bot.articles.model import Span

_LINE = re.compile(f"[^{BREAKS}]+")
# All that `str.isspace` calls a space (Unicode 15), for which asking every character takes a millisecond.
_SPACES = (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B))
_WIDE_SPACES = (0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_EDGES = UNSEEN + BREAKS + "".join(map(chr, (*_SPACES, *_WIDE_SPACES)))
_DELETE = dict.fromkeys(map(ord, UNSEEN.replace("\t", "")))

_BREAK = re.compile(f"[{BREAKS}]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।۔]['\"”’»›)\]」』*]*\Z")
_ITEM = re.compile(r"(?:[-–—•*·▪►]|\(?(?:\d{1,3}|[^\W\d_])[.)])\s")
_VISIBLE = re.compile(r"[^\W_]")

# Mail and plain text wrap at 65 to 80 columns; a longer line was not wrapped by anything.
_WIDEST_WRAP = 100
# No editor wraps prose narrower; two short lines of a menu are not one paragraph.
_NARROWEST_WRAP = 50
# Nor leaves less on a line, save before a word that would fill a line of its own.
_SHORTEST_WRAPPED = 20


class Piece(NamedTuple):
    """A line, or what is left of it: trimmed, with a letter or digit in it, never across a line break.

    `apart`: something stands between this piece and the one before, a blank line or furniture.
    """

    start: int
    end: int
    apart: bool


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without spaces and unseen characters at its edges, empty where nothing is left."""
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip(_EDGES))
    return start + left, max(start + left, start + len(inside.rstrip(_EDGES)))


def seen(words: str) -> str:
    """Return `words` as a reader sees them: single spaces, no zero-width or control characters."""
    return " ".join((words if words.isprintable() else words.translate(_DELETE)).split())


def is_wrapped(text: str, block: Span) -> bool:
    """Tell whether a block goes over more than one line."""
    return block.end - block.start > _SHORTEST_WRAPPED and bool(_BREAK.search(text, block.start, block.end))


def ends_sentence(words: str) -> bool:
    """Tell whether `words` stop as a sentence does, closing quotes and brackets allowed."""
    return not words[-1:].isalnum() and bool(_ENDS_SENTENCE.search(words, max(0, len(words) - 8)))


def make_piece(text: str, start: int, end: int, *, apart: bool) -> Piece | None:
    """Return the trimmed range as a piece, or None where it holds no letter and no digit."""
    start, end = trim(text, start, end)
    return Piece(start, end, apart) if _VISIBLE.search(text, start, end) else None


def lines(text: str) -> Iterator[Piece]:
    """Yield the lines of a text that hold a letter or digit; two breaks are a blank line, CR LF is one."""
    last, blank = 0, True
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap = start - last
        blank = blank or gap > 2 or (gap == 2 and text[last:start] != "\r\n")
        last = end
        # Nothing to trim, which is true of most lines, is seen four times faster than found by trimming.
        bare = text[start].isalnum() and (text[end - 1].isalnum() or text[end - 1] == ".")
        found = Piece(start, end, blank) if bare else make_piece(text, start, end, apart=blank)
        if found:
            yield found
        # A line of spaces separates paragraphs like an empty one; so does a row of stars.
        blank = not found


def stops(text: str, end: int) -> bool:
    """Tell whether a sentence ends where a line or paragraph does, at `end`."""
    return ends_sentence(text[max(0, end - 8) : end])


def runs_on(text: str, before: Piece, line: Piece) -> bool:
    """Tell whether a sentence goes on from one line to the next: in scripts without case it always may."""
    first = text[line.start]
    small = first.islower() or (first.isalpha() and first.lower() == first.upper())
    return small and not stops(text, before.end)


def paragraphs(text: str, pieces: Sequence[Piece]) -> Iterator[Span]:
    """Yield paragraphs: each piece alone, or the lines of one hard-wrapped paragraph together.

    Lines were wrapped where none of their neighbours is longer than a page is wide and the next line's first
    word would not have fitted, in a text where somewhere a sentence runs on from one line to the next.
    """
    wrapped = _wrapped(text, pieces)
    if not any(runs_on(text, pieces[i - 1], pieces[i]) for i in wrapped):
        wrapped = set()
    start = -1
    for i, line in enumerate(pieces):
        start = line.start if start < 0 else start
        if i + 1 not in wrapped:
            yield Span(start, line.end)
            start = -1


def _wrapped(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Return the indexes of the lines that a wrap may have parted from the line before."""
    found: set[int] = set()
    first = 0
    for end in range(1, len(pieces) + 1):
        if end < len(pieces) and not pieces[end].apart:
            continue
        if end - first > 1:
            width = max(line.end - line.start for line in pieces[first:end])
            if _SHORTEST_WRAPPED <= width <= _WIDEST_WRAP:
                found |= {i for i in range(first + 1, end) if _wraps(text, pieces[i - 1], pieces[i], width)}
        first = end
    return found


def _wraps(text: str, before: Piece, line: Piece, width: int) -> bool:
    length = before.end - before.start
    if length < _SHORTEST_WRAPPED:
        return False
    head = text[line.start : min(line.end, line.start + _WIDEST_WRAP)]
    if _ITEM.match(head):
        return False
    first_word = head.split(None, 1)[0]
    if length + 1 + len(first_word) > max(width, _NARROWEST_WRAP):
        return True
    return first_word[0].islower() and runs_on(text, before, line)
