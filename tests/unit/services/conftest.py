"""Services on a real database, real children, a web of this machine, and our own clock."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import time
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio

from bot.digest.model import Schedule
from bot.services.feed_sources import FeedSources
from bot.services.folder_articles import FolderArticles
from bot.services.imports import Imports
from bot.services.poll_feeds import PollFeeds
from bot.services.quotas import Quotas
from bot.services.read_feed import prepare
from bot.services.read_input import ReadInput
from bot.services.schedules import Schedules
from bot.services.subscriptions import Subscriptions
from bot.services.summarize_input import SummarizeInput
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, Storage, open_storage
from bot.storage.schema import METADATA
from bot.workers import Workers
from tests.databases import make_tables_by_text
from tests.unit.services.feeds import Clock, FeedHouse, Names, Notices
from tests.web import WebServer

__all__ = ["DAY", "Clock", "House"]

DAY = 86_400.0
# Friday 20 November 2026, noon in UTC.
NOON = 1_795_176_000.0


@dataclass(frozen=True, slots=True)
class House:
    """The services under test, and the folder that they read."""

    summaries: SummarizeInput
    folder: Path


@pytest.fixture(autouse=True)
def _tables_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(METADATA, "create_all", make_tables_by_text)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def workers() -> AsyncIterator[Workers]:
    workers = Workers(prepare=prepare)
    yield workers
    await workers.close()


@pytest_asyncio.fixture(loop_scope="module")
async def storage() -> AsyncIterator[Storage]:
    opened = await open_storage(IN_MEMORY)
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def web() -> AsyncIterator[WebServer]:
    async with WebServer() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="module")
async def house(storage: Storage, workers: Workers, tmp_path: Path, clock: Clock) -> AsyncIterator[House]:
    async with Fetcher(allow_networks=[ip_network("127.0.0.0/8")]) as fetcher:
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        reader = ReadInput(storage, fetcher, workers, Quotas(clock), scratch, clock)
        folder = FolderArticles(Folder(tmp_path))
        yield House(SummarizeInput(storage, folder, reader, workers, clock), tmp_path)


@pytest_asyncio.fixture(loop_scope="module")
async def feeds(
    storage: Storage, workers: Workers, web: WebServer, tmp_path: Path, clock: Clock
) -> AsyncIterator[FeedHouse]:
    """Everything that follows feeds. Every name is the address of the web server."""
    clock.now = NOON
    scratch, folder = tmp_path / "scratch", tmp_path / "seeds"
    scratch.mkdir()
    folder.mkdir()
    names = Names(web)
    async with Fetcher(allow_networks=[ip_network("127.0.0.0/8")], resolve=names, clock=clock) as fetcher:
        quotas = Quotas(clock)
        reader = ReadInput(storage, fetcher, workers, quotas, scratch, clock)
        sources = FeedSources(fetcher, workers, reader, Folder(folder))
        notices = Notices()
        polls = PollFeeds(storage, sources, notices, clock)
        schedules = Schedules(storage, Schedule("Europe/Berlin", (time(8),)), 25, clock)
        subscriptions = Subscriptions(storage, sources, polls, schedules, quotas, clock)
        imports = Imports(storage, sources, schedules, quotas, clock)
        yield FeedHouse(storage, web, clock, folder, notices, polls, schedules, subscriptions, imports)
        await polls.close()
