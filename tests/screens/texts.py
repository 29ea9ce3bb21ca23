"""Which text of the catalogue a line is, so that screens are the same whatever names they hold."""

import re
from functools import cache

from bot.render.english import TEXTS, Plural

_PLACE = re.compile(r"\{\w+\}")
_TAG = re.compile(r"</?\w+[^>]*>")
_CHOSEN = "✓ "
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2069\u202a-\u202e]")
# A text with fewer letters of its own fits nearly every line; labels are short.
_FEWEST_LETTERS, _FEWEST_IN_LABEL = 5, 2
# Below the name of a source stands what it is; far below, words of articles look like anything.
_LOOKED_THROUGH = 4
OWN_WORDS = "…"
"""What stands for words that are not of the catalogue: names, titles, addresses."""


def line_of(text: str) -> str:
    """Return the key of the text of the catalogue that the first line of a message is.

    Where it is none, `OWN_WORDS` and the key of the first of the lines behind it that is.
    """
    first, *others = (_INVISIBLE.sub("", line) for line in text.strip().split("\n"))
    if found := _found(first, is_label=False):
        return found
    behind = (_found(line, is_label=False) for line in others[:_LOOKED_THROUGH])
    return f"{OWN_WORDS} {next(filter(None, behind), '')}".rstrip()


def label_of(label: str) -> str:
    """Return the text of the catalogue that a label is, or `OWN_WORDS`; chosen or not is the same."""
    key = _found(_INVISIBLE.sub("", label).removeprefix(_CHOSEN), is_label=True)
    return beginning_of(key) if key else OWN_WORDS


def beginning_of(key: str) -> str:
    """Return the first line of a text of the catalogue, in the plural where it counts."""
    text = TEXTS[key]
    return _lines(text)[-1]


@cache
def _found(line: str, *, is_label: bool) -> str:
    fitting = (key for pattern, key in _patterns(is_label=is_label) if pattern.fullmatch(line))
    return next(fitting, "")


@cache
def _patterns(*, is_label: bool) -> list[tuple[re.Pattern[str], str]]:
    """Patterns with the keys of their texts, those with the most letters of their own first."""
    known = {
        line: key
        for key, text in sorted(TEXTS.items(), reverse=True)  # of equal texts the first key
        if is_label or not key.startswith(("button.", "label."))
        for line in _lines(text)
    }
    fewest = _FEWEST_IN_LABEL if is_label else _FEWEST_LETTERS
    ranked = sorted(known, key=lambda line: (-_letters(line), line))
    return [(_pattern(line), known[line]) for line in ranked if _letters(line) >= fewest]


def _lines(text: str | Plural) -> list[str]:
    """Return the first line of each form of a text."""
    forms = (text.one, text.other) if isinstance(text, Plural) else (text,)
    return [_TAG.sub("", form).partition("\n")[0] for form in forms]


def _letters(text: str) -> int:
    return len(re.sub(r"\W", "", _PLACE.sub("", text)))


def _pattern(text: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in _PLACE.split(text)]
    return re.compile(".*?".join(parts), re.DOTALL)
