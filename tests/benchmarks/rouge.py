"""ROUGE as the package rouge-score counts it, for any language, and the best that sentences can reach.

English is taken apart by the package itself, with Porter's stemmer. Its tokenizer drops all that is not a–z
or 0–9, so every other language has one of our own: runs of letters, digits and their marks (`\\w` with the
combining marks, without which Hindi words fall apart), in lower case and unstemmed; Han and kana characters
count singly. Figures of two languages are therefore not to be compared.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

# CJK ideographs with their extensions, Hiragana and Katakana, half-width forms included (Unicode blocks).
_SINGLE = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
# The tokens of a reference and of the sentences of one article, which are asked for again and again.
_REMEMBERED = 4096


_Gram = TypeVar("_Gram")


class Rouge(NamedTuple):
    """F1 × 100."""

    r1: float
    r2: float
    rl: float


def rouge(reference: str, summary: str, language: str) -> Rouge:
    """Return how much of a reference a summary has; 0 where either is without words."""
    found = _scorer(language).score(reference, summary)
    return Rouge(*(100 * found[name].fmeasure for name in ("rouge1", "rouge2", "rougeL")))


@lru_cache(_REMEMBERED)
def tokens(text: str, language: str) -> tuple[str, ...]:
    """Return the tokens that are compared, in order. `language` is ISO 639-1."""
    if language == "en":
        return tuple(import_module("rouge_score.tokenize").tokenize(text, _stemmer()))
    return tuple(_word().findall(unicodedata.normalize("NFC", text).lower()))


def oracle(
    sentences: Sequence[Sequence[str]], reference: Sequence[str], fits: Callable[[list[int]], bool]
) -> list[int]:
    """Return the sentences that reach the reference best, in source order, as a greedy search finds them.

    It knows the reference: adds the sentence that raises ROUGE-1 + ROUGE-2 most, while one does and `fits`
    holds for the chosen indices. Where no sentence fits alone, the best is given all the same.
    """
    wanted = Counter(reference), Counter(pairwise(reference))
    chosen: list[int] = []
    reached = 0.0
    while True:
        sets = [sorted([*chosen, index]) for index in range(len(sentences)) if index not in chosen]
        fitting = [found for found in sets if fits(found)] or ([] if chosen else sets)
        worth = [_worth([word for i in found for word in sentences[i]], wanted) for found in fitting]
        if not worth or max(worth) <= reached:
            return chosen
        reached = max(worth)
        chosen = fitting[worth.index(reached)]


def _worth(found: Sequence[str], wanted: tuple[Counter[str], Counter[tuple[str, str]]]) -> float:
    return _f1(Counter(found), wanted[0]) + _f1(Counter(pairwise(found)), wanted[1])


def _f1(found: Counter[_Gram], wanted: Counter[_Gram]) -> float:
    return 2 * (found & wanted).total() / ((found.total() + wanted.total()) or 1)


class _Tokenizer:
    """Our tokens in the form that rouge-score asks for."""

    def __init__(self, language: str) -> None:
        self._language = language

    def tokenize(self, text: str) -> tuple[str, ...]:
        return tokens(text, self._language)


class _Stemmer:
    """Porter's stemmer as rouge-score uses it; it takes longer than all the rest, so stems are kept."""

    def __init__(self) -> None:
        self.stem: Callable[[str], str] = cache(import_module("nltk.stem.porter").PorterStemmer().stem)


@cache
def _stemmer() -> _Stemmer:
    return _Stemmer()


@cache
def _scorer(language: str) -> Any:
    scorer = import_module("rouge_score.rouge_scorer").RougeScorer
    return scorer(["rouge1", "rouge2", "rougeL"], tokenizer=_Tokenizer(language))


@cache
def _word() -> re.Pattern[str]:
    marks = "".join(filter(lambda char: unicodedata.category(char).startswith("M"), map(chr, range(0x10000))))
    return re.compile(rf"[{_SINGLE}]|(?:(?![{_SINGLE}])[\w{marks}])+")
