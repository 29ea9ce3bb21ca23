"""Every change of the clocks from 2024 to 2030, in every zone, at every quarter of an hour."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.digest.model import Schedule, Slot
from bot.digest.schedule import latest_slot, local_now, next_slot
from tests.unit.digest.clocks import DAY, Turn, moment, turning_zones, turns_of

QUARTERS = [time(minutes // 60, minutes % 60) for minutes in range(0, 24 * 60, 15)]
UNIX = datetime(1970, 1, 1)  # noqa: DTZ001


def expected(local: datetime, turn: Turn) -> int:
    """When the clock shows a time first; one that it skips comes as much later as the clock skips."""
    before = round((local - UNIX - turn.before).total_seconds())
    after = round((local - UNIX - turn.after).total_seconds())
    return before if before < turn.at or after < turn.at else after


def walk(schedule: Schedule, start: int, end: int) -> list[Slot]:
    """The digests that come from one moment to another, as the bot goes from one to the next."""
    slots: list[Slot] = []
    last = None
    while (slot := next_slot(schedule, start, last)) is not None and slot.due_at <= end:
        slots.append(slot)
        start, last = slot.due_at, slot.local
    return slots


def test_every_local_date_has_exactly_one_digest() -> None:
    zones = turning_zones()
    assert len(zones) > 30
    for name, turns in zones.items():
        for turn in turns:
            for at in QUARTERS:
                slots = walk(Schedule(name, (at,)), turn.at - DAY * 3 // 2, turn.at + DAY * 3 // 2)
                days = [slot.local.date() for slot in slots]
                assert local_now(Schedule(name, ()), turn.at).date() in days, (name, turn, at)
                assert days == [days[0] + timedelta(days=ahead) for ahead in range(len(days))], (
                    name,
                    turn,
                    at,
                )
                assert {slot.local.time() for slot in slots} == {at}
                dues = [slot.due_at for slot in slots]
                assert dues == [expected(slot.local, turn) for slot in slots], (name, turn, at)


def test_zones_that_never_change_have_one_digest_a_day() -> None:
    for name in ("Asia/Tokyo", "UTC", "UTC+05:30", "UTC-09:30", "Etc/GMT+12"):
        slots = walk(Schedule(name, (time(23, 45),)), moment(2026, 2, 27), moment(2026, 3, 3))
        assert len(slots) == 4
        assert all(local_now(Schedule(name, ()), slot.due_at) == slot.local for slot in slots)


def test_no_zone_skips_a_whole_day_from_2024_to_2030() -> None:
    for name, turns in turning_zones().items():
        for turn in turns:
            assert abs(turn.after - turn.before) < timedelta(hours=12), name


@pytest.mark.parametrize(
    ("zone", "skipped"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)
def test_the_digest_of_a_skipped_day_comes_on_the_next(zone: str, skipped: date) -> None:
    noon = moment(skipped.year, skipped.month, skipped.day, 12)
    (turn,) = turns_of(zone, noon - 2 * DAY, noon + 2 * DAY)
    schedule = Schedule(zone, (time(8), time(18, 30)))
    slots = []
    slot = next_slot(schedule, noon - 3 * DAY)
    while slot is not None and slot.local.date() <= skipped + timedelta(days=1):
        slots.append(slot)
        slot = next_slot(schedule, slot.due_at - 1, slot.local)
    of_day = [slot for slot in slots if slot.local.date() == skipped]
    assert [slot.local.time() for slot in of_day] == [time(8), time(18, 30)]
    morning_after = datetime.combine(skipped + timedelta(days=1), time(8))
    for slot in of_day:
        assert slot.due_at > turn.at
        assert local_now(schedule, slot.due_at) == morning_after
    # One message then, not three: the latest of them stands for all.
    due = of_day[0].due_at
    assert latest_slot(schedule, due, slots[0].local) == Slot(morning_after, due)
    following = next_slot(schedule, due, morning_after)
    assert following == Slot(morning_after.replace(hour=18, minute=30), due + 10 * 3600 + 1800)
