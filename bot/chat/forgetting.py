"""/forget: everything of a chat deleted, on disk and in memory."""

from telegram import CallbackQuery, Message

from bot.chat.command_menu import tell_menu
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.places import is_private
from bot.chat.reply import edit, pop_up
from bot.digest.look import PLAIN
from bot.render.data import forget_text
from bot.render.data_menus import forget_keyboard
from bot.render.phrases import phrase


async def forget_view(message: Message, context: Context, owner: int | None) -> View:
    """Return the question whether everything is to go; `owner` is whose message it is."""
    house = context.house
    held = await house.erase.held(message.chat_id)
    notes = await _notes(message, context)
    keyboard = forget_keyboard(owner, has_menu=await has_menu(message, context))
    return View([forget_text(held.sources, held.words, held.parts, notes)], keyboard)


async def has_menu(message: Message, context: Context) -> bool:
    """Whether there is a menu of data: whoever is not let in learns what is kept of them, and no more."""
    return not is_private(message) or await context.house.access.serves(message.chat_id, private=True)


async def _notes(message: Message, context: Context) -> list[str]:
    """Return the keys of what else it means that everything goes."""
    house = context.house
    if not is_private(message):
        return ["data.forget_group"]
    if house.access.is_owner(message.chat_id):
        return ["data.forget_owner"]
    person, _ = await house.people.member(message.chat_id)
    if person and person.is_removed:
        return ["data.forget_removed"]
    return ["data.forget_member"] if person and house.access.mode == "invite" else []


async def forget(query: CallbackQuery, message: Message, context: Context) -> None:
    """Delete everything of the chat of a message, of which nothing comes afterwards but that it is done."""
    house, chat_id = context.house, message.chat_id
    await pop_up(query, phrase("data.forgetting"))
    await house.forget(chat_id)
    await house.erase.forget(chat_id)
    await house.people.renew()  # for the groups that the person brought the bot into
    await edit(query, context, phrase("data.forgotten"), ())
    await tell_menu(message.chat, PLAIN, context)
    await house.forget(chat_id)  # with what the press itself left behind
