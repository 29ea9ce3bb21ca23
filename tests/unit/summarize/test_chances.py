"""The small trees that tell chances, and the ones in the package."""

import json
import math
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.summarize.chances import Model, Trees, shipped
from bot.summarize.features import PAIR_FEATURES, TERM_FEATURES, Floats, features
from bot.summarize.story import Story

from .articles import TEXTS

FEATURES = ("length", "place", "weight")
SHIPPED = files("bot.summarize").joinpath("chances.json")

Tree = Any

# Few different numbers, that thresholds are often met exactly; a threshold is a number of four digits.
numbers = st.one_of(
    st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0, 1e6]),
    st.floats(-10, 10, width=32).map(lambda number: round(number, 4)),
)
leaves = st.floats(-4, 4).map(lambda number: round(number, 5))
trees = st.lists(
    st.recursive(
        leaves,
        lambda tree: st.tuples(st.sampled_from(FEATURES), numbers, tree, tree).map(list),
        max_leaves=6,
    ),
    max_size=12,
).map(lambda grown: [["place", 0.5, -0.5, 0.5], *grown])
tables = st.lists(st.tuples(numbers, numbers, numbers), max_size=8).map(
    lambda rows: np.array(rows, np.float32).reshape(len(rows), len(FEATURES))
)


def walk(tree: Tree, row: dict[str, float]) -> float:
    """Return the leaf that a row comes to, question by question."""
    while isinstance(tree, list):
        feature, threshold, at_most, more = tree
        tree = more if row[feature] > np.float32(threshold) else at_most
    return float(tree)


def chance(summed: float) -> float:
    return 1 / (1 + math.exp(-summed))


@given(trees, tables)
@settings(deadline=None)
def test_trees_come_to_the_same_leaves_as_a_walk(grown: list[Tree], table: Floats) -> None:
    expected = [
        chance(sum(walk(tree, dict(zip(FEATURES, row, strict=True))) for tree in grown)) for row in table
    ]
    assert Trees(grown, FEATURES)(table).tolist() == pytest.approx(expected, abs=1e-5)


def test_a_threshold_itself_is_not_over_it() -> None:
    asked = Trees([["place", 0.5, -2.0, 2.0]], FEATURES)
    table = np.array([[0, 0.5, 0], [0, 0.51, 0]], np.float32)
    assert asked(table).tolist() == pytest.approx([chance(-2), chance(2)])


def test_a_question_may_come_twice_in_a_tree() -> None:
    twice = ["place", 0.5, ["place", 0.5, 1.0, 9.0], ["place", 0.5, 9.0, 2.0]]
    table = np.array([[0, 0, 0], [0, 1, 0]], np.float32)
    assert Trees([twice], FEATURES)(table).tolist() == pytest.approx([chance(1), chance(2)])


def test_trees_that_ask_nothing_know_one_chance() -> None:
    table = np.zeros((2, 3), np.float32)
    assert Trees([3.0, -1.0], FEATURES)(table).tolist() == pytest.approx([chance(2)] * 2)


def test_without_trees_a_row_is_as_likely_as_not() -> None:
    assert Trees([], FEATURES)(np.zeros((3, 3), np.float32)).tolist() == [0.5] * 3


def test_no_rows_no_chances() -> None:
    assert len(Trees([["place", 0.5, 1.0, 2.0]], FEATURES)(np.zeros((0, 3), np.float32))) == 0
    assert len(shipped().terms(np.zeros((0, len(TERM_FEATURES)), np.float32))) == 0
    assert len(shipped().pairs(np.zeros((0, len(PAIR_FEATURES)), np.float32))) == 0


def test_an_unknown_feature_is_a_fault() -> None:
    with pytest.raises(KeyError):
        Trees([["colour", 0.5, 1.0, 2.0]], FEATURES)


def asked(tree: Tree) -> set[str]:
    return {tree[0]} | asked(tree[2]) | asked(tree[3]) if isinstance(tree, list) else set()


@pytest.mark.parametrize(("name", "known"), [("terms", TERM_FEATURES), ("pairs", PAIR_FEATURES)])
def test_the_trees_in_the_package_ask_for_features_there_are(name: str, known: tuple[str, ...]) -> None:
    learned = json.loads(SHIPPED.read_text("utf-8"))
    assert sorted(learned) == ["pairs", "terms"]
    assert learned[name]
    assert set().union(*map(asked, learned[name])) <= set(known)


def test_the_trees_in_the_package_are_small() -> None:
    assert len(SHIPPED.read_bytes()) < 1_000_000


def test_the_trees_in_the_package_agree_with_a_walk() -> None:
    learned = json.loads(SHIPPED.read_text("utf-8"))
    found = features(Story.of(TEXTS["en"].replace("\n", " ").split(". "), language="en"))
    rows = [dict(zip(TERM_FEATURES, row, strict=True)) for row in found.terms.tolist()]
    expected = [chance(sum(walk(tree, row) for tree in learned["terms"])) for row in rows]
    assert shipped().terms(found.terms).tolist() == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_chance_lies_between_never_and_always(language: str) -> None:
    found = features(Story.of(TEXTS[language].splitlines(), language=language))
    terms = shipped().terms(found.terms)
    pairs = shipped().pairs(found.with_chances(terms))
    for chances, size in ((terms, len(found.terms)), (pairs, len(found.pairs))):
        assert chances.shape == (size,)
        assert ((chances > 0) & (chances < 1)).all()


def test_what_is_said_first_and_often_is_likelier_than_what_is_said_last_and_once() -> None:
    texts = [
        "The harbour bridge of Northport closes in August.",
        "Engineers found cracks in the harbour bridge.",
        *(f"Shop number {index} sells bread to commuters." for index in range(9)),
        "The harbour bridge was painted green by an uncle of the baker.",
    ]
    found = features(Story.of(texts, language="en"))
    chances = shipped().terms(found.terms)
    assert chances[found.vocabulary["harbour"]] > 2 * chances[found.vocabulary["uncl"]]


def test_a_model_can_be_given() -> None:
    model = Model.of({"terms": [["times", 0.0, 1.0, 2.0]], "pairs": [["sentences", 9.0, -1.0, 1.0]]})
    found = features(Story.of(["Bread feeds bread."], language="en"))
    assert model.terms(found.terms).tolist() == pytest.approx([chance(2), chance(1)])
    assert model.pairs(found.pairs).tolist() == pytest.approx([chance(-1)] * len(found.pairs))
