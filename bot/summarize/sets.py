"""The search for the set of sentences that is worth most within its limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarize.features import Floats, Ints
from bot.summarize.story import Story

Bools = NDArray[np.bool_]

# Words of a reference for each word asked for, in the worth of a set: sum / (words + reference). Lower makes
# summaries shorter; at this value they are a little shorter than the first sentences are.
_REFERENCE = 0.6
# A summary uses at least this part of its budget where the text allows.
_LEAST = 0.55
# A set of the search is a number of as many bits.
MOST = 62
# Sets that are kept at each step of the search, and steps: more sentences than these are added one by one.
_BEAM, STEPS = 24, 12


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is wanted: sentences and words at most, words at least, and the words of a reference."""

    sentences: int
    words: float
    least: float
    reference: float
    expected: int
    """Sentences that a summary of this length has."""

    @classmethod
    def of(cls, story: Story, sentences: int | None, words: int | None) -> "Limits":
        """Return the limits of a summary of a story that has sentences."""
        most, total = len(story.texts), sum(map(len, story.words))
        mean = max(total / most, 1.0)
        wanted = min(
            total if words is None else words, total if sentences is None else sentences * mean, total
        )
        return cls(
            sentences=most if sentences is None else sentences,
            words=np.inf if words is None else words,
            least=_LEAST * min(words or 0, total),
            reference=_REFERENCE * wanted,
            expected=round(wanted / mean),
        )


class Sets:
    """Sets of sentences out of a small pool, one a row of a Boolean table, and what they are worth."""

    def __init__(
        self, pool: Sequence[int], has: Floats, worths: Floats, lengths: Ints, limits: Limits
    ) -> None:
        """Take the pool's indices in a story, the units each has, their worths, and the words of each."""
        self._has, self._worths, self._lengths = has, worths, lengths
        self._places = {index: place for place, index in enumerate(pool)}
        self._keys = 1 << np.arange(len(pool))
        self._limits = limits

    def of(self, groups: Sequence[Sequence[int]]) -> Bools:
        """Return the table of sets of sentences."""
        table = np.zeros((len(groups), len(self._places)), bool)
        for row, group in enumerate(groups):
            table[row, [self._places[index] for index in group]] = True
        return table

    def rate(self, sets: Bools) -> Floats:
        """Return what each set is worth for its words."""
        covered = (sets.astype(np.float32) @ self._has) > 0
        length = sets @ self._lengths
        rated = (covered @ self._worths) / (length + self._limits.reference).astype(np.float32)
        return np.asarray(rated, np.float32)

    def best(self, adds: Bools) -> tuple[Bools, float]:
        """Return the best set made of the rows of `adds`, and its worth: a beam search.

        What uses enough of the budget, or has more of the sentences asked for, comes before a better rate.
        """
        best, key = np.zeros(len(self._places), bool), (0.0, -np.inf)
        beam = best[None]
        for _ in range(STEPS):
            grown = beam[:, None, :] | adds[None]
            grown = grown[grown.sum(axis=2) > beam.sum(axis=1)[:, None]]
            fits = (grown.sum(axis=1) <= self._limits.sentences) & (
                grown @ self._lengths <= self._limits.words
            )
            if not fits.any():
                break
            sets = grown[fits]
            sets = sets[np.unique(sets @ self._keys, return_index=True)[1]]
            rates, sizes = self.rate(sets), self._sizes(sets)
            top = int(np.lexsort((-rates, -sizes))[0])
            if (sizes[top], rates[top]) > key:
                best, key = sets[top], (float(sizes[top]), float(rates[top]))
            beam = sets[np.argsort(-rates, kind="stable")[:_BEAM]]
        return best, key[1]

    def _sizes(self, sets: Bools) -> NDArray[np.float64]:
        """Return how much each set gives of what is asked for: sentences, else words up to the least.

        Where the budget has room for two sentences, one alone gives too little unless it is the first: it may
        be a long quotation.
        """
        count = sets.sum(axis=1)
        if self._limits.words == np.inf:
            return np.asarray(count, np.float64)
        alone = (count == 1) & ~sets[:, 0] & (self._limits.expected > 1)
        return np.where(alone, 0.0, np.minimum(sets @ self._lengths, self._limits.least))
