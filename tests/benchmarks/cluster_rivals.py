"""What others do: one pass over the articles, each to the nearest cluster's centre if that is near enough."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.summarize.terms import terms
from bot.summarize.words import words
from tests.benchmarks.cluster_data import Labelled

_WORDS = 150


def title_and_beginning(row: Labelled) -> list[str]:
    """Return the terms of the title and the first 150 words."""
    text = " ".join(span.of(row.article.text) for span in row.article.paragraphs)
    return title(row) + terms(words(text, row.article.language)[:_WORDS], row.article.language)


def title(row: Labelled) -> list[str]:
    """Return the terms of the title."""
    return terms(words(row.article.title or "", row.article.language), row.article.language)


def vectors(texts: Sequence[Sequence[str]]) -> NDArray[np.float64]:
    """Return TF-IDF vectors of length 1, a row a text."""
    columns: dict[str, int] = {}
    for text in texts:
        for term in text:
            columns.setdefault(term, len(columns))
    table = np.zeros((len(texts), len(columns)))
    for row, text in zip(table, texts, strict=True):
        for term, count in Counter(text).items():
            row[columns[term]] = count
    table *= np.log(len(texts) / (table > 0).sum(0))
    lengths: NDArray[np.float64] = np.linalg.norm(table, axis=1, keepdims=True)
    return table / np.maximum(lengths, 1e-9)


def single_pass(table: NDArray[np.float64], least: float) -> list[int]:
    """Return the cluster of each row: that whose centre has most in common with it, or one of its own."""
    sums, found = np.zeros_like(table), []
    count = 0
    for row in table:
        # Titles of stop words alone have no length, and are near to nothing.
        lengths = np.maximum(np.linalg.norm(sums[:count], axis=1), 1e-9)
        near = sums[:count] @ row / lengths
        best = int(near.argmax()) if count else 0
        if not count or near[best] < least:
            best, count = count, count + 1
        sums[best] += row
        found.append(best)
    return found
