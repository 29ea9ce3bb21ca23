"""Cities by which a time zone is chosen with one press, under their names in the language that is spoken."""

from collections.abc import Callable

from babel import Locale

from bot.render.keyboards import Button, Keyboard
from bot.render.languages import language

# One or two for each offset in which many people live, from west to east; /timezone takes all others.
_ZONES = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Mexico_City",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Africa/Lagos",
    "Europe/Berlin",
    "Africa/Cairo",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Jakarta",
    "Asia/Shanghai",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Australia/Sydney",
)
_IN_A_ROW = 3
# Babel knows these cities in other languages under the names that their zones had before.
_BEFORE = {"Europe/Kyiv": "Europe/Kiev", "Asia/Kolkata": "Asia/Calcutta"}


def cities(data: Callable[[str], str]) -> Keyboard:
    """Return a button for each city; `data` makes that of a button from the name of a time zone."""
    buttons = [Button(_city(zone), data=data(zone)) for zone in _ZONES]
    return tuple(tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW))


def _city(zone: str) -> str:
    known = Locale(language()).time_zones.get(_BEFORE.get(zone, zone), {})
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))
