"""The buttons that offer summaries: answered in a pop-up or in private in a channel, in place in a group."""

import asyncio
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, replace

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler

from bot.chat.answering import Person, change_of, person_of
from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.delivery import View, deliver, refused
from bot.chat.faults import admit
from bot.chat.genuine import data_below
from bot.chat.places import place_of
from bot.chat.presses import Reaction
from bot.chat.progress import typing
from bot.chat.reply import open_chat, pop_up
from bot.chat.running import Job, Request, Stop
from bot.chat.views import card_view, failure_view
from bot.digest.look import Look
from bot.digest.model import Place
from bot.errors import ArticleGone, QuotaReached, UserError
from bot.render.offers import Item, OfferPress
from bot.render.phrases import explain, phrase
from bot.services.budget import DEFAULT_BUDGET, DEFAULT_SENTENCES, wanted_by
from bot.services.offers import Short

# Telegram forgets a press that is not answered within some fifteen seconds; most pages take less than this.
_POP_UP_WITHIN = 8.0


@dataclass(frozen=True, slots=True)
class _Pressed:
    """An offer that somebody pressed: what of, where, who, and how summaries look there."""

    query: CallbackQuery
    item: Item
    chat_id: int
    person: Person
    look: Look
    label: Hashable
    """The same press under way is not begun again."""


async def press(update: Update, context: Context) -> None:
    """Answer a pressed offer, be the post so old that Telegram does not show it any more."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = OfferPress.decode(query.data or ""), query.message
    is_offer = (
        wanted and message and context.house.offers.is_offered(wanted.item, wanted.seal, message.chat.id)
    )
    if wanted is None or message is None or not is_offer:
        await pop_up(query, phrase("toast.old_menu"), alert=True)
        return
    place = place_of(message) if isinstance(message, Message) else Place(message.chat.id)
    look, person = await context.house.looks.of(place), person_of(query.from_user, context)
    label: Hashable = ("offer", message.chat.id, query.data, person.id)
    pressed = _Pressed(query, wanted.item, message.chat.id, person, look, label)
    if not look.has_offers:
        await pop_up(query, phrase("offers.ended"), alert=True)
    elif message.chat.type == ChatType.CHANNEL:
        await _start(_PopUp(pressed, context), pressed, context)
    elif not isinstance(message, Message) or not message.is_accessible:
        await pop_up(query, phrase("toast.old_menu"), alert=True)
    elif query.data in data_below(message):
        pressed = replace(pressed, label=change_of(message.chat_id, message.message_id))
        await _start(_InPlace(pressed, message, context), pressed, context)
    else:
        await pop_up(query, phrase("offers.there"))


async def _start(job: Job, pressed: _Pressed, context: Context) -> None:
    """Begin to answer a press beside the others of the chat, unless the same is under way."""
    running = context.house.running
    if running.labelled(pressed.label):
        await pop_up(pressed.query, phrase("toast.still_reading"))
    elif not running.start(job, pressed.chat_id, pressed.person.asker.id, label=pressed.label):
        await pop_up(pressed.query, phrase("offers.busy"))


class _PopUp:
    """The job of answering one reader of a channel; nobody else sees it."""

    def __init__(self, pressed: _Pressed, context: Context) -> None:
        self._pressed, self._context = pressed, context
        self._offers = context.house.offers

    async def run(self, request: Request) -> None:
        """Show the sentences that fit; else open the private chat at the summary, be it not made yet."""
        query, pressed = self._pressed.query, self._pressed
        try:
            short = await self._short()
        except UserError as error:
            request.settled, request.refusal = True, error
            await pop_up(query, explain(error), alert=True)
            return
        request.settled = True
        if short and short.text:
            await pop_up(query, short.text, alert=True)
            return
        item = Item("s", short.article_id) if short else pressed.item
        payload = self._offers.payload(item, pressed.chat_id, pressed.person.id)
        await open_chat(query, self._context, payload)

    async def _short(self) -> Short | None:
        """Return what the pop-up shows; None where the page takes longer than a press can wait."""
        pressed = self._pressed
        with suppress(TimeoutError):
            async with asyncio.timeout(_POP_UP_WITHIN):
                most = pressed.look.sentences or DEFAULT_SENTENCES
                return await self._offers.short(pressed.item, pressed.person.asker, pressed.chat_id, most)
        return None

    async def stopped(self, why: Stop) -> None:
        """Say that nothing comes."""
        await pop_up(self._pressed.query, _end(why))

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        await admit(error, self._context, query=self._pressed.query)


class _InPlace:
    """The job of putting a summary where it was offered, for everybody in the group."""

    def __init__(self, pressed: _Pressed, message: Message, context: Context) -> None:
        self._pressed, self._message, self._context = pressed, message, context
        self._reaction = Reaction(pressed.query, message, context)

    async def run(self, request: Request) -> None:
        """Make the summary and show it; whoever has used up their share leaves the offer to the others."""
        try:
            async with typing(self._message, self._context), self._reaction.in_time():
                view = await self._view()
        except QuotaReached as error:
            request.settled, request.refusal = True, error
            await self._reaction.say(explain(error), alert=True)
            return
        request.settled, request.refusal = True, view.refusal
        await deliver(self._message, self._context, Answer(messages=[self._message.message_id]), view)
        await self._reaction.say()

    async def _view(self) -> View:
        pressed, house = self._pressed, self._context.house
        look, owner = pressed.look, pressed.person.id
        budget = wanted_by(look, DEFAULT_BUDGET)
        try:
            card = await house.offers.card(pressed.item, pressed.person.asker, pressed.chat_id, budget)
        except QuotaReached:
            raise
        except ArticleGone as error:
            return refused(error)
        except UserError as error:
            url = await house.offers.url(pressed.item.id)
            return await failure_view(error, url, house.summaries, DEFAULT_BUDGET, owner)
        return card_view(card, owner, look, is_usual=True)

    async def stopped(self, why: Stop) -> None:
        """Say that nothing comes; the offer stands."""
        await self._reaction.say(_end(why))

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        await admit(error, self._context, query=self._pressed.query)


def _end(why: Stop) -> str:
    return {
        Stop.RESTART: phrase("progress.restarting"),
        Stop.PERSON: phrase("toast.cancelled"),
    }.get(why, "")


HANDLERS = (CallbackQueryHandler(press, pattern=r"^q"),)
