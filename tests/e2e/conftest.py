"""The whole bot against the local Bot API server, in one event loop."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.app import run_bot
from bot.config import Settings, load_settings
from tests.botapi import BotApiServer, Chat, Message, User


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    # Real limits would make these tests wait for minutes; the pace has tests of its own.
    async with BotApiServer(limits=None) as server:
        yield server


@pytest.fixture
def settings(server: BotApiServer, tmp_path: Path, seeds: Path) -> Settings:
    return load_settings(
        {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "DATA_DIR": str(tmp_path / "data"),
            "SEEDS_DIR": str(seeds),
            "ACCESS": "public",
            "SEND_RATE": "1000",
        },
        tmp_path / "no.env",
    )


@asynccontextmanager
async def running(settings: Settings, server: BotApiServer) -> AsyncIterator[asyncio.Event]:
    """Run the bot for as long as the block lasts, and end it the way a signal does."""
    stop = asyncio.Event()
    polls = len(server.journal.of("setMyCommands"))
    task = asyncio.create_task(run_bot(settings, stop))
    try:
        await server.wait_accepted("setMyCommands", polls + 1)
        yield stop
    finally:
        stop.set()
        await task


@pytest.fixture
def events() -> Iterator[list[Any]]:
    """What the bot logs meanwhile, as events with fields."""
    with capture_logs() as captured:
        yield captured


async def logged(events: list[Any], name: str) -> dict[str, Any]:
    """Wait until an event is logged, and return it."""
    async with asyncio.timeout(15):
        while not (found := [event for event in events if event["event"] == name]):
            await asyncio.sleep(0.02)
    event: dict[str, Any] = found[0]
    return event


@pytest.fixture
async def bot(settings: Settings, server: BotApiServer) -> AsyncIterator[None]:
    async with running(settings, server):
        yield


class Conversation:
    """One person in one chat, with a bot that answers."""

    def __init__(self, server: BotApiServer, user: User, chat: Chat) -> None:
        self.server = server
        self.user = user
        self.chat = chat

    def _answers(self) -> list[Message]:
        return [message for message in self.server.messages(self.chat.id) if message.from_bot]

    async def ask(self, text: str = "", **fields: Any) -> Message:
        """Send something and return the bot's answer to it."""
        before = len(self._answers())
        self.server.send(self.user, text, self.chat, **fields)
        await self.server.wait_until(
            lambda: len(self._answers()) > before, what=f"an answer to {text[:40]!r}"
        )
        return self._answers()[-1]

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


@pytest.fixture
def anna(server: BotApiServer) -> Conversation:
    user = server.add_user("Anna")
    return Conversation(server, user, server.private_chat(user))
