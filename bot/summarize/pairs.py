"""Which quotation marks and brackets of a text belong together. One pass, linear in the text."""

import re
from bisect import bisect_left

# Opening mark → the marks that may close it. Origin: the quotation styles of CLDR 46 ("delimiters") with
# the reversed and same-mark styles of Danish and Swedish. “ opens in English and closes in German.
_QUOTES = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "”": "”",
    '"': '"',
}
_SINGLE = {"‘": "’", "‚": "‘’", "'": "'"}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "〔": "〕", "〈": "〉"}
_PARTNERS = _QUOTES | _SINGLE | _BRACKETS
CLOSERS = frozenset("".join(_PARTNERS.values()))
MARKS = frozenset(_PARTNERS) | CLOSERS

# Beyond the longest quotation that a person reads as one sentence, the opening mark is a stray one.
_LONGEST = 1200
# Single marks are mostly apostrophes: the longer such a pair, the likelier it is a wrong one.
_LONGEST_SINGLE = 600
# News nests quotations and brackets three deep at most; a bound keeps the search for a partner constant.
_DEEPEST = 8

# A row of the same mark is decoration, and is skipped whole.
_ANY = "[" + re.escape("".join(sorted(MARKS))) + "]"
# An apostrophe inside a word opens and closes nothing, nor do the two strokes of a Hebrew abbreviation.
_MARK = re.compile(rf"({_ANY})\1{{3,}}|{_ANY}(?<![^\W_]['’](?=[^\W_]))(?<![א-ת]\"(?=[א-ת]))|\n[^\S\n]*\n")
_SINGLES = "‘’‚'›‹"
_DOUBLE = re.compile("[" + re.escape("".join(sorted(MARKS - set(_SINGLES)))) + "]")
_BEFORE_OPENER = frozenset("([{<«„“‘'\"—–-/=:|（「『《【")
_AFTER_CLOSER = frozenset(".,;:!?…)]}>»”’'\"—–-/|。，、；：！？）」』》】")
_STOPS = frozenset(".,!?…。！？")


def pairs(text: str) -> list[tuple[int, int]]:
    """Return `(opening, closing)` offsets of all marks that have a partner, ordered by the closing mark.

    A mark without a partner, one whose partner is too far away, and apostrophes are in no pair. No pair
    reaches over an empty line.
    """
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if len(mark) > 1:
            if mark[0] == "\n":
                stack.clear()
            continue
        depth = _partner(stack, mark)
        before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
        if depth is not None and _closes(mark, stack[depth][0], before, after):
            opener, start = stack[depth]
            del stack[depth:]
            if at - start <= (_LONGEST_SINGLE if opener in _SINGLE else _LONGEST):
                found.append((start, at))
        elif mark in _PARTNERS and (_opens(mark, before, after) or _may_open(mark, before, after)):
            _push(stack, mark, at)
    return found


def outermost(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of the `pairs` of a text that lie in no other pair, in order and not overlapping."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not result or start > result[-1][1]:
            result.append((start, end))
    return result


class Marks:
    """The paired quotation marks and brackets of a text.

    `openings` are the offsets of the opening marks, `closings` leads from each closing one to its partner.
    """

    def __init__(self, text: str) -> None:
        found = pairs(text)
        self.openings = {start for start, _ in found}
        self.closings = {end: start for start, end in found}
        self._outer = outermost(found)
        self._starts = [start for start, _ in self._outer]

    def inside(self, offset: int) -> bool:
        """Tell whether a cut before `offset` would part a pair."""
        if not self._starts:
            return False
        index = bisect_left(self._starts, offset) - 1
        return index >= 0 and self._outer[index][1] >= offset


def unbalanced(text: str) -> bool:
    """Tell whether a double quotation mark or bracket of `text` lacks its partner."""
    if not _DOUBLE.search(text):
        return False
    paired = {offset for pair in pairs(text) for offset in pair}
    return any(
        match.start() not in paired
        for match in _MARK.finditer(text)
        if match[0] not in _SINGLES and len(match[0]) == 1
    )


def _partner(stack: list[tuple[str, int]], mark: str) -> int | None:
    """Return the index of the innermost open mark that `mark` can close."""
    if mark not in CLOSERS:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _PARTNERS[stack[depth][0]]:
            return depth
    return None


def _closes(mark: str, opener: str, before: str, after: str) -> bool:
    """Decide whether `mark` closes `opener`, seen between the characters `before` and `after`."""
    outside = not after or after.isspace() or after in _AFTER_CLOSER
    if opener in _SINGLE:
        # Only after punctuation: otherwise it is a plural's apostrophe, or quotes a single word.
        return before in _STOPS and not after.isalnum()
    if opener in ('"', "”"):
        # The same mark opens and closes; between two letters (Chinese) it closes what is open.
        return outside or not _opens(mark, before, after) or not before.isspace()
    return True


def _opens(mark: str, before: str, after: str) -> bool:
    """Decide whether `mark` opens a pair, seen between the characters `before` and `after`."""
    free = not before or before.isspace() or before in _BEFORE_OPENER
    if mark in ("»", "”"):
        return free and after.isalnum()
    if mark in ("'", "‘", "‚"):
        return free and bool(after) and not after.isspace()
    if mark == '"':
        inside = not after or after.isspace() or after in _STOPS
        return not inside and (free or after.isalnum())
    return True


def _may_open(mark: str, before: str, after: str) -> bool:
    """Allow for an opening mark that lost its space ('on Monday." We have'); behind a figure it means inches.

    Between a letter and a space it closes a quotation whose beginning is missing ('of the IS" so-called').
    If it was a stray closing mark after all, the next opening mark takes its place.
    """
    return mark == '"' and not before.isdigit() and not (before.isalpha() and after.isspace())


def _push(stack: list[tuple[str, int]], mark: str, at: int) -> None:
    """Open `mark`; one of its kind that is still open was never closed, unless it is a bracket."""
    if mark not in _BRACKETS:
        for depth, (opener, _) in enumerate(stack):
            if opener == mark:
                del stack[depth:]
                break
    stack.append((mark, at))
    if len(stack) > _DEEPEST:
        del stack[0]
