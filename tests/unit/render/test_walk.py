"""The way from the greeting to a digest, and the help."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import COMMANDS
from bot.render.keyboards import Keyboard
from bot.render.languages import LANGUAGES, speaking
from bot.render.text import MESSAGE_LIMIT, utf16_length
from bot.render.walk import (
    SEEDS,
    Step,
    WalkPress,
    greeting_keyboard,
    help_text,
    more_help_text,
    sources_keyboard,
    times_keyboard,
    zone_keyboard,
)
from bot.render.zone_cities import cities

people = st.none() | st.integers(min_value=0, max_value=2**52)
sources = st.sampled_from(["", SEEDS, "A-_0123456789abc"])
values = st.sampled_from(["", "0800", "1830", "America/Argentina/Buenos_A", "UTC+05:30"])
ZONES = [button.data or "" for row in cities(str) for button in row]


def labels(keyboard: Keyboard) -> list[str]:
    return [button.label for row in keyboard for button in row]


@given(st.sampled_from(Step), sources, values, people)
def test_a_press_comes_back_and_fits(step: Step, source: str, value: str, asker: int | None) -> None:
    press = WalkPress(step, source, value, asker)
    assert WalkPress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


@pytest.mark.parametrize("zone", ZONES)
def test_every_city_can_be_pressed(zone: str) -> None:
    press = WalkPress(Step.ZONE, "A-_0123456789abc", zone, 2**52)
    assert WalkPress.decode(press.encode()) == press


@pytest.mark.parametrize("code", LANGUAGES)
def test_cities_have_names_in_every_language(code: str) -> None:
    with speaking(code):
        names = [button.label for row in cities(str) for button in row]
    assert len(set(names)) == len(ZONES)
    latin = [name for name in names if name.isascii()]
    assert code in {"en", "de", "fr", "es", "it", "pt", "pl", "tr", "id"} or latin == []


def test_every_screen_has_a_way_back_and_fits_a_phone() -> None:
    screens = (
        sources_keyboard(has_seeds=True, has_sources=True, asker=7),
        times_keyboard(SEEDS, 7),
        zone_keyboard(SEEDS, 7, private=True),
    )
    for keyboard in screens:
        assert labels(keyboard)[-1] == "Back"
        assert len(keyboard) <= 8


def test_what_there_is_not_is_not_offered() -> None:
    bare = labels(sources_keyboard(has_seeds=False, has_sources=False, asker=None))
    assert bare == ["I send you an address", "Back"]
    assert labels(greeting_keyboard(None, None)) == ["Set up my digest", "Language", "Help"]


def test_the_help_names_only_commands_that_exist_and_leaves_room_for_translations() -> None:
    for text in (help_text(600), more_help_text()):
        words = html.unescape(re.sub("<[^>]*>", "", text))
        assert set(re.findall(r"(?<!\S)/([a-z]+)", words)) <= set(COMMANDS)
        assert utf16_length(words) * 1.4 < MESSAGE_LIMIT
        assert len(words) < 2600
