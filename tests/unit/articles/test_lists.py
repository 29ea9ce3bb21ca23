"""Folders as they are kept."""

from hypothesis import given
from hypothesis import strategies as st

from bot.articles.lists import folder_names, folder_text

NAMES = st.lists(st.text("ab/\\ \n", min_size=1, max_size=8), max_size=6)


@given(NAMES)
def test_whatever_folders_are_called_they_are_read_as_they_were(names: list[str]) -> None:
    assert folder_names(folder_text(names)) == tuple(names)


def test_folders_with_a_stroke_in_their_names_stay_apart() -> None:
    assert folder_text(["AC/DC", "Live"]) != folder_text(["AC", "DC", "Live"])
    assert folder_text([]) is None


def test_what_lies_too_deep_lies_in_the_innermost_that_can_be_kept() -> None:
    names = [f"folder {number}" for number in range(100)]
    kept = folder_names(folder_text(names))
    assert 10 < len(kept) < 100
    assert list(kept) == names[: len(kept)]
