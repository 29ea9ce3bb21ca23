"""The buttons that change of what a chat wishes to be told more, and of what less."""

from typing import NamedTuple

from telegram import Message
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.menus import Pressed, menu
from bot.chat.places import place_of
from bot.digest.wishes import Wishes
from bot.render.phrases import phrase
from bot.render.profile import reset_text, weight_text, weights_text
from bot.render.profile_menus import (
    WEIGHTS,
    Weighable,
    reset_keyboard,
    weighable,
    weight_keyboard,
    weights_keyboard,
)
from bot.render.profile_presses import Screen, SettingsPress


@menu(SettingsPress.decode)
async def press(pressed: Pressed[SettingsPress], context: Context) -> None:
    """Do what a pressed button of the weights wants, and show the screen that it belongs to."""
    done = await _carry_out(pressed.message, context, pressed.wanted)
    view = _view(pressed.wanted, done, pressed.owner)
    await pressed.turn(context, view, phrase("profile.gone") if done.is_gone else "")


class _Done(NamedTuple):
    """What holds after a press."""

    wishes: Wishes
    above: tuple[str, ...] = ()
    is_gone: bool = False
    """Whether the word or source that it names is not there any more."""


async def _carry_out(message: Message, context: Context, wanted: SettingsPress) -> _Done:
    """Change what a press wants changed; raises `ValueError` for what no button says."""
    profiles, place = context.house.profiles, place_of(message)
    match wanted.screen:
        case Screen.WORD | Screen.SOURCE:
            return await _weigh(message, context, wanted)
        case Screen.RESET if wanted.value == "=1":
            return _Done(await profiles.reset(place), (phrase("settings.reset_done"),))
        case _ if wanted.value:
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
    one = _one(wanted, wishes)
    match wanted.screen:
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


HANDLERS = (CallbackQueryHandler(press, pattern=r"^g[a-z]"),)
