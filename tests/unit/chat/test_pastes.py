from types import SimpleNamespace
from typing import Any

import pytest

from bot.chat.pastes import Paste, Pastes, may_continue


def paste(*parts: str) -> Paste:
    message: Any = SimpleNamespace()
    return Paste(message, 3, None, list(parts))


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
    assert not may_continue("x" * 3999)
    assert may_continue("x" * 4000)
    assert may_continue("🙂" * 2000)


def test_a_paste_is_taken_once() -> None:
    pastes = Pastes()
    pastes.begin((1, 2), paste("a"))
    assert pastes.is_waiting((1, 2))
    assert not pastes.is_waiting((1, 3))
    pastes.add((1, 2), "b")
    taken = pastes.take((1, 2))
    assert taken is not None
    assert taken.text == "a b"
    assert pastes.take((1, 2)) is None
    assert pastes.take_all() == []
