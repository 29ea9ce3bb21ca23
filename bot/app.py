"""The composition root: the only file that knows every room."""

import asyncio
import shutil
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Self, TypeAlias

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import URL

from bot.chat import App, Context, House, answer_pastes, install
from bot.chat.announce import Announcer
from bot.config import Settings
from bot.digest.model import Schedule
from bot.errors import SettingsError
from bot.jobs import JobTicks, open_jobs, work_until
from bot.operator import Overlook, Work, overlooking
from bot.roles import Role
from bot.scheduler import start_ticks
from bot.sender import Outbox
from bot.services.access import Access
from bot.services.background import Background
from bot.services.backups import Backups
from bot.services.breaking import Breaking
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.digest_stories import DigestStories
from bot.services.erase import Erase
from bot.services.exports import Exports
from bot.services.feed_sources import FeedSources
from bot.services.folder_articles import FolderArticles
from bot.services.handovers import Handovers
from bot.services.imports import Imports
from bot.services.inbox import Inbox
from bot.services.inline import Inline
from bot.services.invites import Invites
from bot.services.joint_summary import JointSummaries
from bot.services.looks import Looks
from bot.services.newsroom import Newsroom
from bot.services.notices import Notices
from bot.services.offers import Offers
from bot.services.overview import Overview
from bot.services.people import People
from bot.services.poll_feeds import PollFeeds
from bot.services.profiles import Profiles
from bot.services.quotas import Quotas
from bot.services.read_bytes import prepare
from bot.services.read_input import ReadInput
from bot.services.said_lately import SaidLately
from bot.services.schedules import Schedules
from bot.services.statistics import Statistician
from bot.services.subscriptions import Subscriptions
from bot.services.summarize_input import SummarizeInput
from bot.services.upkeep import Upkeep
from bot.serving import serve
from bot.serving.application import build_app, telegram_app
from bot.serving.webhook import Webhook
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, Storage, database_at, open_storage, sqlite_url, upgrade
from bot.storage.leadership import Leadership
from bot.storage.reach import wait_for_database
from bot.storage.single import only_process
from bot.terminal import PERSON_ID, Terminal
from bot.workers import Workers

Clock: TypeAlias = Callable[[], float]


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
    await run_bot(settings, stop, role=role)


async def run_bot(
    settings: Settings, stop: asyncio.Event, clock: Clock = time.time, role: Role = Role.ALL
) -> None:
    """Run the bot, or one part of it, until `stop` is set; `clock` gives the time of day in UTC seconds.

    Raises `SettingsError` for what only the owner can mend.
    """
    overlook = Overlook(role, clock)
    async with overlooking(settings.metrics_listen, overlook):
        await _run(settings, stop, clock, role, overlook)


async def _run(settings: Settings, stop: asyncio.Event, clock: Clock, role: Role, overlook: Overlook) -> None:
    if settings.database_address is None:
        if role is not Role.ALL:
            raise SettingsError(f"--role {role}: several processes need a PostgreSQL server in DATABASE_URL")
        database = sqlite_url(settings.data_dir)  # makes the folder, where it is not there yet
        with only_process(settings.data_dir):
            await _serve(settings, database, stop, clock, overlook)
        return
    url = database_at(settings.database_address, settings.data_dir)
    if not await wait_for_database(url, stop):
        return
    await upgrade(url)
    if role is Role.WORKER:
        await _work(settings, url, stop, clock, overlook)
        return
    leadership = Leadership(url, _LED[role], token_hex(8))

    async def lead(over: asyncio.Event) -> None:
        if role is Role.SCHEDULER:
            await _tick(url, over, clock, overlook)
        else:
            await _serve(settings, url, over, clock, overlook, role, lambda: leadership.is_sure)

    await leadership.lead(stop, lead)


async def _serve(
    settings: Settings,
    database: URL,
    stop: asyncio.Event,
    clock: Clock,
    overlook: Overlook,
    role: Role = Role.ALL,
    is_sure: Callable[[], bool] = lambda: True,
) -> None:
    """Take updates and send; and begin all work where there are no other processes for it."""
    if settings.telegram_bot_token is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN is not set")
    token = settings.telegram_bot_token.get_secret_value()
    app = telegram_app(settings, token)
    scratch = _scratch(settings.data_dir)
    async with _house(settings, database, scratch, app, clock, role, is_sure) as house:
        work = Work(house.overview, app.bot, lambda: house.deliver.is_going_on)
        async with overlook.during(work):
            await serve(app, house, settings.telegram_api_url, stop, Webhook.of(settings, token))


async def _tick(database: URL, stop: asyncio.Event, clock: Clock, overlook: Overlook) -> None:
    """Order the work that workers do, by the clock."""
    storage = await open_storage(database)
    scheduler = AsyncIOScheduler(timezone=UTC)
    try:
        overview = Overview(storage.operations, clock)
        async with open_jobs(database) as jobs, overlook.during(Work(overview)):
            ticks = JobTicks(jobs, storage, clock)
            start_ticks(scheduler, ticks)
            scheduler.start()
            await stop.wait()
    finally:
        if scheduler.running:
            scheduler.shutdown(wait=False)
        await storage.close()


async def _work(
    settings: Settings, database: URL, stop: asyncio.Event, clock: Clock, overlook: Overlook
) -> None:
    """Do the work that the scheduler orders."""
    async with AsyncExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="digest-bot-")))
        storage = await open_storage(database)
        stack.push_async_callback(storage.close)
        rooms = await _Rooms.open(settings, storage, scratch, stack, lambda: None, clock)
        stack.push_async_callback(rooms.background.close)
        async with overlook.during(Work(Overview(storage.operations, clock))):
            await work_until(stop, database, rooms.background)


