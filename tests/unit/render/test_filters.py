"""Filters in words and buttons."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.profile import Field, Filter, Profile
from bot.digest.wished_filters import Typed, filter_id
from bot.digest.wished_words import word_id
from bot.digest.wishes import MOST_WORDS, Taste, Wishes
from bot.render.filter_menus import choice_keyboard, filters_keyboard, filters_row
from bot.render.filters import added_lines, filters_text, held_lines, removed_line
from bot.render.keyboards import Keyboard
from bot.render.profile_presses import Screen, SettingsPress
from tests.unit.render.sources import feed

FEEDS = (feed(1, "Example News"), feed(2, "Town Gazette"), feed(3, "חדשות העיר"))
LONG = tuple(f"{number:02} {'слово ' * 10}".strip()[:64] for number in range(MOST_WORDS))
AUTHOR, WHOLE = Filter("Smith", Field.AUTHOR), Filter("", Field.SOURCE, 2)
IN_ONE = Filter("zinc", feed_id=1)
SOME = Wishes(
    Profile(
        only=("Kelin",),
        muted=("football", "New York"),
        muted_by=(AUTHOR, IN_ONE, WHOLE),
        only_by=(Filter("Berg", Field.AUTHOR, 2),),
    ),
    feeds=FEEDS,
)
FULL = Wishes(
    Profile(
        only=LONG,
        muted=LONG,
        muted_by=tuple(Filter(word, feed_id=1) for word in LONG),
        only_by=tuple(Filter(word, Field.AUTHOR, 1) for word in LONG),
    ),
    feeds=tuple(feed(number, f"Source {'слово ' * 9}{number}") for number in range(1, 101)),
)


def plain(text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", text))


def labels(keyboard: Keyboard) -> list[str]:
    return [button.label for row in keyboard for button in row]


def data(keyboard: Keyboard) -> list[str]:
    return [button.data or "" for row in keyboard for button in row]


def test_the_list_of_a_chat_has_words_authors_and_sources_and_says_where_others_are() -> None:
    text = plain(filters_text(Taste.MUTE, SOME, 0, 1))
    assert text.startswith("Stories with one of these are not shown here (filters: 4):\n• “football”\n")
    assert "• “New York”\n• author “Smith”\n• source “Town Gazette”\n\n" in text
    assert "Sources of which something is muted: Example News." in text
    assert "/mute author:Smith" in text
    keyboard = filters_keyboard(Taste.MUTE, SOME, 0, 1, 11, added_at=1_800_000_000)
    assert labels(keyboard) == [
        "Undo",
        "Remove: football",
        "Remove: New York",
        "Remove: author “Smith”",
        "Remove: source “Town Gazette”",
        "For one source",
        "Back",
    ]
    assert data(keyboard)[:2] == ["gu/1800000000@11", f"gu-{word_id('football')}@11"]
    assert data(keyboard)[-2:] == ["gc@11", "gm@11"]


def test_the_list_of_a_source_says_its_name_and_its_number() -> None:
    text = plain(filters_text(Taste.MUTE, SOME, 1, 1))
    assert text == (
        "Of the source Example News, articles with one of these are not shown (filters: 1):\n• “zinc”\n\n"
        "To mute words or authors of this source: /mute football in:1"
    )
    keyboard = filters_keyboard(Taste.MUTE, SOME, 1, 1, None)
    assert labels(keyboard) == ["Remove: zinc", "Mute all of it", "This source", "Back"]
    assert data(keyboard) == [f"gn1-{filter_id(IN_ONE)}", "gn1=1", "fo1:1", "gu"]
    assert "only articles with one of these" in plain(filters_text(Taste.ONLY, SOME, 2, 1))
    assert "articles about everything" in plain(filters_text(Taste.ONLY, SOME, 1, 1))


def test_a_source_that_is_muted_as_a_whole_says_so() -> None:
    assert "The source Town Gazette is muted" in plain(filters_text(Taste.MUTE, SOME, 2, 1))
    keyboard = filters_keyboard(Taste.MUTE, SOME, 2, 1, None)
    assert labels(keyboard)[0] == "✓ Mute all of it"
    assert data(keyboard)[0] == "gn2=0"
    assert "is muted:" not in plain(filters_text(Taste.MUTE, SOME, 1, 1))


def test_sources_are_chosen_by_name_and_number() -> None:
    keyboard = choice_keyboard(Taste.ONLY, SOME, 1, 11)
    assert labels(keyboard) == ["1. Example News", "2. Town Gazette", "3. \u2068חדשות העיר\u2069", "Back"]
    assert data(keyboard) == ["gl1@11", "gl2@11", "gl3@11", "go@11"]
    assert [button.data for button in filters_row(2, 11)] == ["gn2@11", "gl2@11"]
    last = choice_keyboard(Taste.MUTE, FULL, 99, None)
    assert labels(last)[0].startswith("97. ")
    assert labels(last)[4:] == ["◀", "13/13", "▶", "Back"]


def test_lists_of_nothing_say_so_and_lead_on() -> None:
    assert plain(filters_text(Taste.MUTE, Wishes(), 0, 1)).startswith("Nothing is muted here.")
    assert plain(filters_text(Taste.ONLY, Wishes(), 0, 1)).startswith("Stories about everything are shown")
    assert labels(filters_keyboard(Taste.MUTE, Wishes(), 0, 1, None)) == ["Back"]
    assert labels(filters_keyboard(Taste.MUTE, Wishes(feeds=FEEDS), 0, 1, None)) == ["For one source", "Back"]
    assert labels(choice_keyboard(Taste.MUTE, Wishes(), 1, None)) == ["Back"]


def test_the_settings_say_which_filters_hold() -> None:
    assert held_lines(SOME) == [
        "Not shown are stories with one of: “football”, “New York”, author “Smith” and "
        "source “Town Gazette”.",
        "Sources of which something is muted: Example News.",
        "Shown are only stories with one of: “Kelin”.",
        "Sources of which only something is shown: Town Gazette.",
    ]
    assert held_lines(Wishes()) == ["Nothing is muted.", "No story needs a certain word to be shown."]


def test_what_was_typed_is_answered_part_by_part() -> None:
    typed = Typed(
        (Filter("zinc"), Filter("tin"), AUTHOR, IN_ONE, WHOLE),
        unfit=("x",),
        unknown=("Nowhere",),
        several=("town",),
    )
    assert added_lines(Taste.MUTE, typed, [Filter("tin")], SOME) == [
        "Muted: “zinc”, author “Smith” and source “Town Gazette”.",
        "Muted in Example News: “zinc”.",
        "Not taken, for a word or phrase has 2 to 64 characters, letters among them: “x”.",
        "Not taken, for you follow no source of this name: “Nowhere”. "
        "You follow: Example News, Town Gazette and \u2068חדשות העיר\u2069.",
        "Not taken, for several sources have this name: “town”. Name one by its number in /feeds.",
        "Not taken, for this chat has as many words and phrases as I keep (100): “tin”. Remove some first.",
    ]
    nothing = added_lines(Taste.ONLY, Typed(unknown=("TASS",)), (), Wishes())
    assert nothing == ["Not taken, for you follow no source yet: “TASS”."]
    assert removed_line(Taste.MUTE, [AUTHOR], SOME) == "No longer muted: author “Smith”."


def test_what_was_typed_is_escaped_and_keeps_its_direction() -> None:
    wishes = Wishes(Profile(muted=("<b>&", "שלום"), muted_by=(Filter("<i>", Field.AUTHOR),)))
    text = filters_text(Taste.MUTE, wishes, 0, 1)
    assert "“&lt;b&gt;&amp;”" in text
    assert "“\u2068שלום\u2069”" in text
    assert "author “&lt;i&gt;”" in text


@pytest.mark.parametrize("taste", [Taste.MUTE, Taste.ONLY])
@pytest.mark.parametrize("feed_id", [0, 1])
def test_a_hundred_long_filters_fit_into_messages_and_buttons(taste: Taste, feed_id: int) -> None:
    typed = Typed(tuple(map(Filter, LONG)), unfit=("?" * 4000, *LONG), unknown=LONG, several=LONG)
    above = added_lines(taste, typed, tuple(map(Filter, LONG[40:])), FULL)
    for page in (1, 13, 99):
        text = plain(filters_text(taste, FULL, feed_id, page, above=above))
        assert len(text) <= 4096
        assert LONG[0 if page == 1 else 99] in text
        keyboard = filters_keyboard(taste, FULL, feed_id, page, 2**52, added_at=1_800_000_000)
        assert all(len(item.encode()) <= 64 for item in data(keyboard))
        assert all(SettingsPress.decode(item) for item in data(keyboard) if item.startswith("g"))


@given(
    st.sampled_from([Screen.MUTED_IN, Screen.ONLY_IN]),
    st.integers(1, 10**9),
    st.builds(Filter, st.text(max_size=64), st.sampled_from(Field), st.integers(0, 10**9)),
)
def test_the_filter_of_a_source_fits_into_a_press_whatever_it_is(
    screen: Screen, feed_id: int, one: Filter
) -> None:
    press = SettingsPress(screen, f"{feed_id}-{filter_id(one)}", 9999, 2**52)
    assert SettingsPress.decode(press.encode()) == press
    assert len(press.encode()) <= 64
