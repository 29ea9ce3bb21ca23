"""When digests are due: from local times, a zone and weekdays to moments.

A slot is one local date and time of a schedule. Local times that the clocks skip slide forward, those that
come twice count once, and quiet hours move what is due in them to their end. So the moments never decrease
from slot to slot, but two slots may be due at the same one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from bot.digest.model import Schedule, Slot
from bot.digest.zone_names import is_zone, local_at, moment_of, zone

__all__ = [
    "UNTIL_RESUMED",
    "Change",
    "change",
    "is_zone",
    "latest_slot",
    "local_now",
    "midnight_before",
    "next_slot",
    "quiet_until",
]

UNTIL_RESUMED = 253_370_764_800
"""`Schedule.paused_until` of a pause without an end (the year 9999)."""

_DAY = timedelta(days=1)
# Chats share few schedules, and those that are due together ask the same question.
_KEPT = 8192
# A slot is due less than two days after its local time, even where a zone skips a whole day (Samoa,
# 30 December 2011), and where the clocks skip the end of quiet hours of nearly a day.
_LATEST = timedelta(days=2)
# One weekday comes round within a week; before it lie the days by which a slot may be late, after it the one
# by which a clock that is put back may be early.
_LONGEST_SEARCH = 7 + 2 + 1


@dataclass(frozen=True, slots=True)
class Change:
    """What comes of a change of times, weekdays or zone."""

    next: Slot | None
    """The first digest by the new schedule; None where none comes by itself."""
    dropped: tuple[date, ...] = ()
    """Days, ascending, on which a digest was to come and none comes: the new time has passed already."""
    doubled: date | None = None
    """A day that gets more digests than the new schedule has times, since some came by the old one."""
    had: Slot | None = None
    """The slot that would be next, were there not a digest meant for its local time, or a later one, already:
    in a zone further east this day had begun before."""


@lru_cache(maxsize=_KEPT)
def next_slot(schedule: Schedule, after: int, last: datetime | None = None) -> Slot | None:
    """Return the first slot that is due later than `after` and meant for a local time later than `last`.

    `last` is the newest slot that had its digest. Nothing is due before the end of a pause. None: nothing
    will ever be due.
    """
    earliest = max(after + 1, schedule.paused_until or 0)
    if not schedule.times or earliest >= UNTIL_RESUMED:
        return None
    since = _since(schedule, earliest)
    if last is not None:
        since = max(since, last)
    for local in _locals(schedule, since.date()):
        if local < since or local == last:
            continue
        if (due_at := _due_at(schedule, local)) >= earliest:
            return Slot(local, due_at)
    raise AssertionError("unreachable: local times have no end")


@lru_cache(maxsize=_KEPT)
def latest_slot(schedule: Schedule, now: int, last: datetime | None) -> Slot | None:
    """Return the latest slot that is due by `now` and meant for a local time later than `last`, if any.

    After an outage this is the one that the digest of all that was missed is meant for.
    """
    today = local_at(now, zone(schedule.timezone)).date()
    for days in range(_LONGEST_SEARCH + 1):
        day = today + _DAY - days * _DAY
        if day.weekday() not in schedule.weekdays:
            continue
        for at in reversed(schedule.times):
            local = datetime.combine(day, at)
            if last is not None and local <= last:
                return None
            due_at = _due_at(schedule, local)
            if due_at < (schedule.paused_until or 0):
                return None
            if due_at <= now:
                return Slot(local, due_at)
    return None


def quiet_until(schedule: Schedule, now: int) -> int | None:
    """Return the end of the quiet hours that `now` lies in; None outside of them."""
    if schedule.quiet is None:
        return None
    place = zone(schedule.timezone)
    moment = now
    # Twice at most: where the clocks skip the end of the quiet hours, the next ones may begin at once.
    while _is_between(*schedule.quiet, local_at(moment, place).time()):
        moment = _next_time(schedule.quiet[1], moment, place)
    return moment if moment != now else None


def local_now(schedule: Schedule, now: int) -> datetime:
    """Return the local time of a chat, without its zone."""
    return local_at(now, zone(schedule.timezone))


def midnight_before(schedule: Schedule, now: int) -> int:
    """Return the moment at which the local day of a chat began."""
    today = datetime.combine(local_now(schedule, now).date(), time())
    return min(now, moment_of(today, zone(schedule.timezone)))


def change(before: Schedule, after: Schedule, now: int, last: datetime | None) -> Change:
    """Say what the step from one schedule to another does; `last` is the newest slot that had its digest.

    Days that somebody takes out by choice (other weekdays, a pause, no times) do not count as dropped.
    """
    upcoming = next_slot(after, now, last)
    if upcoming is None:
        return Change(None)
    unhindered = next_slot(after, now)
    return Change(
        next=upcoming,
        dropped=_dropped(before, after, now, last, upcoming),
        doubled=_doubled(before, after, last, upcoming),
        had=unhindered if unhindered != upcoming else None,
    )


def _since(schedule: Schedule, earliest: int) -> datetime:
    """Return a local time so early that no slot before it is due at `earliest` or later."""
    place = zone(schedule.timezone)
    shown = local_at(earliest, place)
    if schedule.quiet is not None:
        return shown - _LATEST
    skipped = shown - local_at(earliest - 86_400, place) - _DAY
    return shown - max(skipped, timedelta())


def _locals(schedule: Schedule, start: date) -> Iterator[datetime]:
    """Yield the local times of a schedule from a day on, for ever, whether the clocks show them or not."""
    day = start
    while True:
        if day.weekday() in schedule.weekdays:
            for at in schedule.times:
                yield datetime.combine(day, at)
        day += _DAY


def _due_at(schedule: Schedule, local: datetime) -> int:
    place = zone(schedule.timezone)
    moment = moment_of(local, place)
    if (shown := local_at(moment, place)) != local:
        moment = _slid(schedule, local, shown)
    return quiet_until(schedule, moment) or moment


def _slid(schedule: Schedule, local: datetime, shown: datetime) -> int:
    """Return when a slot comes whose time is skipped; `shown` is the time on the clock after the slide.

    It does not overtake a later slot whose time the clocks do show: with 02:30 and 03:00 on a morning that
    has no 02:30, both come at 03:00.
    """
    place = zone(schedule.timezone)
    for later in _locals(schedule, local.date()):
        if later > shown:
            break
        if later > local and local_at(moment := moment_of(later, place), place) == later:
            return moment
    return moment_of(local, place)


def _is_between(start: time, end: time, at: time) -> bool:
    """Whether a time lies in hours that may go past midnight; the end is not part of them."""
    return start <= at < end if start <= end else at >= start or at < end


def _next_time(at: time, moment: int, place: tzinfo) -> int:
    """Return the next moment at which the clock shows this time, or skips it."""
    shown = local_at(moment, place)
    local = datetime.combine(shown.date(), at)
    if local <= shown:
        local += _DAY
    first = moment_of(local, place)
    if local_at(first, place) != local:
        return _change_before(first, place)
    # The clock was put back, and the first of two such times has passed: the second is to come.
    return first if first > moment else int(local.replace(tzinfo=place, fold=1).timestamp())


def _change_before(moment: int, place: tzinfo) -> int:
    """Return when the clocks were changed last, if that was within the two days before a moment."""
    low, high = moment - 2 * 86_400, moment
    offset = datetime.fromtimestamp(high, place).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, place).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high


def _dropped(
    before: Schedule, after: Schedule, now: int, last: datetime | None, upcoming: Slot
) -> tuple[date, ...]:
    if (after.paused_until or 0) > now:
        return ()
    planned = []
    # One that is due by now and on its way is lost as well: the sender asks the new schedule.
    owed = latest_slot(before, now, last) if last is not None else None
    if owed is not None and owed.local.date() == local_now(before, now).date():
        planned.append(owed.local.date())
    slot = next_slot(before, now, last)
    while slot is not None and slot.local.date() < upcoming.local.date():
        planned.append(slot.local.date())
        slot = next_slot(before, slot.due_at - 1, slot.local)
    had = last.date() if last is not None else None
    return tuple(
        day
        for day in dict.fromkeys(planned)
        if day != had and day < upcoming.local.date() and day.weekday() in after.weekdays
    )


def _doubled(before: Schedule, after: Schedule, last: datetime | None, upcoming: Slot) -> date | None:
    day = upcoming.local.date()
    if last is None or last.date() != day:
        return None
    came = max(1, sum(at <= last.time() for at in before.times))
    to_come = sum(at >= upcoming.local.time() for at in after.times)
    return day if came + to_come > len(after.times) else None
