"""Dates as people type them: "friday", "24 dec", "2026-12-24", "24.12."."""

import re
from datetime import date, timedelta

from bot.digest.spoken_words import Words

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {
    **dict.fromkeys(("tues",), 1),
    **dict.fromkeys(("weds",), 2),
    **dict.fromkeys(("thur", "thurs"), 3),
}
WEEKDAYS = {
    **{name: day for day, name in enumerate(_NAMES)},
    **{f"{name}s": day for day, name in enumerate(_NAMES)},
    **{name[:3]: day for day, name in enumerate(_NAMES)},
    **_SHORT,
}
"""Monday is 0."""

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {
    **{name: month for month, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: month for month, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(?:(\d{4}))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_YEAR = re.compile(r"20\d\d")


def take_date(words: Words, today: date) -> date | None:
    """Take a date from the front of the words; None where they do not begin with one that exists.

    Without a year, and for weekdays, it is the next one after `today`. A date with slashes is taken only
    where its order is plain: 12/24 and 24/12, not 3/4.
    """
    words.accept({"on"})
    words.accept({"the"})
    words.accept({"next"})
    word = words.take()
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    if word in WEEKDAYS or word == "week":
        ahead = (WEEKDAYS.get(word, 0) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    if match := _ISO.fullmatch(word):
        return _date(today, int(match[3]), int(match[2]), match[1])
    if match := _DOTTED.fullmatch(word):
        return _date(today, int(match[1]), int(match[2]), match[3])
    if match := _SLASHED.fullmatch(word):
        return _slashed(today, int(match[1]), int(match[2]), match[3])
    return _with_month(words, word, today)


def _with_month(words: Words, word: str, today: date) -> date | None:
    if word in _MONTHS:
        month, day = _MONTHS[word], _DAY.fullmatch(words.take())
    elif day := _DAY.fullmatch(word):
        words.accept({"of"})
        month = _MONTHS.get(words.take(), 0)
    else:
        return None
    if day is None or not month:
        return None
    return _date(today, int(day[1]), month, words.take() if _YEAR.fullmatch(words.peek()) else None)


def _slashed(today: date, first: int, second: int, year: str | None) -> date | None:
    if first > 12:
        return _date(today, first, second, year)
    return _date(today, second, first, year) if second > 12 or first == second else None


def _date(today: date, day: int, month: int, year: str | None) -> date | None:
    # The next 29 February may be eight years away.
    years = [int(year)] if year else range(today.year, today.year + 9)
    for candidate in years:
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found > today:
            return found
    return None
