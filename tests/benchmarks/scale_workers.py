"""Articles a minute with one and with two worker processes, on one PostgreSQL and one web on this machine."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import URL, create_engine, text

from bot.articles.feed import Feed, FeedKind
from bot.digest.model import ChatKind, Place, Schedule
from bot.jobs import open_jobs
from bot.roles import Role
from bot.storage import open_storage
from tests.benchmarks.scale_web import ENTRIES, SHOWN, address_of
from tests.fleet.processes import Fleet, says
from tests.postgresql import Server

WARM = 4
"""Feeds that are read before the clock starts, for each worker: so much is loaded with the first jobs."""

# Seconds for one run, and for a process to be ready.
_PATIENCE, _READY = 200.0, 60.0


class Meter:
    """Processor seconds of processes and all below them, of which some end: seen when `look` is called."""

    def __init__(self, *processes: psutil.Process) -> None:
        self._processes = processes
        self._seen: dict[psutil.Process, float] = {}

    def look(self) -> float:
        """Return the seconds until now."""
        for one in (every for first in self._processes for every in (first, *first.children(recursive=True))):
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                self._seen[one] = times.user + times.system
        return sum(self._seen.values())


def postgresql(url: URL) -> Meter:
    """Measure the server of a database, which tests have started on this machine."""
    return Meter(
        psutil.Process(int((Path(str(url.query["host"])) / "postmaster.pid").read_text().split()[0]))
    )


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took; processor seconds by what spent them."""

    workers: int
    feeds: int
    articles: int
    seconds: float
    worker_cpu: float
    """Of the workers and their children."""
    database_cpu: float
    web_cpu: float
    others_cpu: float
    """Of everything else on this machine."""
    look_cpu: float
    """Of workers, for one look at a feed that has not changed."""
    look_database_cpu: float
    article_bytes: float
    """That the table of texts grew by for an article."""
    entry_bytes: float
    """That all other tables grew by for an entry of a feed."""
    wal_bytes: float
    """Written ahead for an article, on a server that writes no full pages."""

    @property
    def a_minute(self) -> float:
        """Articles a minute."""
        return self.articles / self.seconds * 60

    @property
    def cores(self) -> float:
        """Processors that all of it kept busy."""
        return (self.worker_cpu + self.database_cpu + self.web_cpu) / self.seconds


@contextmanager
def web(feeds: int) -> Iterator[tuple[int, psutil.Process]]:
    """Serve so many feeds from a process of its own; give its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.scale_web", str(feeds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield int(process.stdout.readline()), psutil.Process(process.pid)
    finally:
        process.stdin.close()
        process.wait(_READY)


async def run(server: Server, port: int, web_process: psutil.Process, feeds: int, workers: int) -> Run:
    """Have so many feeds read for the first time, and once more when they have not changed."""
    url = await asyncio.to_thread(server.new_database)
    every = await _follow(url, port, feeds + WARM * workers)
    with tempfile.TemporaryDirectory() as folder:
        fleet = Fleet(_settings(url, folder), Path(folder))
        try:
            await _start(fleet, workers)
            theirs = Meter(*(psutil.Process(one.pid) for one in fleet.running[Role.WORKER]))
            meters = theirs, postgresql(url), Meter(web_process)
            async with open_jobs(url) as jobs:
                await jobs.read(every[feeds:])
                await drained(url, *meters)
                before, kept = _spent(*meters), _kept(url)
                start = time.perf_counter()
                await jobs.read(every[:feeds])
                await drained(url, *meters)
                seconds = time.perf_counter() - start
                spent, grown = _since(before, _spent(*meters)), _since(kept, _kept(url))
                await asyncio.sleep(1)  # the time of a look is noted to the second
                again = await _again(url)
                before = _spent(*meters)
                await jobs.read(again)
                await drained(url, *meters)
                looks = [seconds / len(again) for seconds in _since(before, _spent(*meters))]
            await fleet.stop()
        finally:
            fleet.end()
    await asyncio.to_thread(server.drop, url)
    articles, texts, rest, wal = grown
    assert articles >= feeds * SHOWN * 0.9, f"{articles} articles of {feeds * SHOWN}"
    worker, database, web, busy = spent
    return Run(
        workers=workers,
        feeds=feeds,
        articles=int(articles),
        seconds=seconds,
        worker_cpu=worker,
        database_cpu=database,
        web_cpu=web,
        others_cpu=busy - worker - database - web,
        look_cpu=looks[0],
        look_database_cpu=looks[1],
        article_bytes=texts / articles,
        entry_bytes=rest / (feeds * ENTRIES),
        wal_bytes=wal / articles,
    )


async def drained(url: URL, *meters: Meter, table: str = "jobs.procrastinate_jobs") -> None:
    """Wait until nothing is left in a queue; let meters look meanwhile."""
    until = time.perf_counter() + _PATIENCE
    while ask(url, f"SELECT count(*) FROM {table}")[0]:  # noqa: S608  (names in these files)
        assert time.perf_counter() < until, "the jobs are not done in time"
        for meter in meters:
            meter.look()
        await asyncio.sleep(0.1)


def ask(url: URL, query: str) -> Sequence[Any]:
    """Return the one row that a query finds."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return tuple(connection.execute(text(query)).one())
    finally:
        engine.dispose()


