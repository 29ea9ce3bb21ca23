"""What is said of a chat's data, and the buttons."""

import pytest

from bot.articles.lists import Fault, Unusable
from bot.digest.plan import Plan
from bot.render.data import forget_text, imported_text, privacy_text
from bot.render.data_menus import (
    code_keyboard,
    forget_keyboard,
    menu_keyboard,
    restore_keyboard,
    take_keyboard,
)
from bot.render.data_presses import DataPress, DataScreen
from bot.services import background
from bot.services.handovers import _LENGTH as CODE_LENGTH
from bot.services.summarize_input import KEEP_DAYS
from tests.unit.storage.things import MORNING

PLAN = Plan(MORNING, 1_795_176_000, None, 3)


def test_an_import_counts_what_it_did() -> None:
    text = imported_text(PLAN, new=3, known=2, left_out=1)
    assert "From now on you follow 3 sources of this file." in text
    assert "2 of them you followed already." in text
    assert "1 is left out" in text
    assert "next minutes" in text
    assert "next minutes" not in imported_text(PLAN, new=0, known=2)


def test_what_cannot_be_followed_is_named_with_its_line_and_what_is_damaged_with_its_place() -> None:
    unusable = [Unusable(f"Source <{number}>", number) for number in range(1, 13)]
    text = imported_text(PLAN, new=1, known=0, unusable=unusable, fault=Fault(7, 3))
    assert "• Source &lt;1&gt; (line 1)" in text
    assert "(line 11)" not in text
    assert "and 2 more" in text
    assert "damaged at line 7, column 3" in text
    assert "line 7, and" in imported_text(PLAN, new=1, known=0, fault=Fault(7, None))


def test_what_privacy_promises_is_what_is_done() -> None:
    text = privacy_text(days=KEEP_DAYS, headline_days=background.KEEP_ENTRIES_DAYS)
    assert text.count(f"for {KEEP_DAYS} days") == 2
    assert f"headlines for {background.KEEP_ENTRIES_DAYS} days" in text


def test_the_question_counts_what_goes() -> None:
    assert "topics" not in forget_text(2, 1, 1, [])
    text = forget_text(2, 0, 3, ["data.forget_group"])
    assert "What is set up: 2 sources." in text
    assert "3 topics" in text
    assert "I stay here" in text


@pytest.mark.parametrize("screen", DataScreen)
def test_presses_are_read_as_they_were_written(screen: DataScreen) -> None:
    for press in (DataPress(screen), DataPress(screen, "=abc-_9", 2**52 - 1)):
        assert DataPress.decode(press.encode()) == press
    assert DataPress.decode(f"x{screen}=<>") is None


def test_no_button_sends_more_than_telegram_takes() -> None:
    asker, code = 2**52 - 1, "A" * CODE_LENGTH
    keyboards = (
        menu_keyboard(asker),
        forget_keyboard(asker),
        restore_keyboard("abcdefgh", asker),
        take_keyboard(code, asker),
        code_keyboard(code, "bot", is_private=True, asker=asker),
    )
    for button in (button for keyboard in keyboards for row in keyboard for button in row):
        assert button.url or len((button.data or "").encode()) <= 64
        assert len(button.label) <= 24
