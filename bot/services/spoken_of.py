"""Whether an entry speaks of what a reader named, whatever form its language gives the words.

What the reader typed is compared, stem by stem or letter by letter; it is never a pattern.
"""

import re
import unicodedata
from functools import lru_cache

from bot.articles.feed import Entry
from bot.summarize.terms import terms_of_each
from bot.summarize.words import words

# Words with hyphens are taken apart: who names "China" means "US-China", too. Vowels that a script writes as
# marks belong to their word (Unicode blocks: Latin to Arabic marks, the Indic scripts, Tibetan).
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0df3\u0f71-\u0f84])"
_WRITTEN = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*")
# Scripts that set no space between words (Unicode blocks: Thai and Lao, Burmese, Khmer; kana and Han with
# their extensions): there a word is found wherever its letters stand.
_UNSPACED = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\uaa60-\uaa7f\U00020000-\U0003ffff]"
)


def speaks_of(entry: Entry, phrase: str) -> bool:
    """Whether the headline of an entry, or any sentence of it that may be shown, has a phrase.

    That is its words in a row, each in any form that has the same stem; in scripts that set no space between
    words, and in names such as "C++", its letters. A word that carries no meaning by itself ("it", "us")
    stands for the name that is written so in capitals, unless it is part of a longer phrase.
    """
    summary = entry.summary
    language = summary.language if summary else "und"
    shown = (*summary.sentences, *summary.others, *summary.told) if summary else ()
    texts = (entry.title or "", *dict.fromkeys(text for text, _ in shown))
    if _UNSPACED.search(phrase) or _is_sign(phrase):
        letters = _letters(phrase)
        return any(letters in _letters(text) for text in texts)
    wanted = _keys(phrase, language)
    if len(wanted) == 1:
        wanted = tuple(key.upper() if _is_bare(key) else key for key in wanted)
    return bool(wanted) and any(_has(_keys(text, language), wanted) for text in texts)


def _has(line: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    if size == 1:
        return wanted[0] in line
    first = wanted[0].lower()
    lowered = [key.lower() for key in line]
    return any(
        key == first and lowered[at : at + size] == [one.lower() for one in wanted]
        for at, key in enumerate(lowered)
    )


def _is_sign(phrase: str) -> bool:
    """Whether signs are what tells a name from any letter: "C++"."""
    return list(map(len, _WRITTEN.findall(phrase))) == [1]


def _is_bare(key: str) -> bool:
    return not key.startswith(_STEM)


# Stands before a stem, so that it is never taken for a word without one.
_STEM = "="


# The sentences of as many entries as come in an hour or two from 1,000 feeds: each is asked for by every chat
# with wishes.
@lru_cache(maxsize=32_768)
def _keys(text: str, language: str) -> tuple[str, ...]:
    """Return what tells each word of a text from others: its stem; itself where it carries no meaning."""
    every = _WRITTEN.findall(unicodedata.normalize("NFC", text))
    pieces = [(written, word) for written in every for word in words(written, language)]
    stems = terms_of_each([[word] for _, word in pieces], language)
    return tuple(
        f"{_STEM}{stem[0]}" if stem else written if written.isupper() and len(written) > 1 else word
        for (written, word), stem in zip(pieces, stems, strict=True)
    )


@lru_cache(maxsize=32_768)
def _letters(text: str) -> str:
    """Return a text in one spelling, without capitals and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
