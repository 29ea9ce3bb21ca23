"""What a chat wishes, in words and buttons."""

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import content_id
from bot.digest.profile import Profile
from bot.digest.wished_words import word_id
from bot.digest.wishes import MOST_WORDS, Options, Wishes
from bot.render.keyboards import Keyboard, Press
from bot.render.menus import DigestPress, SchedulePress, SourcePress
from bot.render.profile import (
    breaking_text,
    leaning_text,
    reset_text,
    weight_text,
    weights_text,
)
from bot.render.profile_menus import (
    breaking_keyboard,
    budget_keyboard,
    reset_keyboard,
    weighable,
    weight_keyboard,
    weights_keyboard,
)
from bot.render.profile_presses import BUDGETS, Screen, SettingsPress
from tests.unit.render.sources import feed

people = st.none() | st.integers(min_value=0, max_value=2**52)
VALUES = st.sampled_from(["", "=1", "/10", *BUDGETS, "123456789=-2"])
NAMED = st.text().map(content_id).flatmap(lambda name: st.sampled_from([f"-{name}", f"{name}=-2", name]))
LONG = [f"{number:02} {'слово ' * 10}".strip()[:64] for number in range(MOST_WORDS)]
EVERYTHING = Wishes(
    Profile(
        only=("Kelin",),
        muted=("football", "New York"),
        words=(("ferry", 2), ("London", -1)),
        feeds=((2, 1),),
        apart=frozenset({5, 6}),
        most_minutes=5,
    ),
    Options(has_roundup=True, breaking_sources=3, breaking_most=10),
    (feed(1, "Example News"), feed(2, "Town Gazette")),
)


def plain(text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", text))


def labels(keyboard: Keyboard) -> list[str]:
    return [button.label for row in keyboard for button in row]


def data(keyboard: Keyboard) -> list[str]:
    return [button.data or "" for row in keyboard for button in row]


@given(st.sampled_from(Screen), VALUES | NAMED, st.integers(1, 9999), people)
def test_a_press_comes_back_and_fits(screen: Screen, value: str, page: int, asker: int | None) -> None:
    press = SettingsPress(screen, value, page, asker)
    assert SettingsPress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


@given(st.text() | st.from_regex(r"[dftg][\w:@+=/-]{0,60}", fullmatch=True))
def test_any_data_belongs_to_one_kind_of_button_at_most(text: str) -> None:
    kinds = [
        DigestPress.decode(text),
        SourcePress.decode(text),
        SchedulePress.decode(text),
        SettingsPress.decode(text),
        Press.decode(text),
    ]
    assert len([press for press in kinds if press]) <= 1


@pytest.mark.parametrize("screen", ["weights", "reset"])
def test_a_hundred_long_words_fit_into_a_message(screen: str) -> None:
    profile = Profile(
        only=tuple(LONG),
        muted=tuple(LONG),
        words=tuple((word, 1) for word in LONG),
        apart=frozenset(range(9)),
    )
    wishes = replace(EVERYTHING, profile=profile)
    texts = {
        "weights": weights_text(wishes),
        "reset": reset_text(wishes),
    }
    shown = plain(texts[screen])
    assert len(shown) <= 4096
    assert shown.endswith((".", "?", "”"))
    assert "90 more" in shown


def test_weights_have_names_and_a_screen_each() -> None:
    keyboard = weights_keyboard(EVERYTHING, 1, None)
    assert labels(keyboard) == [
        "ferry (much more)",
        "London (less)",
        "Example News (as usual)",
        "Town Gazette (more)",
        "Reset weights",
        "Back",
    ]
    assert data(keyboard)[1:3] == [f"gi{word_id('london')}", "gf1"]
    _, london, *_ = weighable(EVERYTHING)
    assert plain(weight_text(london)).startswith("London (less)")
    own = weight_keyboard(Screen.SOURCE, "1", 0, 2, 11)
    assert labels(own) == ["Much more", "More", "✓ As usual", "Less", "Much less", "Back"]
    assert data(own) == ["gf1=2:2@11", "gf1=1:2@11", "gf1=0:2@11", "gf1=-1:2@11", "gf1=-2:2@11", "gw:2@11"]
    assert labels(weights_keyboard(Wishes(), 1, None)) == ["Back"]
    assert "/subscribe" in weights_text(Wishes())


def test_a_reset_is_asked_for_and_says_what_stays() -> None:
    text = plain(reset_text(EVERYTHING))
    assert "Articles that you took out of their stories: 2." in text
    assert "Muted words, the only words and everything else in the settings stay." in text
    assert list(zip(labels(reset_keyboard(None)), data(reset_keyboard(None)), strict=True)) == [
        ("Reset weights", "gr=1"),
        ("Keep the weights", "gw"),
        ("Back", "gm"),
    ]


def test_what_is_chosen_is_marked() -> None:
    assert "✓ 5 min" in labels(budget_keyboard(None, 5, None))
    assert "✓ All" in labels(budget_keyboard(None, None, None))
    assert "✓ 20 stories" in labels(budget_keyboard(20, None, None))
    assert labels(breaking_keyboard(EVERYTHING.options, None)) == [
        *("Off", "2 sources", "✓ 3 sources", "5 sources"),
        *("1 a day", "3 a day", "✓ 10 a day", "Back"),
    ]
    assert labels(breaking_keyboard(Options(), None)) == [
        "✓ Off",
        "2 sources",
        "3 sources",
        "5 sources",
        "Back",
    ]
    assert "within an hour" in breaking_text(Options())


def test_a_pop_up_says_which_weights_hold() -> None:
    assert leaning_text([("Kelin", -1), ("London", -2)]) == "Less of: Kelin and London. /settings changes it."
    mixed = [("Kelin", 1), ("London", -1)]
    assert leaning_text(mixed) == "More of: Kelin. Less of: London. /settings changes it."
    assert leaning_text([]) == "There is no word here that I could weigh, so nothing has changed."
    long = [(word, weight) for word in LONG for weight in (1, -1)]
    assert len(leaning_text(long)) <= 200
    assert leaning_text(long).endswith("/settings changes it.")
