"""Every method of sumy on our sentences and words, and our ranker as one. Only this file imports sumy."""

import math
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import ItemsCount, get_stop_words

from bot.errors import TooLong
from bot.summarize.rank import pick
from bot.summarize.story import Story
from bot.summarize.words import words

# Most methods compare every two sentences in Python, word by word: time grows with sentences × words. At
# both limits, 1,000 sentences of 20 words, LexRank and TextRank take 14 s, all others under 6 s; at 30,000
# words LexRank takes 23 s, and at 100,000 over two minutes.
LIMIT = 1000
LIMIT_WORDS = 20_000
# No sentence of prose is longer; a list or a table without stops must not cost its square.
_MOST_WORDS = 100

# ISO 639-1 → the language's name in sumy 0.13.
_NAMES = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sv": "swedish",
    "th": "thai",
    "uk": "ukrainian",
    "zh": "chinese",
}
# Those for which sumy has a stemmer that needs no further package …
_STEMMED = _NAMES.keys() - {"el", "he", "ja", "ko", "pl", "th", "zh"}
# … and those for which it has stop words.
_STOPPED = _NAMES.keys() - {"da", "fi", "hu", "nb", "nl", "no", "ro", "ru"}
# Edmundson's method refuses empty sets; no word equals this one.
_NO_WORDS = frozenset({""})
# Bonus words of a text without a title: as many as a headline has.
_BONUS_WORDS = 10


_Count = int | float | str | Callable[[Sequence[SumySentence]], Sequence[SumySentence]]


class RankSummarizer(AbstractSummarizer):  # type: ignore[misc]  # sumy has no types
    """Our ranker for code written for sumy: `RankSummarizer("en")(document, 3)`."""

    def __init__(self, language: str = "und") -> None:
        super().__init__()
        self._language = language

    def __call__(self, document: ObjectDocumentModel, sentences_count: _Count) -> tuple[SumySentence, ...]:
        """Return the chosen sentences of a sumy document in source order; its headings are the title.

        `sentences_count` is what sumy takes: a number, a share such as "20%", or a function that cuts a list
        to its length. Fewer are given where the document says the same again.
        """
        sentences = document.sentences
        count = sentences_count if callable(sentences_count) else ItemsCount(sentences_count)
        wanted = len(count(sentences))
        if not wanted:
            return ()
        paragraphs = [
            index for index, paragraph in enumerate(document.paragraphs) for _ in paragraph.sentences
        ]
        title = " ".join(map(str, document.headings)) or None
        story = Story.of(list(map(str, sentences)), paragraphs, title, self._language)
        return tuple(sentences[index] for index in pick(story, sentences=wanted, words=None))


def order(algorithm: str, story: Story) -> list[int]:
    """Return the index of every sentence once, best first, as sumy's `algorithm` rates them.

    `algorithm` is a name in `METHODS`. What the method leaves out follows in source order. Raises `TooLong`
    over `LIMIT` sentences, and with the `reason` `too_many_words` over `LIMIT_WORDS` words.
    """
    count, length = len(story.texts), sum(map(len, story.words))
    if count > LIMIT:
        raise TooLong(limit=LIMIT, sentences=count, algorithm=algorithm)
    if length > LIMIT_WORDS:
        raise TooLong(reason="too_many_words", limit=LIMIT_WORDS, words=length, algorithm=algorithm)
    tokenizer = _Words(story)
    summarize = METHODS[algorithm](_Language(story, tokenizer))
    seen = _Order()
    with np.errstate(all="ignore"), warnings.catch_warnings():
        # sumy warns where LSA has more sentences than words; it works all the same.
        warnings.filterwarnings("ignore", message="Number of words", category=UserWarning)
        summarize(_document(story, tokenizer, with_title=algorithm == "edmundson"), seen)
    return list(dict.fromkeys([*seen.indices, *range(count)]))


class _Sentence(SumySentence):  # type: ignore[misc]  # sumy has no types
    """A sentence that equals only itself: sumy keeps ratings by sentence, and a text may say one twice."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class _Words:
    """The words of a story's sentences, bounded in number, for sumy to ask for."""

    def __init__(self, story: Story) -> None:
        self._language = story.language
        self._known = dict(zip(story.texts, story.words, strict=True))

    def to_words(self, text: str) -> tuple[str, ...]:
        known = self._known.get(text)
        return tuple((words(text, self._language) if known is None else known)[:_MOST_WORDS])


class _Order:
    """Passed for the count of sentences: sumy hands it all of them, the best first."""

    def __init__(self) -> None:
        self.indices: list[int] = []

    def __call__(self, rated: list[Any]) -> list[Any]:
        # Where no two sentences have a word in common, some methods divide nothing by nothing.
        if all(math.isfinite(sentence.rating) for sentence in rated):
            self.indices = [sentence.order for sentence in rated]
        return rated


