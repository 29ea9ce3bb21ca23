"""Zones by their names: those of the IANA database, and fixed offsets such as "UTC+05:30"."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

# As the offsets in use reach: from UTC-12:00 (Baker Island) to UTC+14:00 (Kiribati).
LEAST_OFFSET, GREATEST_OFFSET = -12 * 60, 14 * 60

_FIXED = re.compile(r"UTC([+-])([0-9]{2}):([0-9]{2})")
# Names in the database that are no zones of any place: a mark for "nobody has set a zone", and the
# hours of the sea, whose signs are the wrong way round for people ("Etc/GMT+5" is UTC-05:00).
_NO_PLACES = re.compile(r"Factory|Etc/.*")


@cache
def zone_names() -> dict[str, str]:
    """Return the names of the zones of places as the database spells them, by their lower-case form."""
    listed = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {name.lower(): name for name in listed if not _NO_PLACES.fullmatch(name)}


def is_zone(name: str) -> bool:
    """Whether a schedule can have this zone: a name spelt as the database does, or a fixed offset."""
    return zone_names().get(name.lower()) == name or _fixed(name) is not None


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """Return the zone of this name; raises `ZoneInfoNotFoundError` or ValueError where there is none."""
    return _fixed(name) or ZoneInfo(name)


def offset_name(minutes: int) -> str:
    """Spell a fixed offset east of Greenwich as `Schedule.timezone` has it."""
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"


def moment_of(local: datetime, place: tzinfo) -> int:
    """Return the moment (UTC s) of a local time without a zone.

    Of a time that comes twice the first; a time that the clocks skip slides forward by as much as they skip.
    """
    return int(local.replace(tzinfo=place, fold=0).timestamp())


def local_at(moment: int, place: tzinfo) -> datetime:
    """Return the local time of a moment, without its zone."""
    return datetime.fromtimestamp(moment, place).replace(tzinfo=None, fold=0)


def _fixed(name: str) -> tzinfo | None:
    match = _FIXED.fullmatch(name)
    if match is None:
        return UTC if name == "UTC" else None
    sign, hours, minutes = match.groups()
    offset = int(f"{sign}1") * (int(hours) * 60 + int(minutes))
    if int(minutes) > 59 or not LEAST_OFFSET <= offset <= GREATEST_OFFSET or name != offset_name(offset):
        return None
    return timezone(timedelta(minutes=offset))
