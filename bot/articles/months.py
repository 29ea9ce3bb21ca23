"""The names of the months, as datelines and date lines spell them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Months:
    """The twelve months of one language, each with the spellings met in datelines and date lines."""

    language: str
    names: tuple[str, ...]
    origin: str


_PRINT = "newspaper style: full name, and the agency's short form"

# One string a month, spellings apart by a space; a trailing full stop is left to the patterns.
MONTHS = (
    Months(
        "en",
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        _PRINT,
    ),
    Months(
        "ru",
        (
            *("января янв", "февраля фев февр", "марта мар", "апреля апр", "мая май", "июня июн"),
            *(
                "июля июл",
                "августа авг",
                "сентября сен сент",
                "октября окт",
                "ноября ноя нояб",
                "декабря дек",
            ),
        ),
        _PRINT,
    ),
    Months(
        "uk",
        (
            *(
                "січня січ",
                "лютого лют",
                "березня бер",
                "квітня квіт кві",
                "травня трав тра",
                "червня черв чер",
            ),
            *(
                "липня лип",
                "серпня серп сер",
                "вересня вер",
                "жовтня жовт жов",
                "листопада лист лис",
                "грудня груд гру",
            ),
        ),
        _PRINT,
    ),
    Months(
        "de",
        (
            *("januar jänner jan", "februar feb", "märz mär mrz", "april apr", "mai", "juni jun"),
            *("juli jul", "august aug", "september sept sep", "oktober okt", "november nov", "dezember dez"),
        ),
        _PRINT,
    ),
    Months(
        "fr",
        (
            *("janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin"),
            *("juillet juil", "août", "septembre sept", "octobre oct", "novembre nov", "décembre déc"),
        ),
        _PRINT,
    ),
    Months(
        "es",
        (
            *("enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun"),
            *(
                "julio jul",
                "agosto ago",
                "septiembre setiembre sep",
                "octubre oct",
                "noviembre nov",
                "diciembre dic",
            ),
        ),
        _PRINT,
    ),
    Months(
        "it",
        (
            *("gennaio gen", "febbraio feb", "marzo mar", "aprile apr", "maggio mag", "giugno giu"),
            *("luglio lug", "agosto ago", "settembre set", "ottobre ott", "novembre nov", "dicembre dic"),
        ),
        _PRINT,
    ),
    Months(
        "pt",
        (
            *("janeiro jan", "fevereiro fev", "março mar", "abril abr", "maio mai", "junho jun"),
            *("julho jul", "agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez"),
        ),
        _PRINT,
    ),
    Months(
        "pl",
        (
            *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
            *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
        ),
        _PRINT,
    ),
    Months(
        "nl",
        (
            *("januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun"),
            *("juli jul", "augustus aug", "september sep", "oktober okt", "november nov", "december dec"),
        ),
        _PRINT,
    ),
    Months(
        "tr",
        (
            *("ocak", "şubat", "mart", "nisan", "mayıs", "haziran"),
            *("temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık"),
        ),
        _PRINT,
    ),
    Months(
        "ar",
        (
            *(
                "يناير كانون\xa0الثاني",
                "فبراير شباط",
                "مارس آذار",
                "أبريل إبريل نيسان",
                "مايو أيار",
                "يونيو حزيران",
            ),
            *("يوليو تموز", "أغسطس آب", "سبتمبر أيلول", "أكتوبر", "نوفمبر", "ديسمبر كانون\xa0الأول"),
        ),
        "Gulf and Levantine names; agencies print either or both",
    ),
    Months(
        "hi",
        (
            *("जनवरी", "फरवरी फ़रवरी", "मार्च", "अप्रैल", "मई", "जून"),
            *("जुलाई", "अगस्त", "सितंबर सितम्बर", "अक्टूबर अक्तूबर", "नवंबर नवम्बर", "दिसंबर दिसम्बर"),
        ),
        _PRINT,
    ),
)


def fold(words: str) -> str:
    """Return `words` in small letters, where letters that `re.IGNORECASE` takes for each other are one."""
    return words.lower().replace("ı", "i").replace("i̇", "i").replace("ſ", "s")


_NUMBERS = {
    spelling: number
    for months in MONTHS
    for number, spellings in enumerate(months.names, 1)
    for spelling in spellings.split(" ")
}
_FOLDED = {fold(spelling): number for spelling, number in _NUMBERS.items()}
# From the first letters of a spelling ("كانون\xa0الثاني" has two words, and the vowel signs of Hindi are no
# letters) to all that begin with them.
_SPELLINGS: dict[str, list[str]] = {}
for _spelling in _NUMBERS:
    _SPELLINGS.setdefault(re.findall(r"\w+", fold(_spelling))[0], []).append(_spelling)

MONTH_WORDS = frozenset(_SPELLINGS)
"""The first words of all spellings, as `fold` writes them."""

MONTH = "⟨month⟩"
"""Stands in the sources of patterns where any month may; `with_months` makes patterns of them."""

# A pattern with one month compiles in a tenth of the time that one with all takes, and most texts name one.
# News of one language need some fifty such patterns in all; whoever needs more gets those with all months.
_MOST_VARIANTS = 64


def month_number(name: str) -> int:
    """Return the number of the month of this name, in whatever letters it was found."""
    return _FOLDED[fold(name)]


def months_in(words: str) -> tuple[str, ...]:
    """Return the first words of all months that `words` may name."""
    return tuple(sorted(MONTH_WORDS.intersection(re.findall(r"\w+", fold(words)))))


def with_months(source: str, months: tuple[str, ...], flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of a source that holds `MONTH`, for a text that names `months` and no other."""
    if _variant.cache_info().currsize >= _MOST_VARIANTS:
        return _complete(source, flags)
    return _variant(source, months, flags)


@cache
def _variant(source: str, months: tuple[str, ...], flags: int) -> re.Pattern[str]:
    return re.compile(_filled(source, (s for month in months for s in _SPELLINGS[month])), flags)


@cache
def _complete(source: str, flags: int) -> re.Pattern[str]:
    return re.compile(_filled(source, _NUMBERS), flags)


def _filled(source: str, spellings: Iterable[str]) -> str:
    names = "|".join(sorted(map(re.escape, spellings), key=len, reverse=True))
    return source.replace(MONTH, f"(?:{names})(?!\\w)" if names else "(?!)")
