"""/forget: everything of a chat deleted, on disk and in memory."""

from telegram import CallbackQuery, Message

from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.places import is_private
from bot.chat.reply import edit, pop_up
from bot.render.data import forget_text
from bot.render.data_menus import forget_keyboard
from bot.render.phrases import phrase


async def forget_view(message: Message, context: Context, owner: int | None) -> View:
    """Return the question whether everything is to go; `owner` is whose message it is."""
    house = context.house
    held = await house.erase.held(message.chat_id)
    notes = ["data.forget_group"]
    if is_private(message):
        notes = ["data.forget_owner"] if house.access.is_owner(message.chat_id) else []
        if not notes and house.access.mode == "invite":
            notes = ["data.forget_member"]
    return View([forget_text(held.sources, held.words, held.parts, notes)], forget_keyboard(owner))


async def forget(query: CallbackQuery, message: Message, context: Context) -> None:
    """Delete everything of the chat of a message, of which nothing comes afterwards but that it is done."""
    house, chat_id = context.house, message.chat_id
    await pop_up(query, phrase("data.forgetting"))
    await house.forget(chat_id)
    await house.erase.forget(chat_id)
    await edit(query, context, phrase("data.forgotten"), ())
    await house.forget(chat_id)  # with what the press itself left behind
