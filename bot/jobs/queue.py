"""The queue: procrastinate's tables and tasks, and who does them.

A job is an order to look at something, and holds nothing that would be missed: what is due stands in the
tables of the bot, and every tick orders anew what nobody has done.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.schema import SchemaManager
from sqlalchemy import URL

from bot.articles.feed import Feed
from bot.jobs.doing import told
from bot.jobs.manager import Manager
from bot.services.background import Background
from bot.services.feed_queue import queue_of
from bot.storage.foreign import JOBS_BY_LOCK, connect_args, prepare_schema

# Where procrastinate's tables are: beside those of the bot, not among them.
_SCHEMA = "jobs"
# Seconds to wait for a connection of the pool, and for which the pool tries to open one by itself: its pauses
# double, so that it would know late that the database is there again. Whoever wants one makes it try anew.
_CONNECTING = 5.0
# Jobs that a worker does at once: as many feeds as one process reads.
_AT_ONCE = 16
# Seconds between two signs of life of a worker, and after which one that gives none is taken for dead: its
# jobs are done by others within half a minute.
_SIGN_OF_LIFE, _DEAD_AFTER = 3.0, 12.0
# Seconds for the jobs under way when a worker is told to stop.
_PATIENCE = 20.0
# Seconds after which a worker with nothing to do looks for jobs, beside being told of new ones: nobody tells
# it that the job before, of the same host, has ended. Such a host is asked for some two feeds a second.
_LOOK = 0.5
# What goes before other jobs: sources that a digest waits for, and before these, digests.
_URGENT, _FIRST = 10, 20
# Jobs of one host that wait: about as many as are done, one after another, until the next tick. Whoever looks
# for a job passes all of them where one is under way.
_PER_HOST = 20
_READ = "read_feed"


class Jobs:
    """The queue, to order jobs in and to do them."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def read(self, feeds: Collection[Feed], *, urgent: bool = False) -> None:
        """Order feeds to be read, each once, and those of one server one after another.

        Those of a server that has twenty waiting are left to a later tick, unless they are urgent.
        """
        manager, priority = self._app.job_manager, _URGENT if urgent else 0
        waiting = await self._waiting()
        hosts = Counter(job.lock for job in waiting.values())
        orders = []
        for feed in feeds:
            host, name = f"host {queue_of(feed)}", _name_of(feed)
            before = waiting.get(name)
            if before and before.id and before.priority < priority:  # it has become urgent
                await manager.cancel_job_by_id_async(before.id, delete_job=True)
            elif before or (not urgent and hosts[host] >= _PER_HOST):
                continue
            hosts[host] += 1
            task = self._app.configure_task(
                _READ,
                lock=host,
                queueing_lock=name,
                priority=priority,
                task_kwargs={"feed_id": feed.id, "polled_at": feed.polled_at},
            )
            orders.append(task.job)
        try:
            if orders:
                await manager.batch_defer_jobs_async(orders)
        except AlreadyEnqueued:  # one was ordered a moment ago, by the process that led before
            for order in orders:
                with suppress(AlreadyEnqueued):
                    await manager.defer_job_async(order)

    async def order(self, *names: str) -> None:
        """Order jobs by name, to be done before all feeds that wait; one that waits itself is not ordered
        twice, and done once at a time.
        """
        for name in names:
            task = self._app.configure_task(name, lock=name, queueing_lock=name, priority=_FIRST)
            with suppress(AlreadyEnqueued):
                await task.defer_async()

    async def take_over(self) -> int:
        """Forget what workers left that gave no sign of life, so that the same can be done again; return how
        many jobs. What is due was or will be ordered anew, as always.
        """
        manager = self._app.job_manager
        stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_AFTER)
        count = 0
        for number in [job.id for job in stalled if job.id]:
            with suppress(ConnectorException):  # it has come to its end meanwhile
                await manager.finish_job_by_id_async(number, status=Status.FAILED, delete_job=True)
                count += 1
        return count

    async def work(self) -> None:
        """Do jobs until cancelled; what is under way then has twenty seconds."""
        await self._app.run_worker_async(
            concurrency=_AT_ONCE,
            install_signal_handlers=False,
            delete_jobs="always",
            fetch_job_polling_interval=_LOOK,
            update_heartbeat_interval=_SIGN_OF_LIFE,
            stalled_worker_timeout=_DEAD_AFTER,
            shutdown_graceful_timeout=_PATIENCE,
        )

    async def _waiting(self) -> dict[str, Job]:
        jobs = await self._app.job_manager.list_jobs_async(status="todo", task=_READ)
        return {job.queueing_lock: job for job in jobs if job.queueing_lock}


@asynccontextmanager
async def open_jobs(url: URL, background: Background | None = None) -> AsyncIterator[Jobs]:
    """Open the queue on a PostgreSQL; with the services of the background it can do its jobs, too."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    # They hold nothing but orders: those of another version are made anew.
    script = SchemaManager.get_schema() + JOBS_BY_LOCK
    await asyncio.to_thread(prepare_schema, url, _SCHEMA, version("procrastinate"), script)
    connector = PsycopgConnector(
        conninfo=address,
        min_size=1,
        max_size=8,
        timeout=_CONNECTING,
        reconnect_timeout=_CONNECTING,
        kwargs=connect_args(_SCHEMA),
    )
    app = App(connector=connector)
    app.job_manager = Manager(connector)
    if background:
        _add_tasks(app, background)
    async with app.open_async():
        yield Jobs(app)


def _add_tasks(app: App, background: Background) -> None:
    """Name every job; each is the very service that one process alone would call.

    None is tried again by itself: each is ordered again soon, those for which a day would do within the hour.
    """
    for work in (
        background.read_feed,
        background.compose,
        background.break_news,
        background.check_schedules,
        background.delete_old,
    ):
        app.task(name=work.__name__)(told(work))


def _name_of(feed: Feed) -> str:
    return f"feed {feed.id}"
