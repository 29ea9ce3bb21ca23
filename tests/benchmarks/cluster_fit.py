"""Fits the pair model of `bot/digest/story_pairs.py`: which pairs of articles are of one event.

    uv run python -m tests.benchmarks.cluster_fit DIR

prints the weights that stand there. It learns from the corrected labels, and from each article four times:
whole and cut to 200, 100 and 50 words, so that it holds for what feeds give, too. Pairs with next to nothing
in common are left out: any weights judge them right, and they would otherwise be what the weights are about.
The threshold is that of the greatest B³ F1 with a precision of 0.95 or more; it is taken off the last weight.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.digest.story_index import Index, Shared
from bot.digest.story_link import average_link
from bot.digest.story_pairs import clues, same_event
from tests.benchmarks.cluster_data import Labelled, read_events, report, shortened
from tests.benchmarks.cluster_scores import best, together

Table = NDArray[np.floating]

PRECISE = 0.95
"""The least B³ precision: a story that is none claims sources that it has not."""
_THRESHOLDS = np.arange(-6, 2.01, 0.125)
_CUT = (200, 100, 50)
_LEAST_COSINE = 0.15
_RIDGE = 1.0


def compared(rows: Sequence[Labelled]) -> Shared:
    """Return what every two articles have in common."""
    index = Index()
    every = [index.add(report(number, row)) for number, row in enumerate(rows)]
    return index.compare(every, every)


def learned_from(rows: Sequence[Labelled]) -> list[Shared]:
    """Return what every two articles have in common: whole, and cut to each length."""
    return [compared(rows), *(compared([shortened(row, words) for row in rows]) for words in _CUT)]


def fit(every: Sequence[Shared], rows: Sequence[Labelled], members: NDArray[np.bool_]) -> Table:
    """Return the weights of the clues, and last what is added, learned from pairs of members."""
    same = together([row.story for row in rows])
    sizes = Counter(row.story for row in rows)
    # A story of ten has 45 pairs, which say little more than those of a story of four.
    weight = np.array([max(sizes[row.story] - 1, 1) ** -0.5 for row in rows])
    pairs = np.triu(members[:, None] & members, 1)
    features, answers, weights = [], [], []
    for shared in every:
        told = pairs & (shared.cosine >= _LEAST_COSINE)
        features.append(clues(shared)[told])
        answers.append(same[told])
        weights.append(np.where(same, weight, 1.0)[told])
    return _logistic(np.concatenate(features), np.concatenate(answers), np.concatenate(weights))


def cuts(likeness: Table) -> list[NDArray[np.bool_]]:
    """Return who is together at each threshold."""
    found = []
    for least in _THRESHOLDS:
        labels = np.zeros(len(likeness), np.int_)
        for number, group in enumerate(average_link(likeness, least)):
            labels[group] = number
        found.append(together(labels.tolist()))
    return found


def _logistic(features: Table, answers: NDArray[np.bool_], weights: Table) -> Table:
    """Return the ridge logistic regression, by Newton's method; on features of one scale."""
    mean, scale = features.mean(0), features.std(0)
    scaled = np.column_stack([(features - mean) / scale, np.ones(len(features))])
    ridge = np.diag([_RIDGE] * len(scale) + [0.0])
    found = np.zeros(len(scale) + 1)
    for _ in range(25):
        chances = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (weights * (chances - answers)) + ridge @ found
        curve = (scaled * (weights * chances * (1 - chances))[:, None]).T @ scaled + ridge
        found -= np.linalg.solve(curve, slope)
    learned: Table = found[:-1] / scale
    return np.append(learned, found[-1] - learned @ mean)


def main(folder: str) -> None:
    """Learn from all articles of a folder."""
    try:
        rows = read_events(Path(folder))
    except FileNotFoundError as error:
        sys.exit(f"There is no {error.filename}.")
    every, members = learned_from(rows), np.ones(len(rows), np.bool_)
    weights = fit(every, rows, members)
    true = together([row.story for row in rows])
    weights[-1] -= _THRESHOLDS[best(cuts(same_event(every[0], weights)), true, members, PRECISE)]
    print(weights.round(2).tolist())


if __name__ == "__main__":
    main(sys.argv[1])
