"""Every kind of chat, everybody who may be in it, and what they do there."""

import asyncio
import copy
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import aiosqlite
import pytest

from bot.chat import announce
from bot.chat.admins import EDIT, POST
from bot.config import Settings
from tests.botapi import BotApiServer, Chat, File, Message, User
from tests.e2e.every_state import State, ask_at_once
from tests.e2e.every_text import English, said
from tests.e2e.sources import Clock, at_noon, put_feed
from tests.web import WebServer

LANGUAGES = ("en", "ar")
# Among so many messages after a question its answer is looked for.
_MOST_ANSWERS = 20
# Tasks that serve somebody: the library names those of updates so, and our own begin in these folders.
_UPDATE_TASK = "process_concurrent_update"
_WORK = ("/bot/chat/", "/bot/services/")
_BREATH = 0.001
# Longer than any test lasts.
_NEVER = 3600.0


class Kind(StrEnum):
    """Where people meet the bot."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    TOPIC = "topic"
    CHANNEL = "channel"


class Role(StrEnum):
    """Who writes or presses there."""

    PERSON = "person"
    """Whose private chat it is."""
    ADMIN = "admin"
    ANONYMOUS = "anonymous"
    """An admin who writes in the name of the group."""
    OWNER = "owner"
    """Who owns the bot, and is no admin of the group."""
    EDITOR = "editor"
    """An admin of a channel who may neither post nor edit there."""
    MEMBER = "member"
    STRANGER = "stranger"
    """Who sees the chat without being in it, and never started the bot."""


@dataclass(frozen=True, slots=True)
class House:
    """A bot that runs, and the tasks that it has for as long as it does."""

    server: BotApiServer
    settings: Settings
    standing: frozenset[asyncio.Task[Any]]
    state: State

    def is_at_work(self) -> bool:
        """Whether something that people did is not done yet."""
        tasks = asyncio.all_tasks() - self.standing
        return bool(self.server.updates.pending) or any(map(_serves, tasks))


class Stage:
    """A chat of some kind with everybody who may act there, where one language is spoken."""

    def __init__(self, house: House, kind: Kind, language: str) -> None:
        self.house, self.kind, self.language = house, kind, language
        self.server = server = house.server
        self.english = English(language)
        self.state = house.state
        self._cancel = said("button.cancel", language)
        self.people = {role: self._person(role) for role in Role}
        for role in set(Role) - {Role.STRANGER}:
            server.private_chat(self.people[role])
        self.topic: int | None = None
        self.chat = self._chat()
        self.rita = server.add_user("Rita", language_code=language)
        """Who has a chat of her own of the same kind, and none with the others."""
        own = server.private_chat(self.rita)
        self._elsewhere = own if kind is Kind.PRIVATE else server.group("Elsewhere", admins=[self.rita])

    def _person(self, role: Role) -> User:
        if role is Role.OWNER:
            return self.server.users[owner_of_bot(self.language)]
        return self.server.add_user(role.value.capitalize(), language_code=self.language)

    def _chat(self) -> Chat:
        admin, hidden = self.people[Role.ADMIN], self.people[Role.ANONYMOUS]
        members = [self.people[Role.MEMBER], self.people[Role.OWNER]]
        match self.kind:
            case Kind.PRIVATE:
                return self.server.private_chat(self.people[Role.PERSON])
            case Kind.CHANNEL:
                channel = self.server.channel("Town", admins=[admin, hidden])
                channel.members |= {member.id: "member" for member in members}
                self.server.promote(channel, self.people[Role.EDITOR], admin, without=(POST, EDIT))
                return channel
            case Kind.GROUP:
                return self.server.group("Town", members=members, admins=[admin, hidden], supergroup=False)
        forum = self.kind is Kind.TOPIC
        group = self.server.group("Town", members=members, admins=[admin], anonymous=[hidden], topics=forum)
        if forum:
            self.topic = self.server.topic(group, "News")
        return group

    @property
    def chief(self) -> Role:
        """Who sets the chat up."""
        return Role.PERSON if self.kind is Kind.PRIVATE else Role.ADMIN

    @property
    def chiefs(self) -> tuple[Role, ...]:
        """Those who may press every button there; what admins press names them, hidden or not."""
        return (Role.PERSON,) if self.kind is Kind.PRIVATE else (Role.ADMIN, Role.ANONYMOUS, Role.OWNER)

    @property
    def others(self) -> tuple[Role, ...]:
        """Those who see the buttons there and may change nothing."""
        if self.kind is Kind.PRIVATE:
            return ()
        return (*((Role.EDITOR,) if self.kind is Kind.CHANNEL else ()), Role.MEMBER, Role.STRANGER)

    async def set_up(self, web: WebServer) -> None:
        """Let the chief choose the language and follow a source with something in it."""
        await self.command(self.chief, f"/language {self.language}")
        url = put_feed(web, "/feed.xml", "Town News", ["Arden", "Berwick"])
        await self.command(self.chief, f"/subscribe {url}")

    def place_of(self, role: Role) -> tuple[Chat, int | None]:
        """Return where somebody writes: in private everybody in a chat of their own."""
        if self.kind is Kind.PRIVATE:
            return self.server.private_chat(self.people[role]), None
        return self.chat, self.topic

    def answers(self, chat: Chat | None = None) -> list[Message]:
        """Return what the bot has said in a chat, without the lines that say what is being read."""
        sent = self.server.messages((chat or self.chat).id)
        return [message for message in sent if message.from_bot and self._cancel not in message.labels]

    def write(self, role: Role, text: str, file: File | None = None) -> Message:
        """Let somebody write, or post where that is how people write; below a file, if there is one."""
        chat, topic = self.place_of(role)
        words, caption = ("", text) if file else (text, "")
        if chat.type == "channel":
            return self.server.post(chat, words, caption=caption, attachment=file)
        person = self.people[role]
        return self.server.send(
            person, words, chat, caption=caption or None, attachment=file, thread_id=topic
        )

    async def command(self, role: Role, text: str) -> Message:
        """Let somebody send a command, and return the one answer to it, which comes to its place."""
        answer = await self.answer_to(self.write(role, text))
        assert answer.thread_id == self.place_of(role)[1], (text, role)
        return answer

    def show(self, screen: Message, chat: Chat | None = None) -> Message:
        """Show a screen once more, in a new message, as if what led to it had been done again."""
        return self.server.add_message(
            chat or screen.chat,
            screen.sender,
            screen.text,
            html=screen.html,
            entities=screen.entities,
            keyboard=copy.deepcopy(screen.keyboard),
            reply_to=screen.reply_to,
            thread_id=screen.thread_id,
            from_bot=True,
            extra=screen.extra,
        )

    def show_elsewhere(self) -> Message:
        """Show a message of the bot in the chat of Rita, with a button that nothing else has."""
        close = [[{"text": "Close", "callback_data": "vx@1"}]]
        bot, thanks = self.server.bot, "Thank you."
        return self.server.add_message(self._elsewhere, bot, thanks, keyboard=close, from_bot=True)

    async def answer_to(self, question: Message) -> Message:
        """Wait for the answer to a message, and return it as it is by then."""
        chat, number = question.chat, question.message_id
        tied = None if chat.type == "private" else number

        def new() -> list[Message]:  # a digest that is due meanwhile is no answer
            later = (self.server.find(chat.id, number + step) for step in range(1, _MOST_ANSWERS))
            found = (message for message in later if message and message.from_bot)
            return [one for one in found if one.reply_to == tied and self._cancel not in one.labels]

        await self.server.wait_until(lambda: bool(new()), what=f"an answer to {question.text} in {self.kind}")
        (answer,) = new()
        return answer.snapshot()

    async def pressed(self, user: User, message: Message, *presses: str) -> list[str]:
        """Let somebody press buttons; return what the pop-ups say, or the addresses that they open."""
        queries = [self.server.press(user, message, data=data) for data in presses]
        answer_to = self.server.answer_to
        what = f"answers to {presses} in {self.kind}"
        await self.server.wait_until(
            lambda: all(answer_to(query) is not None for query in queries), what=what
        )
        answers = [answer_to(query) or {} for query in queries]
        return [str(answer.get("text") or answer.get("url") or "") for answer in answers]

    async def settled(self) -> None:
        """Wait until the bot has handled everything that people did."""
        quiet = 0
        while quiet < 2:  # an update may be on its way from the queue to its task
            await asyncio.sleep(_BREATH)
            quiet = 0 if self.house.is_at_work() else quiet + 1


def owner_of_bot(language: str) -> int:
    """Return who owns the bot and speaks a language."""
    return 5001 + LANGUAGES.index(language)


@asynccontextmanager
async def open_house(settings: Settings, server: BotApiServer) -> AsyncIterator[House]:
    """Run a bot of these owners for as long as the block lasts, whose clock stands still."""
    owners = [server.add_user("Owner", language_code=one, user_id=owner_of_bot(one)) for one in LANGUAGES]
    for owner in owners:
        server.private_chat(owner)
    owned = settings.model_copy(update={"owner_ids": frozenset(owner.id for owner in owners)})
    async with AsyncExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(announce, "_PAUSE", _NEVER)  # telling menus has tests of its own
        patch.setattr(aiosqlite.Connection, "_execute", ask_at_once)
        # Nothing becomes due, and looking for it as often as other tests do would take half of the time.
        await stack.enter_async_context(at_noon(owned, server, Clock(), ticks=_NEVER))
        await server.wait_accepted("setMyCommands")  # what runs beside everything has begun
        state = State(owned, stack)
        yield House(server, owned, frozenset(asyncio.all_tasks()), state)


def _serves(task: asyncio.Task[Any]) -> bool:
    if _UPDATE_TASK in task.get_name():
        return True
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and any(folder in code.co_filename for folder in _WORK)
