"""Why a story is in a digest."""

import pytest
from hypothesis import given

from bot.digest.story import Why
from bot.render.story_why import why_text
from tests.botapi.rules import MAX_CALLBACK_ANSWER
from tests.botapi.text import utf16_length
from tests.unit.render.anything import whys


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why(), "One source · new"),
        (Why(3), "3 independent sources"),
        (Why(3, only=("energy",)), "3 independent sources · matches: “energy”"),
        (Why(only=("energy", "gas")), "One source · matches: “energy” and “gas”"),
        (Why(liked=("Kelin",)), "One source\nYou wanted more of: “Kelin”"),
        (
            Why(2, disliked=("a", "b", "c", "d", "e")),
            "2 independent sources\nYou wanted less of: “a”, “b”, “c” and 2 more",
        ),
        (Why(weight=2), "One source\nFrom a source you gave more weight"),
        (Why(weight=-1), "One source\nFrom a source you gave less weight"),
        (Why(is_off_profile=True), "One source\nKept for something off your usual subjects"),
        (Why(2, ("x\u202ey\n",)), "2 independent sources · matches: “xy”"),
    ],
)
def test_reasons_are_said_in_words(why: Why, said: str) -> None:
    assert why_text(why) == said


@given(whys)
def test_any_reasons_fit_into_a_pop_up(why: Why) -> None:
    said = why_text(why)
    assert 0 < utf16_length(said) <= MAX_CALLBACK_ANSWER
    said.encode("utf-8")
