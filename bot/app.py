"""The composition root: the only file that knows every room."""

import asyncio
import shutil
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TypeAlias

from sqlalchemy import URL
from telegram.ext import Application, ContextTypes, JobQueue
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat import App, Context, House, OneByOneInAChat, answer_pastes, install
from bot.chat.announce import Announcer
from bot.chat.uploads import StreamingRequest
from bot.config import Settings
from bot.digest.model import Schedule
from bot.errors import SettingsError
from bot.sender import Outbox, Pace
from bot.services.access import Access
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
from bot.services.inline import Inline
from bot.services.invites import Invites
from bot.services.joint_summary import JointSummaries
from bot.services.looks import Looks
from bot.services.newsroom import Newsroom
from bot.services.offers import Offers
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
from bot.serving.polling import UpdatesRequest
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, open_storage, sqlite_url
from bot.storage.single import only_process
from bot.terminal import PERSON_ID, Terminal
from bot.workers import Workers

Clock: TypeAlias = Callable[[], float]

# Connections for sending: as many as answers can be under way at the default pace, with room for slow ones.
_POOL = 64
# A call of the Bot API answers within a second or so; after 20 s the answer is lost.
_TIMEOUT = 20.0
# What the terminal takes in place of a token; it goes nowhere.
_NO_TOKEN = "0:terminal"  # noqa: S105


async def run_until_signal(settings: Settings) -> None:
    """Run the bot until the process is interrupted or told to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)  # whoever asks twice does not want to wait
        loop.call_soon_threadsafe(stop.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)
    await run_bot(settings, stop)


async def run_bot(settings: Settings, stop: asyncio.Event, clock: Clock = time.time) -> None:
    """Run the bot until `stop` is set; `clock` gives the time of day in UTC seconds.

    Raises `SettingsError` for what only the owner can mend.
    """
    if settings.telegram_bot_token is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN is not set")
    database = sqlite_url(settings.data_dir)
    with only_process(settings.data_dir):
        app = _telegram_app(settings, settings.telegram_bot_token.get_secret_value())
        async with _house(settings, database, _scratch(settings.data_dir), app, clock) as house:
            await serve(app, house, settings.telegram_api_url, stop)


async def run_terminal(settings: Settings, terminal: Terminal) -> None:
    """Run the same bot in a terminal: no token, no network, nothing kept."""
    # Whoever sits here owns the machine.
    own = settings.model_copy(update={"access": "public", "owner_ids": frozenset({PERSON_ID})})
    with TemporaryDirectory() as scratch:
        await _talk(own, terminal, Path(scratch))


async def _talk(settings: Settings, terminal: Terminal, scratch: Path) -> None:
    app = _app(rate=1000, request=terminal, updates_request=terminal, token=_NO_TOKEN)
    async with _house(settings, IN_MEMORY, scratch, app, time.time) as house, app:
        await app.start()
        try:
            await terminal.talk(app)
            await answer_pastes(Context(app))
        finally:
            await app.stop()
            await house.upkeep.stop()


@asynccontextmanager
async def _house(
    settings: Settings, database: URL, scratch: Path, app: App, clock: Clock
) -> AsyncIterator[House]:
    """Build what the application serves, and move it in."""
    async with AsyncExitStack() as stack:
        storage = await open_storage(database)
        stack.push_async_callback(storage.close)
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
        deliver = Deliver(storage, Outbox(app.bot), token_hex(8), clock)
        polls = PollFeeds(storage, by_itself, deliver.notices, clock)
        newsroom = Newsroom(storage, clock)
        digests = Digests(storage, newsroom, polls.read_now, deliver.wake, clock)
        breaking = Breaking(storage, newsroom, deliver.wake, clock)
        summaries = SummarizeInput(storage, FolderArticles(folder), inputs, workers, clock)
        defaults = Schedule(settings.default_timezone, (settings.default_digest_time,))
        schedules = Schedules(storage, defaults, settings.send_rate, clock)
        profiles = Profiles(storage, schedules)
        imports = Imports(storage, for_people, schedules, quotas, clock)
        # The token is a secret that outlives a restart, as the buttons do.
        offers = Offers(storage, summaries, inputs, quotas, app.bot.token, clock)
        stack.push_async_callback(offers.close)
        looks = Looks(storage, schedules, settings.default_language)
        access = Access(storage.access, settings.access, settings.owner_ids, clock)
        house = House(
            summaries=summaries,
            access=access,
            invites=Invites(storage.invites, access, clock),
            people=People(storage.access, access, schedules, clock),
            statistics=Statistician(storage.statistics, summaries, clock),
            said=SaidLately(clock),
            announcer=Announcer(app.bot, storage.announced, access, looks),
            subscriptions=Subscriptions(storage, for_people, polls, schedules, quotas, clock),
            schedules=schedules,
            profiles=profiles,
            looks=looks,
            digests=digests,
            stories=DigestStories(storage, summaries, profiles, clock),
            joint=JointSummaries(storage, inputs, workers, clock),
            offers=offers,
            inline=Inline(storage, newsroom, digests, summaries),
            imports=imports,
            exports=Exports(storage, clock),
            backups=Backups(storage, for_people, imports, schedules, quotas),
            quotas=quotas,
            handovers=Handovers(storage, schedules, clock),
            erase=Erase(storage, access),
            upkeep=Upkeep(storage, polls, digests, breaking, deliver, summaries, clock),
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


def _telegram_app(settings: Settings, token: str) -> App:
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None

    def request(connections: int, kind: type[HTTPXRequest] = HTTPXRequest) -> HTTPXRequest:
        return kind(
            connection_pool_size=connections,
            proxy=proxy,
            read_timeout=_TIMEOUT,
            write_timeout=_TIMEOUT,
            connect_timeout=10,
            pool_timeout=_TIMEOUT,
            # Only TELEGRAM_PROXY decides; a proxy meant for a browser on this machine is not ours.
            httpx_kwargs={"trust_env": False},
        )

    return _app(
        rate=settings.send_rate,
        request=request(_POOL, StreamingRequest),
        # At the end one call is cut short, which may take its connection with it, and one more is made.
        updates_request=request(2, UpdatesRequest),
        token=token,
        api=settings.telegram_api_url,
    )


def _app(
    *,
    rate: float,
    request: BaseRequest,
    updates_request: BaseRequest,
    token: str,
    api: str = "https://api.telegram.org",
) -> App:
    jobs: JobQueue[Context] = JobQueue()
    return (
        Application.builder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request)
        .get_updates_request(updates_request)
        .rate_limiter(Pace(rate))
        .concurrent_updates(OneByOneInAChat())
        .context_types(ContextTypes(context=Context))
        .job_queue(jobs)
        .updater(None)
        .build()
    )
