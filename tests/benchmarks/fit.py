"""Learns which terms of an article reach a summary, and writes `bot/summarize/chances.json`.

    uv run --group benchmark python -m tests.benchmarks.fit DIR

DIR holds rows as `rows.py` reads them. A term or pair counts as chosen where the summary by a person has it.
No word, language or source is a feature. Families of sources weigh by the square root of their articles, and
articles by the square root of their terms, so that neither the largest outlet nor the longest texts decide.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import bot.summarize.chances
from bot.articles.clean import read_article
from bot.summarize.chances import Model, Trees
from bot.summarize.features import PAIR_FEATURES, TERM_FEATURES, Features, features
from bot.summarize.story import Story
from bot.summarize.terms import terms
from bot.summarize.words import words
from tests.benchmarks.rows import Row, family, read_rows

# Three questions a tree. In cross-validation trees of one question lose a third of the gain in ROUGE-2; those
# of fifteen gain nothing more.
_LEAVES = 4
_TREES, _RATE = 120, 0.1
# As many fits on different samples, averaged: one alone moves ROUGE-1 by 0.1 with the luck of its draw.
_FITS = 2

Example = tuple[Features, np.ndarray[Any, Any], np.ndarray[Any, Any]]


def example(row: Row) -> Example:
    """Return the features of an article, and which of its terms and pairs its reference has."""
    article = read_article(row.text)
    found = features(Story.read(article))
    kept = terms(words(row.reference, article.language), article.language)
    single, double = set(kept), set(pairwise(kept))
    names = list(found.vocabulary)
    chosen = np.array([name in single for name in names], bool)
    together = np.array([(names[a], names[b]) in double for a, b in found.ends], bool)
    return found, chosen, together


def learn(rows: Sequence[Row], examples: Sequence[Example]) -> dict[str, Any]:
    """Return what `Model.of` takes, learned from rows and their examples."""
    families = Counter(family(row) for row in rows)
    weights = [families[family(row)] ** -0.5 for row in rows]
    tables = [found.terms for found, _, _ in examples]
    single = _trees(tables, [chosen for _, chosen, _ in examples], weights, TERM_FEATURES)
    chance = Trees(single, TERM_FEATURES)
    tables = [found.with_chances(chance(found.terms)) for found, _, _ in examples]
    double = _trees(tables, [together for _, _, together in examples], weights, PAIR_FEATURES)
    return {"terms": single, "pairs": double}


def fit(rows: Sequence[Row]) -> Model:
    """Return a model of `rows` alone."""
    return Model.of(learn(rows, [example(row) for row in rows]))


def _trees(
    tables: Sequence[np.ndarray[Any, Any]],
    answers: Sequence[np.ndarray[Any, Any]],
    weights: Sequence[float],
    names: Sequence[str],
) -> list[Any]:
    import lightgbm  # the benchmark group has it, the bot does not need it

    weighed = np.concatenate(
        [np.full(len(t), w / max(len(t), 1) ** 0.5) for t, w in zip(tables, weights, strict=True)]
    )
    data = lightgbm.Dataset(np.vstack(tables), np.concatenate(answers), weight=weighed / weighed.mean())
    settings = {
        "objective": "binary",
        "learning_rate": _RATE,
        "num_leaves": _LEAVES,
        "min_data_in_leaf": 300,  # about as many terms as one article has
        "feature_fraction": 0.5,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "lambda_l2": 5,
        "max_bin": 63,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
    }
    fits = [
        lightgbm.train({**settings, "seed": seed}, data, _TREES).dump_model() for seed in range(1, _FITS + 1)
    ]
    return [_tree(each["tree_structure"], names) for dumped in fits for each in dumped["tree_info"]]


def _tree(node: dict[str, Any], names: Sequence[str]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"] / _FITS, 5)
    left, right = _tree(node["left_child"], names), _tree(node["right_child"], names)
    return [names[node["split_feature"]], round(node["threshold"], 4), left, right]


def main(folder: str) -> None:
    """Learn from all rows of a folder and write the model of the package."""
    rows = read_rows(Path(folder))
    if not rows:
        sys.exit(f"{folder}: no *.jsonl files with articles and summaries in it")
    with ProcessPoolExecutor() as pool:
        learned = learn(rows, list(pool.map(example, rows, chunksize=16)))
    file = Path(bot.summarize.chances.__file__).with_suffix(".json")
    lines = [f'"{part}": [\n' + ",\n".join(map(json.dumps, trees)) + "\n]" for part, trees in learned.items()]
    file.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
    print(f"{len(rows)} articles, {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
