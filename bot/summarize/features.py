"""What can be told, in numbers, of the terms of a story and of the pairs of terms that follow each other.

Features know no word and no language: they tell how often, where and in what company a term stands. So what
is learned from them in one language holds in others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.summarize.story import Story
from bot.summarize.terms import terms, terms_of_each
from bot.summarize.words import words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_QUOTED = re.compile('["“„«「『][^"”“»」』]*["”“»」』]?')
_QUOTES = re.compile('["“„«「『]')
_BEFORE_NAME = "\"'“”„«»‘’‹›([{¿¡—–-"
# Sentences that count as the lead.
_LEAD = 3

TERM_FEATURES = (
    "times",
    "sentences",
    "share of sentences",
    "first sentence",
    "first place",
    "last place",
    "spread",
    "weight of places",
    "in the lead",
    "opens the story",
    "share of capitals",
    "capitals",
    "number",
    "story sentences",
    "story terms",
    "rank",
    "share of ranks",
    "most central sentence",
    "mean centrality",
    "least quoted",
    "mean quoted",
    "place in sentence",
    "terms before",
    "most repeated pair",
    "times a sentence",
    "relative length of sentence",
    "words of sentence",
)
"""The columns of `Features.terms`. Places are shares of the story, counts logarithms where they grow long."""

PAIR_FEATURES = (
    "sentences",
    "share of sentences",
    "first sentence",
    "first place",
    "last place",
    "weight of places",
    "most central sentence",
    "least quoted",
    "share of first term",
    "share of second term",
    "story sentences",
    "story terms",
    "first: sentences",
    "second: sentences",
    "first: times",
    "second: times",
    "first: share of capitals",
    "second: share of capitals",
    "first: number",
    "second: number",
    "first: first sentence",
    "second: first sentence",
    "first: weight of places",
    "second: weight of places",
    "first: rank",
    "second: rank",
    "first: opens the story",
    "second: opens the story",
    "first: most central sentence",
    "second: most central sentence",
    "relative length of sentence",
    "first: chance",
    "second: chance",
    "chance of both",
)
"""The columns of `Features.pairs`; the last three are for what a model says of the terms."""
_CHANCES = 3


@dataclass(frozen=True, slots=True)
class Features:
    """The terms and pairs of a story in numbers.

    A term is one that `bot.summarize.terms` gives, counted once a story; a pair two that stand next to each
    other in a sentence, other words between them left out. Their indices are the rows of the tables.
    """

    vocabulary: dict[str, int]
    """Term → its index."""
    terms: Floats
    """(terms, `TERM_FEATURES`)"""
    pairs: Floats
    """(pairs, `PAIR_FEATURES`), the chances zero until `with_chances` is asked."""
    ends: Ints
    """(pairs, 2): the indices of each pair's terms."""
    term_in: Ints
    """(n, 2): each term once for each of its sentences, as (term, sentence)."""
    pair_in: Ints
    """(n, 2): the same for pairs."""
    centrality: Floats
    """(sentences,): what a sentence shares with the whole story; 1 for the most central one."""

    def with_chances(self, chances: Floats) -> Floats:
        """Return `pairs` with the chance of each term, as a model gives it, in its last columns."""
        first, second = chances[self.ends[:, 0]], chances[self.ends[:, 1]]
        table = self.pairs.copy()
        table[:, -_CHANCES:] = np.column_stack([first, second, first * second])
        return table


def features(story: Story) -> Features:
    """Describe the terms and pairs of a story."""
    every = terms_of_each(story.words, story.language)
    vocabulary: dict[str, int] = {}
    ids = np.array([vocabulary.setdefault(t, len(vocabulary)) for t in chain.from_iterable(every)], np.int64)
    lengths = np.array([len(found) for found in every], np.int64)
    return _Counts(story, vocabulary, ids, lengths).features()


