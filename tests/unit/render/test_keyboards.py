import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import content_id
from bot.render.keyboards import (
    LADDER,
    MAX_SENTENCES,
    Action,
    Press,
    cancel_keyboard,
    choice_keyboard,
    longer,
    shorter,
    summary_keyboard,
)

counts = st.integers(min_value=1, max_value=MAX_SENTENCES)


people = st.none() | st.integers(min_value=1, max_value=2**52)


words = st.none() | st.integers(min_value=1, max_value=9999)


@given(st.sampled_from(Action), st.text(), counts, people, words)
def test_a_press_comes_back_as_it_was_and_fits(
    action: Action, text: str, sentences: int, asker: int | None, words: int | None
) -> None:
    press = Press(action, content_id(text), sentences, asker, words)
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
        "s:abc:21",
        "s:abc:-1",
        "s:abc:٣",
        "s:abc",
        "s:abc:3:",
        "s:abc:3:x",
        "k:abc:3w",
        "k:abc:3w12345",
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


def test_the_page_of_an_article_can_be_read_anew_and_opened() -> None:
    keyboard = summary_keyboard(
        "id", sentences=3, available=9, url="https://example.org", refreshable=True, asker=7
    )
    assert [[button.label for button in row] for row in keyboard] == [
        ["Shorter", "Longer"],
        ["Refresh", "Read the article"],
    ]
    assert keyboard[1][0].data == "r:id:3:7"
    unlinked = summary_keyboard("id", sentences=3, available=9, refreshable=True)
    assert [button.label for button in unlinked[-1]] == ["Refresh"]


def test_each_of_several_links_has_a_row_of_its_own() -> None:
    presses = [Press(Action.LINK, "a", 3), Press(Action.LINK, "b", 3, words=99)]
    keyboard = choice_keyboard(["One", "Two"], presses)
    assert [(row[0].label, row[0].data) for row in keyboard] == [("One", "k:a:3"), ("Two", "k:b:3w99")]


def test_a_request_can_be_cancelled_by_its_id() -> None:
    ((button,),) = cancel_keyboard("AbC-7", 9)
    assert (button.label, button.data) == ("Cancel", "c:AbC-7:1:9")


def test_where_the_place_decides_the_length_it_decides_for_other_articles_too() -> None:
    usual = summary_keyboard("abc", sentences=3, available=9, neighbours=("a", "b"), is_usual=True)
    asked = summary_keyboard("abc", sentences=3, available=9, neighbours=("a", "b"))
    assert [button.data for button in usual[1]] == ["p:a:0", "n:b:0"]
    assert [button.data for button in asked[1]] == ["p:a:3", "n:b:3"]
    assert usual[0] == asked[0]
