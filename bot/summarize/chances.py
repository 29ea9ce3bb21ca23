"""How likely a term or pair of a story is to stand in a good summary of it, learned from summaries by people.

`chances.json` holds what was learned: small trees, as text. `tests/benchmarks/fit.py` learns them anew.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.summarize.features import PAIR_FEATURES, TERM_FEATURES, Floats

_FILE = Path(__file__).with_name("chances.json")

# Rows that are asked at once: the tables in between stay in the processor's cache.
_ROWS = 256

Tree = Any
"""A leaf is a number; else `[feature, threshold, tree where it is at most that, tree where it is more]`."""
_Question = tuple[str, float]


class Trees:
    """The sum of many small trees over named features, as a chance.

    All trees are asked all their questions at once, and the answers, as the bits of a number, look the leaf
    up: few operations on whole tables, where walking from node to node takes four times as long.
    """

    def __init__(self, trees: Sequence[Tree], features: Sequence[str]) -> None:
        columns = {name: index for index, name in enumerate(features)}
        asked = [list(_questions(tree)) for tree in trees]
        self._most = max(map(len, asked), default=0)
        # A tree with fewer questions than others asks one that is never answered with yes.
        padded = [[*each, *[(features[0], np.inf)] * (self._most - len(each))] for each in asked]
        # Trees that ask nothing, and no trees at all, are tables without columns or rows.
        shape = len(trees), self._most
        asks = [[columns[name] for name, _ in each] for each in padded]
        self._columns = np.array(asks, np.int64).reshape(shape)
        self._thresholds = np.array([[limit for _, limit in each] for each in padded], np.float32).reshape(
            shape
        )
        self._leaves = np.array(
            [
                [_leaf(tree, dict(zip(each, answers, strict=False))) for answers in _answers(self._most)]
                for tree, each in zip(trees, asked, strict=True)
            ],
            np.float32,
        ).reshape(len(trees), 2**self._most)

    def __call__(self, table: Floats) -> Floats:
        """Return the chance of each row, between 0 and 1."""
        chances = np.empty(len(table), np.float32)
        for at in range(0, len(table), _ROWS):
            chances[at : at + _ROWS] = self._ask(np.ascontiguousarray(table[at : at + _ROWS].T))
        return chances

    def _ask(self, columns: Floats) -> Floats:
        """Return the chance of each row, given the table turned on its side."""
        first = np.arange(len(self._leaves))[:, None] * self._leaves.shape[1]
        rows = np.repeat(first, columns.shape[1], axis=1)
        for bit in range(self._most):
            more = columns[self._columns[:, bit]] > self._thresholds[:, bit, None]
            rows += more.astype(np.int64) << bit
        chance: Floats = 1 / (1 + np.exp(-self._leaves.reshape(-1)[rows].sum(axis=0)))
        return chance


def _questions(tree: Tree) -> Iterator[_Question]:
    """Yield the questions of a tree: is the feature over the threshold?"""
    if isinstance(tree, list):
        yield tree[0], tree[1]
        yield from _questions(tree[2])
        yield from _questions(tree[3])


def _answers(questions: int) -> Iterator[list[bool]]:
    """Yield every way to answer, the first answer being the lowest bit."""
    for number in range(2**questions):
        yield [bool(number >> bit & 1) for bit in range(questions)]


def _leaf(tree: Tree, answers: Mapping[_Question, bool]) -> float:
    while isinstance(tree, list):
        tree = tree[3] if answers[tree[0], tree[1]] else tree[2]
    return float(tree)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned."""

    terms: Trees
    pairs: Trees

    @classmethod
    def of(cls, learned: dict[str, Any]) -> "Model":
        """Make a model of what `chances.json` holds."""
        return cls(Trees(learned["terms"], TERM_FEATURES), Trees(learned["pairs"], PAIR_FEATURES))


@cache
def shipped() -> Model:
    """Return the model in the package."""
    return Model.of(json.loads(_FILE.read_text("utf-8")))