def _spent(*meters: Meter) -> list[float]:
    """Return processor seconds by meter, and of the whole machine."""
    machine = psutil.cpu_times()
    return [*(meter.look() for meter in meters), sum(machine) - machine.idle - machine.iowait]


def _kept(url: URL) -> list[float]:
    """Return how many articles there are, and bytes: of their texts, of all else, and written ahead."""
    found = ask(
        url,
        "SELECT count(*), pg_total_relation_size('articles'), pg_database_size(current_database()) - "
        "pg_total_relation_size('articles'), pg_current_wal_lsn() - '0/0'::pg_lsn FROM articles",
    )
    return [float(value) for value in found]


def _since(early: Sequence[float], late: Sequence[float]) -> list[float]:
    return [after - before for before, after in zip(early, late, strict=True)]


def _settings(url: URL, folder: str) -> dict[str, str]:
    return {
        "DATABASE_URL": url.set(drivername="postgresql").render_as_string(hide_password=False),
        "DATA_DIR": folder,
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "LOG_LEVEL": "INFO",
    }


async def _start(fleet: Fleet, workers: int) -> None:
    """Start workers of one child for pages each, which may then run wherever there is room.

    A worker has as many as there are processors that it may use when it starts.
    """
    ours = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(ours)})
        logs = [fleet.start(Role.WORKER) for _ in range(workers)]
    finally:
        os.sched_setaffinity(0, ours)
    for log, process in zip(logs, fleet.running[Role.WORKER], strict=True):
        await says(log, "working", _READY)
        for thread in psutil.Process(process.pid).threads():
            os.sched_setaffinity(thread.id, ours)


async def _follow(url: URL, port: int, feeds: int) -> list[Feed]:
    """Let one chat follow all feeds."""
    now = int(time.time())
    storage = await open_storage(url)
    try:
        chat = await storage.chats.open(Place(1), ChatKind.PRIVATE, Schedule("UTC", ()), 1, now)
        every = [
            await storage.feeds.add(address_of(number, port), FeedKind.FEED, None, now)
            for number in range(feeds)
        ]
        for feed in every:
            await storage.subscriptions.add(chat.id, feed.id, now)
        return every
    finally:
        await storage.close()


async def _again(url: URL) -> list[Feed]:
    """Return all feeds as they are due the next time."""
    storage = await open_storage(url)
    try:
        return await storage.feeds.due(int(time.time()) + 10 * 86_400, 100_000)
    finally:
        await storage.close()
