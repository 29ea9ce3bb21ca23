"""One ask from the first sign of life to the last part of its answer, beside the handlers."""

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from telegram import CallbackQuery, Message, User

from bot.articles.urls import host_of
from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.delivery import View, refused
from bot.chat.digest_views import today_view
from bot.chat.places import kind_of, place_of
from bot.chat.showing import Showing, refuse_more
from bot.chat.uploads import upload_of
from bot.chat.views import card_view, choice_view, failure_view, joint_view, owner_of
from bot.chat.wanted import Ask, Choice, File, Newest, Nothing, Offered, Page, Pages, Shown, Text, Today
from bot.digest.look import PLAIN
from bot.errors import UserError
from bot.render.phrases import phrase
from bot.services.budget import DEFAULT_BUDGET, Budget, wanted_by
from bot.services.summarize_input import Asker, Card

# Seconds for which the next update of a chat waits for the answer to a text, so that answers come in the
# order of the questions; longer ones hold up neither other people nor /cancel.
_KEEPS_ITS_PLACE = 1.0
# What is fetched first, from Telegram or from the web.
_SLOW = File | Page | Pages | Offered


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


def owner_here(message: Message, context: Context) -> int | None:
    """Return whose the menu is that answers a message; None in private and in channels."""
    return owner_of(message.chat.type, sender_of(message, context).id)


def question(message: Message) -> Hashable:
    """Return the label of the request that answers a message."""
    return "question", message.chat_id, message.message_id


def change_of(chat_id: int, message_id: int) -> Hashable:
    """Return the label of the requests that change a message of the bot."""
    return "change", chat_id, message_id


def press_of(query: CallbackQuery, message: Message, person: Person) -> Hashable:
    """Return the label of what a person asks for by a button, beside the message that has it."""
    return "press", message.chat_id, message.message_id, query.data, person.id


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
    making, asker = _Making(message, context, ask, person), person.asker.id
    is_slow = isinstance(ask.wanted, _SLOW)
    job = Showing(message, context, person.id, making.view, answer or Answer(), making.line, at_once=is_slow)
    lane = _lane(message, ask, asker)
    if request := context.house.running.start(job, message.chat_id, asker, lane=lane, label=label):
        if not is_slow:
            await asyncio.wait({request.task}, timeout=_KEEPS_ITS_PLACE)
    else:
        await refuse_more(message, context, asker)


def _lane(message: Message, ask: Ask, asker: int) -> Hashable:
    """Return what keeps order: texts of a person in their place, the documents of an album one by one.

    Links and documents may take long and wait for nobody; an album would use up the quota of two at once.
    """
    if not isinstance(ask.wanted, _SLOW):
        return "texts", message.chat_id, asker, message.message_thread_id
    group = message.media_group_id
    return ("album", message.chat_id, group) if group and isinstance(ask.wanted, File) else None


class _Making:
    """Makes the answer to a message, and knows what is read for it."""

    def __init__(self, message: Message, context: Context, ask: Ask, person: Person) -> None:
        self._message, self._context = message, context
        self._ask, self._person = ask, person
        self._summaries = context.house.summaries
        self._owner = owner_of(message.chat.type, person.id)
        self._reading = ""
        self._look = PLAIN

    @property
    def _budget(self) -> Budget:
        """How long the summary may be here."""
        return wanted_by(self._look, self._ask.budget)

    def _shown(self, card: Card) -> View:
        return card_view(card, self._owner, self._look, is_usual=self._ask.budget == DEFAULT_BUDGET)

    def line(self) -> str:
        """Return what is being done just now."""
        return phrase("progress.reading", what=self._reading) if self._reading else phrase("progress.text")

    async def view(self) -> View:
        """Return the answer."""
        wanted, budget = self._ask.wanted, self._ask.budget
        self._look = await self._context.house.looks.of(place_of(self._message))
        match wanted:
            case Page() | Pages() | Offered():
                return await self._read(wanted)
            case Today():
                place, kind = place_of(self._message), kind_of(self._message)
                return await today_view(self._context, place, kind, self._owner)
            case Choice(links):
                labelled = [(link.url, link.label) for link in links]
                return await choice_view(labelled, self._summaries, budget, self._owner)
            case Nothing(error):
                return refused(error)
            case Text() | File() | Shown() | Newest():
                return self._shown(await self._card(wanted))

    async def _read(self, wanted: Page | Pages | Offered) -> View:
        match wanted:
            case Page(url):
                return await self._page(url)
            case Offered(link_id):
                return await self._page(await self._summaries.offered(link_id))
            case Pages(links):
                return await self._together([link.url for link in links])

    async def _page(self, url: str) -> View:
        self._reading = host_of(url)
        try:
            card = await self._summaries.link(url, self._budget, self._person.asker)
        except UserError as error:
            return await failure_view(error, url, self._summaries, self._ask.budget, self._owner)
        return self._shown(card)

    async def _together(self, urls: Sequence[str]) -> View:
        def note(url: str) -> None:
            self._reading = host_of(url)

        joint = await self._context.house.joint.of_links(urls, self._person.asker, note)
        return await joint_view(joint, self._summaries, self._ask.budget, self._owner)

    async def _card(self, wanted: Text | File | Shown | Newest) -> Card:
        summaries, budget = self._summaries, self._budget
        match wanted:
            case Text(text, url, source):
                return await summaries.text(text, budget, url, source, self._person.asker)
            case File(name=name):
                self._reading = name
                upload = upload_of(wanted, self._context)
                return await summaries.document(upload, budget, self._person.asker)
            case Shown(article_id):
                return await summaries.again(article_id, budget, place_of(self._message))
            case Newest():
                return await summaries.newest(budget, place_of(self._message))
