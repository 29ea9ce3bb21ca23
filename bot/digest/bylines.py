"""Authors compared with the names that people give: whole words, whatever their capitals and accents."""

import unicodedata
from functools import lru_cache

# Letters with a stroke or joined ones, which Unicode does not take apart into a letter and a mark.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe"})
# Scripts that set no space between words, so that each letter counts as one (Unicode blocks: Thai and Lao,
# Burmese, Khmer; kana and Han with their extensions).
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def is_by(author: str | None, name: str) -> bool:
    """Whether the words of a name stand in a row in what is said of an author."""
    if not author:
        return False
    line, wanted = _words(author), _words(name)
    size = len(wanted)
    return bool(wanted) and any(line[at : at + size] == wanted for at in range(len(line) - size + 1))


# As many as bring something in a day or two of 1,000 feeds, and the names that chats give.
@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return tuple("".join(map(_spaced, letters)).split())


def _spaced(letter: str) -> str:
    """Return a letter; an accent is nothing, a sign a space, and a letter that is a word has space around."""
    if letter.isascii():
        return letter if letter.isalnum() else " "
    if unicodedata.combining(letter):
        return ""
    if any(first <= ord(letter) <= last for first, last in _UNSPACED):
        return f" {letter} "
    # Vowel signs belong to the word that they stand in.
    return letter if letter.isalnum() or unicodedata.category(letter).startswith("M") else " "
