"""Whether an entry speaks of what a reader named, whatever form its language gives the words."""

import re
from functools import lru_cache

from bot.articles.feed import Entry
from bot.summarize.terms import terms_of_each
from bot.summarize.words import words

# Words with hyphens are taken apart: who names "China" means "US-China", too.
_WRITTEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def speaks_of(entry: Entry, phrase: str) -> bool:
    """Whether the headline or the shown sentences of an entry have the words of a phrase, in a row.

    A word that carries no meaning by itself ("it", "us") stands for the name that is written so in capitals,
    unless it is part of a longer phrase.
    """
    summary = entry.summary
    language = summary.language if summary else "und"
    told = dict.fromkeys(text for text, _ in (*summary.sentences, *summary.told)) if summary else ()
    wanted = _keys(phrase, language)
    if len(wanted) == 1:
        wanted = tuple(key.upper() if _is_bare(key) else key for key in wanted)
    return bool(wanted) and any(_has(_keys(text, language), wanted) for text in (entry.title or "", *told))


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


def _is_bare(key: str) -> bool:
    return not key.startswith(_STEM)


# Stands before a stem, so that it is never taken for a word without one.
_STEM = "="


# The sentences of as many entries as come in an hour or two from 1,000 feeds: each is asked for by every chat
# with wishes.
@lru_cache(maxsize=32_768)
def _keys(text: str, language: str) -> tuple[str, ...]:
    """Return what tells each word of a text from others: its stem; itself where it carries no meaning."""
    pieces = [(written, word) for written in _WRITTEN.findall(text) for word in words(written, language)]
    stems = terms_of_each([[word] for _, word in pieces], language)
    return tuple(
        f"{_STEM}{stem[0]}" if stem else written if written.isupper() and len(written) > 1 else word
        for (written, word), stem in zip(pieces, stems, strict=True)
    )
