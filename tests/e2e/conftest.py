"""The whole bot against the local Bot API server, in one event loop."""

import asyncio
import shutil
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpcore
import pytest
import structlog
from structlog.testing import capture_logs

from bot import workers
from bot.app import run_bot
from bot.config import Settings, load_settings
from bot.sender import window
from bot.services.read_bytes import prepare
from bot.sources import guard
from bot.workers import Limits
from bot.workers.processes import Template
from tests.botapi import BotApiServer, Chat, Message, User
from tests.web import WebServer


class _SharedTemplate(Template):
    """The process that children are forked from, kept when a bot ends."""

    def end(self) -> None:
        """Leave it to the next test; a child ends with the line to its bot."""


@pytest.fixture(scope="package")
def template() -> Iterator[Template]:
    """What every bot needs and takes seconds to load, loaded once for all tests."""
    shared = _SharedTemplate(Limits(), prepare)
    yield shared
    Template.end(shared)


@pytest.fixture(autouse=True)
def _one_template(template: Template, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "Template", lambda *_: template)


_shared_context = cache(ssl.create_default_context)
_shared_default_context = cache(httpcore.default_ssl_context)


@pytest.fixture(autouse=True)
def _roots_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the public roots among all bots, each of which would read them three times, 0.1 s in all."""
    monkeypatch.setattr(ssl, "create_default_context", _shared_context)
    monkeypatch.setattr(httpcore, "default_ssl_context", _shared_default_context)


@pytest.fixture(autouse=True)
def _plain_tracebacks() -> None:
    """Log tracebacks as the bot itself does: with every variable, as structlog does, one takes a second."""
    *others, _ = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*others, plain])


@pytest.fixture(autouse=True)
def _unhurried_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot write to a chat as often as it likes: at its own pace, a fourth message waits for seconds.

    `test_pace` holds it to that pace, against a server that holds Telegram's limits.
    """
    for limit in ("_PRIVATE", "_GROUP"):
        monkeypatch.setattr(window, limit, (1000, 1.0))


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    # Real limits would make these tests wait for minutes; the pace has tests of its own.
    async with BotApiServer(limits=None) as server:
        yield server


@pytest.fixture
def settings(server: BotApiServer, tmp_path: Path, seeds: Path, migrated: Path) -> Settings:
    (tmp_path / "data").mkdir(mode=0o700)
    shutil.copy(migrated, tmp_path / "data")
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
    polls = len(server.journal.of("deleteWebhook"))
    task = asyncio.create_task(run_bot(settings, stop))
    try:
        await server.wait_accepted("deleteWebhook", polls + 1)
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


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Names of sites and where they lead, to be filled by tests; no other name is known."""
    known: dict[str, str] = {}

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        try:
            return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            if host not in known:
                raise
        return socket.getaddrinfo(known[host], None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(guard, "getaddrinfo", look_up)
    return known


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    async with WebServer() as web:
        yield web


@pytest.fixture
def reading(settings: Settings) -> Settings:
    """Settings under which the bot may open pages of this machine."""
    return settings.model_copy(update={"fetch_allow_networks": frozenset({ip_network("127.0.0.0/8")})})


@pytest.fixture
async def reading_bot(reading: Settings, server: BotApiServer) -> AsyncIterator[None]:
    async with running(reading, server):
        yield


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


@pytest.fixture
def anna(server: BotApiServer) -> Conversation:
    user = server.add_user("Anna")
    return Conversation(server, user, server.private_chat(user))
