"""How well a clustering agrees with labels."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.bool_]


class Score(NamedTuple):
    """Precision, recall and F1, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def together(labels: Sequence[Hashable]) -> Table:
    """Return the table of which items have one label."""
    codes: dict[Hashable, int] = {}
    numbers = np.array([codes.setdefault(label, len(codes)) for label in labels])
    found: Table = numbers[:, None] == numbers
    return found


class Agreement:
    """The sums of both scores over items that are judged one by one, each maybe of another clustering."""

    def __init__(self) -> None:
        self._b_cubed: list[NDArray[np.float64]] = []
        self._pairs = np.zeros(3)

    def judge(self, found: Table, true: Table, items: Table) -> None:
        """Add the items of a table of what was put together, against what belongs together."""
        right = (found & true)[items].sum(1)
        sizes, sought = found[items].sum(1), true[items].sum(1)
        self._b_cubed.append(np.array([right / sizes, right / sought]))
        # An item is no pair with itself.
        self._pairs += [(right - 1).sum(), (sizes - 1).sum(), (sought - 1).sum()]

    @property
    def b_cubed(self) -> Score:
        """The mean over items of the share of its cluster that is right, and of its event that is found."""
        precision, recall = np.concatenate(self._b_cubed, 1).mean(1)
        return Score(float(precision), float(recall))

    @property
    def pairs(self) -> Score:
        """The share of pairs put together that belong together, and of those belonging that were put so."""
        right, found, sought = self._pairs
        return Score(float(right / found) if found else 1.0, float(right / sought) if sought else 1.0)


def best(cuts: Sequence[Table], true: Table, items: Table, precise: float) -> int:
    """Return the place of the clustering that is best on some items.

    That is the one of the greatest B³ F1 among those of such a B³ precision, else of the greatest precision.
    """
    scores = [agreement(found, true, items).b_cubed for found in cuts]
    worth = [
        (score.precision >= precise, score.f1 if score.precision >= precise else score.precision)
        for score in scores
    ]
    return max(range(len(cuts)), key=worth.__getitem__)


def agreement(found: Table, true: Table, items: Table | None = None) -> Agreement:
    """Judge some items of one clustering, or all."""
    judged = Agreement()
    judged.judge(found, true, np.ones(len(true), np.bool_) if items is None else items)
    return judged
