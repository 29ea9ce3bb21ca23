"""Which phrases of the catalogue an answer has, in which language, and what in it is English by mistake."""

import re
from functools import cache
from string import Formatter

from bot.render.english import TEXTS, Plural
from bot.render.languages import ENGLISH, speaking
from bot.render.phrases import phrase
from tests.botapi import Message

_DIRECTIONS = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
_VALUES = re.compile(r"[\d\0\n]+")
# Counts by which all six plural forms of Arabic come.
_COUNTS = (0, 1, 2, 3, 11, 100)
# A shorter piece of an English text may be a name.
_TELLING = 12


def bare(text: str) -> str:
    """Return a text without the marks of direction."""
    return _DIRECTIONS.sub("", text)


@cache
def pieces(key: str, language: str) -> frozenset[str]:
    """Return the longest piece between the values of a phrase, in a language, of each of its forms."""
    text = TEXTS[key]
    forms = [text.one, text.other] if isinstance(text, Plural) else [text]
    names = {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}
    by = text.by if isinstance(text, Plural) else ""
    with speaking(language):
        said = {
            phrase(key, **{name: count if name == by else "\0" for name in names})
            for count in (_COUNTS if by else _COUNTS[:1])
        }
    return frozenset(max(_VALUES.split(bare(one)), key=len).strip() for one in said)


def says(message: Message, key: str, language: str) -> bool:
    """Whether a message has a phrase, as text or on a button, in a language."""
    shown = bare("\n".join([message.text, *message.labels]))
    return any(piece in shown for piece in pieces(key, language))


def said(key: str, language: str) -> str:
    """Return a phrase without values as it is said in a language."""
    with speaking(language):
        return phrase(key)


class English:
    """What is recognised as English where another language is spoken."""

    def __init__(self, language: str) -> None:
        self._pieces, self._labels = set[str](), set[str]()
        if language == ENGLISH:
            return
        for key in TEXTS:
            spoken = pieces(key, language)
            left = pieces(key, ENGLISH) - spoken
            self._pieces |= {piece for piece in left if len(piece) >= _TELLING}
            if key.startswith("button."):
                self._labels |= {piece for piece in left if piece.isascii() and piece.isalpha()}

    def in_text(self, text: str) -> list[str]:
        """Return what of it is English although it should not be."""
        shown = bare(text)
        return [piece for piece in self._pieces if piece in shown]

    def in_message(self, message: Message) -> list[str]:
        """Return what of its text and labels is English although it should not be."""
        labels = [label for label in message.labels if bare(label).removeprefix("✓ ") in self._labels]
        return self.in_text(message.text) + labels
