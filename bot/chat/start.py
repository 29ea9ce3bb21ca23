"""/start and /help."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.context import Context
from bot.chat.pastes import PASTE_FROM
from bot.chat.reply import say
from bot.render.keyboards import Keyboard, start_keyboard
from bot.render.phrases import phrase
from bot.services.budget import DEFAULT_SENTENCES


async def start(update: Update, context: Context) -> None:
    """Say in three lines what the bot does, with a button that shows it."""
    if update.message:
        await say(update.message, context, phrase("start"), await _try_it(context))


async def help_(update: Update, context: Context) -> None:
    """Say how the bot is used."""
    if update.message:
        text = phrase("help", paste_from=PASTE_FROM)
        await say(update.message, context, text, await _try_it(context))


async def unknown(update: Update, context: Context) -> None:
    """Say where a command that does not exist can be looked up."""
    if update.message:
        await say(update.message, context, phrase("error.unknown_command"))


async def _try_it(context: Context) -> Keyboard:
    articles = await context.house.summaries.articles()
    return start_keyboard(articles[0].id, DEFAULT_SENTENCES) if articles else ()


# For after all other handlers.
UNKNOWN = MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND & filters.ChatType.PRIVATE, unknown)
HANDLERS = (
    CommandHandler("start", start, filters.UpdateType.MESSAGE),
    CommandHandler("help", help_, filters.UpdateType.MESSAGE),
)
