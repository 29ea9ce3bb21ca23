"""Which sentences say something that those shown so far do not say."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from bot.digest.story_card_model import Sentence

_WORD = re.compile(r"\w+")
# So many terms of a sentence have to be new, and such a part of all that it has.
_NEW, _NEW_PART = 4, 0.5
# The same of a sentence that tells the event itself, as one does that has a figure which was shown or most of
# its own headline: what is new in it is often but another word.
_NEW_PART_RETOLD = 0.65
# Of two sentences that share such a part of the shorter one's terms, one says what the other says.
_SAME_TERMS = 0.5
# The same of all words, by which a copy is known where languages differ or sentences have few terms.
_SAME_WORDS = 0.6
# In one language only sentences of fewer terms are compared by all of their words.
_FEW = 6
# What is told of the event shares a term with what the lead tells, or two sources; else it may be furniture.
_ON_SUBJECT = 1
# What a second source has, too, weighs so much more.
_CONFIRMED = 0.5
# So many terms are added to the length of each sentence: it is not better for being short.
_LENGTH = 8
# What is worth less than this says hardly more than who confirms what was said.
_LEAST_WORTH = 0.4
# A source in another language stands behind those of which is known what is new.
_FOREIGN = 0.01


class _Candidate:
    """A sentence that may be added, and what is left of it that was not said."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.words = _words(sentence)
        self.figures = _figures(sentence)
        self.new = set(sentence.terms)
        self.is_said = False
        self.repeats_figure = False


class News:
    """Sentences that may be added to those that are shown, and what each says beyond them.

    Within one language what is said is compared by terms. In a language other than the lead's only figures
    can be: a sentence in it says something new if it has a figure, and none that was shown.
    """

    def __init__(self, candidates: Iterable[Sentence], told: Iterable[Sentence], headline: Sentence) -> None:
        """Take what may be added, all that is told of the event, and the headline over it."""
        self._left = [_Candidate(sentence) for sentence in candidates]
        self._language = headline.language
        sources: defaultdict[str, set[int]] = defaultdict(set)
        for sentence in told:
            for term in sentence.terms:
                sources[term].add(sentence.source)
        self._weights = {term: 1 + _CONFIRMED * (len(of) > 1) for term, of in sources.items()}
        self._subject = {term for term, of in sources.items() if headline.source in of or len(of) > 1}

    @property
    def left(self) -> list[Sentence]:
        """Those that no shown sentence says, as far as their words tell."""
        return [candidate.sentence for candidate in self._left]

    def show(self, sentence: Sentence) -> None:
        """Take a sentence as shown: it is compared with each that may be added, once."""
        words, figures = _words(sentence), _figures(sentence)
        for candidate in self._left:
            terms, same = candidate.sentence.terms, candidate.sentence.language == sentence.language
            if same:
                candidate.new -= sentence.terms
                candidate.repeats_figure |= not candidate.figures.isdisjoint(figures)
                candidate.is_said |= _common(terms, sentence.terms) > _SAME_TERMS
            elif figures:
                values = {value for _, value in figures}
                candidate.is_said |= any(value in values for _, value in candidate.figures)
            if not candidate.is_said and (not same or min(len(terms), len(sentence.terms)) < _FEW):
                candidate.is_said = _common(candidate.words, words) > _SAME_WORDS
        self._left = [candidate for candidate in self._left if not candidate.is_said]

    def best(self, sources: Collection[int]) -> tuple[float, Sentence] | None:
        """Return the sentence of one of some sources that says most that is new, and how much; or None."""
        worths = [
            (self._worth(candidate), -place, candidate.sentence)
            for place, candidate in enumerate(self._left)
            if candidate.sentence.source in sources
        ]
        worth, _, sentence = max(worths, key=lambda one: one[:2], default=(0.0, 0, None))
        return (worth, sentence) if sentence and worth else None

    def _worth(self, candidate: _Candidate) -> float:
        """Return how much a sentence says that is new, by its length; 0 where that may be nothing."""
        terms, new = candidate.sentence.terms, candidate.new
        if len(new) < _NEW:
            return 0.0
        if candidate.sentence.language != self._language:
            return _FOREIGN * len(candidate.figures)
        retells = candidate.repeats_figure or candidate.sentence.retells
        part = _NEW_PART_RETOLD if retells else _NEW_PART
        if len(new) < part * len(terms) or len(terms & self._subject) < _ON_SUBJECT:
            return 0.0
        worth = sum(self._weights[term] for term in new) / (len(terms) + _LENGTH)
        return worth if worth >= _LEAST_WORTH else 0.0


def _words(sentence: Sentence) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.text.lower()))


def _figures(sentence: Sentence) -> frozenset[tuple[str, float]]:
    return frozenset((figure.what, figure.number.value) for figure in sentence.figures)


def _common(bag: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of the smaller bag is in the other one."""
    least = min(len(bag), len(other))
    return len(bag & other) / least if least else 0.0