async def run_terminal(settings: Settings, terminal: Terminal) -> None:
    """Run the same bot in a terminal: no token, no network, nothing kept."""
    # Whoever sits here owns the machine.
    own = settings.model_copy(update={"access": "public", "owner_ids": frozenset({PERSON_ID})})
    with TemporaryDirectory() as scratch:
        await _talk(own, terminal, Path(scratch))


async def _talk(settings: Settings, terminal: Terminal, scratch: Path) -> None:
    app = build_app(rate=1000, request=terminal, updates_request=terminal, token=_NO_TOKEN)
    async with _house(settings, IN_MEMORY, scratch, app, time.time) as house, app:
        await app.start()
        try:
            await terminal.talk(app)
            await answer_pastes(Context(app))
        finally:
            await app.stop()
            await house.background.close()


@dataclass(frozen=True, slots=True)
class _Rooms:
    """What reads and composes, for people or by itself."""

    workers: Workers
    folder: Folder
    quotas: Quotas
    inputs: ReadInput
    for_people: FeedSources
    polls: PollFeeds
    newsroom: Newsroom
    digests: Digests
    summaries: SummarizeInput
    background: Background

    @classmethod
    async def open(
        cls,
        settings: Settings,
        storage: Storage,
        scratch: Path,
        stack: AsyncExitStack,
        wake: Callable[[], None],
        clock: Clock,
    ) -> Self:
        """Build them; `wake` is called when there is something new to be sent."""
        workers = Workers(prepare=prepare)
        stack.push_async_callback(workers.close)
        folder, quotas = Folder(settings.seeds_dir), Quotas()

        async def sources() -> tuple[ReadInput, FeedSources]:
            fetcher = Fetcher(allow_networks=settings.fetch_allow_networks)
            await stack.enter_async_context(fetcher)
            inputs = ReadInput(storage, fetcher, workers, quotas, scratch, clock)
            return inputs, FeedSources(fetcher, workers, inputs, folder)

        # What is read for people and what is read by itself do not wait for each other's places.
        inputs, for_people = await sources()
        _, by_itself = await sources()
        polls = PollFeeds(storage, by_itself, Notices(storage, wake).put, clock)
        newsroom = Newsroom(storage, clock)
        digests = Digests(storage, newsroom, polls.read_now, wake, clock)
        breaking = Breaking(storage, newsroom, wake, clock)
        summaries = SummarizeInput(storage, FolderArticles(folder), inputs, workers, clock)
        background = Background(storage, polls, digests, breaking, summaries, clock)
        return cls(
            workers, folder, quotas, inputs, for_people, polls, newsroom, digests, summaries, background
        )


@asynccontextmanager
async def _house(
    settings: Settings,
    database: URL,
    scratch: Path,
    app: App,
    clock: Clock,
    role: Role = Role.ALL,
    is_sure: Callable[[], bool] = lambda: True,
) -> AsyncIterator[House]:
    """Build what the application serves, and move it in."""
    async with AsyncExitStack() as stack:
        storage = await open_storage(database)
        stack.push_async_callback(storage.close)
        deliver = Deliver(storage, Outbox(app.bot), token_hex(8), clock, is_sure)
        rooms = await _Rooms.open(settings, storage, scratch, stack, deliver.wake, clock)
        summaries, quotas, for_people = rooms.summaries, rooms.quotas, rooms.for_people
        defaults = Schedule(settings.default_timezone, (settings.default_digest_time,))
        schedules = Schedules(storage, defaults, settings.send_rate, clock)
        profiles = Profiles(storage, schedules)
        imports = Imports(storage, for_people, schedules, quotas, clock)
        # The token is a secret that outlives a restart, as the buttons do.
        offers = Offers(storage, summaries, rooms.inputs, quotas, app.bot.token, clock)
        stack.push_async_callback(offers.close)
        looks = Looks(storage, schedules, settings.default_language)
        access = Access(storage.access, settings.access, settings.owner_ids, clock)
        house = House(
            summaries=summaries,
            access=access,
            invites=Invites(storage.invites, access, clock),
            people=People(storage.access, access, schedules, clock),
            statistics=Statistician(storage.statistics, summaries, clock),
            overview=Overview(storage.operations, clock),
            said=SaidLately(clock),
            announcer=Announcer(app.bot, storage.announced, access, looks),
            subscriptions=Subscriptions(storage, for_people, rooms.polls, schedules, quotas, clock),
            schedules=schedules,
            profiles=profiles,
            looks=looks,
            digests=rooms.digests,
            stories=DigestStories(storage, summaries, profiles, clock),
            joint=JointSummaries(storage, rooms.inputs, rooms.workers, clock),
            offers=offers,
            inline=Inline(storage, rooms.newsroom, rooms.digests, summaries),
            imports=imports,
            exports=Exports(storage, clock),
            backups=Backups(storage, for_people, imports, schedules, quotas),
            quotas=quotas,
            handovers=Handovers(storage, schedules, clock),
            erase=Erase(storage, access),
            background=rooms.background,
            upkeep=Upkeep(rooms.background) if role is Role.ALL else None,
            deliver=deliver,
            inbox=Inbox(storage.updates, clock),
        )
        await house.looks.start()
        install(app, house)
        yield house


def _scratch(data_dir: Path) -> Path:
    """Return an empty folder for what is being read, which a killed process may have left behind."""
    folder = data_dir / "reading"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
