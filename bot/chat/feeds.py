"""/feeds, and the buttons below sources."""

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.articles.urls import host_of
from bot.chat.answering import Person, person_of, sender_of
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.digest_views import digest_view
from bot.chat.errands import run_press, run_privately
from bot.chat.genuine import data_below
from bot.chat.places import (
    WRITTEN,
    asker_below,
    is_for,
    kind_of,
    may_press,
    place_of,
    show,
    why_not,
    written,
)
from bot.chat.reply import pop_up, send_answer
from bot.chat.source_views import Sources
from bot.chat.subscribe import sources_of
from bot.chat.views import owner_of
from bot.digest.model import ChatKind
from bot.errors import UserError
from bot.render.menus import Do, SourcePress
from bot.render.phrases import explain, phrase

SEEDS = "seeds"
# Everybody may look; these change what comes to the chat.
_CHANGES = frozenset({Do.DROP, Do.DROP_ALL, Do.AGAIN, Do.TAKE, Do.SEEDS})
# No database counts further than to a number of ten digits.
_MOST_DIGITS = 9


async def feeds(update: Update, context: Context) -> None:
    """Answer `/feeds` with the first page of what is followed here."""
    if message := written(update):
        view = await sources_of(message, context, sender_of(message, context)).page(1)
        await send_answer(message, context, view.parts[0], view.keyboard)


async def press(update: Update, context: Context) -> None:
    """Answer a pressed button of the sources."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = SourcePress.decode(query.data or ""), query.message
    if wanted is None or not isinstance(message, Message) or _is_forged(wanted, message):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
    elif wanted.do in _CHANGES and not await may_press(message, query.from_user, context):
        await pop_up(query, why_not(message), alert=True)
    elif wanted.do is Do.NOW:
        await _digest_now(query, message, context)
    elif wanted.do in {Do.TAKE, Do.SEEDS}:
        await _follow(query, message, context, wanted)
    else:
        await _turn(query, message, context, wanted)


def _is_forged(wanted: SourcePress, message: Message) -> bool:
    """Whether a press would follow a source that no button of its message names: what others follow."""
    if wanted.do is not Do.AGAIN:
        return False
    below = map(SourcePress.decode, data_below(message))
    return wanted.id not in {own.id for own in below if own}


async def _digest_now(query: CallbackQuery, message: Message, context: Context) -> None:
    """Show what the next digest would hold: below the message, or privately to a bystander of a group.

    In a channel all readers would get it, so that is for its admins.
    """
    place, kind, person = place_of(message), kind_of(message), person_of(query.from_user, context)
    if await is_for(query.from_user, message, context):
        owner = owner_of(message.chat.type, person.id)
        await run_press(query, message, context, lambda: digest_view(context, place, kind, owner), below=True)
    elif kind is ChatKind.CHANNEL:
        await pop_up(query, why_not(message), alert=True)
    else:
        # As in a channel: all of it at once, for pages could not be turned in another chat.
        await run_privately(
            query, message, context, lambda: digest_view(context, place, ChatKind.CHANNEL, None)
        )


async def _follow(query: CallbackQuery, message: Message, context: Context, wanted: SourcePress) -> None:
    """Follow what a button offers; the message says in the end what is followed."""
    person = person_of(query.from_user, context)
    sources = _of_message(message, context, person)
    try:
        name = SEEDS if wanted.do is Do.SEEDS else await context.house.summaries.offered(wanted.id)
    except UserError as error:
        await pop_up(query, explain(error), alert=True)
        return
    reading = host_of(name) or name
    await run_press(query, message, context, lambda: sources.follow(name, person), reading=reading)


async def _turn(query: CallbackQuery, message: Message, context: Context, wanted: SourcePress) -> None:
    """Show another screen in the message."""
    person = person_of(query.from_user, context)
    sources = _of_message(message, context, person)
    try:
        view = await _screen(sources, wanted, person)
    except UserError as error:
        await pop_up(query, explain(error), alert=True)
        return
    if view:
        await show(query, message, context, view.parts[0], view.keyboard)
    else:
        await pop_up(query, phrase("toast.not_followed"))


async def _screen(sources: Sources, wanted: SourcePress, person: Person) -> View | None:
    """Do what a press asks for; None where its source is not followed any more."""
    source = int(wanted.id) if wanted.id.isdecimal() and len(wanted.id) <= _MOST_DIGITS else 0
    match wanted.do:
        case Do.SOURCE:
            return await sources.source(source, wanted.page)
        case Do.DROP:
            return await sources.drop(source, wanted.page)
        case Do.DROP_ALL:
            return await sources.drop_all()
        case Do.AGAIN:
            return await sources.follow_again(source, person)
        case Do.CHOOSE:
            return await sources.choice_to_drop(wanted.page)
    return await sources.page(wanted.page)


def _of_message(message: Message, context: Context, person: Person) -> Sources:
    """Return the sources of the place of a message, which stays whose it is."""
    asker = asker_below(message)
    owner = owner_of(message.chat.type, person.id if asker is None else asker)
    return Sources(context, place_of(message), kind_of(message), owner)


HANDLERS = (
    CommandHandler("feeds", feeds, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^f[a-z]"),
)
