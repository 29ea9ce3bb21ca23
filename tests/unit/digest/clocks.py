"""Zones and the moments at which their clocks change, found by looking at the clocks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

FIRST = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2031, 1, 1, tzinfo=UTC).timestamp())
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of the clocks: its moment, and how far they are ahead of UTC before and after it."""

    at: int
    before: timedelta
    after: timedelta


def moment(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


def turns_of(name: str, first: int = FIRST, last: int = LAST) -> tuple[Turn, ...]:
    zone = ZoneInfo(name)

    def offset(at: int) -> timedelta:
        found = datetime.fromtimestamp(at, zone).utcoffset()
        assert found is not None
        return found

    turns = []
    days = [offset(at) for at in range(first, last + DAY, DAY)]
    for index, (before, after) in enumerate(pairwise(days)):
        low, high = first + index * DAY, first + (index + 1) * DAY
        while before != after and high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == before else (low, middle)
        if before != after:
            turns.append(Turn(high, before, after))
    return tuple(turns)


@cache
def turning_zones() -> dict[str, tuple[Turn, ...]]:
    """One zone for each way in which clocks change from 2024 to 2030, with its changes."""
    names: dict[tuple[Turn, ...], str] = {}
    for name in sorted(available_timezones() - {"localtime"}):
        names.setdefault(turns_of(name), name)
    names.pop((), None)
    return {name: turns for turns, name in names.items()}
