"""The bot as it runs: which part of it this process is, with which database, and for how long."""
# ruff: noqa: PLC0415  (the queue and the terminal are loaded for those who use them: 0.2 s, and 15 MB)

import asyncio
import gc
import shutil
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import URL

from bot.chat import Context, answer_pastes
from bot.config import Settings
from bot.errors import SettingsError
from bot.operator import Overlook, Work, overlooking
from bot.roles import Role
from bot.scheduler import start_ticks
from bot.services.inbox import Inbox
from bot.services.overview import Overview
from bot.serving import serve
from bot.serving.application import build_app, telegram_app
from bot.serving.webhook import Webhook, listening
from bot.storage import IN_MEMORY, Storage, database_at, open_storage, sqlite_url
from bot.storage.leadership import Leadership
from bot.storage.reach import open_when_there
from bot.storage.single import only_process
from bot.wiring import Clock, Part, Rooms, open_house

if TYPE_CHECKING:
    from bot.terminal import Terminal

# What a role does that no other process may do at the same time.
_LED = {
    Role.ALL: ("gateway", "scheduler"),
    Role.GATEWAY: ("gateway",),
    Role.SCHEDULER: ("scheduler",),
}

# What the terminal takes in place of a token; it goes nowhere.
_NO_TOKEN = "0:terminal"  # noqa: S105


