"""/subscribe and /unsubscribe."""

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.articles.urls import host_of
from bot.chat.answering import Person, sender_of
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.errands import run_command
from bot.chat.followable import Named, Names, NothingNamed, Several, followable, is_list
from bot.chat.importing import Captioned, import_file
from bot.chat.places import WRITTEN, argument, kind_of, place_of, require_chief, written
from bot.chat.reply import send_answer
from bot.chat.rights import may_post, tell
from bot.chat.source_views import Sources
from bot.chat.views import owner_of
from bot.chat.wanted import File
from bot.errors import UserError
from bot.render.feeds import seeds_keyboard
from bot.render.phrases import explain, phrase


async def subscribe(update: Update, context: Context) -> None:
    """Answer `/subscribe [seeds|site|feed|channel]`, as an answer to a message or as a caption too."""
    if not (message := written(update)):
        return
    if message.chat.type == ChatType.CHANNEL and not await may_post(message.chat, context):
        await tell(None, "channel.cannot_post", message.chat, context)
        return
    try:
        await require_chief(message, context)
        wanted = followable(message, context.bot.id)
    except UserError as error:
        await _answer(message, context, plain(explain(error)))
        return
    person = sender_of(message, context)
    sources = sources_of(message, context, person)
    match wanted:
        case NothingNamed():
            keyboard = seeds_keyboard(owner_of(message.chat.type, person.id))
            await _answer(message, context, plain(phrase("subscribe.how"), keyboard))
        case Several(links):
            await _answer(message, context, await sources.several(links))
        case Named(name):
            reading = host_of(name) or name
            await run_command(message, context, lambda: sources.follow(name, person), reading=reading)
        case Names(names):
            await run_command(message, context, lambda: sources.follow_all(names, person))
        case File() as file:
            await import_file(message, context, file, person)


async def unsubscribe(update: Update, context: Context) -> None:
    """Answer `/unsubscribe [names|numbers|addresses|all]`: without one there is a button for each source."""
    if not (message := written(update)):
        return
    sources = sources_of(message, context, sender_of(message, context))
    try:
        await require_chief(message, context)
        name = argument(message)
        view = await (sources.drop_named(name) if name else sources.choice_to_drop(1))
    except UserError as error:
        view = plain(explain(error))
    await _answer(message, context, view)


def sources_of(message: Message, context: Context, person: Person) -> Sources:
    """Return the sources of the place of a message, for a person."""
    owner = owner_of(message.chat.type, person.id)
    return Sources(context, place_of(message), kind_of(message), owner)


async def _answer(message: Message, context: Context, view: View) -> None:
    await send_answer(message, context, view.parts[0], view.keyboard)


class _List(filters.MessageFilter):
    """A list of sources that comes without a word."""

    def filter(self, message: Message) -> bool:
        return not message.caption and is_list(message)


HANDLERS = (
    CommandHandler("subscribe", subscribe, WRITTEN),
    CommandHandler("unsubscribe", unsubscribe, WRITTEN),
    MessageHandler(WRITTEN & Captioned("subscribe"), subscribe),
    MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & _List(), subscribe),
)
