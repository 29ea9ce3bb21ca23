"""What a story is about, in a few words of its own: for a reader who wants more of it, or less."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.articles.feed import Entry
from bot.articles.months import MONTH_WORDS
from bot.digest.story_card_model import Terms

# More than the reader remembers having weighed.
_MOST = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# Where words are not parted by spaces a headline looks like one word, which no other one would have.
_LONGEST = 24
_SHORTEST = 3


def story_words(entries: Sequence[Entry], terms_of: Terms) -> tuple[str, ...]:
    """Return up to three words of the headlines that the sentences of a story have most often.

    Of equals those with a capital come first, then those that stand first. A headline that is missing is
    replaced by the first sentence; words of dates count nothing. None where nothing is told.
    """
    said: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for entry in entries:
        summary = entry.summary
        told = list(dict.fromkeys(text for text, _ in (*summary.sentences, *summary.told))) if summary else []
        language = summary.language if summary else "und"
        headline = entry.title or next(iter(told), "")
        words = [word for word in _WORD.findall(headline) if _SHORTEST <= len(word) <= _LONGEST]
        stems = [next(iter(terms), None) for terms in terms_of(words, language)]
        for stem, word in zip(stems, words, strict=True):
            if stem and word.casefold() not in MONTH_WORDS:
                spelled.setdefault(stem, word)
        said.update(stem for terms in terms_of([headline, *told], language) for stem in set(terms))
    first = {stem: place for place, stem in enumerate(spelled)}

    def rank(stem: str) -> tuple[int, bool, int]:
        return -said[stem], not spelled[stem][0].isupper(), first[stem]

    return tuple(spelled[stem] for stem in sorted(spelled, key=rank)[:_MOST])
