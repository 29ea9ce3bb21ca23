"""The rules by which a sentence goes on after a stop. What they know stands in `abbreviations.py`."""

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.summarize.abbreviations import (
    CONSONANTS,
    before_more,
    before_number,
    begins_sentences,
    closes,
    maybe_last,
    shouts,
    speaks,
    unit,
)

# Languages that write ordinals with a stop ("am 24. März", "24. ledna"): ISO 639-1.
_STOPPED_ORDINALS = frozenset(
    "de da nb nn no fi is fo cs sk sl hr bs sr pl hu et lv tr az eu lb ka".split()  # noqa: SIM905  # a table
)
# Of these, the ones that write every noun with a capital, which then tells nothing behind an ordinal.
_CAPITAL_NOUNS = frozenset({"de", "lb"})
# Months, for dates in texts whose language is unknown; three letters are enough to tell.
_MONTH = re.compile(
    r"(?:jan|feb|mär|mar|apr|mai|maj|jun|jul|aug|sep|okt|oct|nov|dez|dec|des|led|úno|bře|dub|kvě|čer|srp|zář|říj"
    r"|lis|pro|sty|lut|kwi|cze|lip|sie|wrz|paź|gru|tamm|helm|maal|huht|touk|kesä|hein|elok|syys|loka|marr|joul)",
    re.IGNORECASE,
)
_DATE_GOES_ON = re.compile(r"\d{1,2}\.|\d{4}\b")
_LETTER_STOP = re.compile(r"[^\W\d_]\.")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+(?=[^\W\d_]{2})")
_INNER = re.compile(r"[.-]")
_ROMAN = re.compile(r"[IVX]{1,5}\Z")
# Scripts that write a word or syllable as one character: no initials there.
_SYLLABLES = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_INDIC = re.compile("[\u0900-\u0dff]")
# Verbs of speaking where words are not set apart, and particles that tie a quotation to its sentence.
_SAID_UNSPACED = re.compile(
    r"[^。！？!?.,，、\s]{0,8}(?:说|說|问|問|表示|称|稱|指出|强调|強調|写道|寫道|回答|[喊叫笑哭叹嘆]?道[。，：]|喊|叫道)"
    r"|と|って|라고|이라고|고\s|[\u0e01-\u0e4e]{0,20}?(?:ถาม|กล่าว|บอก|พูด)"
)
# What can follow a stop that lost its space: a word of one letter, or two words in capitals (not "JS API").
_LONE = re.compile(r"[^\W\d_](?:['’][^\W\d_]|\s)")
_SHOUTED = re.compile(r"[^\W\d_]{3,}(?:\s+[^\W\d_]{2,}|(?=['’]))")
# The rest of an address: "site.Com/A", "bbc.Co.uk".
_DOMAIN = re.compile(r"[^\W_]{2,}(?:[/@]|\.[a-z]{2,3}\b)")
_CLAUSE_END = re.compile(r"[.!?…,:;\"“«„։።।]")
# "Year" in its short form, by language.
_YEARS = {"ru": "г", "bg": "г", "be": "г", "uk": "р", "pl": "r", "cs": "r", "sk": "r"}
# Days and time zones, which may stand behind an hour: "5 p.m. Monday", "9 a.m. ET".
_TIME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,}\b|Eastern|Pacific|Central|Greenwich"
)
_CURRENCY = re.compile(r"[A-Z]{2,3}\b|Kč|Euro\b|Ft\b|Dollar|Franken|Kronen|US\b")
# The languages in which r and l make syllables: a word without a vowel may be a whole one.
_SYLLABIC = frozenset({"cs", "sk", "sl", "hr", "bs", "sr", "mk"})
# No English sentence ends with one of these.
_UNFINISHED = frozenset({"and", "of", "the", "who", "a", "in", "with", "to"})
_NO_START = frozenset(",;:%.!?…，、；：،؛")
# Words such as iPhone and eBay begin small even at the start of a sentence.
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]")


