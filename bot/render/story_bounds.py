"""A story card cut to the room there is: from the end, and with an ellipsis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.render.story_lines import CardText, Line, piece_of
from bot.render.text import Block, Size, shortened, utf16_length

# Between two lines stands an empty one at most.
_GAP = 2
# Less than this of a sentence tells nothing.
_LEAST = 20
_ELLIPSIS: Line = (Block("…"),)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the lines below a headline may take, each with an empty line behind it."""

    units: int
    """UTF-16 units of all of them."""
    units_of_others: int
    """Of those, units of what others add. What they leave is for the sentences of the one that leads."""
    entities: int
    """Bold, italic and linked places of the one that leads; as many again of the others."""
    link_bytes: int


def bounded(text: CardText, bounds: Bounds) -> list[Line]:
    """Return the lines below the headline of a card that fit.

    Arrows whose links would take too much are left out before anything else is.
    """
    linked = _with_links(text.lead + text.others, bounds.link_bytes)
    lead, others = linked[: len(text.lead)], linked[len(text.lead) :]
    others = _cut(others, bounds.units_of_others, bounds.entities)
    room = bounds.units - sum(map(_units, others))
    return [*_cut(lead, room, bounds.entities), *others]


def _with_links(lines: Iterable[Line], room: int) -> list[Line]:
    """Return lines without the links that do not fit into so many bytes."""
    kept: list[Line] = []
    for line in lines:
        blocks = []
        for block in line:
            fits = len(block.link or "") <= room
            blocks.append(block if fits else replace(block, link=None))
            room -= len(block.link or "") if fits else 0
        kept.append(tuple(blocks))
    return kept


def _cut(lines: Sequence[Line], units: int, entities: int) -> list[Line]:
    """Return the lines that fit; the first one shortened if it does not."""
    kept: list[Line] = []
    units -= _units(_ELLIPSIS)
    for line in lines:
        size = piece_of(line).size
        entities -= size.entities
        fitting = line if _units(line) <= units or kept else _shortened(line, units - _GAP)
        units -= _units(fitting)
        if units < 0 or entities < 0:
            break
        kept.append(fitting)
    return kept if len(kept) == len(lines) else [*kept, _ELLIPSIS]


def _shortened(line: Line, units: int) -> Line:
    """Return a line in so many units; what of it does not fit ends in an ellipsis."""
    blocks: list[Block] = []
    for block in line:
        size = Size.of(block).units
        if size > units:
            room = units - (size - utf16_length(block.text))
            short = replace(block, text=shortened(block.text, room)) if room >= _LEAST else Block("…")
            return (*blocks, short)
        blocks.append(block)
        units -= size
    return tuple(blocks)


def _units(line: Line) -> int:
    return piece_of(line).size.units + _GAP
