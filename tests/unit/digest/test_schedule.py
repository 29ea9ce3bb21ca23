"""When digests are due: examples that can be checked with a calendar."""

from datetime import date, datetime, time

import pytest

from bot.digest.model import Schedule, Slot
from bot.digest.schedule import (
    UNTIL_RESUMED,
    Change,
    change,
    is_zone,
    latest_slot,
    local_now,
    next_slot,
    quiet_until,
)
from tests.unit.digest.clocks import moment

BERLIN = "Europe/Berlin"
MORNING = Schedule(BERLIN, (time(8),))
TWICE = Schedule(BERLIN, (time(8), time(18, 30)))
NIGHT = (time(22), time(7))
# 22 November 2026 is a Sunday; Berlin is an hour ahead of UTC then.
SUNDAY_NOON = moment(2026, 11, 22, 11)


def local(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


def test_the_next_digest_is_the_next_local_time() -> None:
    assert next_slot(TWICE, SUNDAY_NOON) == Slot(local(22, 18, 30), moment(2026, 11, 22, 17, 30))
    assert next_slot(MORNING, SUNDAY_NOON) == Slot(local(23, 8), moment(2026, 11, 23, 7))


def test_a_digest_that_came_does_not_come_again() -> None:
    due = moment(2026, 11, 23, 7)
    assert next_slot(MORNING, due - 1, local(23, 8)) == Slot(local(24, 8), due + 86_400)
    assert next_slot(MORNING, due) == Slot(local(24, 8), due + 86_400)
    assert next_slot(MORNING, SUNDAY_NOON, local(25, 8)) == Slot(local(26, 8), moment(2026, 11, 26, 7))


def test_only_on_chosen_days() -> None:
    work = Schedule(BERLIN, (time(8),), frozenset(range(5)))
    friday_noon = moment(2026, 11, 20, 11)
    assert next_slot(work, friday_noon) == Slot(local(23, 8), moment(2026, 11, 23, 7))
    assert latest_slot(work, SUNDAY_NOON, None) == Slot(local(20, 8), moment(2026, 11, 20, 7))


def test_no_times_no_digest() -> None:
    none = Schedule(BERLIN, ())
    assert next_slot(none, SUNDAY_NOON) is None
    assert latest_slot(none, SUNDAY_NOON, None) is None


def test_after_an_outage_the_latest_of_those_missed() -> None:
    last = local(19, 18, 30)
    assert latest_slot(TWICE, SUNDAY_NOON, last) == Slot(local(22, 8), moment(2026, 11, 22, 7))
    assert latest_slot(TWICE, SUNDAY_NOON, local(22, 8)) is None
    assert latest_slot(TWICE, moment(2026, 11, 22, 7) - 1, local(21, 18, 30)) is None


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (time(2, 30), moment(2027, 3, 28, 1, 30)),  # there is no 02:30: it comes at 03:30
        (time(2, 0), moment(2027, 3, 28, 1, 0)),
        (time(3, 0), moment(2027, 3, 28, 1, 0)),
        (time(1, 59), moment(2027, 3, 28, 0, 59)),
    ],
)
def test_a_time_that_the_clocks_skip_slides_forward(at: time, due: int) -> None:
    slot = next_slot(Schedule(BERLIN, (at,)), moment(2027, 3, 27, 12))
    assert slot == Slot(datetime(2027, 3, 28, at.hour, at.minute), due)  # noqa: DTZ001


def test_a_skipped_time_does_not_overtake_one_that_the_clocks_show() -> None:
    schedule = Schedule(BERLIN, (time(2, 30), time(2, 45), time(3), time(3, 45)))
    slots = []
    slot = next_slot(schedule, moment(2027, 3, 27, 12))
    while slot is not None and slot.local.date() == date(2027, 3, 28):
        slots.append(slot)
        slot = next_slot(schedule, slot.due_at - 1, slot.local)
    three = moment(2027, 3, 28, 1)
    assert [slot.due_at for slot in slots] == [three, three, three, three + 45 * 60]
    # They are one digest, not three.
    latest = latest_slot(schedule, three, slots[0].local.replace(day=27))
    assert latest == slots[2]
    assert next_slot(schedule, three, slots[2].local) == slots[3]


def test_a_time_that_comes_twice_counts_once() -> None:
    schedule = Schedule(BERLIN, (time(2, 30),))
    first = next_slot(schedule, moment(2026, 10, 24, 12))
    assert first == Slot(local(25, 2, 30, month=10), moment(2026, 10, 25, 0, 30))
    assert next_slot(schedule, first.due_at, first.local) == Slot(
        local(26, 2, 30, month=10), moment(2026, 10, 26, 1, 30)
    )
    again = moment(2026, 10, 25, 1, 30)
    assert latest_slot(schedule, again, first.local) is None


