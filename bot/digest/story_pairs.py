"""Whether two reports tell of one event, or are on one subject: what they share, weighed into a number."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.digest.story_index import Floats, Shared

WEIGHTS = np.array([13.45, 2.2, -4.79], np.float32)
"""What each of the `clues` speaks for one event, and last what speaks for it before any is looked at.

A logistic regression on pairs of articles about Wikinews events, whole and cut to 200, 100 and 50 words, as
`tests/benchmarks/cluster_fit.py` finds it: log odds, moved so that stories of them come out best at 0.
"""
# Of two reports of one event three in ten numbers are the same, of the six that matter. One more on both
# sides keeps a single number from deciding.
_SHARED_NUMBERS, _TELLING_NUMBERS = 0.3, 6
# Two reports of one publisher add no source to a story: it takes nearly three to one to call them the same.
_ONE_PUBLISHER = -1.0
# Tables, listings and reports by one form are alike but for whom each is about: that is another event.
_OF_ONE_FORM = -20.0
# News is told again for a day; from then on each day makes it likelier that something new happened. Reports
# eight days apart must have as much in common as one in five pairs of one event has.
_FREE_DAYS, _A_DAY = 1.0, -0.4
# Between languages only names and numbers tell. A company, its head and its town are in every report on it:
# there must be three names, and two numbers that make up a third of those there could be.
_FOREIGN_NAMES, _FOREIGN_NUMBERS, _FOREIGN_SHARE = 3.0, 2.0, 1 / 3
_FOREIGN_SAME, _FOREIGN_OTHER = 1.0, -6.0

SUBJECT = 0.2
"""From here on `same_subject` speaks of one."""
_SUBJECT_NAMES = 4.0


def clues(shared: Shared) -> Floats:
    """Return what the model weighs, last axis: the cosine of terms, and how well the numbers agree."""
    possible = np.minimum(shared.possible, _TELLING_NUMBERS)
    numbers = np.log((shared.numbers + 1) / (_SHARED_NUMBERS * possible + 1))
    return np.stack([shared.cosine, numbers], -1)


def same_event(shared: Shared, weights: NDArray[Any] = WEIGHTS) -> NDArray[Any]:
    """Return for each pair how much speaks for one event: above 0 they count as the same."""
    found = clues(shared) @ weights[:-1] + weights[-1]
    named = (shared.names >= _FOREIGN_NAMES) & (shared.numbers >= _FOREIGN_NUMBERS)
    told = named & (shared.numbers >= _FOREIGN_SHARE * shared.possible)
    found = np.where(shared.is_foreign, np.where(told, _FOREIGN_SAME, _FOREIGN_OTHER), found)
    late = np.maximum(shared.days - _FREE_DAYS, 0)
    found += _ONE_PUBLISHER * shared.is_one_publisher + _OF_ONE_FORM * shared.names_differ + _A_DAY * late
    return found


def same_subject(shared: Shared) -> NDArray[Any]:
    """Return for each pair how much speaks for one subject: terms in common, or names between languages."""
    named = np.where(shared.names >= _SUBJECT_NAMES, SUBJECT, 0)
    return np.where(shared.is_foreign, named, shared.cosine)
