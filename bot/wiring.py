"""What is built of what: the only file that knows every room."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Self, TypeAlias

from bot.chat import App, House, install
from bot.chat.announce import Announcer
from bot.config import Settings
from bot.digest.model import Schedule
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
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import Storage
from bot.workers import Workers

Clock: TypeAlias = Callable[[], float]
"""Gives the time of day, in UTC seconds."""


@dataclass(frozen=True, slots=True)
class Rooms:
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


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the work is that of a process."""

    begins_work: bool = True
    """Whether it begins what goes on by itself; else other processes order and do that."""
    is_sure: Callable[[], bool] = lambda: True
    """Tells whether no other process can be sending."""
    inbox: Inbox | None = None
    """What the updates of a webhook are put into, where that is open already."""


ALL_OF_IT = Part()


@asynccontextmanager
async def open_house(
    settings: Settings,
    storage: Storage,
    app: App,
    scratch: Path,
    clock: Clock,
    part: Part = ALL_OF_IT,
) -> AsyncIterator[House]:
    """Build what the application serves, and move it in."""
    async with AsyncExitStack() as stack:
        deliver = Deliver(storage, Outbox(app.bot), token_hex(8), clock, part.is_sure)
        rooms = await Rooms.open(settings, storage, scratch, stack, deliver.wake, clock)
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
            upkeep=Upkeep(rooms.background) if part.begins_work else None,
            deliver=deliver,
            inbox=part.inbox or Inbox(storage.updates, clock),
        )
        await house.looks.start()
        install(app, house)
        yield house
