"""Figures in a sentence: how many of what. By word tables, without grammar; what is unsure is left out."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from bot.articles.months import MONTH_WORDS
from bot.digest.story_card_numbers import CURRENCIES, Number, NumberReader, phrases
from bot.digest.story_card_words import FIGURE_WORDS, FigureWords

COUNT = "count"
"""`Figure.what` of things that are counted: `Figure.noun` tells which."""
PEOPLE = "people"
"""`Figure.noun` where people are counted who are not told apart."""

_SIGN_BEFORE = re.compile(rf"((?<![A-Z])[A-Z]{{1,3}})?([{CURRENCIES}])\s?\Z")
_SIGN_BEHIND = re.compile(rf"\s?([%°{CURRENCIES}])")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|[^\w\s]")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s\Z")
_BEFORE_UNIT = (" ", "\xa0", "\u202f", "-")
# "HK$"; and what is read before and behind a number.
_SIGN, _LOOK = 6, 100
# "12 people in hospital a day"
_FAR_EACH = 2
# So many words may stand between a number and what happened to those who are counted.
_FAR_BEHIND, _FAR_BEFORE = 5, 4
# A noun with the words before it: "Polish steel workers".
_NOUN = 3
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence."""

    number: Number
    what: str
    """What happened to people ("killed"), a unit or currency, or `COUNT`."""
    noun: tuple[str, ...] = ()
    """The words behind the number that may name what is counted, in small letters; `(PEOPLE,)` for anybody,
    and nothing for units."""
    told_by: str = ""
    """The word that tells what happened to people."""
    way: str = ""
    """Of units: the word before the number that tells a change to it from one by it."""
    measured: frozenset[str] = frozenset()
    """Of units: the words of the sentence that tell what is measured."""


# A sentence stands in the cards of many chats: those of a day's stories from 1,000 feeds.
@lru_cache(maxsize=16_384)
def figures_in(text: str, language: str) -> tuple[Figure, ...]:
    """Return the figures of a sentence of which can be told what they are of, in order."""
    return tuple(_reader(language if language in FIGURE_WORDS else "").read(text))


@cache  # no more than there are rows
def _reader(language: str) -> "_Reader":
    return _Reader(FIGURE_WORDS.get(language, _SIGNS_ONLY))


