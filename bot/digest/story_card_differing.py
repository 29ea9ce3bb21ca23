"""Figures of one quantity that sources give differently: rather none than a wrong one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product, takewhile

from bot.articles.months import MONTH_WORDS
from bot.digest.story_card_figures import COUNT, PEOPLE, Figure
from bot.digest.story_card_model import Sentence, Terms

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What is said to be rounded agrees with a number so near to what it may stand for.
_NEAR = 0.03
# Later counts of a thing are seldom so many times the first one: more often another thing is counted.
_MOST_TIMES = 5
# So many terms beside what is counted have to be shared, and such a part of those of the shorter sentence.
# What happened to people tells much by itself; sums and shares of very different things stand in one story.
_SHARED, _PART = 2, 0.3
_SHARED_OF_UNITS, _PART_OF_UNITS = 3, 0.5
# More than this is a table, not a card.
_MOST_QUANTITIES, _MOST_QUOTES = 3, 4


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A figure with the sentence that it stands in."""

    sentence: Sentence
    figure: Figure
    noun: tuple[str, ...]
    """What is counted, stemmed; empty for units."""
    context: frozenset[str]
    """The other terms of the sentence."""
    names: frozenset[str]
    """Its words with a capital letter that are not the first one."""
    times: frozenset[str]
    """The years and months that it names."""

    @property
    def _enough(self) -> tuple[int, float]:
        is_fate = self.noun and self.figure.what != COUNT
        return (_SHARED, _PART) if is_fate else (_SHARED_OF_UNITS, _PART_OF_UNITS)

    def likeness(self, other: "Stated") -> float:
        """Return how much speaks for the two being figures of one quantity, 0 to 1; 0: they may be of two."""
        if not _one_of_other(self.noun, other.noun) or self.times != other.times:
            return 0.0
        if self.figure.measured != other.figure.measured or self.figure.way != other.figure.way:
            return 0.0
        if self.names and other.names and self.names.isdisjoint(other.names):
            return 0.0
        least_shared, least_part = self._enough
        shared, least = len(self.context & other.context), min(len(self.context), len(other.context))
        return shared / least if shared >= max(least_shared, least_part * least) else 0.0

    def agrees(self, other: "Stated") -> bool:
        """Whether both figures may stand for the same number."""
        less, more = sorted((self.figure.number, other.figure.number), key=lambda number: number.value)
        near = _NEAR if less.is_rough or more.is_rough else 0.0
        return more.low * (1 - near) < less.high * (1 + near)

    def is_far(self, other: "Stated") -> bool:
        """Whether the figures are so different that they are hardly of one thing."""
        less, more = sorted((self.figure.number.value, other.figure.number.value))
        return more > _MOST_TIMES * less


def differing(
    sentences: Sequence[Sentence], voices: Sequence[int], terms_of: Terms
) -> list[tuple[Stated, ...]]:
    """Return the quantities of which sources give different figures, the likeliest first.

    Each comes as two figures or more, all of different voices, in the order of `sentences`; no sentence comes
    twice. `voices` tells for each source who speaks in it: one publisher does not contradict itself by what
    it wrote later.
    """
    stated = _stated(sentences, terms_of)
    place = {one: number for number, one in enumerate(stated)}
    pairs = [pair for found in _by_quantity(stated) for pair in _pairs(found, voices)]
    # Sorting is stable: between equals the order of the sentences decides.
    pairs.sort(key=lambda pair: (-pair.is_in_lead, -pair.likeness))
    beside: defaultdict[Stated, set[Stated]] = defaultdict(set)
    for pair in pairs:
        beside[pair.one].add(pair.other)
        beside[pair.other].add(pair.one)
    quantities: list[tuple[Stated, ...]] = []
    used: set[Sentence] = set()
    for pair in pairs:
        group = [pair.one, pair.other]
        for third in sorted(beside[pair.one] & beside[pair.other], key=place.__getitem__):
            if len(group) < _MOST_QUOTES and beside[third].issuperset(group):
                group.append(third)
        if len(quantities) < _MOST_QUANTITIES and used.isdisjoint(one.sentence for one in group):
            used.update(one.sentence for one in group)
            quantities.append(tuple(sorted(group, key=place.__getitem__)))
    return quantities


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two different figures of one quantity, by different voices."""

    one: Stated
    other: Stated
    likeness: float

    @property
    def is_in_lead(self) -> bool:
        return self.one.sentence.is_in_lead or self.other.sentence.is_in_lead


def _pairs(found: Sequence[Stated], voices: Sequence[int]) -> Iterator[_Pair]:
    """Yield the pairs of figures that differ, of those that may be of one quantity."""
    by_voice: defaultdict[int, list[Stated]] = defaultdict(list)
    for one in found:
        by_voice[voices[one.sentence.source]].append(one)
    for some, others in combinations(by_voice.values(), 2):
        for one, other in product(some, others):
            likeness = 0.0 if one.agrees(other) or one.is_far(other) else one.likeness(other)
            # Whoever has the other one's figure, too, tells it of something else, or told it before.
            if likeness and not any(map(one.agrees, others)) and not any(map(other.agrees, some)):
                yield _Pair(one, other, likeness)


def _stated(sentences: Sequence[Sentence], terms_of: Terms) -> list[Stated]:
    """Return the figures of sentences, in order."""
    words: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for sentence in sentences:
        for figure in sentence.figures:
            words[sentence.language].update(dict.fromkeys((*figure.noun, figure.told_by)))
    stems = {
        language: dict(zip(some, terms_of(list(some), language), strict=True))
        for language, some in words.items()
    }
    return [
        stated
        for sentence in sentences
        for figure in sentence.figures
        if (stated := _in_context(sentence, figure, stems[sentence.language]))
    ]


def _in_context(sentence: Sentence, figure: Figure, stems: Mapping[str, Sequence[str]]) -> Stated | None:
    noun: tuple[str, ...] = figure.noun
    if noun and noun != (PEOPLE,):
        # A word without a meaning of its own ends the noun: "12 houses in …".
        noun = tuple(stem[0] for stem in takewhile(bool, (stems[word] for word in noun)))
        if not noun and figure.what == COUNT:
            return None
        noun = noun or (PEOPLE,)
    # Killed or dead: it is the same word as far as figures go.
    told_by = stems[figure.told_by]
    context = frozenset(term for term in sentence.terms if not term.isdecimal()).difference(noun, told_by)
    if told_by:
        context |= {figure.what}
    names = frozenset(match[0].lower() for match in _WORD.finditer(sentence.text, 1) if match[0][0].isupper())
    times = names & MONTH_WORDS | set(_YEAR.findall(sentence.text))
    return Stated(sentence, figure, noun, context, names - MONTH_WORDS, times)


def _by_quantity(stated: Iterable[Stated]) -> Iterator[list[Stated]]:
    """Yield the figures that may be of one quantity, without those of which a source itself gives several."""
    by_kind: defaultdict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in stated:
        by_kind[one.sentence.language, one.figure.what].append(one)
    for found in by_kind.values():
        doubtful: set[Stated] = set()
        for one, other in combinations(found, 2):
            near = (
                one.sentence.source == other.sentence.source if one.noun else one.sentence is other.sentence
            )
            if near and _one_of_other(one.noun, other.noun) and not one.agrees(other):
                doubtful |= {one, other}
        yield [one for one in found if one not in doubtful]


def _one_of_other(noun: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two things that are counted may be one: "police officers" and "officers"."""
    short, long = sorted((noun, other), key=len)
    return long[: len(short)] == short or long[len(long) - len(short) :] == short
