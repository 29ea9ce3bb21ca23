"""Who does the jobs of a queue in its tests: they note what they did, and do nothing else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

from sqlalchemy import URL, NullPool, create_engine, text

from bot.articles.feed import Feed, FeedKind
from bot.jobs import Jobs, open_jobs
from bot.services.background import Background

# Seconds within which anything must have happened, however busy the machine is.
PATIENCE = 30.0


async def _nothing(_feed_id: int) -> None:
    pass


class Hands:
    """Notes each job when it begins: the number of a feed, or the name of another job."""

    def __init__(self, work: Callable[[int], Awaitable[None]] = _nothing) -> None:
        self.begun: list[int | str] = []
        self._work = work

    async def read_feed(self, feed_id: int, polled_at: int | None) -> None:
        self.begun.append(feed_id)
        await self._work(feed_id)

    async def compose(self) -> None:
        self.begun.append("compose")

    async def break_news(self) -> None:
        self.begun.append("break_news")

    async def check_schedules(self) -> None:
        self.begun.append("check_schedules")

    async def delete_old(self) -> None:
        self.begun.append("delete_old")

    async def have_begun(self, count: int) -> list[int | str]:
        """Wait until so many jobs have begun; return them in order."""
        async with asyncio.timeout(PATIENCE):
            while len(self.begun) < count:
                await asyncio.sleep(0.02)
        return self.begun


@asynccontextmanager
async def working(url: URL, hands: Hands) -> AsyncIterator[Jobs]:
    """A queue whose jobs are done as long as the block lasts."""
    async with open_jobs(url, cast(Background, hands)) as jobs:
        task = asyncio.create_task(jobs.work())
        try:
            yield jobs
        finally:
            task.cancel()
            await asyncio.wait({task})


def feed(number: int, host: str | None = None) -> Feed:
    """A feed that was never read, at a host of its own unless one is given."""
    url = f"https://{host or f'host{number}.example'}/feed-{number}"
    return Feed(
        id=number,
        url=url,
        kind=FeedKind.FEED,
        title=None,
        site_url=None,
        etag=None,
        last_modified=None,
        interval=3_600,
        next_poll_at=0,
        polled_at=None,
        read_at=None,
        failures=0,
        failing_since=None,
        failure=None,
        is_told=False,
        is_gone=False,
    )


def ask(url: URL, query: str) -> list[Any]:
    """Have PostgreSQL do something; return the first column of what it finds."""
    tables = {"options": "-c search_path=public,jobs"}
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args=tables)
    try:
        with engine.connect() as connection:
            found = connection.execute(text(query))
            return list(found.scalars()) if found.returns_rows else []
    finally:
        engine.dispose()


@contextmanager
def meanwhile(url: URL, statement: str) -> Iterator[None]:
    """Let somebody else do something, who commits it at the end of the block."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"options": "-c search_path=jobs"})
    with engine.begin() as connection:
        connection.execute(text(statement))
        yield


async def have_waited(url: URL, *, are_cut: bool = False) -> None:
    """Wait until a connection waits for what somebody else holds; it may be cut then, as networks do."""
    what = "pg_terminate_backend(pid)" if are_cut else "pid"
    async with asyncio.timeout(PATIENCE):
        while not ask(
            url,
            f"SELECT {what} FROM pg_stat_activity "  # noqa: S608  (one of the two above)
            "WHERE wait_event_type = 'Lock' AND datname = current_database()",
        ):
            await asyncio.sleep(0.05)


def waiting(url: URL) -> list[str]:
    """What waits to be done, in the order in which it will be."""
    return ask(
        url,
        "SELECT coalesce(queueing_lock, task_name) FROM jobs.procrastinate_jobs WHERE status = 'todo' "
        "ORDER BY priority DESC, id",
    )