class _Reader:
    """How one language tells figures."""

    def __init__(self, words: FigureWords) -> None:
        self._numbers = NumberReader(words)
        before = rf"[\s{CURRENCIES}]*\Z"
        self._each, self._on_top = _pattern(words.each, before), _pattern(words.on_top, before)
        # "Including at least 12", "of magnitude 6.9", "a magnitude of 6.9", "rose to about 6.9".
        self._part = _pattern(words.part, r"(?:\s\w+){0,2}" + before)
        self._magnitude = _pattern(words.units.get("magnitude", ""), r"(?:\s\w{2,3})?" + before)
        self._way = _pattern(words.ways, r"(?:\s\w+){0,2}?" + before)
        self._each_behind = _pattern(f"{words.each}, {words.rate}")
        self._else_when, self._measured = _pattern(words.else_when), _pattern(words.measured)
        self._units = {unit: _pattern(said) for unit, said in words.units.items()}
        self._fates = {fate: _pattern(said) for fate, said in words.fates.items()}
        self._on_top_words, self._divide, self._passed, self._people, self._no_noun, self._of = (
            frozenset(said.split(", "))
            for said in (words.on_top, words.divide, words.passed, words.people, words.no_noun, words.of)
        )

    def read(self, text: str) -> list[Figure]:
        """Return the figures of a sentence."""
        lowered = text.lower()
        if len(lowered) != len(text):  # some letters have no small one of their own length
            return []
        numbers = self._numbers.numbers(lowered)
        if not numbers or self._else_when.search(lowered):
            return []
        figures = (self._figure(text, lowered, number) for number in numbers)
        return [figure for figure in figures if figure]

    def _figure(self, text: str, lowered: str, number: Number) -> Figure | None:
        before = lowered[max(0, number.start - _LOOK) : number.start]
        unit, end = self._unit(text, lowered, number)
        behind = lowered[end : end + _LOOK]
        tokens = _TOKEN.findall(behind)
        if self._part.search(before) or self._each.search(before) or self._is_for_each(behind):
            return None
        if unit:
            way = self._way.search(before)
            measured = frozenset(self._measured.findall(lowered))
            return Figure(number, unit, way=way[1] if way else "", measured=measured)
        # "12th", "12-year-old", "12 of them", "12 hours"
        if behind[:1].isalpha() or behind[:1] == "-" or not tokens or tokens[0] in self._of | self._no_noun:
            return None
        return self._counted(text, number, before, tokens)

    def _counted(self, text: str, number: Number, before: str, tokens: list[str]) -> Figure | None:
        """Return the figure of people or things that are counted between what is `before` and `tokens`."""
        noun = self._noun(tokens)
        fate, told_by = self._fate(_TOKEN.findall(before), tokens)
        near = takewhile(self._goes_on, tokens[:2])
        # Whoever is hurt beside the dead is all that are hurt; whoever died beside others is not all.
        if fate in ("", "killed") and (
            self._on_top.search(before) or not self._on_top_words.isdisjoint(near)
        ):
            return None
        if fate:
            return Figure(number, fate, noun or (PEOPLE,), told_by)
        is_sure = noun and (number.is_rough or not _may_be_name(text, number))
        return Figure(number, COUNT, noun) if is_sure else None

    def _unit(self, text: str, lowered: str, number: Number) -> tuple[str, int]:
        """Return the unit or currency of a number, empty for none, and where it ends."""
        if sign := _SIGN_BEFORE.search(text, max(0, number.start - _SIGN), number.start):
            return (sign[1] or "").removeprefix("US") + sign[2], number.behind
        if sign := _SIGN_BEHIND.match(lowered, number.behind):
            return sign[1], sign.end()
        at = number.behind + (lowered[number.behind : number.behind + 1] in _BEFORE_UNIT)
        for unit, pattern in self._units.items():
            if found := pattern.match(lowered, at):
                return unit, found.end()
        before = lowered[max(0, number.start - _LOOK) : number.start]
        return ("magnitude" if self._magnitude.search(before) else ""), number.behind

    def _is_for_each(self, behind: str) -> bool:
        found = self._each_behind.search(behind)
        return found is not None and len(_TOKEN.findall(behind[: found.start()])) <= _FAR_EACH

    def _noun(self, tokens: list[str]) -> tuple[str, ...]:
        """Return the words that may name what is counted, of those behind a number."""
        noun: list[str] = []
        for token in tokens[:_NOUN]:
            if token in self._people and not noun:
                return (PEOPLE,)
            ends = token in self._passed or token in self._no_noun or token in MONTH_WORDS
            if ends or not self._goes_on(token) or self._fate_of(token):
                break
            if token not in self._on_top_words:
                noun.append(token)
        return tuple(noun)

    def _fate(self, before: list[str], behind: list[str]) -> tuple[str, str]:
        """Return what happened to those who are counted between words, and the word that tells it.

        Of one word before and one behind, the nearer one; empty where there is none near.
        """
        ways = []
        for tokens, far in ((behind, _FAR_BEHIND), (before[::-1], _FAR_BEFORE)):
            for distance, token in enumerate(tokens[:far]):
                if fate := self._fate_of(token):
                    ways.append((distance, fate, token))
                    break
                if not self._goes_on(token):
                    break
        return min(ways)[1:] if ways else ("", "")

    def _goes_on(self, token: str) -> bool:
        return token[0].isalpha() and token not in self._divide

    def _fate_of(self, token: str) -> str | None:
        return next((fate for fate, pattern in self._fates.items() if pattern.fullmatch(token)), None)


_SIGNS_ONLY = FigureWords(units={"km": "km"})


def _pattern(said: str, behind: str = r"(?!\w)") -> re.Pattern[str]:
    """Return the pattern of any of some phrases; of none, that of nothing."""
    found = phrases(said)
    return re.compile(rf"(?<!\w)({found}){behind}" if found else "(?!)")


def _may_be_name(text: str, number: Number) -> bool:
    """Tell whether a number may be a part of a name or a year: "Flight 370", "2012"."""
    if number.value in _YEARS and text[number.start : number.end].isdigit():
        return True
    word = _WORD_BEFORE.search(text, max(0, number.start - _LOOK), number.start)
    return word is not None and word[1][0].isupper()
