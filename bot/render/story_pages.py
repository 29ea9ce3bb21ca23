"""The pages of a digest: its stories one below the other, each whole, as many as a look takes in."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.digest.story import Card, DigestContent, Subject
from bot.render.languages import language
from bot.render.phrases import phrase
from bot.render.story_bounds import Bounds, bounded
from bot.render.story_headings import HEADING, has_heading, heading, left_out
from bot.render.story_lines import card_text, head_lines, piece_of
from bot.render.text import MESSAGE_LIMIT, Block, Piece, Size

# What stands above a page is never longer, in UTF-16 units.
HEAD_LIMIT = 400
# What a page may take of a message: the head, its line break and what it sets bold are left free.
_ROOM = Size(MESSAGE_LIMIT - HEAD_LIMIT - 50, 90, 8_200)
# Six stories with sentences, or eighteen lines that have only a headline: two screens of a phone, so that a
# look tells whether to turn the page. (Where headlines and sentences are long, fewer fit into a message.)
_PAGE_WEIGHT = 18
_LINE_WEIGHT, _STORY_WEIGHT = 1, 3
# What one story may take below its headline, so that it always fits on one page with the heading above it.
_BOUNDS = Bounds(units=2_000, units_of_others=900, entities=24, link_bytes=2_800)
# Stands for the number of a story, which is another in each digest; no text that is shown has one.
_NUMBER = "\0"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a digest."""

    html: str
    stories: tuple[int, ...]
    """The numbers of the stories on it, counted from 1 through the digest."""


def digest_pages(content: DigestContent, *, is_brief: bool = False) -> list[Page]:
    """Return pages of Telegram HTML, each of which fits into one message below a head of `HEAD_LIMIT` units.

    Every story of the content is on exactly one page, behind its number; what the content leaves out is
    counted on the last. No page for no story. With `is_brief` there are headlines alone.
    """
    sheets: list[_Sheet] = []
    for part in _parts(content, is_brief=is_brief):
        if not sheets or not sheets[-1].take(part):
            sheets.append(_Sheet())
            sheets[-1].take(part)
    return [Page("".join(sheet.html), tuple(sheet.stories)) for sheet in sheets]


@dataclass(frozen=True, slots=True)
class _Part:
    """A story in a digest, never torn apart."""

    number: int
    piece: Piece
    is_line: bool
    subject: Subject
    begins: bool
    """Whether it is the first one of its subject."""


@dataclass(slots=True)
class _Sheet:
    """A page that is being filled."""

    html: list[str] = field(default_factory=list)
    size: Size = field(default_factory=Size)
    weight: int = 0
    last: _Part | None = None
    stories: list[int] = field(default_factory=list)

    def take(self, part: _Part) -> bool:
        """Add a story if there is room for it; one always fits. Tell whether it was added."""
        above = self._heading_above(part)
        close = self.last and self.last.is_line and part.is_line and not above
        gap = ("\n" if close else "\n\n") if self.last else ""
        piece = Piece.joined([above, part.piece], "\n\n") if above else part.piece
        size = self.size.joined(piece.size, len(gap))
        weight = self.weight + (_LINE_WEIGHT if part.is_line else _STORY_WEIGHT)
        if self.last and (weight > _PAGE_WEIGHT or not size.fits(_ROOM)):
            return False
        self.html += [gap, piece.html]
        self.size, self.weight, self.last = size, weight, part
        self.stories.append(part.number)
        return True

    def _heading_above(self, part: _Part) -> Piece | None:
        """Return what stands above a story: related ones have a heading, and what follows them another."""
        if has_heading(part.subject):
            if part.begins:
                return _set(heading(part.subject))
            return None if self.last else _set(heading(part.subject), f" · {phrase('digest.continued')}")
        if self.last and has_heading(self.last.subject):
            return _set(phrase("digest.other_stories"))
        return None


def _parts(content: DigestContent, *, is_brief: bool) -> Iterator[_Part]:
    number, last = 0, len(content.cards)
    with_feeds = content.sources > 1
    for subject in content.subjects:
        for place, card in enumerate(subject.cards):
            number += 1
            laid, is_line = _laid(_as_seen(card), with_feeds, is_brief, language())
            piece = _numbered(laid, number)
            if number == last and (notes := left_out(content)):
                piece = Piece.joined([piece, *(Piece.of(Block(note, "i")) for note in notes)], "\n\n")
            yield _Part(number, piece, is_line, subject, begins=place == 0)


def _as_seen(card: Card) -> Card:
    """Return a card without what is not seen of it, as that differs from reader to reader."""
    return Card(card.tellings, card.sentences, card.additions, card.figures, card.before)


# One story stands in the digests of many: as many as come in an hour or two from 1,000 feeds.
@lru_cache(maxsize=2048)
def _laid(card: Card, with_feeds: bool, is_brief: bool, _language: str) -> tuple[Piece, bool]:
    """Return a story as it is set, with `_NUMBER` in place of its number, and whether it is only a line.

    The language is the one that is spoken: named, or a page would be taken from that of another one.
    """
    text = card_text(card, with_feeds=with_feeds)
    if is_brief:
        text = replace(text, lead=(), others=())
    lines = [piece_of(line) for line in head_lines(text, _NUMBER)]
    if not text.is_line:
        lines.append(Piece.joined([piece_of(line) for line in bounded(text, _BOUNDS)], "\n").quoted())
    return Piece.joined(lines, "\n"), text.is_line


def _numbered(laid: Piece, number: int) -> Piece:
    shown = f"{number}. "
    size = laid.size
    units = size.units + len(shown) - len(_NUMBER)
    return Piece(laid.html.replace(_NUMBER, shown, 1), Size(units, size.entities, size.entity_bytes))


def _set(text: str, behind: str = "") -> Piece:
    return Piece.joined([Piece.of(Block(f"{HEADING} {text}", "b")), Piece.of(Block(behind))], "")
