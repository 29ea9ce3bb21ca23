import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import content_id
from bot.render.keyboards import LADDER, MAX_SENTENCES, Action, Press, longer, shorter, summary_keyboard

counts = st.integers(min_value=1, max_value=MAX_SENTENCES)


people = st.none() | st.integers(min_value=1, max_value=2**52)


@given(st.sampled_from(Action), st.text(), counts, people)
def test_a_press_comes_back_as_it_was_and_fits(
    action: Action, text: str, sentences: int, asker: int | None
) -> None:
    press = Press(action, content_id(text), sentences, asker)
    assert Press.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


@given(st.text())
def test_any_data_is_a_press_within_bounds_or_none(data: str) -> None:
    press = Press.decode(data)
    assert press is None or 1 <= press.sentences <= MAX_SENTENCES


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "s::",
        "x:abc:3",
        "s:abc:0",
        "s:abc:21",
        "s:abc:-1",
        "s:abc:٣",
        "s:abc",
        "s:abc:3:",
        "s:abc:3:x",
    ],
)
def test_foreign_data_is_no_press(data: str) -> None:
    assert Press.decode(data) is None


@given(counts, st.integers(min_value=2, max_value=200))
def test_longer_and_shorter_move_until_there_is_nothing_more(sentences: int, available: int) -> None:
    shown = min(sentences, available)
    up, down = longer(sentences, available), shorter(shown)
    assert up > shown or shown in {available, MAX_SENTENCES}
    assert up <= max(available, shown)
    assert down < shown or shown == LADDER[0]


def test_buttons_keep_their_places() -> None:
    keyboard = summary_keyboard(
        "id", sentences=3, available=9, url="https://example.org", neighbours=("a", "b")
    )
    assert [[button.label for button in row] for row in keyboard] == [
        ["Shorter", "Longer"],
        ["Previous article", "Next article"],
        ["Read the article"],
    ]
    assert keyboard[1][1].data == "n:b:3"
    alone = summary_keyboard("id", sentences=3, available=9)
    assert [[button.label for button in row] for row in alone] == [["Shorter", "Longer"]]
