"""What the beginning of a block looks like, told without a pattern: which ways of a dateline it may have."""

import re

from bot.articles.months import MONTH_WORDS, fold

DASHES = "-—–―\x96\x97"

# Words in small letters that may stand between the place and the proof: what `_LINK`, `_DAY` and the agencies
# before a bar spell out in `dateline_styles.py`. Any other ends the part of a head that must hold the proof.
_WEEKDAYS = frozenset(f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun"))
_INSIDE = MONTH_WORDS | _WEEKDAYS | {
    *("de", "del", "la", "am", "an", "der", "le", "les", "sur", "di", "do", "на", "и", "und", "and", "et"),
    *("of", "dpa", "ap", "afp", "rtr", "epd"),
}  # fmt: skip
_LATER_WORD = re.compile(r"(?<= )\w+")


class Head:
    """What the beginning of a block looks like, found without any of the styles' patterns."""

    def __init__(self, text: str) -> None:
        first, second = text[:1], text[1:2]
        self.text = text
        self.opened = first in "([/［"
        self.named = first.isupper() or (first > "\u058f" and not first.islower())
        self.capitals = first.isupper() and (second.isupper() or second in "'’ʼ-.")
        # The words of a signature in front may be any.
        self.lead = text if first == "(" else _lead(text)

    @property
    def signed(self) -> bool:
        """Whether a signature may begin."""
        return any(mark in self.lead for mark in "([/")

    @property
    def dashed(self) -> bool:
        """Whether there is a dash."""
        return any(mark in self.lead for mark in DASHES)

    @property
    def dated(self) -> bool:
        """Whether a day may be named."""
        words = set(re.findall(r"\w+", fold(self.lead)))
        return not words.isdisjoint(_WEEKDAYS) or (
            not words.isdisjoint(MONTH_WORDS) and any(c.isdigit() for c in self.lead)
        )


def _lead(text: str) -> str:
    """Return what stands before the first word that no dateline holds outside its signature."""
    for word in _LATER_WORD.finditer(text):
        if word.group()[0].islower() and fold(word.group()) not in _INSIDE:
            return text[: word.start()]
    return text
