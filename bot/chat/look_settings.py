"""How a chat wants what it is sent: what words and buttons of the settings change, and the screens for it."""

from dataclasses import dataclass, replace
from typing import Any

from telegram import Message, User

from bot.chat.command_menu import tell_menu
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.genuine import data_below
from bot.chat.offers import offer_state
from bot.chat.places import kind_of, place_of
from bot.chat.tongue import listen_to
from bot.digest.look import MOST_SENTENCES, SHARES, Look
from bot.digest.model import ChatKind
from bot.errors import UserError
from bot.render.keyboards import Button
from bot.render.languages import LANGUAGES, language_of
from bot.render.look_menus import (
    algorithm_keyboard,
    form_keyboard,
    language_keyboard,
    length_keyboard,
    look_keyboard,
    offers_keyboard,
    to_settings,
)
from bot.render.look_presses import AS_IN_TELEGRAM, OFF, ON, LookPress, LookScreen
from bot.render.looks import algorithm_text, form_text, language_text, length_text, look_text, offers_text
from bot.render.phrases import phrase
from bot.render.walk import WalkPress, to_greeting
from bot.services.budget import DEFAULT_SENTENCES
from bot.summarize import ALGORITHMS

_STATES = {ON: True, OFF: False}
# What each press changes, by its screen and its value.
_CHANGES: dict[LookScreen, dict[str, dict[str, Any]]] = {
    LookScreen.LENGTH: {
        **{f"={count}": {"sentences": count, "share": None} for count in range(1, MOST_SENTENCES + 1)},
        **{f"%{share}": {"sentences": None, "share": share} for share in SHARES},
    },
    LookScreen.FORM: {"=h": {"is_brief": True}, "=s": {"is_brief": False}},
    LookScreen.ALGORITHM: {f"={name}": {"algorithm": name} for name in ALGORITHMS},
    LookScreen.LINKS: {value: {"has_links": is_on} for value, is_on in _STATES.items()},
    LookScreen.OFFERS: {value: {"has_offers": is_on} for value, is_on in _STATES.items()},
    LookScreen.LANGUAGE: {f"={code}": {"language": code, "is_language_chosen": True} for code in LANGUAGES},
}


@dataclass(frozen=True, slots=True)
class Turned:
    """The screen that is to be seen, and what a pop-up says."""

    view: View
    toast: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """Who sets something."""

    id: int | None
    """None where nobody knows: in channels, and of admins without a name."""
    user: User | None
    """Whose Telegram speaks a language."""
    owner: int | None
    """Whose message the answer is; None in a private chat."""


class LookSettings:
    """The look of the place of a message."""

    def __init__(self, message: Message, context: Context, who: Who) -> None:
        self._message, self._context, self._who = message, context, who
        self._place, self._kind = place_of(message), kind_of(message)

    async def turn(self, wanted: LookPress) -> Turned:
        """Do what a press wants, and return its screen.

        Raises `ValueError` for what no button says, and `UserError` for what is not possible here.
        """
        if not wanted.value:
            return Turned(await self._screen(wanted.screen))
        looks, value = self._context.house.looks, wanted.value
        if wanted.screen is LookScreen.SILENT:
            schedules = self._context.house.schedules
            is_silent = _STATES[value]
            await schedules.set_options(self._place, self._kind, self._who.id, is_silent=is_silent)
            return Turned(await self._screen(LookScreen.LOOK))
        if wanted.screen is LookScreen.OFFERS and value == ON:
            state = await offer_state(self._message.chat, self._context)
            if not state.is_possible:
                return Turned(await self._screen(LookScreen.OFFERS), phrase(state.why))
        look = self._changed(await looks.of(self._place), wanted)
        await looks.set(self._place, self._kind, self._who.id, look)
        if wanted.screen is LookScreen.LANGUAGE:
            await listen_to(self._message, self._context, self._who.user)
            await tell_menu(self._message.chat, look, self._context)
        shown = LookScreen.LOOK if wanted.screen is LookScreen.LINKS else wanted.screen
        return Turned(await self._screen(shown))

    def _changed(self, before: Look, wanted: LookPress) -> Look:
        """Return a look as a press wants it; raises `ValueError` for what no button says.

        Raises `UserError` where the language of somebody whom nobody knows is to be followed.
        """
        value, user = wanted.value, self._who.user
        if (wanted.screen, value) == (LookScreen.LANGUAGE, AS_IN_TELEGRAM):
            if self._who.id is None:
                raise UserError("language_of_nobody")
            heard = language_of(user.language_code) if user else None
            return replace(before, language=heard, is_language_chosen=False)
        changes = _CHANGES.get(wanted.screen, {}).get(value)
        if changes is None:
            raise ValueError(value)
        return replace(before, **changes)

    async def _screen(self, screen: LookScreen) -> View:
        look, owner = await self._context.house.looks.of(self._place), self._who.owner
        match screen:
            case LookScreen.LENGTH:
                text = length_text(look, DEFAULT_SENTENCES)
                keyboard = length_keyboard(look, DEFAULT_SENTENCES, owner)
            case LookScreen.FORM:
                text, keyboard = form_text(look), form_keyboard(look, owner)
            case LookScreen.ALGORITHM:
                text, keyboard = algorithm_text(look), algorithm_keyboard(look, owner)
            case LookScreen.OFFERS:
                state = await offer_state(self._message.chat, self._context)
                why_not = phrase(state.why) if state.why else ""
                text = offers_text(look, why_not, in_channel=self._kind is ChatKind.CHANNEL)
                keyboard = offers_keyboard(look, owner)
            case LookScreen.LANGUAGE:
                text, keyboard = language_text(look), language_keyboard(look, owner, self._back())
            case LookScreen.LOOK:
                is_silent = (await self._context.house.schedules.of(self._place)).is_silent
                text = look_text(look, is_silent=is_silent)
                keyboard = look_keyboard(look, owner, is_silent=is_silent)
            case _:
                raise ValueError(screen)
        return View([text], keyboard)

    def _back(self) -> Button:
        """Return where the languages lead back to: the greeting, where they were opened from there."""
        if any(map(WalkPress.decode, data_below(self._message))):
            return to_greeting(self._who.owner)
        return to_settings(self._who.owner)
