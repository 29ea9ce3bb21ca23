"""/feeds, and the buttons below sources."""

from functools import partial

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.articles.urls import host_of
from bot.chat.admins import POST
from bot.chat.answering import Person, person_of, sender_of
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.digest_views import digest_view
from bot.chat.errands import run_press, run_privately
from bot.chat.genuine import data_below
from bot.chat.menus import Pressed, menu
from bot.chat.places import (
    WRITTEN,
    is_for,
    kind_of,
    place_of,
    why_not,
    written,
)
from bot.chat.reply import pop_up, send_answer
from bot.chat.source_views import Sources
from bot.chat.subscribe import sources_of
from bot.chat.views import owner_of
from bot.digest.model import ChatKind
from bot.render.menus import Do, SourcePress
from bot.render.phrases import phrase

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


def _belongs(wanted: SourcePress, message: Message) -> bool:
    """Whether the message of a press names the source that it would follow: else it is what others follow."""
    if wanted.do is not Do.AGAIN:
        return True
    below = map(SourcePress.decode, data_below(message))
    return wanted.id in {own.id for own in below if own}


@menu(
    SourcePress.decode,
    right=lambda wanted: POST if wanted.do in _CHANGES else None,
    belongs=_belongs,
)
async def press(pressed: Pressed[SourcePress], context: Context) -> None:
    """Do what a pressed button of the sources wants."""
    wanted, person = pressed.wanted, person_of(pressed.person, context)
    place, kind = place_of(pressed.message), kind_of(pressed.message)
    sources = Sources(context, place, kind, pressed.owner)
    if wanted.do is Do.NOW:
        await _digest_now(pressed.query, pressed.message, context)
    elif wanted.do in {Do.TAKE, Do.SEEDS}:
        name = SEEDS if wanted.do is Do.SEEDS else await context.house.summaries.offered(wanted.id)
        follow = partial(sources.follow, name, person)
        await run_press(pressed.query, pressed.message, context, follow, reading=host_of(name) or name)
    elif view := await _screen(sources, wanted, person):
        await pressed.show(context, view)
    else:
        await pop_up(pressed.query, phrase("toast.not_followed"))


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


HANDLERS = (
    CommandHandler("feeds", feeds, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^f[a-z]"),
)
