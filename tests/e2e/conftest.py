"""The whole bot against the local Bot API server, in one event loop."""

import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from bot.config import Settings, load_settings
from bot.sender import window
from bot.sources import guard
from tests.botapi import BotApiServer, User
from tests.e2e.conversations import Conversation, running
from tests.e2e.served import Town
from tests.e2e.sources import Clock, at_noon
from tests.postgresql import Server
from tests.sharing import share
from tests.web import WebServer

# Fewer characters than these of what somebody wrote can stand in a line by chance.
_SHORT = 30


@pytest.fixture(autouse=True)
def _sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    share(monkeypatch)


@pytest.fixture(autouse=True)
def _no_secret_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Log as the bot itself does, and see in the end that no line has its token, or what people wrote."""
    servers, lines = list[BotApiServer](), list[str]()
    start = BotApiServer.start

    def note(_logger: object, _method: str, line: Any) -> Any:
        lines.append(line)
        return line

    async def noted_start(server: BotApiServer) -> None:
        servers.append(server)
        await start(server)

    monkeypatch.setattr(BotApiServer, "start", noted_start)
    *others, _ = structlog.get_config()["processors"]
    # With every variable in it, as structlog has it, a traceback takes a second.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    before = structlog.get_config()
    structlog.configure(processors=[*others, plain, note])
    yield
    structlog.configure(**before)
    log = "\n".join([*lines, *(record.getMessage() for record in caplog.get_records("call"))])
    for server in servers:
        assert server.token.partition(":")[2] not in log
        said = (message.text for chat in server.chats for message in server.messages(chat))
        assert [text for text in said if len(text) > _SHORT and text[:_SHORT] in log] == []


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
def database(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[dict[str, str]]:
    """The settings of a database that nobody has used: of a file, or of what `--database` says."""
    (tmp_path / "data").mkdir(mode=0o700)
    if request.config.getoption("database") == "file":
        shutil.copy(migrated, tmp_path / "data")
        yield {}
        return
    postgresql: Server = request.getfixturevalue("postgresql")
    url = postgresql.new_database()
    yield {"DATABASE_URL": url.set(drivername="postgresql").render_as_string(hide_password=False)}
    postgresql.drop(url)


@pytest.fixture
def settings(server: BotApiServer, tmp_path: Path, seeds: Path, database: dict[str, str]) -> Settings:
    return load_settings(
        {
            **database,
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "DATA_DIR": str(tmp_path / "data"),
            "SEEDS_DIR": str(seeds),
            "ACCESS": "public",
            "SEND_RATE": "1000",
        },
        tmp_path / "no.env",
    )


@pytest.fixture
def events() -> Iterator[list[Any]]:
    """What the bot logs meanwhile, as events with fields."""
    with capture_logs() as captured:
        yield captured


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


@pytest.fixture
def anna(server: BotApiServer) -> Conversation:
    user = server.add_user("Anna")
    return Conversation(server, user, server.private_chat(user))


@pytest.fixture
def owner(server: BotApiServer) -> User:
    """Who runs the bot, where the settings of a test say so."""
    return server.add_user("Olga")


@pytest.fixture
def olga(server: BotApiServer, owner: User) -> Conversation:
    return Conversation(server, owner, server.private_chat(owner))


@pytest.fixture
def public(reading: Settings, owner: User) -> Settings:
    return reading.model_copy(update={"access": "public", "owner_ids": frozenset({owner.id})})


@pytest.fixture
def inviting(public: Settings) -> Settings:
    return public.model_copy(update={"access": "invite"})


@pytest.fixture
def closed(public: Settings) -> Settings:
    return public.model_copy(update={"access": "owner"})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def bot_at_noon(reading: Settings, server: BotApiServer, clock: Clock) -> AsyncIterator[None]:
    async with at_noon(reading, server, clock):
        yield


@pytest.fixture
def town(server: BotApiServer, web: WebServer, olga: Conversation) -> Town:
    return Town(server, web, olga)
