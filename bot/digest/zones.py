"""The zone that people mean by a city, a country, a name or an offset, or that a place on the map lies in."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from bot.digest.cities import (
    City,
    Region,
    cities_named,
    cities_of,
    country_name,
    country_named,
    fold,
    regions_named,
)
from bot.digest.spoken_words import DASHES
from bot.digest.zone_names import GREATEST_OFFSET, LEAST_OFFSET, offset_name, zone_names

MOST_MATCHES = 5

# Nobody has a longer name, and a long text would be taken apart in many ways.
_MAX_LENGTH = 80
# A city a hundred times smaller than its namesake is not meant, unless its country is named as well.
_LEAST_SHARE = 0.01
# Names in other languages, of other times and of airports are many: a city of that very name goes first.
_OTHER_NAME = 0.1
# Shorter beginnings fit too much.
_LEAST_BEGINNING = 3

_OFFSET = re.compile(
    r"(?:utc|gmt|z)? ?(?:(?P<sign>[+-]) ?(?P<hours>\d{1,2})(?:[:.]?(?P<minutes>\d\d)|[.,](?P<half>5))?)?",
    re.ASCII,
)
_SEA = re.compile(r"etc/(?:gmt(?P<hours>[+-]\d{1,2})|\w+)", re.ASCII)

# What people say for a zone, and the zones they may mean, the most people first.
_ABBREVIATIONS = {
    "acst": ("Australia/Adelaide",),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "aedt": ("Australia/Sydney",),
    "akst": ("America/Anchorage",),
    "art": ("America/Argentina/Buenos_Aires",),
    "ast": ("America/Halifax", "America/Puerto_Rico"),
    "awst": ("Australia/Perth",),
    "brt": ("America/Sao_Paulo",),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cat": ("Africa/Maputo",),
    "cest": ("Europe/Berlin",),
    "cet": ("Europe/Berlin",),
    "cdt": ("America/Chicago", "America/Havana"),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Mexico_City", "America/Havana"),
    "ct": ("America/Chicago",),
    "eat": ("Africa/Nairobi",),
    "edt": ("America/New_York",),
    "eest": ("Europe/Athens", "Europe/Kyiv"),
    "eet": ("Europe/Athens", "Europe/Kyiv", "Africa/Cairo"),
    "est": ("America/New_York", "America/Panama"),
    "et": ("America/New_York",),
    "gst": ("Asia/Dubai",),
    "hkt": ("Asia/Hong_Kong",),
    "hst": ("Pacific/Honolulu",),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "mdt": ("America/Denver",),
    "mesz": ("Europe/Berlin",),
    "mez": ("Europe/Berlin",),
    "msk": ("Europe/Moscow",),
    "mst": ("America/Denver", "America/Phoenix"),
    "mt": ("America/Denver",),
    "nzdt": ("Pacific/Auckland",),
    "nzst": ("Pacific/Auckland",),
    "pdt": ("America/Los_Angeles",),
    "pht": ("Asia/Manila",),
    "pkt": ("Asia/Karachi",),
    "pst": ("America/Los_Angeles", "Asia/Manila"),
    "pt": ("America/Los_Angeles",),
    "sast": ("Africa/Johannesburg",),
    "sgt": ("Asia/Singapore",),
    "trt": ("Europe/Istanbul",),
    "wat": ("Africa/Lagos",),
    "west": ("Europe/Lisbon",),
    "wet": ("Europe/Lisbon",),
    "wib": ("Asia/Jakarta",),
    "мск": ("Europe/Moscow",),
}


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """A zone that may be meant."""

    name: str
    """As `Schedule.timezone` has it."""
    place: str
    """What a person tells it by: "Portland, OR, United States"; for zones and offsets their name."""


def find_zones(text: str) -> list[ZoneMatch]:
    """Return the zones that a text may mean, the likeliest first, each once, and five at most.

    "Munich", "Мюнхен", "Paris, Texas", "Brazil", "europe/berlin", "CET", "+5:30", "GMT-4". Not for the event
    loop: the first call takes over a second and 30 MB, of which it keeps half, and later ones milliseconds.
    """
    if not text.strip() or len(text) > _MAX_LENGTH:
        return []
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    wanted = " ".join(plain.split()).strip(" .!?")
    zone = _offset(wanted.lower()) or _zone_path(wanted)
    if zone is not None:
        return [ZoneMatch(zone, zone)]
    if names := _ABBREVIATIONS.get(wanted.lower()):
        return [ZoneMatch(name, name) for name in names]
    name = fold(wanted)
    return (
        _matches(_places_called(name))
        or _zones_called(wanted)
        or _matches(_places_in_regions(name))
        or _matches(_places_beginning(name))
    )


def zone_at(latitude: float, longitude: float) -> str:
    """Return the zone of a point in degrees, as `Schedule.timezone` has it; at sea a fixed offset.

    Raises ValueError for a point that is not on the globe. The first call takes 0.2 s and 30 MB that stay.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no point on the globe: {latitude}, {longitude}")
    name = _finder()(longitude, latitude)
    return _sea_offset(name.lower()) or name