async def run_until_signal(settings: Settings, role: Role = Role.ALL) -> None:
    """Run the bot, or one part of it, until the process is interrupted or told to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)  # whoever asks twice does not want to wait
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    gc.freeze()  # what is loaded stays: to look through all of it for garbage would take 0.1 s each time
    await run_bot(settings, stop, role=role)


async def run_bot(
    settings: Settings, stop: asyncio.Event, clock: Clock = time.time, role: Role = Role.ALL
) -> None:
    """Run the bot, or one part of it, until `stop` is set; `clock` gives the time of day in UTC seconds.

    Raises `SettingsError` for what only the owner can mend.
    """
    overlook = Overlook(role, clock)
    async with overlooking(settings.metrics_listen, overlook):
        await _Process(settings, role, clock, overlook).run(stop)


@dataclass(frozen=True, slots=True)
class _Gate:
    """Where updates come in that Telegram brings."""

    token: str
    inbox: Inbox
    webhook: Webhook | None


@dataclass(frozen=True, slots=True)
class _Process:
    """One process of the bot."""

    settings: Settings
    role: Role
    clock: Clock
    overlook: Overlook
    holder: str = field(default_factory=lambda: token_hex(8))
    """As whom it leads, and takes updates."""

    async def run(self, stop: asyncio.Event) -> None:
        """Do its part until `stop`."""
        settings = self.settings
        if settings.database_address is None:
            if self.role is not Role.ALL:
                raise SettingsError(f"--role {self.role}: several processes need PostgreSQL in DATABASE_URL")
            database = sqlite_url(settings.data_dir)  # makes the folder, where it is not there yet
            with only_process(settings.data_dir):
                async with _closing(await open_storage(database)) as storage, self._gate(storage) as gate:
                    await self._serve(storage, gate, stop, Part(inbox=gate.inbox))
            return
        url = database_at(settings.database_address, settings.data_dir)
        opened = await open_when_there(url, stop)
        if opened is None:
            return
        async with _closing(opened) as storage:
            match self.role:
                case Role.WORKER:
                    await self._work(storage, url, stop)
                case Role.SCHEDULER:
                    await self._lead(url, stop, lambda over, _: self._tick(storage, url, over))
                case _:
                    await self._talk(storage, url, stop)

    async def _talk(self, storage: Storage, url: URL, stop: asyncio.Event) -> None:
        """Take updates in; handle them and send, whenever that is for this process."""
        async with self._gate(storage) as gate:

            async def serve_alone(over: asyncio.Event, leadership: Leadership) -> None:
                part = Part(self.role is Role.ALL, lambda: leadership.is_sure, gate.inbox)
                await self._serve(storage, gate, over, part)

            await self._lead(url, stop, serve_alone)

    async def _lead(
        self,
        url: URL,
        stop: asyncio.Event,
        work: Callable[[asyncio.Event, Leadership], Awaitable[None]],
    ) -> None:
        """Do what exactly one process may do, whenever that is this one."""
        from bot.jobs import AWAY

        leadership = Leadership(url, _LED[self.role], self.holder)
        await leadership.lead(stop, lambda over: work(over, leadership), AWAY)

    @asynccontextmanager
    async def _gate(self, storage: Storage) -> AsyncIterator[_Gate]:
        """Take in what Telegram brings, where it is to bring it, whoever handles it."""
        if self.settings.telegram_bot_token is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is not set")
        token = self.settings.telegram_bot_token.get_secret_value()
        gate = _Gate(token, Inbox(storage.updates, self.clock, self.holder), Webhook.of(self.settings, token))
        async with listening(gate.webhook, gate.inbox) if gate.webhook else nullcontext():
            yield gate

    async def _serve(self, storage: Storage, gate: _Gate, stop: asyncio.Event, part: Part) -> None:
        """Handle updates and send; and begin all work where there are no other processes for it."""
        settings, app = self.settings, telegram_app(self.settings, gate.token)
        async with open_house(settings, storage, app, _scratch(settings.data_dir), self.clock, part) as house:
            work = Work(house.overview, app.bot, lambda: house.deliver.is_going_on)
            async with self.overlook.during(work):
                await serve(app, house, settings.telegram_api_url, stop, gate.webhook)

    async def _tick(self, storage: Storage, url: URL, stop: asyncio.Event) -> None:
        """Order the work that workers do, by the clock."""
        from bot.jobs import JobTicks, open_jobs

        scheduler = AsyncIOScheduler(timezone=UTC)
        work = Work(Overview(storage.operations, self.clock))
        async with open_jobs(url) as jobs, self.overlook.during(work):
            start_ticks(scheduler, JobTicks(jobs, storage, self.clock))
            scheduler.start()
            try:
                await stop.wait()
            finally:
                scheduler.shutdown(wait=False)

    async def _work(self, storage: Storage, url: URL, stop: asyncio.Event) -> None:
        """Do the work that the scheduler orders."""
        from bot.jobs import work_until

        async with AsyncExitStack() as stack:
            scratch = Path(stack.enter_context(TemporaryDirectory(prefix="digest-bot-")))
            rooms = await Rooms.open(self.settings, storage, scratch, stack, lambda: None, self.clock)
            stack.push_async_callback(rooms.background.close)
            async with self.overlook.during(Work(Overview(storage.operations, self.clock))):
                await work_until(stop, url, rooms.background)


@asynccontextmanager
async def _closing(storage: Storage) -> AsyncIterator[Storage]:
    try:
        yield storage
    finally:
        await storage.close()


async def run_terminal(settings: Settings, terminal: "Terminal") -> None:
    """Run the same bot in a terminal: no token, no network, nothing kept."""
    from bot.terminal import PERSON_ID

    # Whoever sits here owns the machine.
    own = settings.model_copy(update={"access": "public", "owner_ids": frozenset({PERSON_ID})})
    app = build_app(rate=1000, request=terminal, updates_request=terminal, token=_NO_TOKEN)
    with TemporaryDirectory() as scratch:
        async with (
            _closing(await open_storage(IN_MEMORY)) as storage,
            open_house(own, storage, app, Path(scratch), time.time) as house,
            app,
        ):
            await app.start()
            try:
                await terminal.talk(app)
                await answer_pastes(Context(app))
            finally:
                await app.stop()
                await house.background.close()


def _scratch(data_dir: Path) -> Path:
    """Return an empty folder for what is being read, which a killed process may have left behind."""
    folder = data_dir / "reading"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
