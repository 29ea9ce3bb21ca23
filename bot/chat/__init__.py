"""Telegram in: one file for each group of commands, collected here."""

import structlog
from telegram import BotCommand, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.chat import access, start, summary
from bot.chat.context import App, Context, House, house_of, move_in
from bot.chat.order import OneByOneInAChat
from bot.chat.reply import pop_up, say
from bot.chat.summary import answer_pastes
from bot.render.phrases import phrase

__all__ = [
    "ALLOWED_UPDATES",
    "COMMANDS",
    "HANDLERS",
    "App",
    "Context",
    "House",
    "OneByOneInAChat",
    "answer_pastes",
    "house_of",
    "install",
    "set_menu",
]

log = structlog.get_logger(__name__)

COMMANDS = (*summary.COMMANDS, *start.COMMANDS)
HANDLERS = (*access.HANDLERS, *start.HANDLERS, *summary.HANDLERS, start.UNKNOWN)
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)


def install(app: App, house: House) -> None:
    """Give an application its house, the door, every handler, and an answer to every error."""
    move_in(app, house)
    app.add_handler(access.GATE, group=-1)
    app.add_handlers(HANDLERS)
    app.add_error_handler(on_error)


async def set_menu(bot: ExtBot[None]) -> None:
    """Fill the command menu that Telegram shows beside the input field."""
    await bot.set_my_commands([BotCommand(name, phrase(f"command.{name}")) for name in COMMANDS])


async def on_error(update: object, context: Context) -> None:
    """Write down what happened, and tell the person who waits that it did."""
    error = context.error
    if isinstance(error, Forbidden):
        log.info("chat_closed_to_us", reason=error.message)
        return
    log.error("handler_failed", exc_info=error)
    try:
        if isinstance(update, Update) and update.callback_query:
            await pop_up(update.callback_query, phrase("error.internal"), alert=True)
        elif isinstance(update, Update) and update.message:
            await say(update.message, context, phrase("error.internal"))
        elif context.job and context.job.chat_id:
            await context.bot.send_message(context.job.chat_id, phrase("error.internal"))
    except TelegramError as second:
        log.warning("apology_failed", error=repr(second))
