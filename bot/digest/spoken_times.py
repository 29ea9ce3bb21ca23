"""What people type behind /schedule: times of day, weekdays, quiet hours and pauses."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import NoReturn

from bot.digest.model import ALL_WEEK, Schedule
from bot.digest.schedule import UNTIL_RESUMED, local_now
from bot.digest.spoken_dates import WEEKDAYS, take_date
from bot.digest.spoken_words import Words, in_english
from bot.digest.zone_names import moment_of, zone
from bot.errors import UserError

MAX_TIMES = 12
"""Digests a day: in more often than every two hours there is little that is new."""
LEAST_MINUTES = 15
"""Between two digests: one that comes right after another has nothing new."""
MAX_PAUSE_DAYS = 366
_MAX_PAUSE = timedelta(days=MAX_PAUSE_DAYS)

_MAX_LENGTH = 200
_DAYS = {
    **{word: frozenset({day}) for word, day in WEEKDAYS.items()},
    **dict.fromkeys(("daily", "everyday", "day", "days", "week"), ALL_WEEK),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), frozenset(range(5))),
    **dict.fromkeys(("weekend", "weekends"), frozenset({5, 6})),
}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_OFF = frozenset({"off", "none", "never", "stop", "no"})
_RESUME = frozenset({"resume", "unpause", "continue"})
_PAUSE = frozenset({"pause", "paused", "snooze"})
_UNTIL = frozenset({"-", "to", "till", "til", "until", "through", "thru"})
# Words that go with others and say nothing of their own.
_FILLERS = frozenset(
    {"at", "on", "and", "every", "each", "all", "the", "from", "only", "please", "digest", "digests", "-"}
)
_UNITS = {
    **dict.fromkeys(("h", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("w", "week", "weeks"), timedelta(weeks=1)),
    **dict.fromkeys(("month", "months"), timedelta(days=30)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), timedelta(minutes=1)),
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}

_TIME = re.compile(r"(?:(\d{1,2})(?:[:.h](\d{2})|h)?|(\d{2})(\d{2}))\.?(am|pm)?")
# Days with times of their own, and other days with others: a schedule has the same times on all its days.
_PAIRS = re.compile("d+t+d+t|t+d+t+d")
_SPAN = re.compile(r"(\d{1,4})([a-z]*)")


def parse_schedule(
    text: str, schedule: Schedule, now: int, weekdays: Mapping[str, int] = MappingProxyType({})
) -> Schedule:
    """Return a schedule with the changes that a text asks for; what the text does not name stays as it is.

    "08:00 18:30", "8am 6.30pm", "mon-fri 7:30", "daily", "weekend", "off", "quiet 22:00-07:00", "quiet off",
    "pause 3 days", "pause until friday", "pause", "resume", and all of it together. `now` (UTC s) is where
    pauses begin; dates are those of the schedule's zone. `weekdays` are names of the days of the week in
    another language, Monday is 0. Raises `UserError` ("schedule_…") in words.
    """
    if len(text) > _MAX_LENGTH:
        raise UserError("schedule_unreadable", part=text)
    if weekdays:
        # Behind "pause" stand spans and dates: there Indonesian "min" and Spanish "mar" are no days.
        days, pause, span = re.split(r"(\bpause\b|$)", text, maxsplit=1, flags=re.IGNORECASE)
        text = in_english(days, {name: _WEEK[day] for name, day in weekdays.items()}) + pause + span
    return _Reader(Words(text), schedule, now).read()


def time_of(word: str) -> time | None:
    """Read a time of day that is written as one word: "8", "08:00", "8.30pm", "0830", "18h30", "noon"."""
    match = _TIME.fullmatch(word)
    if match is None:
        return _NAMED_TIMES.get(word)
    hour, minute, half = int(match[1] or match[3]), int(match[2] or match[4] or 0), match[5]
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half == "pm")
    elif half == "am":
        return None  # "18:30pm" is plain, "18:30am" is not
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


class _Reader:
    """Reads one text, piece by piece, into a schedule."""

    def __init__(self, words: Words, schedule: Schedule, now: int) -> None:
        self._words = words
        self._schedule = schedule
        self._now = now
        self._times: list[time] = []
        self._days: frozenset[int] = frozenset()
        self._is_off = False
        self._says_more = False
        # "t" for times and "d" for days as they follow one another.
        self._order = ""

    def read(self) -> Schedule:
        """Return the schedule as the whole text has it."""
        while self._words.peek():
            self._read_piece()
        if not (self._times or self._days or self._is_off or self._says_more):
            raise UserError("schedule_nothing")
        if self._is_off and self._times:
            raise UserError("schedule_on_and_off")
        if _PAIRS.search(self._order):
            raise UserError("schedule_by_day")
        schedule = self._schedule
        if self._days:
            schedule = replace(schedule, weekdays=self._days)
        if self._is_off:
            return replace(schedule, times=())
        return replace(schedule, times=_checked(self._times)) if self._times else schedule

    def _read_piece(self) -> None:
        words = self._words
        if words.accept(_OFF, {"quiet"}):
            self._set_quiet(None)
            words.accept({"hours", "time"})
        elif words.accept({"quiet"}):
            self._read_quiet()
        elif words.accept(_RESUME) or words.accept(_OFF, _PAUSE):
            self._pause_until(None)
        elif words.accept(_PAUSE):
            self._read_pause()
        elif words.accept(_OFF):
            self._is_off = True
        elif words.peek() in _DAYS:
            self._read_days()
        elif not words.accept(_FILLERS):
            self._read_time()

    def _read_time(self) -> None:
        word, following = self._words.take(), self._words.peek()
        at = time_of(word)
        if at is None or following in _UNITS:  # "every 3 days" is no time
            part = f"{word} {following}" if following in _UNITS else word
            raise UserError("schedule_unreadable", part=part)
        if following in _UNTIL and (end := time_of(self._words.peek(1))):
            raise UserError("schedule_span", start=f"{at:%H:%M}", end=f"{end:%H:%M}")
        self._times.append(at)
        self._order += "t"

    def _read_days(self) -> None:
        first = self._words.take()
        self._days |= _DAYS[first]
        self._order += "d"
        last = self._words.peek(1)
        if first in WEEKDAYS and last in WEEKDAYS and self._words.accept(_UNTIL, WEEKDAYS):
            length = (WEEKDAYS[last] - WEEKDAYS[first]) % 7
            self._days |= {(WEEKDAYS[first] + ahead) % 7 for ahead in range(length + 1)}

    def _read_quiet(self) -> None:
        words = self._words
        words.accept({"hours", "time"})
        if words.accept(_OFF):
            self._set_quiet(None)
            return
        words.accept({"from", "between", "at"})
        start = time_of(words.take())
        words.accept(_UNTIL | {"and"})
        end = time_of(words.take())
        if start is None or end is None or start == end:
            raise UserError("schedule_quiet")
        self._set_quiet((start, end))

    def _set_quiet(self, quiet: tuple[time, time] | None) -> None:
        self._schedule = replace(self._schedule, quiet=quiet)
        self._says_more = True

    def _read_pause(self) -> None:
        words = self._words
        words.accept({"it", "digest", "digests"})
        words.accept({"for"})
        if words.accept(_OFF):
            self._pause_until(None)
        elif not words.peek() or words.accept({"ever", "forever"}):
            self._pause_until(UNTIL_RESUMED)
        elif words.accept(_UNTIL):
            self._pause_until(self._read_date())
        elif words.accept({"today"}):
            self._pause_until(self._moment(self._today() + timedelta(days=1)))
        else:
            self._pause_until(self._now + round(self._read_length().total_seconds()))

    def _pause_until(self, moment: int | None) -> None:
        if moment is not None and moment != UNTIL_RESUMED:
            length = moment - self._now
            if not 0 < length <= _MAX_PAUSE.total_seconds():
                _refuse_pause(is_past=length <= 0)
        self._schedule = replace(self._schedule, paused_until=moment)
        self._says_more = True

    def _read_length(self) -> timedelta:
        word = self._words.take()
        match = _SPAN.fullmatch(word)
        count = int(match[1]) if match else _COUNTS.get(word)
        unit = match[2] if match and match[2] else self._words.take()
        if count is None or unit not in _UNITS:
            raise UserError("schedule_pause", part=word if match and match[2] else f"{word} {unit}".strip())
        return count * _UNITS[unit]

    def _read_date(self) -> int:
        words = self._words
        if words.accept({"i"}, {"resume"}) or words.accept({"further"}, {"notice"}) or words.accept(_RESUME):
            return UNTIL_RESUMED
        first = words.peek()
        day = take_date(words, self._today())
        if day is None:
            raise UserError("schedule_pause", part=first)
        if abs(day - self._today()) > _MAX_PAUSE:  # far from the ends of the calendar
            _refuse_pause(is_past=day < self._today())
        words.accept({"at"})
        at = time_of(words.peek())
        if at is not None:
            words.take()
        return self._moment(day, at or time())

    def _today(self) -> date:
        return local_now(self._schedule, self._now).date()

    def _moment(self, day: date, at: time = time()) -> int:
        return moment_of(datetime.combine(day, at), zone(self._schedule.timezone))


def _checked(times: list[time]) -> tuple[time, ...]:
    """Return times of a day in order, none twice; raises `UserError` where they are too many or too close."""
    ordered = tuple(sorted(set(times)))
    if len(ordered) > MAX_TIMES:
        raise UserError("schedule_many", count=len(ordered), limit=MAX_TIMES)
    for first, second in pairwise((*ordered, ordered[0])):
        apart = (_minutes(second) - _minutes(first)) % 1440
        if 0 < apart < LEAST_MINUTES:
            raise UserError(
                "schedule_close", first=f"{first:%H:%M}", second=f"{second:%H:%M}", minutes=LEAST_MINUTES
            )
    return ordered


def _refuse_pause(*, is_past: bool) -> NoReturn:
    raise (
        UserError("schedule_pause_past") if is_past else UserError("schedule_pause_long", days=MAX_PAUSE_DAYS)
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
