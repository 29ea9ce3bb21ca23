"""/invite, /users and /stats, for owners alone, with their buttons: in private, wherever they are sent."""

from collections.abc import Awaitable, Callable

from telegram import Message, Update
from telegram.error import Forbidden
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.owner_desk import Desk
from bot.chat.places import argument, is_private
from bot.chat.reply import edit, pop_up, say, send
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


async def press(update: Update, context: Context) -> None:
    """Answer a pressed button of an owner."""
    query = update.callback_query
    if query is None:
        return
    wanted, message, user = OwnerPress.decode(query.data or ""), query.message, query.from_user
    if wanted is None or not isinstance(message, Message) or not context.house.access.is_owner(user.id):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    try:
        view = await Desk(context, user.id).turn(wanted)
    except UserError as error:
        await pop_up(query, explain(error), alert=True)
        return
    except ValueError:  # data that no button of ours has
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    await edit(query, context, view.parts[0], view.keyboard)
    await pop_up(query)


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
