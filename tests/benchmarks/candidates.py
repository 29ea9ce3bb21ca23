"""What a summary of one article may be chosen by, and what each choice scores."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from bot.articles.clean import read_article
from bot.summarize import ALGORITHMS, summarize
from bot.summarize.chances import Model
from bot.summarize.rank import pick
from bot.summarize.select import choose
from bot.summarize.story import Story
from bot.summarize.sumy_methods import order
from tests.benchmarks.rouge import oracle, rouge, tokens
from tests.benchmarks.rows import Row


class Limits(NamedTuple):
    """What a summary may have at most."""

    sentences: int | None
    words: int | None

    def hold(self, lengths: Sequence[int]) -> bool:
        """Tell whether sentences of so many words may be a summary together."""
        return (self.sentences is None or len(lengths) <= self.sentences) and (
            self.words is None or sum(lengths) <= self.words
        )


SETTINGS = {"budget": Limits(None, 75), "three": Limits(3, None)}
LEADS = ("lead", "prefix")
SUMY = tuple(name for name in ALGORITHMS if name not in ("rank", "lead"))
BASELINES = (*LEADS, *SUMY, "oracle")


class Score(NamedTuple):
    """The words of one summary, and its ROUGE F1 × 100."""

    words: int
    r1: float
    r2: float
    rl: float


class Case:
    """An article, read once, and the scores of what is chosen of it.

    Raises `UserError` as `summarize` does.
    """

    def __init__(self, row: Row) -> None:
        self._row = row
        self._article = read_article(row.text, language=row.lang)
        summarize(self._article, algorithm="lead")  # what is too short for one system is so for all
        self._story = Story.read(self._article)
        self._lengths = [len(found) for found in self._story.words]
        self._orders: dict[str, Sequence[int]] = {}
        self._known: dict[str, Score] = {}

    def ours(self, model: Model | None, limits: Limits) -> Score:
        """Score our own choice with a model, None being the one in the package."""
        if model is None:
            return self._summary("rank", limits)
        return self._chosen(pick(self._story, **limits._asdict(), model=model))

    def baseline(self, name: str, limits: Limits) -> Score:
        """Score one of `BASELINES`."""
        if name == "prefix":
            fitting = [n for n in range(1, len(self._lengths) + 1) if limits.hold(self._lengths[:n])]
            return self._chosen(range(max(fitting, default=1)))
        if name == "oracle":
            return self._chosen(self._oracle(limits))
        if name in SUMY:
            return self._chosen(choose(self._order(name), self._story.words, **limits._asdict()))
        return self._summary(name, limits)

    def lead_of(self, words: int) -> Score:
        """Score the first sentences that have nearest to so many words, the fewer of two equally near."""
        ends = list(accumulate(self._lengths))
        return self._chosen(range(1 + min(range(len(ends)), key=lambda at: abs(ends[at] - words))))

    def _order(self, method: str) -> Sequence[int]:
        # As `summarize` does it, but once for all limits: some of these methods take long.
        if method not in self._orders:
            self._orders[method] = order(method, self._story)
        return self._orders[method]

    def _oracle(self, limits: Limits) -> list[int]:
        def fits(chosen: list[int]) -> bool:
            return limits.hold([self._lengths[index] for index in chosen])

        language = self._row.lang
        sentences = [tokens(text, language) for text in self._story.texts]
        return oracle(sentences, tokens(self._row.reference, language), fits)

    def _summary(self, algorithm: str, limits: Limits) -> Score:
        summary = summarize(self._article, algorithm=algorithm, **limits._asdict())
        return self._score(summary.texts, summary.words)

    def _chosen(self, indices: Sequence[int]) -> Score:
        texts = [self._story.texts[index] for index in indices]
        return self._score(texts, sum(self._lengths[index] for index in indices))

    def _score(self, texts: Iterable[str], words: int) -> Score:
        text = " ".join(texts)
        if text not in self._known:
            self._known[text] = Score(words, *rouge(self._row.reference, text, self._row.lang))
        return self._known[text]
