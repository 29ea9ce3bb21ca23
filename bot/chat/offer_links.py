"""The summary that a deep link opens, in private: for people the bot serves, and for readers of an offer."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from telegram import Message, User

from bot.articles.urls import host_of
from bot.chat.access import say_once
from bot.chat.answering import person_of
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.errands import run_command
from bot.chat.places import place_of
from bot.chat.reply import say
from bot.chat.views import card_view, failure_view
from bot.digest.model import Place
from bot.errors import ArticleGone, UserError
from bot.render.keyboards import Keyboard
from bot.render.offers import Item, Kind
from bot.render.phrases import phrase
from bot.services.asking import ask_for
from bot.services.budget import DEFAULT_BUDGET, wanted_by

# Behind what was offered: the seal, and the number of the chat without its sign, which all but people's have.
_PAYLOAD = re.compile(r"(?P<kind>[sl])-(?P<id>[\w-]{16})(?P<seal>[\w-]{16})(?P<chat>\d{0,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a payload asks for, and in which chat it was offered; None: to this person alone."""

    item: Item
    chat_id: int | None = None


async def open_offer(message: Message, user: User, payload: str, context: Context) -> None:
    """Show the summary that a payload asks for.

    Whoever the bot does not serve gets what they were offered in a chat that it serves, without the buttons
    that lead on; of anything else they learn nothing.
    """
    house, person = context.house, person_of(user, context)
    is_served = await house.access.may_use(user.id, message.chat_id, private=True)
    opened = await _read(payload, user, context)
    if opened is None or not (is_served or opened.chat_id):
        if is_served:
            await say(message, context, phrase("offers.not_yours"))
        else:
            await say_once(message, context, phrase("access.stranger"))
        return
    if opened.chat_id and not is_served:  # of a stranger nothing is noted: the chat asks that offered it
        ask_for(opened.chat_id)
    item, look = opened.item, await house.looks.of(place_of(message))

    async def make() -> View:
        try:
            budget = wanted_by(look, DEFAULT_BUDGET)
            card = await house.offers.card(item, person.asker, opened.chat_id, budget)
        except UserError as error:
            if not is_served or item.kind == "s" or isinstance(error, ArticleGone):
                raise
            url = await house.offers.url(item.id)
            return await failure_view(error, url, house.summaries, DEFAULT_BUDGET, None)
        view = card_view(card, None, look, is_usual=True)
        return view if is_served else View(view.parts, _links_alone(view.keyboard))

    await run_command(message, context, make, reading=await _host(item, context), can_stop=is_served)


async def _read(payload: str, user: User, context: Context) -> _Opened | None:
    """Return what a payload asks for; None where the bot never gave it to this person, or does no longer."""
    match = _PAYLOAD.fullmatch(payload)
    if match is None:
        return None
    item, house = Item(cast(Kind, match["kind"]), match["id"]), context.house
    chat_id = -int(match["chat"]) if match["chat"] else None
    if not house.offers.is_payload(item, match["seal"], chat_id, user.id):
        return None
    if chat_id is None:
        return _Opened(item)
    is_on = (await house.looks.of(Place(chat_id))).has_offers
    is_served = await house.access.may_use(user.id, chat_id, private=False)
    return _Opened(item, chat_id) if is_on and is_served else None


async def _host(item: Item, context: Context) -> str:
    """Return what the line says that is being read; nothing for a text."""
    if item.kind == "l":
        with suppress(ArticleGone):
            return host_of(await context.house.offers.url(item.id))
    return ""


def _links_alone(keyboard: Keyboard) -> Keyboard:
    rows = (tuple(button for button in row if button.url) for row in keyboard)
    return tuple(row for row in rows if row)
