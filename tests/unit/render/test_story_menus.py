"""The buttons of stories, below a digest and below one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.keyboards import Keyboard
from bot.render.menus import DigestPress, asker_in, digest_keyboard
from bot.render.story_menus import StoryDo, StoryPress, story_keyboard

people = st.none() | st.integers(min_value=0, max_value=2**52)
numbers = st.integers(min_value=1, max_value=9999)


def shown(keyboard: Keyboard) -> list[list[tuple[str, str | None]]]:
    return [[(button.label, button.data or button.url) for button in row] for row in keyboard]


@given(st.integers(min_value=1, max_value=10**18 - 1), numbers, st.sampled_from(StoryDo), numbers, people)
def test_a_press_on_a_story_comes_back_and_fits(
    digest_id: int, number: int, view: StoryDo, page: int, asker: int | None
) -> None:
    press = StoryPress(digest_id, number, view, page, asker)
    assert press.encode().startswith("e")
    assert StoryPress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64
    assert asker_in(press.encode()) == asker


@pytest.mark.parametrize("data", ["e7:1c", "e7:1z1", "e7:c1", "e7:1c1@", "e7:1c1 ", "e٧:1c1", "d7:1"])
def test_what_is_no_press_on_a_story_is_none(data: str) -> None:
    assert StoryPress.decode(data) is None


def test_below_a_page_each_story_that_has_more_has_a_button() -> None:
    assert shown(digest_keyboard(7, 2, 3, [4, 5, 7], 11)) == [
        [("4 · Get a summary", "e7:4c2@11"), ("5 · Get a summary", "e7:5c2@11")],
        [("7 · Get a summary", "e7:7c2@11")],
        [("◀", "d7:1@11"), ("2/3", "d7:2@11"), ("▶", "d7:3@11")],
    ]
    assert shown(digest_keyboard(7, 1, 1, [1])) == [[("1 · Get a summary", "e7:1c1")]]
    assert digest_keyboard(7, 1, 1, []) == ()


def test_below_a_story_everything_can_be_asked_of_it() -> None:
    assert shown(story_keyboard(7, 4, 2, several=True, url="https://example.org/", asker=11)) == [
        [("Sources", "e7:4s2@11"), ("Why this", "e7:4w2@11")],
        [("👍 More like this", "e7:4m2@11"), ("👎 Less like this", "e7:4l2@11")],
        [("Split", "e7:4x2@11")],
        [("Read the article", "https://example.org/")],
        [("Back to the digest", "d7:2@11")],
    ]
    assert DigestPress.decode("d7:2@11") == DigestPress(7, 2, 11)


def test_a_story_of_one_source_cannot_be_split_and_without_an_address_not_be_opened() -> None:
    labels = [[label for label, _ in row] for row in shown(story_keyboard(7, 4, 2, several=False, url=None))]
    assert labels == [
        ["Sources", "Why this"],
        ["👍 More like this", "👎 Less like this"],
        ["Back to the digest"],
    ]


def test_the_sources_of_a_story_lead_back_to_it() -> None:
    rows = shown(story_keyboard(7, 4, 2, several=False, url=None, shown=StoryDo.SOURCES))
    assert rows[0] == [("Get a summary", "e7:4c2"), ("Why this", "e7:4w2")]
