"""Every screen of a private chat: no dead end, no press without an answer, none that raises."""

from tests.screens.conftest import Tour
from tests.screens.table import PATH, faults, summary_of, written

BEHIND = "docs/screens.md is behind: python -m tests.screens"


def test_no_screen_of_a_private_chat_is_at_fault(tour: Tour) -> None:
    assert {name: rows for name, rows in faults(tour.found).items() if rows} == {}
    assert tour.found.buttons > 200


def test_the_written_table_has_these_screens(tour: Tour) -> None:
    names, row = written(PATH.read_text("utf-8"), "private")
    assert {screen.name for screen in tour.found.results} == names, BEHIND
    assert summary_of("private", tour.found) == row, BEHIND