class Stop(NamedTuple):
    """A place where a sentence may end."""

    mark: str
    """The stop as written: one or more sentence marks."""
    word: str
    """The word before it as written, with inner stops ("e.g"); empty where there is none."""
    quoted: bool
    """Whether a quotation or bracket closes behind the stop."""
    bracketed: bool
    """Whether that is a bracket that opened within the sentence."""
    spaced: bool
    """Whether white space follows."""
    opened: bool
    """Whether a quotation opens right behind the stop."""
    bracket_next: bool
    """Whether a bracket opens behind the stop and its space."""
    apart: str
    """The word before the stop where white space parts them, else empty."""
    behind_year: bool
    """Whether the word before it follows a year, and that the beginning of a sentence."""
    alone: bool
    """Whether the word before it is the first of the sentence."""
    behind_digit: bool
    """Whether the word before it follows a number."""
    after: str
    """At most 64 characters from the first that is neither white space nor an opening mark."""
    first: str
    """The first word of `after`, lower case."""
    language: str
    """ISO 639-1, or `und`."""
    own_stops: bool
    """Whether the text ends its sentences with marks of its script ("।"): "." is for abbreviations."""

    @property
    def before_start(self) -> bool:
        """Whether the next word is one that begins sentences."""
        return begins_sentences(self.first, self.language)

    @property
    def caseless(self) -> bool:
        """Whether what follows is written in a script without capitals."""
        first = self.after[0]
        # Georgian capitals exist for whole headlines alone; `after` is given in them.
        return (first.isalpha() and not (first.isupper() or first.islower())) or "\u1c90" <= first <= "\u1cbf"


def _lower_case_follows(stop: Stop) -> bool:
    after = stop.after.lstrip("—–- ")
    return after[:1].islower() and not (_SMALL_NAME.match(after) and stop.spaced)


def _clause_goes_on(stop: Stop) -> bool:
    # A figure in brackets is the year of a film or the place in a list that was just named.
    return stop.after[0] in _NO_START or (stop.bracket_next and stop.quoted and stop.after[0].isdigit())


def _pause(stop: Stop) -> bool:
    # Where no capital tells, three dots are a pause more often than an end, and so is a bracket's question.
    return stop.caseless and (
        (stop.mark[-1] in ".…" and len(stop.mark) > 1 and not stop.quoted) or _remark(stop)
    )


def _remark(stop: Stop) -> bool:
    return stop.bracketed and stop.mark[-1] not in "。．.।"


def _name(stop: Stop) -> bool:
    # "Yahoo! Inc." and its like; "Yahoo! The" may well be an end.
    return stop.mark == "!" and shouts(stop.word.lower()) and not stop.before_start


def _no_space(stop: Stop) -> bool:
    # "ended.The" is two sentences that lost their space; "node.JS", "v2.0" and "site.Com/A" are one word.
    if stop.spaced or stop.quoted or stop.mark[-1] not in ".!?؟":
        return False
    last, first = stop.word[-1:], stop.after[0]
    if stop.caseless and last.isalpha() and not last.isupper() and not last.islower():
        # Between words of a script without capitals only a stop that ends them is left unspaced.
        return "." in stop.word or len(stop.word) < 3 or len(stop.first) < 2
    if not (last.islower() and first.isupper()):
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
    if stop.mark[-1] not in "?!…؟":
        return False
    clause = _CLAUSE_END.split(stop.after, maxsplit=1)[0]
    return speaks(clause.lower().split()[:5])


def _unfinished(stop: Stop) -> bool:
    # "Cassell and ." has lost a name, and with it the end of its sentence.
    return stop.mark == "." and stop.language in ("en", "und") and stop.apart.lower() in _UNFINISHED


def _reference(stop: Stop) -> bool:
    if stop.after[0].isdigit() or stop.after[0] in "§№":
        # "Bahnhofstr. 5", "D.Lgs. 81"
        return before_number(stop.word.lower()) or "." in stop.word or stop.word.endswith("str")
    roman = _ROMAN.match(stop.first.upper()) and (stop.first != "i" or stop.word[0].isupper())
    return bool(roman) and before_number(stop.word.lower())


