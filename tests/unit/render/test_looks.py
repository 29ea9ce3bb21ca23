"""How a chat wants what it is sent, in words and buttons."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.look import MOST_SENTENCES, PLAIN, SHARES, Look
from bot.render.keyboards import Keyboard
from bot.render.languages import LANGUAGES, speaking
from bot.render.look_menus import (
    algorithm_keyboard,
    form_keyboard,
    language_keyboard,
    length_keyboard,
    look_keyboard,
    offers_keyboard,
    to_settings,
)
from bot.render.look_presses import LookPress, LookScreen
from bot.render.looks import (
    algorithm_text,
    form_text,
    language_named,
    language_text,
    length_text,
    look_text,
    offers_text,
)
from bot.summarize import ALGORITHMS

people = st.none() | st.integers(min_value=0, max_value=2**52)
looks = st.builds(
    Look,
    sentences=st.none() | st.integers(1, MOST_SENTENCES),
    share=st.none() | st.sampled_from(SHARES),
    algorithm=st.none() | st.sampled_from(ALGORITHMS),
    has_links=st.booleans(),
    is_brief=st.booleans(),
    has_offers=st.booleans(),
    is_language_chosen=st.booleans(),
)


def plain(text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", text))


def labels(keyboard: Keyboard) -> list[str]:
    return [button.label for row in keyboard for button in row]


def marked(keyboard: Keyboard) -> list[str]:
    return [label.removeprefix("✓ ") for label in labels(keyboard) if label.startswith("✓ ")]


VALUES = st.sampled_from(["", "=5", "%20", "=h", "=auto", "=de", *(f"={name}" for name in ALGORITHMS)])


@given(st.sampled_from(LookScreen), VALUES, people)
def test_a_press_comes_back_and_fits(screen: LookScreen, value: str, asker: int | None) -> None:
    press = LookPress(screen, value, asker)
    assert LookPress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


def test_the_length_is_shown_by_examples() -> None:
    text = plain(length_text(PLAIN, 3))
    assert "Length: 3 sentences" in text
    assert "3 of 7 sentences" in text
    share = plain(length_text(Look(share=30), 3))
    assert "2 of 7 sentences" in share
    assert "9 of 30 sentences" in share
    assert "7 of 7 sentences" in plain(length_text(Look(sentences=10), 3))


@pytest.mark.parametrize(
    ("look", "label"),
    [(PLAIN, "3"), (Look(sentences=8), "8"), (Look(share=20), "20 %"), (Look(sentences=5, share=10), "10 %")],
)
def test_one_length_is_marked(look: Look, label: str) -> None:
    assert marked(length_keyboard(look, 3, None)) == [label]


@given(looks, people)
def test_of_each_choice_exactly_one_is_marked(look: Look, asker: int | None) -> None:
    back = to_settings(asker)
    for keyboard in (
        length_keyboard(look, 3, asker),
        form_keyboard(look, asker),
        algorithm_keyboard(look, asker),
        offers_keyboard(look, asker),
        language_keyboard(look, asker, back),
    ):
        assert len(marked(keyboard)) == 1
        assert labels(keyboard)[-1] == "Back"
        assert len(keyboard) <= 8
        for row in keyboard:
            for button in row:
                assert len((button.data or "").encode()) <= 64
                assert button.label.removeprefix("✓ ")


def test_what_else_there_is_says_what_holds() -> None:
    text = plain(look_text(Look(algorithm="luhn", has_links=False), is_silent=True))
    assert "Algorithm: luhn." in text
    assert "Proof links: off." in text
    assert "Sound: off." in text
    assert marked(look_keyboard(PLAIN, None, is_silent=True)) == ["Proof links", "Without a sound"]


def test_each_algorithm_has_a_line_of_words() -> None:
    text = plain(algorithm_text(PLAIN))
    for name in ALGORITHMS:
        assert f"\n{name}: " in text
    assert "Digests keep to the usual one" in text


def test_the_form_and_the_offers_are_said() -> None:
    assert "Form: headlines." in plain(form_text(Look(is_brief=True)))
    assert "Form: summaries." in plain(form_text(PLAIN))
    offers = plain(offers_text(PLAIN, "I may not edit here.", in_channel=True))
    assert "Summary offers: off." in offers
    assert offers.endswith("I may not edit here.")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_known_by_each_of_its_names(code: str) -> None:
    assert language_named(code.upper()) == code
    assert language_named(f" {LANGUAGES[code]}. ") == code


def test_a_language_is_known_in_english_and_in_the_one_spoken() -> None:
    assert language_named("german") == "de"
    assert language_named("auto") == ""
    assert language_named("Klingon") is None
    with speaking("fr"):
        assert language_named("allemand") == "de"
        assert "Français" in plain(language_text(Look(language="fr", is_language_chosen=True)))
