"""Days, times and spans in words. Times are local, without a zone."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.render.phrases import phrase

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
# Up to which length of a span its unit is used; nearly an hour is an hour, and nearly a day a day.
_SPANS = (
    (55 * _MINUTE, _MINUTE, "span.minute", "span.minutes"),
    (22 * _HOUR, _HOUR, "span.hour", "span.hours"),
    (11 * _DAY, _DAY, "span.day", "span.days"),
    (6 * 7 * _DAY, 7 * _DAY, "span.week", "span.weeks"),
)
_MONTH = 30 * _DAY


def clock(moment: time | datetime) -> str:
    """Return a time of day: "08:00"."""
    return f"{moment:%H:%M}"


def day_name(day: date, today: date) -> str:
    """Return a day: "Monday 23 November", with its year where that is not this year."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def day_ahead(day: date, today: date) -> str:
    """Return a day to come: "today", "tomorrow, Monday 23 November", "Friday 27 November"."""
    if day == today:
        return phrase("day.today")
    name = day_name(day, today)
    return phrase("day.tomorrow", day=name) if day == today + timedelta(days=1) else name


def since(moment: datetime, now: datetime) -> str:
    """Return a moment that is over as "since" wants it: "14:05", "yesterday", "Friday", "3 November"."""
    days = (now.date() - moment.date()).days
    if days <= 0:
        return clock(moment)
    if days == 1:
        return phrase("day.yesterday")
    if days < 7:
        return WEEKDAYS[moment.weekday()]
    year = "" if moment.year == now.year else f" {moment.year}"
    return f"{moment.day} {MONTHS[moment.month - 1]}{year}"


def span(seconds: int) -> str:
    """Return a length of time, rounded: "hour", "2 hours", "3 days"; to be put behind "every"."""
    for limit, unit, one, many in _SPANS:
        if seconds < limit:
            return _counted(seconds, unit, one, many)
    return _counted(seconds, _MONTH, "span.month", "span.months")


def length(seconds: int) -> str:
    """Return a length of time, rounded up to minutes, and from two hours on to hours: "40 minutes"."""
    if seconds < 2 * _HOUR:
        minutes = max(1, -(-seconds // _MINUTE))
        return phrase("length.minute") if minutes == 1 else phrase("span.minutes", count=minutes)
    return phrase("span.hours", count=-(-seconds // _HOUR))


def days_of(weekdays: frozenset[int]) -> str:
    """Return when a digest comes: "every day", "from Monday to Friday", "on Mondays and Thursdays"."""
    days = sorted(weekdays)
    if len(days) == len(WEEKDAYS):
        return phrase("days.every")
    names = [WEEKDAYS[day] for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return phrase("days.from", first=names[0], last=names[-1])
    return phrase("days.on", days=listed([phrase("days.each", day=name) for name in names]))


def listed(words: Sequence[str]) -> str:
    """Return words as a list: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return phrase("list.and", before=", ".join(words[:-1]), last=words[-1])


def _counted(seconds: int, unit: int, one: str, many: str) -> str:
    count = max(1, round(seconds / unit))
    return phrase(one) if count == 1 else phrase(many, count=count)
