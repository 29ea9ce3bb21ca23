"""What the queue costs for a job that has nothing to do, beside procrastinate's own empty job."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from procrastinate import App, PsycopgConnector
from procrastinate.types import JSONValue
from sqlalchemy import URL

from bot.config import Settings
from bot.jobs import open_jobs
from bot.services.background import Background
from bot.storage import open_storage
from bot.wiring import Rooms
from tests.benchmarks.scale_workers import drained
from tests.postgresql import Server
from tests.unit.jobs.hands import feed

# As a worker of ours has.
_AT_ONCE = 16
# Of each, after a short one to warm up.
_TURNS = 2


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs a second of both queues; processor milliseconds of their own process for a job."""

    jobs: int
    ours: float
    theirs: float
    ratio: float
    our_cpu: float
    their_cpu: float
    ordered: float
    """Jobs a second that are ordered, all at once."""
    ordered_by_them: float


async def compare(server: Server, jobs: int) -> Queue:
    """Have so many jobs done by either in turns."""
    ours = await asyncio.to_thread(server.new_database)
    theirs = await asyncio.to_thread(server.empty_database)
    async with _background(ours) as background, _bare(theirs) as app:
        rows = [
            (await _our_turn(ours, background, count), await _their_turn(theirs, app, count))
            for count in (jobs // 10, *(jobs for _ in range(_TURNS)))
        ][1:]
    rates = [(first[1], second[1]) for first, second in rows]
    middle = [statistics.median(values) for values in zip(*(a + b for a, b in rows), strict=True)]
    ordered, done, cpu, their_ordered, their_done, their_cpu = middle
    ratio = statistics.median(one / other for one, other in rates)
    return Queue(jobs, done, their_done, ratio, cpu, their_cpu, ordered, their_ordered)


async def _our_turn(url: URL, background: Background, count: int) -> tuple[float, float, float]:
    feeds = [feed(number) for number in range(1, count + 1)]  # none of which is kept: there is nothing to do
    async with open_jobs(url, background) as jobs:
        start = time.perf_counter()
        await jobs.read(feeds)
        ordered = count / (time.perf_counter() - start)
        return ordered, *await _time(jobs.work, url, count, "jobs.procrastinate_jobs")


async def _their_turn(url: URL, app: App, count: int) -> tuple[float, float, float]:
    start = time.perf_counter()
    orders: list[dict[str, JSONValue]] = [{"number": number} for number in range(count)]
    await app.configure_task("nothing").batch_defer_async(*orders)
    ordered = count / (time.perf_counter() - start)

    async def work() -> None:
        await app.run_worker_async(concurrency=_AT_ONCE, delete_jobs="always", install_signal_handlers=False)

    return ordered, *await _time(work, url, count, "procrastinate_jobs")


async def _time(work: Callable[[], Awaitable[None]], url: URL, count: int, table: str) -> tuple[float, float]:
    """Return jobs a second, and processor milliseconds for one."""
    start, cpu = time.perf_counter(), time.process_time()
    task = asyncio.ensure_future(work())
    await drained(url, table=table)
    seconds, spent = time.perf_counter() - start, time.process_time() - cpu
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return count / seconds, spent / count * 1000


@asynccontextmanager
async def _background(url: URL) -> AsyncIterator[Background]:
    """The services that a worker has."""
    async with AsyncExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        storage = await open_storage(url)
        stack.push_async_callback(storage.close)
        rooms = await Rooms.open(Settings(), storage, scratch, stack, lambda: None, time.time)
        stack.push_async_callback(rooms.background.close)
        yield rooms.background


@asynccontextmanager
async def _bare(url: URL) -> AsyncIterator[App]:
    """The library with one task that does nothing."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=8))

    @app.task(name="nothing")
    async def nothing(number: int) -> None:
        pass

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        yield app
