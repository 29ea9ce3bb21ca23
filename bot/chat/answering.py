"""One ask from the first sign of life to the last part of its answer, beside the handlers."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass

import structlog
from telegram import Message, User
from telegram.error import TelegramError

from bot.articles.urls import host_of
from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.delivery import View, deliver, plain
from bot.chat.faults import admit
from bot.chat.inputs import Ask, Choice, File, Newest, Nothing, Offered, Page, Shown, Text
from bot.chat.places import place_of
from bot.chat.progress import Line, typing
from bot.chat.reply import say
from bot.chat.running import MOST_OF_A_PERSON, Request, Stop
from bot.chat.uploads import upload_of
from bot.chat.views import card_view, choice_view, failure_view, owner_of
from bot.errors import UserError
from bot.render.phrases import explain, phrase
from bot.services.summarize_input import Asker, Card

log = structlog.get_logger(__name__)

# Seconds for which the next update of a chat waits for the answer to a text, so that answers come in the
# order of the questions; longer ones hold up neither other people nor /cancel.
_KEEPS_ITS_PLACE = 1.0
# What is fetched first, from Telegram or from the web.
_SLOW = File | Page | Offered


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: for the buttons, and for the quotas."""

    id: int
    asker: Asker


def sender_of(message: Message, context: Context) -> Person:
    """Return who sent a message; admins without a name count as their group, which is all that is known."""
    user = message.from_user
    if message.sender_chat:
        return Person(user.id if user else 0, Asker(message.sender_chat.id))
    return person_of(user, context)


def person_of(user: User | None, context: Context) -> Person:
    """Return who pressed or wrote."""
    user_id = user.id if user else 0
    return Person(user_id, Asker(user_id, exempt=context.house.access.is_owner(user_id)))


def question(message: Message) -> Hashable:
    """Return the label of the request that answers a message."""
    return "question", message.chat_id, message.message_id


def change_of(chat_id: int, message_id: int) -> Hashable:
    """Return the label of the requests that change a message of the bot."""
    return "change", chat_id, message_id


async def begin(
    message: Message,
    context: Context,
    ask: Ask,
    person: Person,
    *,
    answer: Answer | None = None,
    label: Hashable = None,
) -> None:
    """Start to answer a message; the answer goes into `answer`, which may hold an earlier one."""
    running, asker = context.house.running, person.asker.id
    job = Answering(message, context, ask, person, answer or Answer())
    lane = _lane(message, ask, asker)
    if request := running.start(job, message.chat_id, asker, lane=lane, label=label):
        if not isinstance(ask.wanted, _SLOW):
            await asyncio.wait({request.task}, timeout=_KEEPS_ITS_PLACE)
    elif not running.is_told(message.chat_id, asker):
        await say(message, context, phrase("error.too_many", limit=MOST_OF_A_PERSON))


def _lane(message: Message, ask: Ask, asker: int) -> Hashable:
    """Return what keeps order: texts of a person in their place, the documents of an album one by one.

    Links and documents may take long and wait for nobody; an album would use up the quota of two at once.
    """
    if not isinstance(ask.wanted, _SLOW):
        return "texts", message.chat_id, asker, message.message_thread_id
    group = message.media_group_id
    return ("album", message.chat_id, group) if group and isinstance(ask.wanted, File) else None


class Answering:
    """Answers a message."""

    def __init__(self, message: Message, context: Context, ask: Ask, person: Person, answer: Answer) -> None:
        self._message, self._context = message, context
        self._ask, self._person, self._answer = ask, person, answer
        self._summaries = context.house.summaries
        self._owner = owner_of(message.chat.type, person.id)
        self._reading = ""

    async def run(self, request: Request) -> None:
        """Make the answer and show it."""
        message, context, wanted = self._message, self._context, self._ask.wanted
        at_once = isinstance(wanted, _SLOW)
        line = Line(message, context, self._answer, request.id, self._person.id)
        async with typing(message, context, at_once=at_once), line.shown(self._progress):
            view = await self._make()
        request.settled = True
        await deliver(message, context, self._answer, view)

    async def stopped(self, why: Stop) -> None:
        """Let no line stand that says that something is being done."""
        if why is Stop.RESTART:
            await self._tell("progress.restarting")
        elif why is Stop.PERSON and self._answer.is_line:
            await self._tell("progress.cancelled")

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong on our side."""
        has_line = self._answer.is_line
        await admit(error, self._context, message=None if has_line else self._message)
        if has_line:
            await self._tell("error.internal")

    async def _tell(self, key: str) -> None:
        try:
            await deliver(self._message, self._context, self._answer, plain(phrase(key)))
        except TelegramError as error:
            log.warning("end_not_told", error=repr(error))

    def _progress(self) -> str:
        return phrase("progress.reading", what=self._reading) if self._reading else phrase("progress.text")

    async def _make(self) -> View:
        wanted, budget = self._ask.wanted, self._ask.budget
        try:
            match wanted:
                case Page(url):
                    return await self._page(url)
                case Offered(link_id):
                    return await self._page(await self._summaries.offered(link_id))
                case Choice(links):
                    labelled = [(link.url, link.label) for link in links]
                    return await choice_view(labelled, self._summaries, budget, self._owner)
                case Nothing(error):
                    return plain(explain(error))
                case Text() | File() | Shown() | Newest():
                    return card_view(await self._card(wanted), self._owner)
        except UserError as error:
            return plain(explain(error))

    async def _page(self, url: str) -> View:
        self._reading = host_of(url)
        try:
            card = await self._summaries.link(url, self._ask.budget, self._person.asker)
        except UserError as error:
            return await failure_view(error, url, self._summaries, self._ask.budget, self._owner)
        return card_view(card, self._owner)

    async def _card(self, wanted: Text | File | Shown | Newest) -> Card:
        summaries, budget = self._summaries, self._ask.budget
        match wanted:
            case Text(text, url, source):
                return await summaries.text(text, budget, url, source)
            case File(name=name):
                self._reading = name
                upload = upload_of(wanted, self._context)
                return await summaries.document(upload, budget, self._person.asker)
            case Shown(article_id):
                return await summaries.again(article_id, budget, place_of(self._message))
            case Newest():
                return await summaries.newest(budget, place_of(self._message))
