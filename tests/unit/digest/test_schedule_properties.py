"""What holds for every schedule, at every moment."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.digest.model import Schedule, Slot
from bot.digest.schedule import change, latest_slot, local_now, next_slot, quiet_until
from tests.unit.digest.clocks import DAY, FIRST, LAST, turns_of

# Clocks that change at midnight, by half an hour or two hours, backwards in summer, during Ramadan; that are
# ahead or behind by quarters of an hour, and on both sides of the date line.
ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/New_York", "America/Santiago",
    "America/St_Johns", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza", "Asia/Kathmandu", "Atlantic/Azores",
    "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Chatham", "Pacific/Honolulu",
    "Pacific/Kiritimati", "UTC", "UTC-09:30",
)  # fmt: skip
TURNS = {name: turns_of(name) for name in ZONES if not name.startswith("UTC")}
SEARCHED = 9 * DAY

times = st.integers(0, 24 * 4 - 1).map(lambda quarters: time(quarters // 4, quarters % 4 * 15))
days_of_week = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def moments(draw: st.DrawFn, zone: str) -> int:
    """Any moment of these years, most of them within two days of a change of the clocks."""
    turns = TURNS.get(zone, ())
    if not turns or draw(st.integers(0, 4)) == 0:
        return draw(st.integers(FIRST, LAST))
    return draw(st.sampled_from(turns)).at + draw(st.integers(-2 * DAY, 2 * DAY))


@st.composite
def schedules(draw: st.DrawFn, zone: str | None = None) -> Schedule:
    quiet = draw(st.none() | st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]))
    chosen = draw(st.sets(times, min_size=1, max_size=6))
    return Schedule(
        zone or draw(st.sampled_from(ZONES)),
        tuple(sorted(chosen)),
        draw(days_of_week | st.just(frozenset(range(7)))),
        quiet,
    )


@st.composite
def asked(draw: st.DrawFn) -> tuple[Schedule, int]:
    schedule = draw(schedules())
    return schedule, draw(moments(schedule.timezone))


def slots_from(
    schedule: Schedule, after: int, last: datetime | None = None, length: int = SEARCHED
) -> list[Slot]:
    """Every slot due within a time after a moment, also those that are due together."""
    slots = []
    slot = next_slot(schedule, after, last)
    while slot is not None and slot.due_at <= after + length:
        slots.append(slot)
        slot = next_slot(schedule, slot.due_at - 1, slot.local)
    return slots


def dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


@given(asked())
def test_each_local_time_of_each_chosen_day_comes_once_and_in_order(case: tuple[Schedule, int]) -> None:
    schedule, now = case
    slots = slots_from(schedule, now)
    locals_ = [slot.local for slot in slots]
    wanted = [
        datetime.combine(day, at)
        for day in dates(locals_[0].date(), locals_[-1].date())
        if day.weekday() in schedule.weekdays
        for at in schedule.times
    ]
    assert locals_ == [local for local in wanted if locals_[0] <= local <= locals_[-1]]
    assert all(earlier.due_at <= later.due_at for earlier, later in pairwise(slots))
    assert all(slot.due_at > now for slot in slots)
    # Nothing was left out in front: the slot before the first was due by now.
    before = latest_slot(schedule, now, None)
    assert before is not None
    assert before.due_at <= now
    assert not wanted_between(schedule, before.local, locals_[0])


def wanted_between(schedule: Schedule, first: datetime, last: datetime) -> list[datetime]:
    return [
        local
        for day in dates(first.date(), last.date())
        if day.weekday() in schedule.weekdays
        for at in schedule.times
        if first < (local := datetime.combine(day, at)) < last
    ]


@given(asked())
def test_no_digest_is_early_and_none_is_later_than_clocks_and_quiet_hours_make_it(
    case: tuple[Schedule, int],
) -> None:
    schedule, now = case
    for slot in slots_from(schedule, now, length=3 * DAY):
        shown = local_now(schedule, slot.due_at)
        assert shown >= slot.local
        if schedule.quiet is None:
            assert shown - slot.local <= timedelta(hours=2)
        else:
            assert shown - slot.local < timedelta(days=2)


@given(asked())
def test_nothing_is_due_in_quiet_hours(case: tuple[Schedule, int]) -> None:
    schedule, now = case
    assume(schedule.quiet)
    assert schedule.quiet is not None
    start, end = schedule.quiet
    for slot in slots_from(schedule, now):
        at = local_now(schedule, slot.due_at).time()
        is_quiet = start <= at < end if start < end else at >= start or at < end
        assert not is_quiet
        assert quiet_until(schedule, slot.due_at) is None
    until = quiet_until(schedule, now)
    at = local_now(schedule, now).time()
    assert (until is not None) == (start <= at < end if start < end else at >= start or at < end)
    assert until is None or (now < until <= now + DAY + 2 * 3600 and quiet_until(schedule, until) is None)


@given(asked(), st.integers(0, 7 * DAY), st.booleans())
def test_the_latest_is_the_last_of_those_that_were_due(
    case: tuple[Schedule, int], later: int, has_last: bool
) -> None:
    schedule, start = case
    first = next_slot(schedule, start)
    assert first is not None
    last = first.local if has_last else None
    now = start + later
    passed = [slot for slot in slots_from(schedule, start) if slot.due_at <= now]
    if has_last:
        passed = passed[1:]
    found = latest_slot(schedule, now, last)
    if passed:
        assert found == passed[-1]
    else:
        assert found is None or (last is None and found.due_at <= start)


@given(asked(), st.integers(0, 5 * DAY))
def test_a_pause_drops_what_is_due_in_it_and_nothing_else(case: tuple[Schedule, int], length: int) -> None:
    schedule, now = case
    until = now + length
    paused = Schedule(schedule.timezone, schedule.times, schedule.weekdays, schedule.quiet, until)
    assert slots_from(paused, now) == [slot for slot in slots_from(schedule, now) if slot.due_at >= until]
    late = latest_slot(paused, now + SEARCHED, None)
    assert late is None or late.due_at >= until


@given(st.data(), asked())
def test_no_change_of_schedule_brings_a_local_time_again(
    data: st.DataObject, case: tuple[Schedule, int]
) -> None:
    schedule, now = case
    came: list[datetime] = []
    for _ in range(data.draw(st.integers(1, 4))):
        last = came[-1] if came else None
        for slot in slots_from(schedule, now, last, data.draw(st.integers(0, 3 * DAY))):
            came.append(slot.local)
            now = max(now, slot.due_at)
        now += data.draw(st.integers(0, DAY))
        schedule = data.draw(schedules())
    assert all(earlier < later for earlier, later in pairwise(came))


@given(st.data(), asked())
def test_a_change_says_what_becomes_of_the_days(data: st.DataObject, case: tuple[Schedule, int]) -> None:
    before, start = case
    came = [slot.local for slot in slots_from(before, start, length=2 * DAY)]
    now = start + 2 * DAY
    after = data.draw(schedules())
    last = came[-1] if came else None
    result = change(before, after, now, last)
    assert result.next == next_slot(after, now, last)
    assert result.next is not None
    digests = Counter(local.date() for local in came)
    digests.update(slot.local.date() for slot in slots_from(after, now, last))
    for day in result.dropped:
        assert digests[day] == 0
        assert day.weekday() in after.weekdays
    would_come = {slot.local.date() for slot in slots_from(before, now, last)}
    for day in would_come:
        if day < result.next.local.date() and day.weekday() in after.weekdays and not digests[day]:
            assert day in result.dropped
    if result.doubled:
        assert digests[result.doubled] > 1
    for day in {local.date() for local in came}:
        if day.weekday() in after.weekdays and digests[day] > max(len(after.times), len(before.times)):
            assert result.doubled == day
    if result.had:
        assert last is not None
        assert result.had.local <= last