def _abbreviation(stop: Stop) -> bool:
    if stop.word == _YEARS.get(stop.language):
        # Behind its number it may end the sentence; before a name, the Russian one is a town.
        return not stop.behind_year
    if _goes_on_behind(stop.word, stop):
        return True
    # In "U.S. Rep." the last of the words decides.
    joined = _LETTERS.match(stop.word)
    return joined is not None and _goes_on_behind(stop.word[joined.end() :], stop)


def _goes_on_behind(shape: str, stop: Stop) -> bool:
    if closes(shape, stop.language):
        # A letter begins what is next, unless it is that of a day, a time zone or a currency.
        if not stop.after[0].isalpha():
            return True
        hour = shape[-1] in "mM" and "." in shape
        return not stop.before_start and (_TIME if hour else _CURRENCY).match(stop.after) is not None
    if before_more(shape, stop.language):
        return True
    return maybe_last(shape, stop.language) and not stop.before_start


def _short(stop: Stop) -> bool:
    if stop.own_stops and not stop.word.isascii():
        return len(stop.word) <= 4 or "." in stop.word
    if stop.alone and _INDIC.match(stop.word):
        # A title: no sentence is as short as that.
        return len(stop.word) <= 4
    if not CONSONANTS.match(stop.word.lower()) or stop.before_start or not stop.word[1:].islower():
        return False
    if stop.language in _SYLLABIC and not {"r", "l", "р", "л"}.isdisjoint(stop.word.lower()):
        return False
    return not (stop.behind_digit or unit(stop.word.lower()) or closes(stop.word, stop.language))


def _initials(stop: Stop) -> bool:
    if not all(len(letter) == 1 for letter in _INNER.split(stop.word)):
        return False
    if _LETTER_STOP.match(stop.after):
        return True
    if stop.caseless:
        return stop.word.isalpha() and not _SYLLABLES.match(stop.word)
    return stop.word.isupper() and stop.after[0].isupper() and not (stop.before_start or stop.behind_digit)


def _ordinal(stop: Stop) -> bool:
    if not stop.word.isdecimal():
        return stop.language in _STOPPED_ORDINALS and bool(_ROMAN.match(stop.word)) and not stop.before_start
    if len(stop.word) > 3:
        return False
    if _MONTH.match(stop.after) or _DATE_GOES_ON.match(stop.after):
        return True
    if stop.language not in _STOPPED_ORDINALS or stop.before_start:
        return False
    return stop.language in _CAPITAL_NOUNS or not stop.after[0].isupper() or stop.after[1:2].isupper()


def _caseless_acronym(stop: Stop) -> bool:
    parts = stop.word.split(".")
    if closes(stop.word, stop.language):
        return False
    return (
        stop.caseless
        and len(parts) > 1
        and max(map(len, parts)) <= 4
        and not any(map(str.isdigit, stop.word))
    )


def _thai(stop: Stop) -> bool:
    # Thai has no full stop: what looks like one belongs to an abbreviation.
    return "\u0e01" <= stop.word[-1] <= "\u0e4e"


_Rule = Callable[[Stop], bool]
_RULES: tuple[_Rule, ...] = (
    _lower_case_follows,
    _clause_goes_on,
    _no_space,
    _attribution,
    _unfinished,
    _pause,
    _name,
)
# Those that ask for one full stop right behind a word.
_FULL_STOP_RULES: tuple[_Rule, ...] = (
    _reference,
    _abbreviation,
    _short,
    _initials,
    _ordinal,
    _caseless_acronym,
    _thai,
)


def goes_on(stop: Stop) -> bool:
    """Tell whether the sentence goes on behind `stop`, whose `after` is not empty."""
    for rule in _RULES:
        if rule(stop):
            return True
    if stop.mark not in ".۔" or stop.quoted or not stop.word:
        return False
    if stop.mark == "۔":
        return _initials(stop)
    for rule in _FULL_STOP_RULES:  # noqa: SIM110  # any() costs as much as the rules here
        if rule(stop):
            return True
    return False
