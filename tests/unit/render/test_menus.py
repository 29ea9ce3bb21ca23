from hypothesis import given
from hypothesis import strategies as st

from bot.articles.model import content_id
from bot.render.keyboards import Press
from bot.render.menus import (
    DigestPress,
    Do,
    Part,
    SchedulePress,
    SourcePress,
    asker_in,
    digest_keyboard,
    turning,
)
from bot.render.story_press import StoryPress

people = st.none() | st.integers(min_value=0, max_value=2**52)
pages = st.integers(min_value=1, max_value=9999)
LONGEST_ZONE = "=America/Argentina/ComodRivadavia"


@given(st.integers(min_value=1, max_value=10**18 - 1), pages, people)
def test_a_press_on_a_digest_comes_back_and_fits(digest_id: int, page: int, asker: int | None) -> None:
    press = DigestPress(digest_id, page, asker)
    assert DigestPress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64
    assert asker_in(press.encode()) == asker


@given(st.sampled_from(Do), st.text().map(content_id) | st.integers(0, 2**63).map(str), pages, people)
def test_a_press_on_a_source_comes_back_and_fits(do: Do, number: str, page: int, asker: int | None) -> None:
    press = SourcePress(do, number, page, asker)
    assert SourcePress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


@given(
    st.sampled_from(Part),
    st.sampled_from(["", "+0830", "-2330", "=01234", "=2200-0700", "=off", "=?", "=UTC+05:30", LONGEST_ZONE]),
    people,
)
def test_a_press_on_a_schedule_comes_back_and_fits(part: Part, value: str, asker: int | None) -> None:
    press = SchedulePress(part, value, asker)
    assert SchedulePress.decode(press.encode()) == press
    assert len(press.encode().encode()) <= 64


@given(st.text() | st.from_regex(r"[deft][\w:@+=/-]{0,60}", fullmatch=True))
def test_any_data_belongs_to_one_kind_of_button_at_most(data: str) -> None:
    kinds = [
        DigestPress.decode(data),
        StoryPress.decode(data),
        SourcePress.decode(data),
        SchedulePress.decode(data),
        Press.decode(data),
    ]
    assert len([press for press in kinds if press]) <= 1


def test_pages_turn_round_and_one_page_has_no_buttons() -> None:
    assert digest_keyboard(7, 1, 1, []) == ()
    (row,) = digest_keyboard(7, 1, 3, [])
    assert [(button.label, button.data) for button in row] == [
        ("◀", "d7:3"),
        ("1/3", "d7:1"),
        ("▶", "d7:2"),
    ]
    assert [button.data for button in turning(3, 3, str)] == ["2", "3", "1"]
    assert [button.data for button in digest_keyboard(7, 2, 3, [], 11)[0]] == [
        "d7:1@11",
        "d7:2@11",
        "d7:3@11",
    ]
