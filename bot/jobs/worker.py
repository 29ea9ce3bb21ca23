"""The life of a worker: it does jobs until it is told to stop, whatever becomes of the database meanwhile."""

import asyncio
from contextlib import suppress

import psycopg
import structlog
from procrastinate.exceptions import ProcrastinateException
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.queue import Jobs, open_jobs
from bot.services.background import Background
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)

AWAY: tuple[type[Exception], ...] = (ProcrastinateException, psycopg.Error, SQLAlchemyError, OSError)
"""What the queue raises when the database cannot be used."""

# Seconds until the queue is looked for again after it was lost.
_PAUSE = 3.0


async def work_until(stop: asyncio.Event, url: URL, background: Background) -> None:
    """Do the jobs of the background until `stop`; what is under way then is seen to its end."""
    while not stop.is_set():
        try:
            async with open_jobs(url, background) as jobs:
                log.info("working")
                await _unless(stop, jobs)
        except AWAY as error:
            reason = cause_of(error.__cause__ or error)
            log.warning("jobs_interrupted", error=reason, next_try_in_seconds=_PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _PAUSE)


async def _unless(stop: asyncio.Event, jobs: Jobs) -> None:
    """Do jobs; raise what ends that before `stop`."""
    work, stopping = asyncio.create_task(jobs.work()), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        work.cancel()  # which lets it end what is under way
        await asyncio.wait({work, stopping})
    if not work.cancelled() and (error := work.exception()):
        raise error
