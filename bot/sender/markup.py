"""Keyboards on their way out: as python-telegram-bot wants them."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.render.keyboards import Keyboard


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return the buttons of a message; None where it has none."""
    rows = [
        [InlineKeyboardButton(button.label, callback_data=button.data, url=button.url) for button in row]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None
