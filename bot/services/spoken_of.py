"""Whether an entry speaks of what a reader named, whatever form its language gives the words."""

from functools import lru_cache

from bot.articles.feed import Entry
from bot.summarize.further import terms_in


def speaks_of(entry: Entry, phrase: str) -> bool:
    """Whether the headline, author or shown sentences of an entry have the words of a phrase, in a row."""
    language = entry.summary.language if entry.summary else "und"
    wanted = _stems(phrase, language)
    return bool(wanted) and any(_has(line, wanted) for line in _lines(entry))


def _has(line: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(line[at : at + size] == wanted for at in range(len(line) - size + 1))


@lru_cache(maxsize=4096)
def _stems(phrase: str, language: str) -> tuple[str, ...]:
    return tuple(terms_in([phrase], language)[0])


# As many entries as come in some hours from 1,000 feeds: each is asked for by every chat with wishes.
@lru_cache(maxsize=4096)
def _lines(entry: Entry) -> tuple[tuple[str, ...], ...]:
    summary = entry.summary
    told = dict.fromkeys(text for text, _ in (*summary.sentences, *summary.told)) if summary else {}
    language = summary.language if summary else "und"
    return tuple(tuple(line) for line in terms_in([entry.title or "", *told], language))
