"""The buttons under what the bot sends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import structlog
from telegram import CallbackQuery, Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import CallbackQueryHandler

from bot.chat.answering import begin, change_of, person_of
from bot.chat.context import Context
from bot.chat.delivery import View
from bot.chat.faults import admit
from bot.chat.places import asker_below, is_for, place_of
from bot.chat.progress import typing
from bot.chat.reply import edit, pop_up, say, send
from bot.chat.running import Request, Stop
from bot.chat.views import budget_of, card_view, failure_view, owner_of
from bot.chat.wanted import Ask, Offered, Shown
from bot.digest.look import PLAIN
from bot.errors import UserError
from bot.render.keyboards import MAX_SENTENCES, Action, Press, shorter
from bot.render.phrases import explain, phrase
from bot.services.budget import DEFAULT_BUDGET, Budget, Sentences, wanted_by
from bot.services.summarize_input import Card

log = structlog.get_logger(__name__)

# Telegram forgets a press that is not answered within some fifteen seconds; most pages take less than this.
_POP_UP_WITHIN = 8.0


async def press(update: Update, context: Context) -> None:
    """Answer a pressed button."""
    query = update.callback_query
    if query is None:
        return
    wanted, message = Press.decode(query.data or ""), query.message
    if wanted is None or not isinstance(message, Message):
        await pop_up(query, phrase("toast.old_button"), alert=True)
        return
    wanted = replace(wanted, asker=asker_below(message, wanted.asker))
    if wanted.action is Action.CANCEL:
        await _cancel(query, message, context, wanted)
    elif wanted.action in {Action.GET, Action.LINK}:
        await _answer_below(query, message, context, wanted)
    else:
        await _change(query, message, context, wanted)


async def _change(query: CallbackQuery, message: Message, context: Context, wanted: Press) -> None:
    """Change the message, one press after another: pressed twice, a button does once what it does."""
    running, label = context.house.running, change_of(message.chat_id, message.message_id)
    # A second fetch of the page would only find what the first one does.
    fetches = wanted.action in {Action.REFRESH, Action.TRY_AGAIN}
    asker, job = person_of(query.from_user, context).asker.id, Change(query, message, context, wanted)
    if (fetches and running.labelled(label)) or not running.start(
        job, message.chat_id, asker, lane=label, label=label
    ):
        await pop_up(query, phrase("toast.still_reading"))


async def _cancel(query: CallbackQuery, message: Message, context: Context, wanted: Press) -> None:
    request = context.house.running.find(wanted.id)
    if not await is_for(query.from_user, message, context, wanted.asker):
        await pop_up(query, phrase("toast.not_yours"), alert=True)
    elif request and not request.settled:
        await context.house.running.stop(request, Stop.PERSON)
        await pop_up(query, phrase("toast.cancelled"))
    else:
        if request is None and _still_shows(message, query.data):  # a line from before a restart
            await edit(query, context, phrase("progress.restarting"), ())
        await pop_up(query, phrase("toast.nothing_to_cancel"))


def _still_shows(message: Message, data: str | None) -> bool:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == data for row in rows for button in row)


async def _answer_below(query: CallbackQuery, message: Message, context: Context, wanted: Press) -> None:
    """Answer a button that asks for a new message; once, however often it is pressed meanwhile."""
    person = person_of(query.from_user, context)
    label = "press", message.chat_id, message.message_id, query.data, person.id
    if context.house.running.labelled(label):
        await pop_up(query, phrase("toast.still_reading"))
        return
    await pop_up(query)
    target = Offered(wanted.id) if wanted.action is Action.LINK else Shown(wanted.id)
    await begin(message, context, Ask(target, budget_of(wanted)), person, label=label)


class Reaction:
    """The pop-up of a pressed button: given once, in time; what is to be said later is a message."""

    def __init__(self, query: CallbackQuery, message: Message, context: Context) -> None:
        self._query, self._message, self._context = query, message, context
        self._is_given = False

    async def say(self, text: str = "", *, alert: bool = False) -> None:
        """Say something, or nothing."""
        if not self._is_given:
            self._is_given = True
            await pop_up(self._query, text, alert=alert)
        elif text:
            await say(self._message, self._context, text)

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """Say that it takes longer where the block does."""

        async def hold() -> None:
            await asyncio.sleep(_POP_UP_WITHIN)
            await self.say(phrase("toast.still_reading"))

        task = asyncio.create_task(hold())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})


class Change:
    """Changes the message whose button was pressed."""

    def __init__(self, query: CallbackQuery, message: Message, context: Context, wanted: Press) -> None:
        self._query, self._message, self._context = query, message, context
        self._press = wanted
        self._summaries = context.house.summaries
        self._asker = person_of(query.from_user, context).asker
        self._reaction = Reaction(query, message, context)
        self._look = PLAIN
        self._refusal: UserError | None = None

    @property
    def _budget(self) -> Budget:
        """How long the summary may be here."""
        return wanted_by(self._look, budget_of(self._press))

    def _view(self, card: Card, owner: int | None) -> View:
        return card_view(card, owner, self._look, is_usual=budget_of(self._press) == DEFAULT_BUDGET)

    async def run(self, request: Request) -> None:
        """Make the card and show it: in place, or privately where it is somebody else's message."""
        try:
            async with typing(self._message, self._context), self._reaction.in_time():
                self._look = await self._context.house.looks.of(place_of(self._message))
                card, toast = await self._make()
        except UserError as error:
            request.settled, request.refusal = True, error
            await self._reaction.say(explain(error), alert=True)
            return
        request.settled, request.refusal = True, self._refusal
        if card is None:
            await self._reaction.say(toast)
        elif await self._may_change():
            await self._show(card, toast)
        else:
            await self._show_privately(card)

    async def stopped(self, why: Stop) -> None:
        """Say that nothing comes any more; an edited question gets another answer, which says enough."""
        restart = phrase("progress.restarting")
        text = {Stop.PERSON: phrase("toast.cancelled"), Stop.RESTART: restart}.get(why, "")
        try:
            await self._reaction.say(text)
        except TelegramError as error:
            log.warning("stop_not_told", error=repr(error))

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        await admit(error, self._context, query=self._query)

    async def _may_change(self) -> bool:
        return await is_for(self._query.from_user, self._message, self._context, self._press.asker)

    async def _make(self) -> tuple[Card | None, str]:
        """Return the card, and what the pop-up says; no card where the message shows already why not."""
        match self._press.action:
            case Action.REFRESH:
                return await self._refresh()
            case Action.TRY_AGAIN:
                return await self._try_again()
        return await self._summaries.again(self._press.id, self._budget, place_of(self._message)), ""

    async def _refresh(self) -> tuple[Card, str]:
        old = (await self._summaries.again(self._press.id)).summary.article
        card = await self._summaries.link(old.url or "", self._budget, self._asker, fresh=True)
        same = card.summary.article.text == old.text and card.summary.article.title == old.title
        return card, phrase("toast.not_changed" if same else "toast.refreshed")

    async def _try_again(self) -> tuple[Card | None, str]:
        url, budget = await self._summaries.offered(self._press.id), budget_of(self._press)
        try:
            return await self._summaries.link(url, self._budget, self._asker, fresh=True), ""
        except UserError as error:
            if not await self._may_change():
                raise
            self._refusal = error
            owner = owner_of(self._message.chat.type, self._press.asker or self._query.from_user.id)
            view = await failure_view(error, url, self._summaries, budget, owner)
        changed = await edit(self._query, self._context, view.parts[0], view.keyboard)
        return None, "" if changed else phrase("toast.same_trouble")

    async def _show(self, card: Card, toast: str) -> None:
        """Show a card in the message, and say so where that changes nothing."""
        owner = owner_of(self._message.chat.type, self._press.asker or self._query.from_user.id)
        action, view = self._press.action, self._view(card, owner)
        if len(view.parts) > 1 and action is Action.LONGER:
            text = phrase("toast.one_message", sentences=self._press.sentences)
            await self._reaction.say(text, alert=True)
            return
        while len(view.parts) > 1 and card.sentences > 1:
            fewer = wanted_by(self._look, Sentences(shorter(card.sentences)))
            place = place_of(self._message)
            card = await self._summaries.again(card.summary.article.id, fewer, place)
            view = self._view(card, owner)
        changed = await edit(self._query, self._context, view.parts[0], view.keyboard)
        await self._reaction.say(toast or ("" if changed else _why_unchanged(action, card)))

    async def _show_privately(self, card: Card) -> None:
        """Give a bystander of a group the card in a private chat, or say how to get it there."""
        person = self._query.from_user.id
        served = await self._context.house.access.may_use(person, person, private=True)
        view = self._view(card, None)
        try:
            for number, part in enumerate(view.parts, start=1):
                last = served and number == len(view.parts)
                await send(self._context, person, part, view.keyboard if last else ())
        except Forbidden:  # a person who never started the bot cannot be written to
            await self._reaction.say(phrase("toast.open_private"), alert=True)
        else:
            await self._reaction.say(phrase("toast.sent_privately"))


def _why_unchanged(action: Action, card: Card) -> str:
    chosen = len(card.summary.sentences)
    if action is Action.SHORTER and chosen == 1:
        return phrase("toast.shortest")
    if action is Action.LONGER and chosen == card.summary.available:
        return phrase("toast.whole")
    if action is Action.LONGER and chosen >= MAX_SENTENCES:
        return phrase("toast.longest")
    return ""  # pressed twice: the first press has done it


HANDLERS = (CallbackQueryHandler(press),)
