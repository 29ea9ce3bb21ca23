"""Words and phrases that people name: as they are kept, compared, and told apart in buttons."""

import unicodedata

from bot.articles.model import content_id

# One character says too little of a story, and what is longer than a column of the database is no phrase.
_SHORTEST, _LONGEST = 2, 64
# Joiners that Persian and Indian words need; all other invisible formats only make words that look alike
# different.
_JOINERS = frozenset("\u200c\u200d")
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})


def normal_word(typed: str) -> str | None:
    """Return a word or phrase as it is kept: composed, on one line, its capitals as typed.

    None where it has fewer than 2 characters or more than 64, or no letter and no digit.
    """
    seen = "".join(character for character in typed if _is_seen(character))
    word = " ".join(unicodedata.normalize("NFC", seen).split())
    is_word = any(character.isalnum() for character in word)
    return word if is_word and _SHORTEST <= len(word) <= _LONGEST else None


def word_key(word: str) -> str:
    """Return what two words have in common that differ in nothing but capitals."""
    return unicodedata.normalize("NFC", word.casefold())


def word_id(word: str) -> str:
    """Return 16 characters that name a word in the data of a button, where itself it may be too long."""
    return content_id(word_key(word))


def _is_seen(character: str) -> bool:
    return character.isspace() or character in _JOINERS or unicodedata.category(character) not in _HIDDEN
