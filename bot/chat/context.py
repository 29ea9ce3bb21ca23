"""What every handler is given."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.chat.admins import Admins
from bot.chat.albums import Albums
from bot.chat.announce import Announcer
from bot.chat.answers import Answers
from bot.chat.awaited import Awaited
from bot.chat.genuine import Buttons
from bot.chat.pastes import Pastes
from bot.chat.running import Running, Stop
from bot.chat.typists import NO_CHAT, Typists
from bot.services.access import Access
from bot.services.background import Background
from bot.services.backups import Backups
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.digest_stories import DigestStories
from bot.services.erase import Erase
from bot.services.exports import Exports
from bot.services.handovers import Handovers
from bot.services.imports import Imports
from bot.services.inbox import Inbox
from bot.services.inline import Inline
from bot.services.invites import Invites
from bot.services.joint_summary import JointSummaries
from bot.services.looks import Looks
from bot.services.offers import Offers
from bot.services.overview import Overview
from bot.services.people import People
from bot.services.profiles import Profiles
from bot.services.quotas import Quotas
from bot.services.said_lately import SaidLately
from bot.services.schedules import Schedules
from bot.services.statistics import Statistician
from bot.services.subscriptions import Subscriptions
from bot.services.summarize_input import SummarizeInput
from bot.services.upkeep import Upkeep

# A message older than the last this many is compared by Telegram instead, at the price of one call.
_REMEMBERED = 2_000


class Shown:
    """What the newest messages of the bot show, so that an edit that would change nothing is not sent."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[int, int], object] = OrderedDict()

    def note(self, chat_id: int, message_id: int, content: object) -> None:
        """Note what a message shows now."""
        self._shown[chat_id, message_id] = content
        self._shown.move_to_end((chat_id, message_id))
        if len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)

    def is_same(self, chat_id: int, message_id: int, content: object) -> bool:
        """Whether a message is known to show just this."""
        return self._shown.get((chat_id, message_id)) == content

    def forget(self, chat_id: int) -> None:
        """Forget what the messages of a chat show."""
        for key in [key for key in self._shown if key[0] == chat_id]:
            del self._shown[key]


@dataclass(slots=True)
class House:
    """The services that handlers call, and what they keep between two updates."""

    summaries: SummarizeInput
    access: Access
    invites: Invites
    people: People
    quotas: Quotas
    statistics: Statistician
    overview: Overview
    said: SaidLately
    announcer: Announcer
    subscriptions: Subscriptions
    schedules: Schedules
    profiles: Profiles
    looks: Looks
    digests: Digests
    stories: DigestStories
    joint: JointSummaries
    offers: Offers
    inline: Inline
    imports: Imports
    exports: Exports
    backups: Backups
    handovers: Handovers
    erase: Erase
    inbox: Inbox
    background: Background
    upkeep: Upkeep | None
    """What begins the work of the background; None where another process does."""
    deliver: Deliver
    running: Running = field(default_factory=Running)
    answers: Answers = field(default_factory=Answers)
    albums: Albums = field(default_factory=Albums)
    pastes: Pastes = field(default_factory=Pastes)
    shown: Shown = field(default_factory=Shown)
    buttons: Buttons = field(default_factory=Buttons)
    admins: Admins = field(default_factory=Admins)
    typists: Typists = field(default_factory=Typists)
    awaited: Awaited = field(default_factory=Awaited)
    location_asked: set[int] = field(default_factory=set)
    """Private chats that show the button by which a location is shared."""

    async def forget(self, chat_id: int) -> None:
        """End what is under way in a chat, and forget what is remembered of it until a restart.

        What a person used of their quotas is kept in memory until the hour is over: else this were a way
        around them.
        """
        for request in (*self.running.of_chat(chat_id), *self.running.of_person(NO_CHAT, chat_id)):
            await self.running.stop(request, Stop.FORGET)
        memories = (
            *(self.answers, self.albums, self.pastes, self.shown, self.buttons, self.admins, self.typists),
            *(self.backups, self.offers, self.said),
        )
        for memory in memories:
            memory.forget(chat_id)
        self.awaited.end(chat_id)
        self.location_asked.discard(chat_id)


Data: TypeAlias = dict[Any, Any]
_HOUSE = "house"


class Context(CallbackContext[ExtBot[None], Data, Data, Data]):
    """What a handler is given besides the update."""

    @property
    def house(self) -> House:
        """The services, and what is kept between two updates."""
        return house_of(self.application)

    @property
    def jobs(self) -> "JobQueue[Context]":
        """The timer for what is to happen later."""
        queue: JobQueue[Context] | None = cast(Any, self.application).job_queue
        if queue is None:
            raise AssertionError("built without a job queue")
        return queue


App: TypeAlias = Application[ExtBot[None], Context, Data, Data, Data, JobQueue[Context]]


def house_of(app: Application[Any, Any, Any, Any, Data, Any]) -> House:
    """Return the house that an application serves."""
    house: House = app.bot_data[_HOUSE]
    return house


def move_in(app: App, house: House) -> None:
    """Give an application the house to serve."""
    app.bot_data[_HOUSE] = house
