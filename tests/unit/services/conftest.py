"""Services on a real database, real children, a web of this machine, and our own clock."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

import pytest
import pytest_asyncio

from bot.services.folder_articles import FolderArticles
from bot.services.quotas import Quotas
from bot.services.read_bytes import prepare
from bot.services.read_input import ReadInput
from bot.services.summarize_input import SummarizeInput
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, Storage, open_storage
from bot.workers import Workers
from tests.web import WebServer

DAY = 86_400.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class House:
    """The services under test, and the folder that they read."""

    summaries: SummarizeInput
    folder: Path


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
