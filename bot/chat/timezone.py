"""/timezone, by words, by buttons, and by a shared location."""

from dataclasses import replace

from telegram import (
    CallbackQuery,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.answering import owner_here
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.errands import run_command
from bot.chat.places import (
    WRITTEN,
    argument,
    author,
    is_private,
    kind_of,
    may_command,
    place_of,
    require_chief,
    written,
)
from bot.chat.progress import typing
from bot.chat.reply import pop_up, send_answer
from bot.errors import UserError
from bot.render.phrases import explain, phrase
from bot.render.schedule import changes, zone_set_text, zone_text
from bot.render.schedule_menus import change_keyboard, places_keyboard, zone_keyboard
from bot.render.text import Block, pack

# Chats whose reply keyboard is remembered; those beyond keep it until they use it.
_MOST_ASKED = 10_000


async def timezone(update: Update, context: Context) -> None:
    """Answer `/timezone [city|zone|offset]`; without words it says which one holds."""
    if not (message := written(update)):
        return
    owner = owner_here(message, context)
    words, private = argument(message), is_private(message)
    if words:
        make = lambda: _by_name(message, context, words, owner)  # noqa: E731
        await run_command(message, context, make, line=phrase("progress.place"))
        return
    plan = await context.house.schedules.of(place_of(message))
    may = await may_command(message, context)
    keyboard = zone_keyboard(owner, private=private) if may else ()
    await send_answer(message, context, zone_text(plan, private=private, may_change=may), keyboard)


async def ask_for_location(query: CallbackQuery, message: Message, context: Context) -> None:
    """Show the button by which a location is shared, which Telegram has in private chats alone."""
    if not is_private(message):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    share = KeyboardButton(phrase("button.location"), request_location=True)
    keyboard = ReplyKeyboardMarkup(
        [[share], [KeyboardButton(phrase("button.keep_zone"))]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )
    asked = context.house.location_asked
    if len(asked) >= _MOST_ASKED:
        asked.clear()
    asked.add(message.chat_id)
    await pop_up(query)
    await _send(message, context, phrase("timezone.share"), keyboard)


async def location(update: Update, context: Context) -> None:
    """Take the time zone of a shared location."""
    message = update.message
    if message is None or message.location is None:
        return
    context.house.location_asked.discard(message.chat_id)
    point = message.location
    async with typing(message, context):
        try:
            zone = await context.house.schedules.zone_at(point.latitude, point.longitude)
            text = await _set(message, context, zone)
        except UserError as error:
            text = pack([Block(explain(error))])[0]
    await _send(message, context, text, ReplyKeyboardRemove())


async def keep(update: Update, context: Context) -> None:
    """Take the button away by which a location is shared, and change nothing."""
    if message := update.message:
        context.house.location_asked.discard(message.chat_id)
        plan = await context.house.schedules.of(place_of(message))
        text = phrase("timezone.kept", zone=plan.schedule.timezone)
        await _send(message, context, text, ReplyKeyboardRemove())


async def _by_name(message: Message, context: Context, words: str, owner: int | None) -> View:
    await require_chief(message, context)
    found = await context.house.schedules.find_zones(words)
    if not found:
        raise UserError("zone_unknown", place=words)
    if message.chat_id in context.house.location_asked:
        context.house.location_asked.discard(message.chat_id)
        await _send(message, context, phrase("timezone.put_away"), ReplyKeyboardRemove())
    if len(found) == 1:
        return View([await _set(message, context, found[0].name)], change_keyboard(owner))
    places = [(one.place, one.name) for one in found]
    return plain(phrase("timezone.choose"), places_keyboard(places, owner))


async def _set(message: Message, context: Context, zone: str) -> str:
    """Set the time zone; return what that does, as Telegram HTML."""
    schedules, place = context.house.schedules, place_of(message)
    plan = await schedules.of(place)
    after = replace(plan.schedule, timezone=zone)
    plan, change = await schedules.change(place, kind_of(message), after, author(message))
    return zone_set_text(plan, changes(change, plan))


async def _send(
    message: Message, context: Context, text: str, markup: ReplyKeyboardMarkup | ReplyKeyboardRemove
) -> None:
    """Send Telegram HTML with a keyboard in place of that of the phone, or without it again."""
    await context.bot.send_message(
        message.chat_id,
        text,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )


class _Keeps(filters.MessageFilter):
    """Whether a message is the button that leaves the time zone as it is, in the language spoken there."""

    def filter(self, message: Message) -> bool:
        return message.text == phrase("button.keep_zone")


_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE

HANDLERS = (
    CommandHandler("timezone", timezone, WRITTEN),
    MessageHandler(_PRIVATE & filters.LOCATION, location),
    MessageHandler(_PRIVATE & _Keeps(), keep),
)
