"""Numbers in a sentence, in digits and in words, with what rounding leaves open of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.digest.story_card_words import FigureWords

CURRENCIES = "$€£¥₽₹"

# Neither a part of a word, nor of a time, date, score or range.
_DIGITS = (
    r"(?<![\w.,:/–-])(?P<digits>\d{1,3}(?:[SPACES]\d{3})+(?!\d)|\d+(?:[.,'’]\d+)*)"
    r"(?![\d_:/]|[.,]\d|\s?[–-]\s?\d)"
)
# A plain space parts thousands only where a comma stands before tenths.
_THIN_SPACES = "\xa0\u2009\u202f"
_DIGIT, _WORD = re.compile(r"\d"), re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARK, _NO_MARK = re.compile(r"[.,]"), re.compile(r"[^\d.,]")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
# Letters that multiply sums of money: "$3m", "£1.2bn".
_MONEY_SCALE = re.compile(r"\s?(k|mn?|bn?|tn)\b")
_MONEY_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_MONEY_BEFORE = re.compile(rf"[{CURRENCIES}]\s?\Z")
# Enough for the longest phrase before a number, with a sign of money between them.
_BEFORE = 48
# What is over, under or about a number seldom is so by more than a tenth.
_OFF = 0.1
# From here on zeros at the end of a number were most likely not counted.
_ROUND = 100


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text."""

    value: float
    low: float
    """The least that it may stand for, if it was rounded as it is written."""
    high: float
    """The most that it may stand for."""
    is_rough: bool
    """Whether words before it say that it was rounded."""
    is_scaled: bool
    """Whether a word behind it multiplies it: million."""
    start: int
    """Where it begins in its text."""
    end: int
    """Where it ends, with the word that multiplies it."""
    behind: int
    """Where that begins which it is the number of: behind the stop and the "of" of such a word."""


