"""Which presses count: of a button that the message has, or had a moment ago."""

from collections.abc import Iterable

import pytest
from telegram import CallbackQuery, InaccessibleMessage, InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.genuine import Buttons
from tests.unit.chat.messages import ANNA, PRIVATE, message


def press(data: str, *below: str, message_id: int = 1) -> CallbackQuery:
    """A press below a message that has buttons with this data now."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=one)] for one in below])
    return CallbackQuery("1", ANNA, "1", message(message_id=message_id, reply_markup=keyboard), data)


def names(screen: str, count: int) -> list[str]:
    return [f"{screen}{number}" for number in range(count)]


def genuine(buttons: Buttons, presses: Iterable[CallbackQuery]) -> list[bool]:
    return [buttons.is_genuine(query) for query in presses]


def test_what_a_message_has_or_had_when_it_was_last_pressed_counts() -> None:
    buttons = Buttons()
    presses = [press("a0", *names("a", 3)), press("a2", *names("b", 3)), press("c0", *names("b", 3))]
    assert genuine(buttons, presses) == [True, True, False]
    assert not buttons.is_genuine(press("a0", *names("b", 3), message_id=2))


# As many buttons as Telegram lets a message have.
@pytest.mark.parametrize("pressed", [0, 35, 36, 99])
def test_every_button_of_the_largest_keyboard_counts(pressed: int) -> None:
    buttons, below = Buttons(), names("a", 100)
    assert genuine(buttons, [press("a0", *names("a", 1)), press(f"a{pressed}", *below)]) == [True, True]


def test_of_many_screens_those_before_the_last_are_forgotten() -> None:
    buttons = Buttons()
    for screen in "abcdef":
        assert buttons.is_genuine(press(f"{screen}0", *names(screen, 30)))
    assert buttons.is_genuine(press("e29", *names("f", 30)))
    assert not buttons.is_genuine(press("a0", *names("f", 30)))


def test_of_a_message_that_telegram_no_longer_shows_nothing_is_known() -> None:
    gone = CallbackQuery("1", ANNA, "1", InaccessibleMessage(PRIVATE, 1), "a0")
    assert Buttons().is_genuine(gone)  # its handler says that it is too old
