"""Plain text: paragraphs out of lines, also of lines that were broken to fit a width."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.sources.documents.model import MAX_TEXT, Document, document

MOST_READ = 2 * MAX_TEXT
"""Characters looked at: twice those that are kept leave room for white space and signs."""

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
# Longer lines than that were not broken by hand or by a mail program: each is a paragraph.
_WIDEST = 120
# Shorter lines are a list, a verse or an address, whatever would have fitted.
_NARROWEST = 40
# A few longer lines (a link) do not tell the width the others were broken at.
_WIDTH_RANK = 0.95
# Of the line ends in a block, so many must be explained by the width before it is called broken lines.
_EXPLAINED = 0.7
_STARTS = re.compile(r"[-*+•·–—‣▪○]\s|\(?\d{1,3}[.)]\s|#{1,6}\s")
_ENDS = re.compile(r"[.!?…。！？:][\"'”’»)\]」』）]*\s*$")
_DENSE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def read_plain(text: str) -> Document:
    """Read a text that has nothing but lines. Raises `DocumentFailed` where it is empty."""
    return document(unwrapped(text[:MOST_READ]), partial=len(text) > MOST_READ)


def unwrapped(text: str) -> Iterator[str]:
    """Yield the paragraphs: blocks between empty lines, their lines joined where a width broke them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    blocks = [block.strip("\n").split("\n") for block in _BLANK.split(lines) if block.strip()]
    width = _width(blocks)
    for block in blocks:
        if width and _is_broken(block, width):
            yield from _joined(block, width)
        else:
            yield from block


def _width(blocks: Sequence[Sequence[str]]) -> int:
    """Return the width in characters that lines were broken at, 0 where they were not."""
    lengths = sorted(len(line.rstrip()) for block in blocks for line in block[:-1])
    if not lengths:
        return 0
    width = lengths[int(_WIDTH_RANK * (len(lengths) - 1))]
    return width if _NARROWEST <= width <= _WIDEST or (width and _is_dense(blocks)) else 0


def _is_dense(blocks: Sequence[Sequence[str]]) -> bool:
    """Tell whether the text is of a script without spaces, whose lines hold half as many characters."""
    sample = "".join(line for block in blocks[:20] for line in block)
    return len(_DENSE.findall(sample)) > len(sample) / 2


def _is_broken(block: Sequence[str], width: int) -> bool:
    """Tell whether lines end because the next word would not have fitted, or inside a sentence."""
    ends = [
        not _fits(line, after, width) or (len(line) > _NARROWEST and after.lstrip()[:1].islower())
        for line, after in pairwise(block)
        # Lines that each end a sentence are paragraphs, however long they happen to be.
        if not _ENDS.search(line) and not _begins(block[0], after, _is_item(line))
    ]
    return bool(ends) and sum(ends) >= _EXPLAINED * len(ends)


def _fits(line: str, after: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(_first_word(after)) <= width


def _first_word(line: str) -> str:
    word = line.split(maxsplit=1)[0] if line.strip() else ""
    return word[:1] if _DENSE.match(word) else word


def _is_item(line: str) -> bool:
    return bool(_STARTS.match(line.lstrip()))


def _begins(edge: str, line: str, in_item: bool) -> bool:
    """Tell whether a line begins a paragraph or an item: by a sign, or set in further than `edge`."""
    return _is_item(line) or (not in_item and _indent(line) > _indent(edge) + 1)


def _joined(block: Sequence[str], width: int) -> Iterator[str]:
    pieces = [block[0].strip()]
    # The first line is often set in, the second shows where lines begin.
    edge = min((line for line in block[1:] if line.strip()), key=_indent, default=block[0])
    for line, after in pairwise(block):
        text = after.strip()
        # A line of an item is set in as far as the item's text.
        if _begins(edge, after, _is_item(pieces[0])) or (_ENDS.search(line) and _fits(line, after, width)):
            yield "".join(pieces)
            pieces = [text]
        else:
            pieces += [between(line.strip(), text), text]
    yield "".join(pieces)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def between(before: str, after: str) -> str:
    """Return what joins two lines: a space, but none in Chinese and Japanese and after a hyphen."""
    if not before or not after:
        return ""
    dense = _DENSE.match(before[-1]) and _DENSE.match(after[0])
    hyphen = before[-1] in "-‐" and before[-2:-1].isalpha() and after[0].isalpha()
    return "" if dense or hyphen else " "
