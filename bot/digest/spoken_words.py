"""What people type, taken apart into words to be read one after the other."""

import re
import unicodedata
from collections.abc import Container, Mapping

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~", "-"))
"""For `str.translate`: every dash and minus as people type them becomes "-"."""

_HALF_DAY = re.compile(r"(?<=\d)\s*([ap])\.?\s?m\b\.?")
_CLOCK = re.compile(r"\bo['’`]?\s?clock\b|\buhr\b")
# A date, a number with what is written onto it (a time, "24th", "3d"), a word, or a single sign.
_WORD = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/\d{4})?|\d[\w:.]*|[^\W\d_]+|\S",
)
_SEPARATORS = frozenset(",;/&+.:!")


class Words:
    """The words of a text in lower case, and of the signs between them "-" alone."""

    def __init__(self, text: str) -> None:
        plain = _CLOCK.sub(" ", _HALF_DAY.sub(r"\1m ", _folded(text)))
        self._words = [word for word in _WORD.findall(plain) if word not in _SEPARATORS]
        self._at = 0

    def peek(self, ahead: int = 0) -> str:
        """Return the next word, or one further ahead; empty behind the end."""
        index = self._at + ahead
        return self._words[index] if index < len(self._words) else ""

    def take(self) -> str:
        """Return the next word and go on; empty at the end."""
        word = self.peek()
        self._at += 1
        return word

    def accept(self, *wanted: Container[str]) -> bool:
        """Go on past the next words if each is one of those wanted in its place."""
        if all((word := self.peek(place)) and word in words for place, words in enumerate(wanted)):
            self._at += len(wanted)
            return True
        return False


def in_english(text: str, meanings: Mapping[str, str]) -> str:
    """Return a text with English words in place of those of another language, all in small letters."""
    names = {_folded(name).rstrip("."): word for name, word in meanings.items()}
    any_name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)({any_name})(?!\w)", lambda match: names[match[1]], _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(DASHES)
