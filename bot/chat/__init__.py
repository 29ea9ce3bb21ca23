"""Telegram in: one file for each group of commands, collected here."""

from telegram import Update

from bot.chat import (
    access,
    data,
    digest,
    feeds,
    filters,
    inline,
    language,
    offer_presses,
    offers,
    owners,
    presses,
    profile,
    schedule,
    settings,
    start,
    stories,
    subscribe,
    summary,
    timezone,
    walk,
)
from bot.chat.commands import COMMANDS
from bot.chat.context import App, Context, House, house_of, move_in
from bot.chat.faults import admit
from bot.chat.order import OneByOneInAChat
from bot.chat.summary import answer_pastes

__all__ = [
    "ALLOWED_UPDATES",
    "COMMANDS",
    "HANDLERS",
    "App",
    "Context",
    "House",
    "OneByOneInAChat",
    "answer_pastes",
    "give_up",
    "house_of",
    "install",
]

# The first that fits an update takes it: those that take any message or any press come behind the others.
HANDLERS = (
    *access.HANDLERS,
    *owners.HANDLERS,
    *data.HANDLERS,  # before /start, of which those with a code are theirs
    *start.HANDLERS,
    *digest.HANDLERS,
    *stories.HANDLERS,
    *subscribe.HANDLERS,
    *feeds.HANDLERS,
    *schedule.HANDLERS,
    *timezone.HANDLERS,
    *settings.HANDLERS,
    *language.HANDLERS,
    *walk.HANDLERS,
    *filters.HANDLERS,
    *profile.HANDLERS,
    *offers.HANDLERS,
    *offer_presses.HANDLERS,
    *summary.HANDLERS,
    *presses.HANDLERS,
    *inline.HANDLERS,
    start.UNKNOWN,
)
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)


def install(app: App, house: House) -> None:
    """Give an application its house, the door, every handler, and an answer to every error."""
    move_in(app, house)
    app.add_handler(access.GATE, group=-1)
    app.add_handlers(HANDLERS)
    app.add_handler(offers.RIGHTS, group=1)
    app.add_error_handler(on_error)


async def give_up(context: Context) -> None:
    """Tell whoever still waits for an answer that the bot stops; takes a few seconds at most."""
    await context.house.running.give_up()


async def on_error(update: object, context: Context) -> None:
    """Write down what happened in a handler or behind a timer, and tell the person who waits that it did."""
    known = update if isinstance(update, Update) else None
    await admit(
        context.error,
        context,
        query=known.callback_query if known else None,
        message=(known.message or known.edited_message or known.channel_post) if known else None,
        chat_id=context.job.chat_id if context.job else None,
    )
