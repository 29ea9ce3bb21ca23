"""The rules by which a sentence goes on after a full stop. What they know stands in `abbreviations.py`."""

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.summarize.abbreviations import before_more, before_number, begins_sentences, maybe_last, speaks

# Languages that write ordinals with a stop ("am 24. März", "24. ledna"): ISO 639-1.
_STOPPED_ORDINALS = frozenset(
    {
        "de",
        "da",
        "nb",
        "nn",
        "no",
        "fi",
        "is",
        "fo",
        "cs",
        "sk",
        "sl",
        "hr",
        "bs",
        "sr",
        "pl",
        "hu",
        "et",
        "lv",
        "tr",
        "eu",
        "lb",
    }
)
# Their months, for texts whose language is unknown; three letters are enough to tell.
_MONTH = re.compile(
    r"(?:jan|feb|mär|mar|apr|mai|maj|jun|jul|aug|sep|okt|oct|nov|dez|dec|des|led|úno|bře|dub|kvě|čer|srp|zář|říj"
    r"|lis|pro|sty|lut|kwi|cze|lip|sie|wrz|paź|gru|tamm|helm|maal|huht|touk|kesä|hein|elok|syys|loka|marr|joul)",
    re.IGNORECASE,
)
_DATE_GOES_ON = re.compile(r"\d{1,2}\.|\d{4}\b")
_LETTER_STOP = re.compile(r"[^\W\d_]\.")
_INNER = re.compile(r"[.-]")
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})
# Verbs of speaking where words are not set apart, and particles that tie a quotation to its sentence.
_SAID_UNSPACED = re.compile(
    r"[^。！？!?.,，、\s]{0,8}(?:说|說|问|問|表示|称|稱|指出|强调|強調|写道|寫道|回答)|と|って|라고|이라고|고\s"
)
# What can follow a stop that lost its space: a word of one letter, or two words in capitals (not "JS API").
_LONE = re.compile(r"[^\W\d_](?:['’][^\W\d_]|\s)")
_SHOUTED = re.compile(r"[^\W\d_]{3,}(?:\s+[^\W\d_]{2,}|(?=['’]))")
# The rest of an address: "site.Com/A", "bbc.Co.uk".
_DOMAIN = re.compile(r"[^\W_]{2,}(?:[/@]|\.[a-z]{2,3}\b)")
_CLAUSE_END = re.compile(r"[.!?…,:;\"“«„]")
# No English sentence ends with one of these.
_UNFINISHED = frozenset({"and", "of", "the", "who", "a", "in", "with", "to"})
_NO_START = frozenset(",;:%.!?…，、；：")


class Stop(NamedTuple):
    """A place where a sentence may end."""

    mark: str
    """The stop as written: one or more sentence marks."""
    word: str
    """The word before it as written, with inner stops ("e.g"); empty where there is none."""
    quoted: bool
    """Whether a quotation or bracket closes behind the stop."""
    spaced: bool
    """Whether white space follows."""
    opened: bool
    """Whether a quotation opens right behind the stop."""
    apart: str
    """The word before the stop where white space parts them, else empty."""
    behind_year: bool
    """Whether the word before it follows a year, and that the beginning of a sentence."""
    after: str
    """At most 60 characters from the first that is neither white space nor an opening mark."""
    first: str
    """The first word of `after`, lower case."""
    language: str
    """ISO 639-1, or `und`."""

    @property
    def before_start(self) -> bool:
        """Whether the next word is one that begins sentences."""
        return begins_sentences(self.first, self.language)


def _lower_case_follows(stop: Stop) -> bool:
    return stop.after.lstrip("—–- ")[:1].islower()


def _clause_goes_on(stop: Stop) -> bool:
    return stop.after[0] in _NO_START


def _reference(stop: Stop) -> bool:
    return before_number(stop.word.lower()) and (stop.after[0].isdigit() or stop.first in _ROMAN)


def _abbreviation(stop: Stop) -> bool:
    if stop.word == "г" and stop.language in ("ru", "bg"):
        # "г." is a year behind its number, which may end the sentence, and a town before its name.
        return not stop.behind_year
    if before_more(stop.word, stop.language):
        return True
    return maybe_last(stop.word, stop.language) and not stop.before_start


def _initials(stop: Stop) -> bool:
    if not all(len(letter) == 1 for letter in _INNER.split(stop.word)):
        return False
    if _LETTER_STOP.match(stop.after):
        return stop.word.isalpha()
    return stop.word.isupper() and stop.after[0].isupper() and not stop.before_start


def _ordinal(stop: Stop) -> bool:
    if not stop.word.isdecimal() or len(stop.word) > 3:
        return False
    if _MONTH.match(stop.after) or _DATE_GOES_ON.match(stop.after):
        return True
    return stop.language in _STOPPED_ORDINALS and not stop.before_start


def _no_space(stop: Stop) -> bool:
    # "ended.The" is two sentences that lost their space; "node.JS", "v2.0" and "site.Com/A" are one word.
    if stop.spaced or stop.quoted or stop.mark[-1] not in ".!?":
        return False
    if not (stop.word[-1:].islower() and stop.after[0].isupper()):
        return True
    if _DOMAIN.match(stop.after) or "." in stop.word:
        return True
    if stop.after[1:2].islower() or stop.opened:
        return False
    # Before "A week" or "FACE SMASHED" only behind a plain word: "Node.JS" has a name before the stop.
    last = stop.word.rpartition("-")[2]
    shouted = _SHOUTED.match(stop.after)
    lost = _LONE.match(stop.after) or (shouted and shouted[0].isupper())
    return not (lost and len(last) >= 3 and last.isalpha() and last.islower())


def _attribution(stop: Stop) -> bool:
    if not stop.quoted:
        return False
    if _SAID_UNSPACED.match(stop.after):
        return True
    clause = _CLAUSE_END.split(stop.after, maxsplit=1)[0]
    return stop.mark[-1] in "?!…" and speaks(clause.lower().split()[:5])


def _unfinished(stop: Stop) -> bool:
    # "Cassell and ." has lost a name, and with it the end of its sentence.
    return stop.mark == "." and stop.language in ("en", "und") and stop.apart.lower() in _UNFINISHED


_Rule = Callable[[Stop], bool]
_RULES: tuple[_Rule, ...] = (_lower_case_follows, _clause_goes_on, _no_space, _attribution, _unfinished)
# Those that ask for one full stop right behind a word.
_FULL_STOP_RULES: tuple[_Rule, ...] = (
    _reference,
    _abbreviation,
    _initials,
    _ordinal,
)


def goes_on(stop: Stop) -> bool:
    """Tell whether the sentence goes on behind `stop`, whose `after` is not empty."""
    for rule in _RULES:
        if rule(stop):
            return True
    if stop.mark != "." or stop.quoted or not stop.word:
        return False
    for rule in _FULL_STOP_RULES:  # noqa: SIM110  # any() costs as much as the rules here
        if rule(stop):
            return True
    return False
