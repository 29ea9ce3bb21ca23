"""/settings, /mute and /only, and the buttons that change what a chat wishes of its digests."""

from typing import NamedTuple

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.answering import sender_of
from bot.chat.context import Context
from bot.chat.delivery import View, plain
from bot.chat.genuine import data_below
from bot.chat.places import (
    WRITTEN,
    argument,
    author,
    kind_of,
    may_command,
    may_press,
    place_of,
    require_chief,
    written,
)
from bot.chat.reply import edit, pop_up, send_answer
from bot.chat.views import owner_of
from bot.digest.wished_words import words_in
from bot.digest.wishes import Taste, Wishes
from bot.errors import UserError
from bot.render.phrases import explain, phrase
from bot.render.profile import (
    added_lines,
    breaking_text,
    budget_text,
    removed_line,
    reset_text,
    settings_text,
    weight_text,
    weights_text,
    words_text,
)
from bot.render.profile_menus import (
    WEIGHTS,
    Weighable,
    breaking_keyboard,
    budget_keyboard,
    reset_keyboard,
    settings_keyboard,
    weighable,
    weight_keyboard,
    weights_keyboard,
    words_keyboard,
)
from bot.render.profile_presses import (
    BREAKING_MOST,
    BREAKING_SOURCES,
    BUDGETS,
    FILTERS,
    Screen,
    SettingsPress,
)

_TASTES = {screen: taste for taste, screen in FILTERS.items()}


async def mute(update: Update, context: Context) -> None:
    """Answer `/mute [words]`: stories with one of them are not shown here."""
    await _filter(update, context, Taste.MUTE)


async def only(update: Update, context: Context) -> None:
    """Answer `/only [words]`: no stories without one of them are shown here."""
    await _filter(update, context, Taste.ONLY)


async def settings(update: Update, context: Context) -> None:
    """Answer `/settings` with what holds, and to those who may with buttons to change it."""
    if not (message := written(update)):
        return
    wishes = await context.house.profiles.of(place_of(message))
    owner = owner_of(message.chat.type, sender_of(message, context).id)
    may = await may_command(message, context)
    keyboard = settings_keyboard(wishes.options, owner) if may else ()
    await send_answer(message, context, settings_text(wishes), keyboard)


async def _filter(update: Update, context: Context, taste: Taste) -> None:
    if not (message := written(update)):
        return
    try:
        view = await _by_words(message, context, taste)
    except UserError as error:
        view = plain(explain(error))
    await send_answer(message, context, view.parts[0], view.keyboard)


async def _by_words(message: Message, context: Context, taste: Taste) -> View:
    """Filter by what is named, and show all words of the filter."""
    profiles, place, above = context.house.profiles, place_of(message), list[str]()
    words, unfit = words_in(argument(message))
    if words or unfit:
        await require_chief(message, context)
    if words:
        by, kind = author(message), kind_of(message)
        wishes, left_out = await profiles.add_words(place, kind, by, taste, words)
        above = added_lines(taste, words, unfit, left_out)
    else:
        wishes, above = await profiles.of(place), added_lines(taste, (), unfit)
    owner = owner_of(message.chat.type, sender_of(message, context).id)
    held = wishes.words(taste)
    keyboard = words_keyboard(taste, held, 1, owner) if await may_command(message, context) else ()
    return View([words_text(taste, held, 1, above=above)], keyboard)


