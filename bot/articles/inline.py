"""Cutting furniture that was glued to the story on one line ("… said. Scroll down for video . The …")."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.articles.blocks import Piece, make_piece
from bot.articles.furniture import RULES
from bot.articles.patterns import beginnings, compiled
from bot.articles.rules import Kind, Rule

_CONTRIBUTED = r"contributed (?:reporting )?to this (?:report|story|article)\s?\.?"
# Names, agencies and places of a credit; any other word in small letters makes it a sentence of the story.
_CREDIT_WORD = (
    r"(?:[^\W\d_a-z].*|al-\w.*|and|in|of|from|with|at|the|de|van|von|der|la|also|&"
    r"|(?:journalist|meteorologist|producer|correspondent|writer|reporter)s?),?"
)
_INITIAL = r"(?:[^\W\d_]\.)+|Jr\.|Sr\.|St\."
# "CNN's A, B, C, D and E in Washington": the longest credit has some forty words.
_LONGEST_CREDIT = 500
# "Previous Article …200… Next Article …200…" is the longest stretch bound to the end of a line.
_LONGEST_TAIL = 500

# Enough of a row's beginning to be rare in a text without its furniture.
_BEGINNING = 6
# A cut may bring the next furniture to the end of a line; nothing real needs more than two passes.
_PASSES = 4
_OPENS = "\"“„«‘'([¿¡"
_CLOSES = ".!?…\"”’'»)]:|–—-。！？"


@dataclass(frozen=True, slots=True)
class _Search:
    """How one row is searched for, in texts that hold one of the strings `near`."""

    source: str
    near: tuple[str, ...]
    anywhere: bool
    at_end: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        return compiled(f"(?:{self.source})$" if self.at_end else self.source)

    def may_be_in(self, text: str) -> bool:
        """Tell whether the row's words are in the text, where a line's end is not known."""
        return any(words in text for words in self.near) and bool(compiled(self.source).search(text))


def _search(rule: Rule, source: str) -> _Search:
    near = rule.near or tuple(start.partition("0")[0] for start in beginnings(source, _BEGINNING))
    return _Search(source, near, rule.anywhere, rule.at_end)


_INLINE = tuple(rule for rule in RULES if rule.kind is Kind.INLINE)
_SEARCHES = tuple(_search(rule, source) for rule in _INLINE for source in rule.what)


def cut(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces without the furniture glued into them; each side of a cut is a piece of its own."""
    live = [search for search in _SEARCHES if search.may_be_in(text)]
    credited = "contributed " in text and bool(compiled(_CONTRIBUTED).search(text))
    if not live and not credited:
        yield from pieces
        return
    for piece in pieces:
        yield from _divided(text, piece, live, credited, _PASSES)


def _divided(text: str, whole: Piece, live: list[_Search], credited: bool, passes: int) -> Iterator[Piece]:
    parts = list(_parts(text, whole, live, credited=credited))
    if parts == [whole] or passes == 1:
        yield from parts
        return
    for part in parts:
        yield from _divided(text, part, live, credited, passes - 1)


def _parts(text: str, whole: Piece, live: list[_Search], *, credited: bool) -> Iterator[Piece]:
    candidates = [
        (*match.span(), search.anywhere)
        for search in live
        for match in search.pattern.finditer(
            text, max(whole.start, whole.end - _LONGEST_TAIL) if search.at_end else whole.start, whole.end
        )
    ]
    if credited:
        candidates += [(start, end, False) for start, end in _credits(text, whole)]
    if not candidates:
        yield whole
        return
    at, apart = whole.start, whole.apart
    for start, end, anywhere in sorted(candidates):
        if start >= at and _stands_alone(text, at, whole, start, end, anywhere=anywhere):
            if before := make_piece(text, at, start, apart=apart):
                yield before
            at, apart = end, True
    if at == whole.start:
        yield whole
    elif rest := make_piece(text, at, whole.end, apart=True):
        yield rest


def _stands_alone(text: str, at: int, whole: Piece, start: int, end: int, *, anywhere: bool) -> bool:
    """Tell whether the stretch is no part of a sentence: one ends before it, and none runs on after it."""
    after = text[end : min(end + 4, whole.end)].lstrip()
    if after and (after[0].islower() or after[0] in ",;:)”»"):
        return False
    before = text[max(at, start - 4) : start].rstrip()
    if not before:
        return True
    return before[-1] not in _OPENS if anywhere else before[-1] in _CLOSES


def _credits(text: str, whole: Piece) -> Iterator[tuple[int, int]]:
    """Yield the credits "CNN's A. Name and B. Name contributed to this report." that stand as sentences."""
    for match in compiled(_CONTRIBUTED).finditer(text, whole.start, whole.end):
        window = text[max(whole.start, match.start() - _LONGEST_CREDIT) : match.start()]
        start = match.start()
        for word in reversed(list(re.finditer(r"\S+", window))):
            ends_before = word.group()[-1] in ".!?\"”’'" and not compiled(_INITIAL).fullmatch(word.group())
            if ends_before or not compiled(_CREDIT_WORD).fullmatch(word.group()):
                break
            start = match.start() - len(window) + word.start()
        else:
            ends_before = match.start() - len(window) == whole.start
        if ends_before and start < match.start():
            yield start, match.end()