def test_clocks_that_go_back_over_midnight() -> None:
    # At 00:01 on 7 November 2010 the clocks of St. John's went back to 23:01 on the 6th.
    schedule = Schedule("America/St_Johns", (time(0),))
    came = Slot(datetime(2010, 11, 7), moment(2010, 11, 7, 2, 30))  # noqa: DTZ001
    assert next_slot(schedule, moment(2010, 11, 6, 12)) == came
    on_the_sixth_again = moment(2010, 11, 7, 2, 40)
    assert latest_slot(schedule, on_the_sixth_again, datetime(2010, 11, 6)) == came  # noqa: DTZ001
    assert next_slot(schedule, on_the_sixth_again, came.local) == Slot(
        datetime(2010, 11, 8),  # noqa: DTZ001
        moment(2010, 11, 8, 3, 30),
    )


def test_quiet_hours_hold_a_digest_up_until_they_end() -> None:
    late = Schedule(BERLIN, (time(6), time(23)), quiet=NIGHT)
    assert next_slot(late, SUNDAY_NOON) == Slot(local(22, 23), moment(2026, 11, 23, 6))
    six = Slot(local(23, 6), moment(2026, 11, 23, 6))
    assert next_slot(late, SUNDAY_NOON, local(22, 23)) == six
    assert latest_slot(late, moment(2026, 11, 23, 6), local(22, 6)) == six
    assert latest_slot(late, moment(2026, 11, 23, 6) - 1, local(22, 6)) is None


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (moment(2026, 11, 22, 20, 59), None),
        (moment(2026, 11, 22, 21), moment(2026, 11, 23, 6)),
        (moment(2026, 11, 23, 5, 59), moment(2026, 11, 23, 6)),
        (moment(2026, 11, 23, 6), None),
        (moment(2027, 3, 27, 23), moment(2027, 3, 28, 5)),  # a night of eight hours
        (moment(2026, 10, 24, 21), moment(2026, 10, 25, 6)),  # a night of ten
    ],
)
def test_quiet_until(now: int, end: int | None) -> None:
    assert quiet_until(Schedule(BERLIN, (), quiet=NIGHT), now) == end


def test_quiet_hours_around_changes_of_the_clocks() -> None:
    ends_in_gap = Schedule(BERLIN, (time(1),), quiet=(time(22), time(2, 30)))
    assert next_slot(ends_in_gap, moment(2027, 3, 27, 22)) == Slot(
        datetime(2027, 3, 28, 1),  # noqa: DTZ001
        moment(2027, 3, 28, 1),  # 03:00, the first minute that is not quiet
    )
    ends_twice = Schedule(BERLIN, (time(2, 15),), quiet=(time(22), time(2, 30)))
    first_end = moment(2026, 10, 25, 0, 30)
    assert next_slot(ends_twice, moment(2026, 10, 24, 21)) == Slot(local(25, 2, 15, month=10), first_end)
    second = moment(2026, 10, 25, 1, 15)  # 02:15 again
    assert quiet_until(ends_twice, second) == moment(2026, 10, 25, 1, 30)


def test_midday_quiet_hours_and_none() -> None:
    rest = Schedule(BERLIN, (time(13),), quiet=(time(12), time(14)))
    assert next_slot(rest, SUNDAY_NOON) == Slot(local(22, 13), moment(2026, 11, 22, 13))
    assert quiet_until(MORNING, moment(2026, 11, 22, 2)) is None


def test_a_pause_holds_everything_up_until_it_ends() -> None:
    until = moment(2026, 11, 25, 6)
    paused = Schedule(BERLIN, (time(8),), paused_until=until)
    assert next_slot(paused, SUNDAY_NOON) == Slot(local(25, 8), moment(2026, 11, 25, 7))
    assert latest_slot(paused, moment(2026, 11, 24, 12), local(20, 8)) is None
    to_the_minute = Schedule(BERLIN, (time(8),), paused_until=moment(2026, 11, 25, 7))
    assert next_slot(to_the_minute, SUNDAY_NOON) == Slot(local(25, 8), moment(2026, 11, 25, 7))


