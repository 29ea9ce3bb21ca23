"""What it costs to look at a bot with very many chats: the queries, a scrape, a page, and the loop meanwhile.

`python -m tests.benchmarks.operator [CHATS]`; 100,000 by default, each with a digest in the last day and one
that waits.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from prometheus_client import generate_latest
from sqlalchemy import insert

from bot.metrics import REGISTRY
from bot.operator.collector import registry_of
from bot.operator.page import page_html
from bot.operator.status import Process, Status
from bot.storage import Storage, open_storage, sqlite_url
from bot.storage.schema import deliveries, digests
from bot.storage.sql import writing
from tests.benchmarks.crowd import fill

_NOW = 1_790_000_000
_TIMES = 5


async def _fill(storage: Storage, people: int) -> None:
    await fill(storage, people=people, texts=2000, now=_NOW)
    async with writing(storage._engine) as connection:
        shared = {"id": 1, "key": "k", "made_at": 1, "pages": "[]"}
        await connection.execute(insert(digests), shared | {"articles": 1, "sources": 1, "seconds_saved": 1})
        for slot, values in (
            ("yesterday", {"state": "sent", "due_at": _NOW - 70_000}),
            ("today", {"state": "pending", "due_at": _NOW - 60}),
        ):
            rows = [
                {"chat_id": number + 1, "slot": slot, "digest_id": 1, "lot": number, "ended_at": None}
                | values
                | ({"ended_at": _NOW - 70_000 + number * 60_000 // people} if slot == "yesterday" else {})
                for number in range(people)
            ]
            await connection.execute(insert(deliveries), rows)


async def _timed(work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Return the milliseconds that something takes, and the longest for which the loop did nothing else."""
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - before - 0.001)

    took = []
    watching = asyncio.create_task(watch())
    for _ in range(_TIMES):
        began = time.perf_counter()
        await work()
        took.append(time.perf_counter() - began)
        await asyncio.sleep(0.005)
    watching.cancel()
    return median(took) * 1000, longest * 1000


async def main(people: int) -> None:
    """Measure, and print."""
    with TemporaryDirectory(prefix="operator-") as folder:
        storage = await open_storage(sqlite_url(Path(folder)))
        await _fill(storage, people)
        process = Process(name="@bot", version="1", role="all", database="SQLite", started_at=_NOW)
        found = await storage.operations.now(_NOW)

        async def scrape() -> None:
            state = registry_of(process, found, is_ready=True)
            generate_latest(REGISTRY)
            generate_latest(state)

        async def page() -> None:
            page_html(Status(_NOW, process, (), found))

        print(
            f"{people:,} chats, {found.waiting:,} messages waiting, "
            f"{sum(hour.digests for hour in found.hours):,} sent in the last day"
        )
        for name, work in (
            ("the queries", lambda: storage.operations.now(_NOW)),
            ("whether it can be written", storage.operations.check),
            ("writing the metrics down", scrape),
            ("drawing the page", page),
        ):
            took, blocked = await _timed(work)
            print(f"{name:28} {took:7.1f} ms; the loop waited {blocked:5.1f} ms at most")
        await storage.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
