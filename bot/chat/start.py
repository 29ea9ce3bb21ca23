"""/start and /help."""

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.answering import owner_here
from bot.chat.command_menu import tell_menu
from bot.chat.context import Context
from bot.chat.deep_links import open_link
from bot.chat.delivery import View
from bot.chat.places import WRITTEN, place_of, written
from bot.chat.reply import say, send_answer
from bot.chat.walk import greeting, helping
from bot.render.phrases import phrase


async def start(update: Update, context: Context) -> None:
    """Say in three lines what the bot does, with a button that shows it, or open what a link leads to."""
    message = written(update)
    if message and message.chat.type == ChatType.CHANNEL:
        await say(message, context, phrase("channel.help"))
    elif message and not await open_link(message, context):
        await _send(message, context, await greeting(context, owner_here(message, context)))


async def help_(update: Update, context: Context) -> None:
    """Say how the bot is used."""
    message = written(update)
    if message and message.chat.type == ChatType.CHANNEL:
        await say(message, context, phrase("channel.help"))
    elif message:
        await _send(message, context, helping(context, owner_here(message, context)))


async def unknown(update: Update, context: Context) -> None:
    """Say where a command that does not exist can be looked up."""
    if update.message:
        await say(update.message, context, phrase("error.unknown_command"))


async def _send(message: Message, context: Context, view: View) -> None:
    """Answer with a view; the command menu is brought up to date where its language was chosen."""
    await send_answer(message, context, view.parts[0], view.keyboard)
    look = await context.house.looks.of(place_of(message))
    if look.is_language_chosen:
        await tell_menu(message.chat, look, context)


# For after all other handlers.
UNKNOWN = MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND & filters.ChatType.PRIVATE, unknown)
HANDLERS = (
    CommandHandler("start", start, WRITTEN),
    CommandHandler("help", help_, WRITTEN),
)