def test_a_pause_without_an_end() -> None:
    paused = Schedule(BERLIN, (time(8),), paused_until=UNTIL_RESUMED)
    assert next_slot(paused, SUNDAY_NOON) is None
    assert latest_slot(paused, SUNDAY_NOON, None) is None


def test_fixed_offsets() -> None:
    india = Schedule("UTC+05:30", (time(8),))
    assert next_slot(india, SUNDAY_NOON) == Slot(local(23, 8), moment(2026, 11, 23, 2, 30))
    assert local_now(india, SUNDAY_NOON) == local(22, 16, 30)


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "UTC", "UTC+05:30", "UTC-12:00", "UTC+14:00", "Asia/Calcutta"]
)
def test_zones(name: str) -> None:
    assert is_zone(name)
    assert next_slot(Schedule(name, (time(8),)), SUNDAY_NOON) is not None


@pytest.mark.parametrize(
    "name",
    ["", "europe/berlin", "Berlin", "Factory", "localtime", "Etc/GMT+5", "UTC+5:30", "UTC+00:00", "UTC+15:00",
     "UTC+05:60", "UTC-12:15", "../../etc/passwd", "Europe", "tzdata.zi", "UTC+٠٥:٣٠"],
)  # fmt: skip
def test_no_zones(name: str) -> None:
    assert not is_zone(name)


def test_a_time_that_has_passed_drops_the_digest_of_today() -> None:
    evening, last = Schedule(BERLIN, (time(18),)), local(21, 18)
    result = change(evening, MORNING, SUNDAY_NOON, last)
    assert result == Change(Slot(local(23, 8), moment(2026, 11, 23, 7)), dropped=(date(2026, 11, 22),))


def test_a_later_time_doubles_the_digest_of_today() -> None:
    evening = Schedule(BERLIN, (time(18),))
    result = change(MORNING, evening, SUNDAY_NOON, local(22, 8))
    assert result == Change(Slot(local(22, 18), moment(2026, 11, 22, 17)), doubled=date(2026, 11, 22))


def test_one_more_time_doubles_nothing() -> None:
    result = change(MORNING, TWICE, SUNDAY_NOON, local(22, 8))
    assert result == Change(Slot(local(22, 18, 30), moment(2026, 11, 22, 17, 30)))
    assert change(TWICE, MORNING, SUNDAY_NOON, local(22, 8)).dropped == ()


def test_the_first_schedule_drops_nothing() -> None:
    result = change(Schedule(BERLIN, ()), MORNING, SUNDAY_NOON, None)
    assert result == Change(Slot(local(23, 8), moment(2026, 11, 23, 7)))


def test_one_that_is_due_this_minute_is_dropped_as_well() -> None:
    just_due = moment(2026, 11, 22, 7)
    result = change(MORNING, Schedule(BERLIN, (time(7, 30),)), just_due, local(21, 8))
    assert result.dropped == (date(2026, 11, 22),)


def test_days_taken_out_by_choice_are_not_dropped() -> None:
    work = Schedule(BERLIN, (time(8),), frozenset(range(5)))
    friday_noon = moment(2026, 11, 20, 11)
    assert change(MORNING, work, friday_noon, local(20, 8)).dropped == ()
    assert change(MORNING, Schedule(BERLIN, ()), friday_noon, local(20, 8)) == Change(None)
    paused = Schedule(BERLIN, (time(8),), paused_until=moment(2026, 11, 25))
    assert change(MORNING, paused, friday_noon, local(20, 8)).dropped == ()


def test_a_flight_west_does_not_bring_a_day_again() -> None:
    tokyo, new_york = Schedule("Asia/Tokyo", (time(8),)), Schedule("America/New_York", (time(8),))
    # Sunday's came at 08:00 in Tokyo; in New York it is still Saturday evening.
    result = change(tokyo, new_york, moment(2026, 11, 21, 23, 10), local(22, 8))
    sunday, monday = moment(2026, 11, 22, 13), moment(2026, 11, 23, 13)
    assert result == Change(Slot(local(23, 8), monday), had=Slot(local(22, 8), sunday))


def test_a_flight_over_the_date_line_drops_a_day() -> None:
    honolulu, kiritimati = (
        Schedule("Pacific/Honolulu", (time(8),)),
        Schedule("Pacific/Kiritimati", (time(8),)),
    )
    # Sunday 07:00 in Honolulu is Monday 07:00 in Kiritimati.
    result = change(honolulu, kiritimati, moment(2026, 11, 22, 17), local(21, 8))
    assert result == Change(Slot(local(23, 8), moment(2026, 11, 22, 18)), dropped=(date(2026, 11, 22),))
