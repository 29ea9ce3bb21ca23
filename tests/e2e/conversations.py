"""A bot that runs for as long as a test needs it, and people who talk with it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.app import run_bot
from bot.config import Settings
from tests.botapi import BotApiServer, Chat, Message, User


@asynccontextmanager
async def running(settings: Settings, server: BotApiServer) -> AsyncIterator[asyncio.Event]:
    """Run the bot for as long as the block lasts, and end it the way a signal does."""
    stop = asyncio.Event()
    polls = len(server.journal.of("deleteWebhook"))
    task = asyncio.create_task(run_bot(settings, stop))
    try:
        await server.wait_accepted("deleteWebhook", polls + 1)
        yield stop
    finally:
        stop.set()
        await task


async def logged(events: list[Any], name: str) -> dict[str, Any]:
    """Wait until an event is logged, and return it."""
    async with asyncio.timeout(15):
        while not (found := [event for event in events if event["event"] == name]):
            await asyncio.sleep(0.02)
    event: dict[str, Any] = found[0]
    return event


async def eventually(holds: Callable[[], bool], what: str, seconds: float = 15) -> None:
    """Wait for what no call of the bot tells of."""
    try:
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"waited {seconds} s for {what}") from None


class Conversation:
    """One person in one chat, with a bot that answers."""

    def __init__(self, server: BotApiServer, user: User, chat: Chat) -> None:
        self.server = server
        self.user = user
        self.chat = chat

    @classmethod
    def of(cls, server: BotApiServer, name: str, language: str = "en") -> "Conversation":
        """A further person, in private, whose Telegram speaks a language."""
        user = server.add_user(name, language_code=language)
        return cls(server, user, server.private_chat(user))

    def _answers(self) -> list[Message]:
        return [message for message in self.server.messages(self.chat.id) if message.from_bot]

    def _done(self) -> list[Message]:
        """All but the lines that say what is being read, which a busy machine may show for any question."""
        return [message for message in self._answers() if "Cancel" not in message.labels]

    @property
    def answers(self) -> list[Message]:
        """What the bot has said in this chat, as it stands now."""
        return self._answers()

    async def read(self, text: str = "", seconds: float = 30, **fields: Any) -> Message:
        """Send something that takes a while to read; return the answer, not the line that says so."""
        known = {message.message_id for message in self._answers()}
        self.server.send(self.user, text, self.chat, **fields)
        what = f"an answer to {text[:60]!r}"
        return await self.until(lambda message: message.message_id not in known, what, seconds)

    async def until(
        self, holds: Callable[[Message], bool], what: str = "a message", seconds: float = 30
    ) -> Message:
        """Wait for a message of the bot, the newest first, that no longer offers to cancel and does hold."""

        def found() -> list[Message]:
            return [message for message in self._done() if holds(message)]

        await self.server.wait_until(lambda: bool(found()), seconds, what)
        return found()[-1]

    async def ask(self, text: str = "", **fields: Any) -> Message:
        """Send something and return the bot's answer to it."""
        before = len(self._done())
        self.server.send(self.user, text, self.chat, **fields)
        await self.server.wait_until(lambda: len(self._done()) > before, what=f"an answer to {text[:40]!r}")
        return self._done()[-1]

    async def press(self, message: Message, label: str, by: User | None = None) -> tuple[Message, str]:
        """Press a button; return the message as it then stands, and the pop-up's text."""
        query = self.server.press(by or self.user, message, label)
        pop_up = await self.answered(query)
        now = self.server.find(self.chat.id, message.message_id)
        assert now is not None
        return now.snapshot(), pop_up

    async def answered(self, *queries: str) -> str:
        """Wait until presses are answered; return the last pop-up's text, empty where there was none."""
        answer_to = self.server.answer_to
        await self.server.wait_until(lambda: all(answer_to(query) is not None for query in queries))
        text: str = (answer_to(queries[-1]) or {}).get("text", "")
        return text

    async def go(self, message: Message, *labels: str) -> Message:
        """Press one button after another, each of the screen that the one before has shown."""
        for label in labels:
            message, toast = await self.press(message, label)
            assert toast == "", f"{label}: {toast}"
        return message
