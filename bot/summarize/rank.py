"""Our own ranker: where a sentence stands, what it shares with the rest, how it reads. Deterministic.

No sentence is compared with each other one, so that time grows with the text and not with its square. The
counts of an article are small and sparse: dictionaries do them in less time than loading NumPy takes.
"""

import heapq
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log, sqrt

from bot.summarize.pairs import unbalanced
from bot.summarize.story import Story
from bot.summarize.words import words

# Weights of features that lie between 0 and 1. Set by hand on English and French news with editors'
# summaries, where halving or doubling any one of them moves unigram and bigram F1 by less than half a point;
# what is shared by all good settings is that the place in the text leads.
_PLACE = 1.0
_CENTRE = 0.9
_TITLE = 0.3
_REPEATED = 0.2
_LEAD = 0.15
_OPENS_PARAGRAPH = 0.05
# How much a sentence loses where all that it says has been said by those chosen before it.
_REDUNDANCY = 0.8

# Under six words a sentence seldom stands alone; beyond 40 each further 20 words cost as much as a bad place.
_SHORT, _LONG = 6, 40
_TOO_SHORT = 1.0
_TOO_LONG = 0.2
_QUESTION = 0.3
_STARTS_IN_QUOTES = 0.12
_SHOUTED = 0.5
_UNBALANCED = 0.6
# What announces the next line ("… to all on Monday:") or is an item of a list, and a heading: under twelve
# words without an end mark, where most sentences have one.
_STUB = 0.8
_HEADING = 12
_END = re.compile(r"[.!?…。｡．！？؟۔।॥։።၊။][\"'”’»“«)\]」』）]*\Z")
_CLOSED = "\"'”’»“«)]」』） "

# Redundancy is weighed among this many of the best: more than any summary that a person asks for.
_POOL = 400
# Sentences whose words count as the lead's.
_LEAD_SENTENCES = 3

_Term = str
_Bigram = tuple[_Term, _Term]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the ranker thinks of a text's sentences."""

    scores: tuple[float, ...]
    """One a sentence; higher is better, and there is no fixed scale."""
    order: tuple[int, ...]
    """The index of every sentence once, the one to choose first at the front."""


class _Counts:
    """The terms of a text's sentences, how rare they are, and what the text is about."""

    def __init__(self, story: Story) -> None:
        every = [_terms(found) for found in story.words]
        self.sets = [dict.fromkeys(terms) for terms in every]  # sets whose order is the text's
        self.bigrams: list[list[_Bigram]] = [list(dict.fromkeys(pairwise(terms))) for terms in every]
        document = Counter(chain.from_iterable(self.sets))
        self.bigram_document = Counter(chain.from_iterable(self.bigrams))
        rarities = {n: log((len(every) + 1) / (n + 0.5)) for n in set(document.values())}
        self.rarity = {term: rarities[n] for term, n in document.items()}
        self.centre = {term: n * rarities[n] for term, n in document.items() if n > 1}
        self.centre_length = sqrt(sum(weight * weight for weight in self.centre.values())) or 1.0
        self.lead = self.centre.keys() & set(chain.from_iterable(every[:_LEAD_SENTENCES]))
        self.title = set(_terms(words(story.title or "", story.language)))
        # The rarity of all that a sentence says.
        self.sums = [sum(map(self.rarity.__getitem__, terms)) or 1.0 for terms in self.sets]


def rank(story: Story) -> Ranking:
    """Rank the sentences of one article. The same story gives the same ranking."""
    counts = _Counts(story)
    paragraphs = story.paragraphs
    shouted = _shouted(story.texts)
    stubs = _stubs(story)
    scores = tuple(
        _PLACE / sqrt(1 + index)
        + _meaning(counts, index)
        + _OPENS_PARAGRAPH * (index == 0 or paragraphs[index] != paragraphs[index - 1])
        - _reading(text, len(story.words[index]))
        - _SHOUTED * shouted[index]
        - _STUB * stubs[index]
        for index, text in enumerate(story.texts)
    )
    return Ranking(scores, tuple(_ordered(scores, counts)))