class _Counts:
    """The counts that all features are made of."""

    def __init__(self, story: Story, vocabulary: dict[str, int], ids: Ints, lengths: Ints) -> None:
        self.vocabulary, self.ids, self.lengths = vocabulary, ids, lengths
        self.n, self.size = max(len(lengths), 1), len(vocabulary)
        self.sentence = np.repeat(np.arange(len(lengths)), lengths)
        self.place = np.arange(len(ids)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self.mean_length = lengths.mean() + 1e-9 if len(lengths) else 1.0
        self.word_counts = np.array([len(found) for found in story.words], np.int64)
        self.quoted = np.array([_quoted(text) for text in story.texts], np.float64)
        self.capitals = _capitals(story, vocabulary)
        self.in_lead = 1 / np.sqrt(1 + np.arange(self.n))

    def features(self) -> Features:
        """Return the tables."""
        term, where = self._once(self.ids, self.sentence)
        n, size = self.n, self.size
        times = np.bincount(self.ids, minlength=size).astype(np.float64)
        spread = np.bincount(term, minlength=size).astype(np.float64)
        # Terms are numbered as they first stand, so that the first of each is where a new number comes.
        first_at = np.unique(self.ids, return_index=True)[1]
        last_at = _extreme(np.maximum, self.ids, np.arange(len(self.ids)), size, 0)
        first, last = self.sentence[first_at], self.sentence[last_at]
        weight = np.bincount(term, weights=self.in_lead[where], minlength=size)
        central = self._centrality(term, where, spread)
        rank = np.empty(size)
        rank[np.lexsort((first_at, -weight, -spread))] = np.arange(size)
        opens = np.zeros(size)
        opens[term[where == 0]] = 1
        share_of_capitals = np.minimum(self.capitals / np.maximum(times, 1), 1)
        number = np.array([t[0].isdigit() for t in self.vocabulary], np.float64)
        most_central = _extreme(np.maximum, term, central[where], size, 0.0)
        pair, pair_where, ends = self._pairs()
        pair_spread = np.bincount(pair, minlength=len(ends)).astype(np.float64)
        repeated = np.zeros(size)
        np.maximum.at(repeated, ends[:, 0], pair_spread)
        np.maximum.at(repeated, ends[:, 1], pair_spread)
        story_sentences, story_terms = np.log(n), np.log(len(self.ids) + 1)
        table = np.column_stack([
            np.log(times),
            np.log(spread),
            spread / n,
            first,
            first / n,
            last / n,
            (last - first) / n,
            weight,
            np.bincount(term[where < _LEAD], minlength=size),
            opens,
            share_of_capitals,
            np.minimum(self.capitals, 4),  # more tell nothing more
            number,
            np.full(size, story_sentences),
            np.full(size, story_terms),
            np.log1p(rank),
            rank / max(size, 1),
            most_central,
            np.bincount(term, weights=central[where], minlength=size) / spread,
            _extreme(np.minimum, term, self.quoted[where], size, 1.0),
            np.bincount(term, weights=self.quoted[where], minlength=size) / spread,
            self.place[first_at] / np.maximum(self.lengths[first], 1),
            self.place[first_at],
            repeated,
            times / spread,
            self.lengths[first] / self.mean_length,
            self.word_counts[first],
        ])  # fmt: skip
        a, b = ends[:, 0], ends[:, 1]
        pair_first = _extreme(np.minimum, pair, pair_where, len(ends), n)
        both = [spread, times, share_of_capitals, number, first, weight, np.log1p(rank), opens, most_central]
        pairs = np.column_stack([
            np.log(pair_spread),
            pair_spread / n,
            pair_first,
            pair_first / n,
            _extreme(np.maximum, pair, pair_where, len(ends), 0) / n,
            np.bincount(pair, weights=self.in_lead[pair_where], minlength=len(ends)),
            _extreme(np.maximum, pair, central[pair_where], len(ends), 0.0),
            _extreme(np.minimum, pair, self.quoted[pair_where], len(ends), 1.0),
            pair_spread / spread[a],
            pair_spread / spread[b],
            np.full(len(ends), story_sentences),
            np.full(len(ends), story_terms),
            *chain.from_iterable((column[a], column[b]) for column in both),
            self.lengths[pair_first] / self.mean_length,
            np.zeros((len(ends), _CHANCES)),
        ])  # fmt: skip
        return Features(
            self.vocabulary,
            table.astype(np.float32),
            pairs.astype(np.float32),
            ends,
            np.column_stack([term, where]),
            np.column_stack([pair, pair_where]),
            central.astype(np.float32),
        )

    def _once(self, ids: Ints, sentence: Ints) -> tuple[Ints, Ints]:
        """Return each id once for each of its sentences, with the sentence."""
        keys = np.unique(ids * self.n + sentence)
        return keys // self.n, keys % self.n

    def _pairs(self) -> tuple[Ints, Ints, Ints]:
        """Return each pair once for each of its sentences, with the sentence, and the terms of the pairs."""
        together = self.sentence[:-1] == self.sentence[1:]
        keys = (self.ids[:-1] * self.size + self.ids[1:])[together]
        distinct, pair = np.unique(keys, return_inverse=True)
        found, where = self._once(pair, self.sentence[:-1][together])
        return found, where, np.column_stack([distinct // max(self.size, 1), distinct % max(self.size, 1)])

    def _centrality(self, term: Ints, where: Ints, spread: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the cosine of each sentence with the story, terms weighed by rarity, the highest made 1."""
        rarity = np.log((self.n + 1) / (spread + 0.5)) ** 2
        shared = np.bincount(where, weights=(rarity * spread)[term], minlength=self.n)
        own = np.sqrt(np.bincount(where, weights=rarity[term], minlength=self.n))
        cosine = shared / (own + 1e-9)
        return np.asarray(cosine / (cosine.max(initial=0.0) + 1e-9), np.float64)


def _extreme(pick: Any, keys: Ints, values: Any, size: int, start: float) -> NDArray[Any]:  # noqa: ANN401
    """Return the least or greatest of `values` for each key, `start` where there is none."""
    out = np.full(size, start, dtype=np.asarray(values).dtype)
    pick.at(out, keys, values)
    return out


def _quoted(text: str) -> float:
    """Return how much of a text stands in quotation marks, from 0 to 1."""
    if not _QUOTES.search(text):
        return 0.0
    return sum(map(len, _QUOTED.findall(text))) / len(text)


def _capitals(story: Story, vocabulary: dict[str, int]) -> NDArray[np.float64]:
    """Return how often each term is written with a capital inside a sentence: mostly names."""
    found = [
        word
        for text in story.texts
        for word in text.split()[1:]
        if not word[0].islower() and (word[0].isupper() or word.lstrip(_BEFORE_NAME)[:1].isupper())
    ]
    counts = np.zeros(len(vocabulary))
    for term in _lookup(words(" ".join(found), story.language), story.language, vocabulary):
        counts[term] += 1
    return counts


def _lookup(found: Sequence[str], language: str, vocabulary: dict[str, int]) -> list[int]:
    return [vocabulary[term] for term in terms(found, language) if term in vocabulary]
