"""A whole bot, with sources to follow and people who press its buttons, for the crawl and the walk."""

import asyncio
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.config import Settings, load_settings
from bot.scheduler import Ticks
from bot.serving import lifetime
from bot.sources import guard
from tests.botapi import BotApiServer, User
from tests.e2e.newsrooms import Newsroom, told
from tests.e2e.pages import sentences
from tests.e2e.sources import Clock, at_noon, town
from tests.screens.state import waits_to_be_sent
from tests.sharing import share
from tests.stories import Told
from tests.web import WebServer

SEEDS = Path(__file__).parent.parent.parent / "seeds"
# Tasks of the bot that belong to an update: the library names them so, and our own begin in these folders.
_UPDATE_TASK = "process_concurrent_update"
_WORK = ("/bot/chat/", "/bot/services/")
# Longer than the longest answer on a busy machine; who waits in vain has found a fault.
_PATIENCE = 30.0
_BREATH = 0.001
_LEVELS = frozenset({"error", "critical"})


@dataclass
class House:
    """A bot that runs, what it meets, and what it has logged so far."""

    server: BotApiServer
    settings: Settings
    clock: Clock
    web: WebServer
    outlets: tuple[Newsroom, Newsroom]
    owner: User
    events: list[Any]
    bot: AsyncExitStack
    """What ends the bot that runs now."""
    standing: set[asyncio.Task[Any]] = field(default_factory=set)
    """What runs for as long as the bot does."""
    ticks: Ticks = field(init=False)

    async def start(self) -> None:
        """Start the bot, as it does after another has ended."""
        await self.bot.aclose()
        self.ticks = await self.bot.enter_async_context(_running(self))
        self.standing = set(asyncio.all_tasks())

    @property
    def errors(self) -> list[str]:
        """What was logged as an error, with what was raised."""
        return [
            f"{event['event']}: {event.get('exc_info', event.get('error', ''))!r}"
            for event in self.events
            if event["log_level"] in _LEVELS
        ]

    async def tick(self) -> None:
        """Do what the bot does by the clock, and wait until it is done and sent."""
        for tick in (self.ticks.poll, self.ticks.deliver, self.ticks.clean_up):
            await tick()
            await self.settle()
        async with asyncio.timeout(_PATIENCE):
            while waits_to_be_sent(self.settings, int(self.clock())):
                await asyncio.sleep(_BREATH)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the bot has nothing left to do for what people did."""
        async with asyncio.timeout(_PATIENCE):
            quiet = 0
            while quiet < 2:
                await asyncio.sleep(_BREATH)
                quiet = 0 if self.server.updates.pending or self._is_busy() else quiet + 1

    def _is_busy(self) -> bool:
        return any(task not in self.standing and _serves(task) for task in asyncio.all_tasks())


@asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    """Run a bot for as long as the block lasts; two outlets have news, some of it on the same events."""
    with (
        tempfile.TemporaryDirectory() as own,
        pytest.MonkeyPatch.context() as patch,
        capture_logs() as events,
    ):
        async with BotApiServer(limits=None) as server, WebServer() as web:
            names: dict[str, str] = {}
            patch.setattr(guard, "getaddrinfo", _looking_up(names))
            share(patch)
            outlets = Newsroom(web, "Vale Post"), Newsroom(web, "Morning Ledger")
            names |= {outlet.host: web.host for outlet in outlets}
            _publish(outlets)
            owner, clock = server.add_user("Olga"), Clock()
            server.private_chat(owner)  # who never started the bot has no menu of commands
            settings = _settings(server, Path(own) / "data", owner)
            async with AsyncExitStack() as bot:
                house = House(server, settings, clock, web, outlets, owner, events, bot)
                await house.start()
                yield house


@asynccontextmanager
async def _running(house: House) -> AsyncIterator[Ticks]:
    """Run a bot whose ticks come when its clock is moved."""
    started: list[Ticks] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lifetime, "start_ticks", lambda _, ticks: started.append(ticks))
        async with at_noon(house.settings, house.server, house.clock):
            await asyncio.sleep(0.3)  # until all that runs for as long as the bot does has begun
            yield started[0]


def _serves(task: asyncio.Task[Any]) -> bool:
    if _UPDATE_TASK in task.get_name():
        return True
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and any(folder in code.co_filename for folder in _WORK)


def _publish(outlets: tuple[Newsroom, Newsroom]) -> None:
    ours: list[Told] = []
    theirs: list[Told] = []
    for name in ("same-01-train", "same-04-rates", "apart-08-ferry"):
        one, other = told(name)
        ours.append(one)
        theirs.append(other)
    outlets[0].publish(*ours)
    outlets[1].publish(*theirs)


def _settings(server: BotApiServer, data: Path, owner: User) -> Settings:
    given = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(data),
        "SEEDS_DIR": str(SEEDS),
        "ACCESS": "public",
        "OWNER_IDS": str(owner.id),
        "SEND_RATE": "1000",
    }
    settings = load_settings(given, data / "no.env")
    return settings.model_copy(update={"fetch_allow_networks": frozenset({ip_network("127.0.0.0/8")})})


def _looking_up(names: dict[str, str]) -> Any:
    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        address = names.get(host, host)
        return socket.getaddrinfo(address, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    return look_up


def words_of(number: int) -> str:
    """A text long enough to be summarised, about one of many towns."""
    return " ".join(sentences(town(number)))
