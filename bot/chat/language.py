"""/language."""

from telegram import Update
from telegram.ext import CommandHandler

from bot.chat.answering import owner_here
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.look_settings import LookSettings, Who
from bot.chat.places import WRITTEN, argument, author, may_command, place_of, require_chief, written
from bot.chat.reply import send_answer
from bot.chat.setting_words import language_press
from bot.errors import UserError
from bot.render.look_presses import LookPress, LookScreen
from bot.render.looks import language_text
from bot.render.phrases import explain


async def language(update: Update, context: Context) -> None:
    """Answer `/language [name|code|auto]`; without words by a button for each."""
    if not (message := written(update)):
        return
    words, owner = argument(message), owner_here(message, context)
    settings = LookSettings(message, context, Who(author(message), message.from_user, owner))
    try:
        if words:
            wanted = language_press(words)
            await require_chief(message, context)
            view = (await settings.turn(wanted)).view
        elif await may_command(message, context):
            view = (await settings.turn(LookPress(LookScreen.LANGUAGE))).view
        else:
            view = View([language_text(await context.house.looks.of(place_of(message)))])
    except UserError as error:
        view = plain(explain(error))
    await send_answer(message, context, view.parts[0], view.keyboard)


HANDLERS = (CommandHandler("language", language, WRITTEN),)
