"""Days, times and spans in words of the language that is spoken. Times are local, without a zone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names
from babel.lists import format_list

from bot.render.languages import ENGLISH, language
from bot.render.phrases import phrase

# Where a language is written in several ways: the one we speak.
_LOCALES = {ENGLISH: "en_GB", "zh": "zh_Hans_CN"}
_WEEK = range(7)
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
# Up to which length of a span its unit is used; nearly an hour is an hour, and nearly a day a day.
_SPANS = (
    (55 * _MINUTE, _MINUTE, "span.minutes"),
    (22 * _HOUR, _HOUR, "span.hours"),
    (11 * _DAY, _DAY, "span.days"),
    (6 * 7 * _DAY, 7 * _DAY, "span.weeks"),
)
_MONTH = 30 * _DAY
# How the first of a month is written where that is not a plain number, which CLDR has for all days alike.
_FIRST = {"fr": "1er", "pt": "1º"}


def clock(moment: time | datetime) -> str:
    """Return a time of day: "08:00"."""
    return f"{moment:%H:%M}"


def full_date(day: date) -> str:
    """Return a date with its year: "24 March 2023"."""
    return _with_first(format_date(day, "long", _locale()), day)


def day_name(day: date, today: date) -> str:
    """Return a day: "Monday 23 November", with its year where that is not this year."""
    return phrase("day.named", weekday=_names("wide")[day.weekday()], date=_date(day, today))


def day_ahead(day: date, today: date) -> str:
    """Return a day to come: "today", "tomorrow, Monday 23 November", "Friday 27 November"."""
    if day == today:
        return phrase("day.today")
    name = day_name(day, today)
    return phrase("day.tomorrow", day=name) if day == today + timedelta(days=1) else name


def since(moment: datetime, now: datetime) -> str:
    """Return a moment that is over, to stand behind a colon: "14:05", "yesterday", "Friday", "3 November"."""
    days = (now.date() - moment.date()).days
    if days <= 0:
        return clock(moment)
    if days == 1:
        return phrase("day.yesterday")
    if days < 7:
        return _names("wide")[moment.weekday()]
    return _date(moment.date(), now.date())


def span(seconds: int) -> str:
    """Return a length of time, rounded: "1 hour", "3 days"."""
    for limit, unit, key in _SPANS:
        if seconds < limit:
            return phrase(key, count=max(1, round(seconds / unit)))
    return phrase("span.months", count=max(1, round(seconds / _MONTH)))


def length(seconds: int) -> tuple[Literal["minutes", "hours"], int]:
    """Return a length of time as a unit and how many: minutes rounded up, and from two hours on hours."""
    if seconds < 2 * _HOUR:
        return "minutes", max(1, -(-seconds // _MINUTE))
    return "hours", -(-seconds // _HOUR)


def days_named(weekdays: frozenset[int]) -> str:
    """Return some days of the week, Monday is 0: "Monday to Friday", "Monday and Thursday"."""
    days = sorted(weekdays)
    names = [_names("wide")[day] for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return phrase("days.range", first=names[0], last=names[-1])
    return listed(names)


def short_weekdays() -> Sequence[str]:
    """Return what the days of the week are called in short, from Monday on: "Mon"."""
    return _names("abbreviated")


def weekday_words() -> Mapping[str, int]:
    """Return the names and short names of the days of the week; Monday is 0."""
    return {name: day for width in ("wide", "abbreviated") for day, name in enumerate(_names(width))}


def listed(words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    return format_list(words, locale=_locale())


def _date(day: date, today: date) -> str:
    if day.year != today.year:
        return full_date(day)
    return _with_first(format_skeleton("MMMMd", day, locale=_locale()), day)


def _with_first(written: str, day: date) -> str:
    first = _FIRST.get(language()) if day.day == 1 else None
    return f"{first}{written.removeprefix('1')}" if first else written


def _names(width: Literal["wide", "abbreviated"]) -> Sequence[str]:
    names = get_day_names(width, "stand-alone", _locale())
    return [names[day] for day in _WEEK]


def _locale() -> Locale:
    return _locale_of(language())


@cache
def _locale_of(code: str) -> Locale:
    return Locale.parse(_LOCALES.get(code, code))