class NumberReader:
    """How one language writes numbers."""

    def __init__(self, words: FigureWords) -> None:
        self._decimal = words.decimal
        self._scales = words.scales
        self._words = _number_words(words)
        pattern = _DIGITS.replace("SPACES", _THIN_SPACES + (" " if words.decimal == "," else ""))
        if self._words:
            pattern += rf"|(?<![\w-])(?P<word>{_alternatives(self._words)})(?![\w-])"
        self._number = re.compile(pattern)
        self._hundreds = re.compile(
            rf"(?<!\w)(?:{phrases(words.hundreds)})\s\Z" if words.hundreds else r"(?!)"
        )
        self._scale = re.compile(
            rf"\s?({_alternatives(words.scales)})\b\.?(?:\s(?:{phrases(words.of)}))?"
            if words.scales
            else r"(?!)"
        )
        self._roundings = tuple(
            (
                sign,
                re.compile(rf"(?<!\w)(?:{phrases(said)})(?:\s(?:a|de|los|las|den))?\s?[{CURRENCIES}]?\s?\Z"),
            )
            for sign, said in (("+", words.over), ("-", words.under), ("±", words.about))
            if said
        )

    def numbers(self, lowered: str) -> list[Number]:
        """Return the numbers of a text in small letters, in order, but those that can be read in two ways."""
        # Most sentences have none, and this is known sooner than by searching for all that may be one.
        if not _DIGIT.search(lowered) and self._words.keys().isdisjoint(_WORD.findall(lowered)):
            return []
        numbers: list[Number] = []
        for match in self._number.finditer(lowered):
            before = lowered[max(0, match.start() - _BEFORE) : match.start()]
            hundreds = self._hundreds.search(before) if match["digits"] is None else None
            if hundreds:
                # "Two hundred and twelve": neither 200 nor 12.
                if numbers and numbers[-1].end > match.start() - len(hundreds[0]):
                    numbers.pop()
            elif number := self._number_at(lowered, match, before):
                numbers.append(number)
        return numbers

    def _number_at(self, lowered: str, match: re.Match[str], before: str) -> Number | None:
        if match["digits"] is None:
            value, step = float(self._words[match["word"]]), 1.0
        else:
            value, step = self._digits(match["digits"])
        if not value:
            return None
        factor, end, behind = self._factor(lowered, match)
        # "20 million" is rounded to millions, "50,000" to tens of thousands.
        if factor == 1 and value >= _ROUND and step == 1:
            step = _last_digit(value)
        rounding = next((sign for sign, pattern in self._roundings if pattern.search(before)), "")
        low, high = _range(value * factor, step * factor, _last_digit(value) * factor, rounding)
        return Number(value * factor, low, high, bool(rounding), factor != 1, match.start(), end, behind)

    def _digits(self, written: str) -> tuple[float, float]:
        """Return the value of digits with their marks, and what one more in the last of them is worth.

        Zero for what is no number, and where a mark may stand before tenths or before thousands.
        """
        written = _NO_MARK.sub("", written)
        marks = _MARK.findall(written)
        if not marks:
            return float(written), 1.0
        if _THOUSANDS.fullmatch(written) and (len(marks) > 1 or marks[0] != self._decimal):
            return float(_MARK.sub("", written)), 1.0
        whole, _, tenths = written.rpartition(marks[-1])
        if marks[-1] in whole or (len(marks) == 1 and len(tenths) == 3):
            return 0.0, 0.0  # a date, a version, or "1,234" where a comma stands before tenths
        return float(_MARK.sub("", whole)) + float(f"0.{tenths}"), 10.0 ** -len(tenths)

    def _factor(self, lowered: str, match: re.Match[str]) -> tuple[float, int, int]:
        """Return what a number is multiplied by, where that ends, and what else belongs to it."""
        factor, end, behind = 1.0, match.end(), match.end()
        while scale := self._scale.match(lowered, behind):  # "two hundred thousand"
            factor, end, behind = factor * self._scales[scale[1]], scale.end(1), scale.end()
        if factor == 1 and _MONEY_BEFORE.search(lowered, max(0, match.start() - 2), match.start()):
            scale = _MONEY_SCALE.match(lowered, end)
            if scale:
                factor, end, behind = _MONEY_SCALES[scale[1]], scale.end(), scale.end()
        return factor, end, behind


def phrases(listed: str) -> str:
    """Return phrases between commas as alternatives of a pattern, the longest first; a `*` is any ending."""
    return _alternatives(listed.split(", ")).replace(r"\*", r"\w*").replace(r"\ ", " ")


def _alternatives(words: Iterable[str]) -> str:
    """Return words as alternatives of a pattern, longer before shorter; by first letters, as it is faster."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(filter(None, words), key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _number_words(words: FigureWords) -> Mapping[str, int]:
    """Return the numbers below a hundred that a language has words for."""
    ones = {word: value for value, spelled in enumerate(words.ones.split(), 1) for word in spelled.split("/")}
    tens = {word: value for value, spelled in enumerate(words.tens.split(), 2) for word in spelled.split("/")}
    joined = {
        words.joined.format(tens=ten, ones=one): 10 * tens[ten] + ones[one]
        for ten in tens
        for one in ones
        if ones[one] < 20 and "-" not in (ten, one)
    }
    numbers = joined | {ten: 10 * value for ten, value in tens.items()} | ones
    numbers.pop("-", None)
    return numbers


def _last_digit(value: float) -> float:
    """Return what one more in the last digit that is no zero is worth."""
    step = 1.0
    while value % (10 * step) == 0:
        step *= 10
    return step


def _range(value: float, step: float, round_step: float, rounding: str) -> tuple[float, float]:
    """Return the least and the most that a number may stand for."""
    if not rounding:
        return value - step / 2, value + step / 2
    off = max(round_step, _OFF * value)
    return value - (0 if rounding == "+" else off), value + (0 if rounding == "-" else off)
