"""/settings: all that holds in a chat on one screen, its buttons, and the same by words."""

from contextlib import suppress

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.admins import EDIT, POST
from bot.chat.answering import owner_here
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.look_settings import LookSettings, Turned, Who
from bot.chat.menus import Pressed, menu
from bot.chat.places import (
    WRITTEN,
    argument,
    author,
    is_for,
    is_private,
    kind_of,
    may_command,
    may_press,
    place_of,
    require_chief,
    why_not,
    written,
)
from bot.chat.reply import edit, pop_up, send_answer
from bot.chat.setting_words import SettingPress, parse_setting
from bot.errors import UserError
from bot.render.look_presses import OFF, ON, LookPress, LookScreen
from bot.render.phrases import explain, phrase
from bot.render.profile import breaking_text, budget_text
from bot.render.profile_menus import breaking_keyboard, budget_keyboard
from bot.render.profile_presses import BREAKING_MOST, BREAKING_SOURCES, BUDGETS, Screen, SettingsPress
from bot.render.settings import Settings, onlooker_keyboard, settings_keyboard, settings_text
from bot.services.budget import DEFAULT_SENTENCES

_SOURCES = {f"={count}": count for count in BREAKING_SOURCES}
_MOST = {f"/{count}": count for count in BREAKING_MOST}


async def settings(update: Update, context: Context) -> None:
    """Answer `/settings` with what holds and buttons to change it; `/settings length 5` changes it."""
    if not (message := written(update)):
        return
    owner = owner_here(message, context)
    try:
        view = await _by_words(message, context, owner)
    except UserError as error:
        view = plain(explain(error))
    await send_answer(message, context, view.parts[0], view.keyboard)


# In a channel a press takes the right to post; whoever offers summaries edits posts of others.
_RIGHTS = {LookScreen.CLOSE: None, LookScreen.OFFERS: EDIT}


@menu(LookPress.decode, right=lambda wanted: _RIGHTS.get(wanted.screen, POST))
async def press_look(pressed: Pressed[LookPress], context: Context) -> None:
    """Do what a pressed button wants that changes what summaries look like, or closes the settings."""
    if pressed.wanted.screen is LookScreen.CLOSE:
        await _close(pressed.query, pressed.message, context)
    else:
        await _turn(pressed, context)


@menu(SettingsPress.decode, right=lambda wanted: None if _shows_all(wanted) else POST)
async def press(pressed: Pressed[SettingsPress], context: Context) -> None:
    """Do what another pressed button of the settings wants; everybody may look at all of them."""
    if _shows_all(pressed.wanted):
        may = await may_press(pressed.message, pressed.person, context)
        await pressed.show(context, await _all(pressed.message, context, pressed.owner, may=may))
    else:
        await _turn(pressed, context)


def _shows_all(wanted: SettingsPress) -> bool:
    return wanted == SettingsPress(Screen.MAIN, asker=wanted.asker)


async def _turn(pressed: Pressed[LookPress] | Pressed[SettingsPress], context: Context) -> None:
    """Change what a press wants, and show the screen that it belongs to."""
    who = Who(pressed.person.id, pressed.person, pressed.owner)
    done = await _turned(pressed.message, context, pressed.wanted, who)
    await pressed.turn(context, done.view, done.toast, alert=bool(done.toast))


async def _by_words(message: Message, context: Context, owner: int | None) -> View:
    words = argument(message)
    if not words:
        return await _all(message, context, owner, may=await may_command(message, context))
    wanted = parse_setting(words)
    await require_chief(message, context)
    who = Who(author(message), message.from_user, owner)
    return (await _turned(message, context, wanted, who)).view


async def _turned(message: Message, context: Context, wanted: SettingPress, who: Who) -> Turned:
    """Change what is wanted; return the screen for it. Raises `ValueError` for what no button says."""
    if isinstance(wanted, LookPress):
        return await LookSettings(message, context, who).turn(wanted)
    profiles, value = context.house.profiles, wanted.value
    place, kind = place_of(message), kind_of(message)
    match wanted.screen:
        case Screen.BUDGET if value in BUDGETS:
            wishes = await profiles.set_budget(place, kind, who.id, *BUDGETS[value])
        case Screen.ROUNDUP if value in {ON, OFF}:
            wishes = await profiles.set_roundup(place, kind, who.id, is_on=value == ON)
        case Screen.BREAKING if value in _SOURCES:
            wishes = await profiles.set_breaking(place, kind, who.id, sources=_SOURCES[value])
        case Screen.BREAKING if value in _MOST:
            wishes = await profiles.set_breaking(place, kind, who.id, most=_MOST[value])
        case Screen.BUDGET | Screen.BREAKING | Screen.MAIN if not value:
            wishes = await profiles.of(place)
        case _:
            raise ValueError(value)
    if wanted.screen is Screen.BUDGET:
        keyboard = budget_keyboard(wishes.profile.most_stories, wishes.profile.most_minutes, who.owner)
        return Turned(View([budget_text(wishes.profile)], keyboard))
    if wanted.screen is Screen.BREAKING:
        return Turned(View([breaking_text(wishes.options)], breaking_keyboard(wishes.options, who.owner)))
    return Turned(await _all(message, context, who.owner, may=True))


async def _all(message: Message, context: Context, owner: int | None, *, may: bool) -> View:
    """Return all settings, with buttons to change them for those who may."""
    house, place, kind = context.house, place_of(message), kind_of(message)
    wishes = await house.profiles.of(place)
    plan, look = await house.schedules.of(place), await house.looks.of(place)
    text = settings_text(Settings(kind, plan, wishes, look, DEFAULT_SENTENCES))
    return View([text], settings_keyboard(wishes.options, kind, owner) if may else onlooker_keyboard(owner))


async def _close(query: CallbackQuery, message: Message, context: Context) -> None:
    """Delete the menu, and outside of private chats the command that it answers, where the bot may."""
    if not await is_for(query.from_user, message, context):
        await pop_up(query, why_not(message), alert=True)
        return
    command = message.reply_to_message
    try:
        await message.delete()
    except TelegramError:  # older than two days
        await edit(query, context, phrase("settings.closed"), ())
    await pop_up(query)
    if command and not is_private(message) and (command.text or "").startswith("/"):
        with suppress(TelegramError):  # the bot may not, or somebody was faster
            await command.delete()


HANDLERS = (
    CommandHandler("settings", settings, WRITTEN),
    CallbackQueryHandler(press_look, pattern=r"^v[a-z]"),
    CallbackQueryHandler(press, pattern=r"^g[mhyb]"),
)
