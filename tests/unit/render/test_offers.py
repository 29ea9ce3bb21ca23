"""What a pop-up holds, and the data behind offers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import Article, Span, Summary
from bot.render.offers import POP_UP_LIMIT, Item, OfferPress, link_keyboard, pop_up_text, post_keyboard
from bot.render.text import utf16_length

PRESS = OfferPress(Item("l", "A" * 16), "b" * 16)


def summary_of(*sentences: str) -> Summary:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence}\n"
    return Summary(Article("id", text, tuple(spans)), "rank", tuple(spans), len(spans), 1, 1)


@pytest.mark.parametrize(("length", "fits"), [(199, True), (200, True), (201, False)])
def test_a_pop_up_holds_up_to_200_units(length: int, fits: bool) -> None:
    assert (pop_up_text(summary_of("x" * length)) != "") == fits
    first, rest = "A ferry ran aground.", "y" * (length - 21)
    assert pop_up_text(summary_of(first, rest)) == (f"{first}\n{rest}" if fits else "")


def test_what_telegram_counts_are_units_of_utf_16() -> None:
    assert pop_up_text(summary_of("🚢" * 100)) == "🚢" * 100
    assert pop_up_text(summary_of("🚢" * 100 + ".")) == ""


@given(st.lists(st.text(min_size=1, max_size=150), min_size=1, max_size=4))
def test_a_pop_up_never_holds_more(sentences: list[str]) -> None:
    assert utf16_length(pop_up_text(summary_of(*sentences))) <= POP_UP_LIMIT


def test_the_data_of_an_offer_is_short_and_read_back() -> None:
    assert OfferPress.decode(PRESS.encode()) == PRESS
    assert len(PRESS.encode()) <= 64
    for keyboard in (post_keyboard(PRESS), link_keyboard(PRESS)):
        assert [button.data for row in keyboard for button in row] == [PRESS.encode()]


@pytest.mark.parametrize(
    "data", ["", "q", "ql" + "A" * 31, "qx" + "A" * 32, "ql" + "A" * 32 + "\n", "ql" + "ä" * 32]
)
def test_other_data_is_none_of_ours(data: str) -> None:
    assert OfferPress.decode(data) is None