def _terms(found: Sequence[str]) -> list[_Term]:
    """Return the words that carry meaning: long enough to be no particle, single ideographs in twos."""
    terms = []
    before = ""
    for word in found:
        if len(word) > 3:
            terms.append(word)
            before = ""
            continue
        alone = len(word) == 1 and ord(word) >= 0x3000
        if alone and before:
            terms.append(before + word)
        # Particles and pronouns have up to three letters in most Latin alphabets, two in most others.
        elif (len(word) > 2 and not word.isascii()) or word.isdecimal():
            terms.append(word)
        before = word if alone else ""
    return terms


def _meaning(counts: _Counts, index: int) -> float:
    """Return what the sentence at `index` shares with the text, its title and its lead."""
    terms, bigrams = counts.sets[index], counts.bigrams[index]
    rarity, about, first = counts.rarity, counts.centre, counts.lead
    squares = centre = lead = 0.0
    for term in terms:
        rare = rarity[term]
        squares += rare * rare
        if term in about:
            centre += rare * about[term]
            if term in first:
                lead += rare
    occurs = counts.bigram_document
    repeated = sum([occurs[bigram] > 1 for bigram in bigrams])
    title = len(counts.title & terms.keys()) if counts.title else 0
    return (
        _CENTRE * centre / (sqrt(squares) or 1.0) / counts.centre_length
        + _REPEATED * repeated / max(len(bigrams), 1)
        + _TITLE * title / max(len(counts.title), 1)
        + _LEAD * lead / counts.sums[index]
    )


def _reading(text: str, length: int) -> float:
    """Return how badly a sentence of `length` words reads on its own."""
    # Text without spaces counts its characters as words: about two make one.
    if length and ord(max(text)) >= 0x3000 and " " not in text:
        length //= 2
    return (
        _TOO_SHORT * (length < _SHORT)
        + _TOO_LONG * max(0, length - _LONG) / 20
        + _QUESTION * text.rstrip("\"'”’»“)」").endswith(("?", "？", "؟", "\u037e"))
        + _STARTS_IN_QUOTES * (text[0] in "\"“„«»”‘'‚「『")
        + _UNBALANCED * unbalanced(text)
    )


def _shouted(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences are all in capitals, in a text that is not."""
    upper = [text.isupper() and sum(map(str.isalpha, text)) > 8 for text in texts]
    return [False] * len(texts) if 2 * sum(upper) > len(upper) else upper


def _stubs(story: Story) -> list[bool]:
    """Tell which sentences are headings, items of a list or announce what follows."""
    ended = [_END.search(text, max(len(text) - 8, 0)) is not None for text in story.texts]
    with_ends = 2 * sum(ended) > len(ended)
    return [
        not end
        and ((with_ends and len(found) < _HEADING) or text.rstrip(_CLOSED).endswith((":", ";", "：", "；")))
        for text, found, end in zip(story.texts, story.words, ended, strict=True)
    ]


def _ordered(scores: Sequence[float], counts: _Counts) -> list[int]:
    """Return all indices, best first, where a sentence loses by what those before it have said."""
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    rarity, said = counts.rarity, set[_Term]()
    chosen: list[int] = []
    # A sentence's worth only falls while others are chosen: the one that stays on top when seen anew is best.
    heap = [(-scores[index], index) for index in ranked[:_POOL]]
    while heap:
        _, index = heapq.heappop(heap)
        repeated = sum([rarity[term] for term in counts.sets[index] if term in said])
        now = (_REDUNDANCY * repeated / counts.sums[index] - scores[index], index)
        if heap and now > heap[0]:
            heapq.heappush(heap, now)
        else:
            chosen.append(index)
            said.update(counts.sets[index])
    return chosen + ranked[_POOL:]