class _Language:
    """What sumy's methods know of a language, with what the text itself tells where sumy knows nothing."""

    def __init__(self, story: Story, tokenizer: _Words) -> None:
        language = story.language
        self._sentences = [tokenizer.to_words(text) for text in story.texts]
        self._title = tokenizer.to_words(story.title or "")
        # NLTK's Arabic stemmer remembers the words before: the first stem of a word has to hold.
        self.stemmer: Callable[[str], str] = (
            cache(Stemmer(_NAMES[language])) if language in _STEMMED else null_stemmer
        )
        self.stop_words: frozenset[str] = (
            get_stop_words(_NAMES[language]) if language in _STOPPED else self._widespread()
        )

    def _widespread(self) -> frozenset[str]:
        """Return the words in more than a third of all sentences: function words, in any language."""
        spread = Counter(word for found in self._sentences for word in set(found))
        return frozenset(word for word, count in spread.items() if count > max(3, len(self._sentences) / 3))

    def bonus_words(self) -> Iterable[str]:
        """Return the words of the title, else the most frequent words with a meaning."""
        title = [word for word in self._title if word not in self.stop_words]
        counts = Counter(word for found in self._sentences for word in found if word not in self.stop_words)
        return title or [word for word, _ in counts.most_common(_BONUS_WORDS)] or _NO_WORDS


class _KL(KLSummarizer):  # type: ignore[misc]  # sumy has no types
    """The same choice as sumy's, which counts the summary anew for each candidate: 3 s at 200 sentences."""

    def _compute_ratings(self, sentences: Sequence[SumySentence]) -> dict[SumySentence, int]:
        wanted: dict[str, float] = self.compute_tf(sentences)
        bags = {s: Counter(self._get_content_words_in_sentence(s)) for s in sentences}
        sizes = {s: bag.total() for s, bag in bags.items()}
        left, summary, length = list(sentences), Counter[str](), 0
        # The divergence is the sum over the summary's words of f·log(f·n / count), f the frequency wanted and
        # n the words of the summary: `known` + `share`·log(n), to which each candidate adds its own words.
        known = share = 0.0
        ratings: dict[SumySentence, int] = {}
        while left:
            best, lowest = left[0], math.inf
            for sentence in left:
                more, wider = _gain(bags[sentence], summary, wanted)
                total = length + sizes[sentence]
                divergence = known + more + (share + wider) * math.log(total) if total else 0.0
                # Sums in another order differ in the last digits; on equal terms the earlier sentence wins.
                if divergence < lowest - 1e-12:
                    best, lowest = sentence, divergence
            left.remove(best)
            ratings[best] = -len(ratings)
            # As in sumy, the summary's own words are counted with the stop words among them.
            added = Counter(map(self.normalize_word, best.words))
            more, wider = _gain(added, summary, wanted)
            known, share, length = known + more, share + wider, length + added.total()
            summary.update(added)
        return ratings


def _gain(bag: Counter[str], summary: Counter[str], wanted: dict[str, float]) -> tuple[float, float]:
    """Return what the words in `bag` add to `known` and `share` (see `_KL`) of a `summary`."""
    more = wider = 0.0
    for word, count in bag.items():
        frequency = wanted.get(word)
        if frequency is None:
            continue
        before = summary[word]
        if before:
            more -= frequency * math.log((before + count) / before)
        else:
            more += frequency * math.log(frequency / count)
            wider += frequency
    return more, wider


class _Reduction(ReductionSummarizer):  # type: ignore[misc]  # sumy has no types
    """The same ratings as sumy's, which compares every two words of every two sentences."""

    def _rate_sentences_edge(self, words1: list[str], words2: list[str]) -> float:
        shared = sum(map(words2.count, words1))
        norm = math.log(len(words1)) + math.log(len(words2)) if shared else 0.0
        return shared / norm if norm else 0.0


def _document(story: Story, tokenizer: _Words, *, with_title: bool) -> ObjectDocumentModel:
    """Build sumy's document of our sentences; a title goes into the first paragraph as its heading."""
    heading = [_Sentence(story.title, tokenizer, is_heading=True)] if story.title and with_title else []
    built = []
    for _, group in groupby(zip(story.paragraphs, story.texts, strict=True), key=lambda pair: pair[0]):
        built.append(Paragraph([*heading, *(_Sentence(text, tokenizer) for _, text in group)]))
        heading = []
    return ObjectDocumentModel(built)


def _method(summarizer: type[AbstractSummarizer]) -> Callable[[_Language], AbstractSummarizer]:
    """Return how to make `summarizer` for a language."""

    def make(language: _Language) -> AbstractSummarizer:
        made = summarizer(language.stemmer)
        made.stop_words = language.stop_words
        return made

    return make


def _edmundson(language: _Language) -> AbstractSummarizer:
    made = EdmundsonSummarizer(language.stemmer)
    made.bonus_words = language.bonus_words()
    made.stigma_words = _NO_WORDS
    made.null_words = language.stop_words or _NO_WORDS
    return made


METHODS: dict[str, Callable[[_Language], AbstractSummarizer]] = {
    "lex-rank": _method(LexRankSummarizer),
    "text-rank": _method(TextRankSummarizer),
    "lsa": _method(LsaSummarizer),
    "luhn": _method(LuhnSummarizer),
    "kl": _method(_KL),
    "sum-basic": _method(SumBasicSummarizer),
    "reduction": _method(_Reduction),
    "edmundson": _edmundson,
}