async def press(update: Update, context: Context) -> None:
    """Answer a pressed button of the settings."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = SettingsPress.decode(query.data or ""), query.message
    if wanted is None or not isinstance(message, Message):
        await pop_up(query, phrase("toast.old_menu"), alert=True)
    elif not await may_press(message, query.from_user, context):
        await pop_up(query, phrase("toast.admins_only"), alert=True)
    else:
        await _turn(query, message, context, wanted)


async def _turn(query: CallbackQuery, message: Message, context: Context, wanted: SettingsPress) -> None:
    """Do what a press asks for, and show the screen that it belongs to."""
    try:
        done = await _carry_out(query, message, context, wanted)
        view = _view(wanted, done, _owner(query, message))
    except ValueError:  # data that no button of ours has
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    await edit(query, context, view.parts[0], view.keyboard)
    await pop_up(query, phrase("profile.gone") if done.is_gone else "")


class _Done(NamedTuple):
    """What holds after a press."""

    wishes: Wishes
    above: tuple[str, ...] = ()
    is_gone: bool = False
    """Whether the word or source that it names is not there any more."""


async def _carry_out(
    query: CallbackQuery, message: Message, context: Context, wanted: SettingsPress
) -> _Done:
    """Change what a press wants changed; raises `ValueError` for what no button says."""
    profiles, by = context.house.profiles, query.from_user.id
    place, kind = place_of(message), kind_of(message)
    sign, value = wanted.value[:1], wanted.value[1:]
    match wanted.screen:
        case Screen.WORD | Screen.SOURCE:
            return await _weigh(message, context, wanted)
        case (Screen.MUTED | Screen.ONLY) as screen if sign == "-":
            wishes, word = await profiles.drop_word(place, _TASTES[screen], value)
            above = (removed_line(_TASTES[screen], word),) if word else ()
            return _Done(wishes, above, is_gone=word is None)
        case Screen.RESET if wanted.value == "=1":
            return _Done(await profiles.reset(place), (phrase("settings.reset_done"),))
        case Screen.BUDGET if wanted.value in BUDGETS:
            wishes = await profiles.set_budget(place, kind, by, *BUDGETS[wanted.value])
        case Screen.ROUNDUP if wanted.value in {"=0", "=1"}:
            wishes = await profiles.set_roundup(place, kind, by, is_on=value == "1")
        case Screen.BREAKING if sign == "=" and value in map(str, BREAKING_SOURCES):
            wishes = await profiles.set_breaking(place, kind, by, sources=int(value))
        case Screen.BREAKING if sign == "/" and value in map(str, BREAKING_MOST):
            wishes = await profiles.set_breaking(place, kind, by, most=int(value))
        case _ if wanted.value or wanted.screen is Screen.ROUNDUP:
            raise ValueError(wanted.value)
        case _:
            wishes = await profiles.of(place)
    return _Done(wishes)


async def _weigh(message: Message, context: Context, wanted: SettingsPress) -> _Done:
    """Set the weight of a word or source where the press has one."""
    profiles, place = context.house.profiles, place_of(message)
    named, weight = _weight_of(wanted)
    wishes = await profiles.of(place)
    if not _one(wanted, wishes):
        return _Done(wishes, is_gone=True)
    if weight is None:
        return _Done(wishes)
    if wanted.screen is Screen.SOURCE:
        return _Done(await profiles.weigh_feed(place, int(named), weight))
    wishes, _ = await profiles.weigh_word(place, named, weight)
    return _Done(wishes)


def _weight_of(wanted: SettingsPress) -> tuple[str, int | None]:
    """Return what a press names, and which weight it is to have; raises `ValueError`."""
    named, sign, digits = wanted.value.partition("=")
    weight = int(digits) if sign else None
    if weight is not None and weight not in WEIGHTS:
        raise ValueError(weight)
    return named, weight


def _view(wanted: SettingsPress, done: _Done, owner: int | None) -> View:
    """Return the screen on which somebody goes on after a press."""
    wishes, above, page = done.wishes, done.above, wanted.page
    profile, options = wishes.profile, wishes.options
    one = _one(wanted, wishes)
    match wanted.screen:
        case Screen.MAIN | Screen.ROUNDUP:
            text, keyboard = settings_text(wishes), settings_keyboard(options, owner)
        case Screen.BUDGET:
            text = budget_text(profile)
            keyboard = budget_keyboard(profile.most_stories, profile.most_minutes, owner)
        case Screen.BREAKING:
            text, keyboard = breaking_text(options), breaking_keyboard(options, owner)
        case Screen.MUTED | Screen.ONLY:
            taste = _TASTES[wanted.screen]
            words = wishes.words(taste)
            text = words_text(taste, words, page, above=above)
            keyboard = words_keyboard(taste, words, page, owner)
        case Screen.RESET if not wanted.value:
            text, keyboard = reset_text(wishes), reset_keyboard(owner)
        case _ if one:
            text, keyboard = weight_text(one), weight_keyboard(*one[2], one[1], page, owner)
        case _:
            text, keyboard = weights_text(wishes, above=above), weights_keyboard(wishes, page, owner)
    return View([text], keyboard)


def _one(wanted: SettingsPress, wishes: Wishes) -> Weighable | None:
    """Return the word or source that a press names; None where it names none, or one that is gone."""
    named, _, _ = wanted.value.partition("=")
    return next((one for one in weighable(wishes) if one[2] == (wanted.screen, named)), None)


def _owner(query: CallbackQuery, message: Message) -> int | None:
    """Return whose message it is, by its own buttons: what a press says of that can be forged."""
    below = map(SettingsPress.decode, data_below(message))
    asker = next((own.asker for own in below if own and own.asker is not None), query.from_user.id)
    return owner_of(message.chat.type, asker)


HANDLERS = (
    CommandHandler("settings", settings, WRITTEN),
    CommandHandler("mute", mute, WRITTEN),
    CommandHandler("only", only, WRITTEN),
    CallbackQueryHandler(press, pattern=r"^g[a-z]"),
)
