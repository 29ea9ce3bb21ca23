from types import SimpleNamespace
from typing import Any

import pytest

from bot.chat.pastes import Paste, Pastes
from bot.services.budget import DEFAULT_BUDGET

KEY = (1, 2, 3)


def paste(*parts: str) -> Paste:
    message: Any = SimpleNamespace()
    return Paste(message, DEFAULT_BUDGET, None, list(parts))


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("one part",), "one part"),
        (("cut in", "a sentence."), "cut in a sentence."),
        (("Cut at its end.", "Next sentence."), "Cut at its end.\n\nNext sentence."),
        (("“Quoted.”", "Next."), "“Quoted.”\n\nNext."),
        (("漢字の", "文です。"), "漢字の文です。"),
        (("終わり。", "次の文。"), "終わり。\n\n次の文。"),
        (("a", "b", "c"), "a b c"),
    ],
)
def test_the_seam_gets_back_what_the_cut_took(parts: tuple[str, ...], text: str) -> None:
    assert paste(*parts).text == text


def test_only_a_text_as_long_as_clients_cut_may_continue() -> None:
    pastes = Pastes()
    pastes.begin(KEY, paste("x" * 4000))
    assert not pastes.may_continue(KEY, "x" * 3999)
    assert pastes.may_continue(KEY, "x" * 4000)
    assert pastes.may_continue(KEY, "🙂" * 2000)


def test_a_paste_without_end_and_a_bot_that_stops_wait_for_nothing() -> None:
    pastes = Pastes()
    pastes.begin(KEY, paste(*["x" * 4000] * 50))
    assert not pastes.may_continue(KEY, "x" * 4000)
    pastes.begin(KEY, paste("x" * 4000))
    pastes.stop_waiting()
    assert not pastes.may_continue(KEY, "x" * 4000)


def test_a_paste_is_taken_once() -> None:
    pastes = Pastes()
    pastes.begin(KEY, paste("a"))
    assert pastes.find((1, 2, 4)) is None
    waiting = pastes.find(KEY)
    assert waiting is not None
    waiting.parts.append("b")
    taken = pastes.take(KEY)
    assert taken is not None
    assert taken.text == "a b"
    assert pastes.take(KEY) is None
    assert pastes.take_all() == []
