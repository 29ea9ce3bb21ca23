"""/invite, /users and /stats, for owners alone, with their buttons: in private, wherever they are sent."""

from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.error import Forbidden
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.menus import Pressed, menu
from bot.chat.owner_desk import Desk
from bot.chat.places import argument, is_private
from bot.chat.reply import pop_up, say, send
from bot.chat.start import unknown
from bot.errors import UserError
from bot.render.owners_presses import OwnerPress
from bot.render.phrases import explain, phrase


async def invite(update: Update, context: Context) -> None:
    """Answer `/invite [people] [days]`: a new link, or without words the invites that there are."""
    message = update.message
    words = argument(message).split() if message else []
    if words:
        await _answer(update, context, lambda desk: desk.made_by_words(words))
    else:
        await _answer(update, context, lambda desk: desk.invites(1))


async def users(update: Update, context: Context) -> None:
    """Answer `/users` with who may use the bot."""
    await _answer(update, context, lambda desk: desk.people(1))


async def stats(update: Update, context: Context) -> None:
    """Answer `/stats` with what the bot has been doing."""
    await _answer(update, context, lambda desk: desk.statistics())


@menu(OwnerPress.decode)
async def press(pressed: Pressed[OwnerPress], context: Context) -> None:
    """Do what a pressed button of an owner wants; to everybody else there is no such button."""
    person = pressed.person.id
    if context.house.access.is_owner(person):
        await pressed.turn(context, await Desk(context, person).turn(pressed.wanted))
    else:
        await pop_up(pressed.query, phrase("toast.old_menu"), alert=True)


async def _answer(update: Update, context: Context, make: Callable[[Desk], Awaitable[View]]) -> None:
    """Answer an owner in private; to everybody else there is no such command."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    if not context.house.access.is_owner(user.id):
        if is_private(message):
            await unknown(update, context)
        return
    try:
        view = await make(Desk(context, user.id))
    except UserError as error:
        await say(message, context, explain(error))
        return
    try:
        sent = await send(context, user.id, view.parts[0], view.keyboard)
    except Forbidden:  # a person who never started the bot cannot be written to
        await say(message, context, phrase("owners.start_first"))
        return
    context.house.shown.note(sent.chat_id, sent.message_id, (view.parts[0], view.keyboard))
    if not is_private(message):
        await say(message, context, phrase("owners.sent_privately"))


HANDLERS = (
    CommandHandler("invite", invite, filters.UpdateType.MESSAGE),
    CommandHandler("users", users, filters.UpdateType.MESSAGE),
    CommandHandler("stats", stats, filters.UpdateType.MESSAGE),
    CallbackQueryHandler(press, pattern=r"^o[a-z]"),
)