def _offset(wanted: str) -> str | None:
    """Read an offset from Greenwich, in hours or hours and minutes."""
    match = _OFFSET.fullmatch(wanted)
    if match is None or not wanted:
        return None
    minutes = int(match["hours"] or 0) * 60 + (30 if match["half"] else int(match["minutes"] or 0))
    offset = -minutes if match["sign"] == "-" else minutes
    return offset_name(offset) if LEAST_OFFSET <= offset <= GREATEST_OFFSET and offset % 15 == 0 else None


def _zone_path(wanted: str) -> str | None:
    """Read the name of a zone as "europe / berlin"."""
    path = re.sub(" ?/ ?", "/", wanted.lower()).replace(" ", "_")
    return (zone_names().get(path) or _sea_offset(path)) if "/" in path else None


def _sea_offset(name: str) -> str | None:
    """Spell "etc/gmt+5" as people do, with the other sign: "UTC-05:00"."""
    match = _SEA.fullmatch(name)
    return _offset(f"{-int(match['hours'] or 0):+}") if match else None


def _places_called(name: str) -> Iterator[tuple[float, City]]:
    """Yield the cities of a name, and those of the country of that name, with their weights."""
    for city, is_main in cities_named(name):
        yield _weight(city, is_main=is_main), city
    if country := country_named(name):
        yield from ((_weight(city), city) for city in cities_of(country))


def _places_in_regions(name: str) -> Iterator[tuple[float, City]]:
    """Yield the cities of a name that has a country or state behind it."""
    for before, behind in _splits(name):
        if regions := regions_named(behind) or _states(behind):
            for city, is_main in cities_named(before):
                if (city.country, None) in regions or (city.country, city.region) in regions:
                    yield _weight(city, is_main=is_main), city


def _places_beginning(name: str) -> Iterator[tuple[float, City]]:
    if len(name) >= _LEAST_BEGINNING:
        for city, is_main in cities_named(name, begins=True):
            yield _weight(city, is_main=is_main), city


def _weight(city: City, *, is_main: bool = True) -> float:
    return (city.population + 1) * (1 if is_main else _OTHER_NAME)


def _states(behind: str) -> set[Region]:
    """Read "or united states": a state with its country behind it."""
    return {
        region
        for state, country in _splits(behind)
        for region in regions_named(state)
        if region[1] and country_named(country) == region[0]
    }


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield every way to part the words of a folded text in two."""
    words = text.split()
    for place in range(len(words) - 1, 0, -1):
        yield " ".join(words[:place]), " ".join(words[place:])


def _matches(found: Iterable[tuple[float, City]]) -> list[ZoneMatch]:
    by_weight = sorted(found, key=lambda pair: -pair[0])
    matches: dict[str, ZoneMatch] = {}
    for weight, city in by_weight:
        if weight >= _LEAST_SHARE * by_weight[0][0]:
            matches.setdefault(city.zone, ZoneMatch(city.zone, _place(city)))
    return list(matches.values())[:MOST_MATCHES]


def _place(city: City) -> str:
    state = [city.region] if city.country == "US" else []
    return ", ".join([city.name, *state, country_name(city.country)])


def _zones_called(wanted: str) -> list[ZoneMatch]:
    """Return the zones of this name, or whose name ends with it: "troll", "pago pago", "EST5EDT"."""
    called = wanted.lower().replace(" ", "_")
    names = [name for path, name in zone_names().items() if called in (path, path.rpartition("/")[2])]
    return [ZoneMatch(name, name) for name in names[:MOST_MATCHES]]


def _finder() -> Callable[[float, float], str]:
    """Return the look-up of tzfpy, which takes longitude first, loaded when it is asked for."""
    finder: Callable[[float, float], str] = import_module("tzfpy").get_tz
    return finder
