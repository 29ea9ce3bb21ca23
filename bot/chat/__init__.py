"""Telegram in: one file for each group of commands, collected here."""

from telegram import BotCommand, Update
from telegram.ext import ExtBot

from bot.chat import (
    access,
    digest,
    feeds,
    presses,
    profile,
    schedule,
    start,
    stories,
    subscribe,
    summary,
    timezone,
)
from bot.chat.context import App, Context, House, house_of, move_in
from bot.chat.faults import admit
from bot.chat.order import OneByOneInAChat
from bot.chat.summary import answer_pastes
from bot.render.phrases import phrase

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
    "set_menu",
]

# In the order in which the menu of Telegram shows them.
COMMANDS = (
    "summary",
    "digest",
    "subscribe",
    "unsubscribe",
    "feeds",
    "schedule",
    "timezone",
    "settings",
    "mute",
    "only",
    "cancel",
    "help",
    "start",
)
# The first that fits an update takes it: those that take any message or any press come behind the others.
HANDLERS = (
    *access.HANDLERS,
    *start.HANDLERS,
    *digest.HANDLERS,
    *stories.HANDLERS,
    *subscribe.HANDLERS,
    *feeds.HANDLERS,
    *schedule.HANDLERS,
    *timezone.HANDLERS,
    *profile.HANDLERS,
    *summary.HANDLERS,
    *presses.HANDLERS,
    start.UNKNOWN,
)
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)


def install(app: App, house: House) -> None:
    """Give an application its house, the door, every handler, and an answer to every error."""
    move_in(app, house)
    app.add_handler(access.GATE, group=-1)
    app.add_handlers(HANDLERS)
    app.add_error_handler(on_error)


async def give_up(context: Context) -> None:
    """Tell whoever still waits for an answer that the bot stops; takes a few seconds at most."""
    await context.house.running.give_up()


async def set_menu(bot: ExtBot[None]) -> None:
    """Fill the command menu that Telegram shows beside the input field."""
    await bot.set_my_commands([BotCommand(name, phrase(f"command.{name}")) for name in COMMANDS])


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
