"""A worker on a real PostgreSQL whose connections are cut, or that meets another one, at the worst moment."""

import asyncio
from contextlib import ExitStack
from typing import cast

import pytest
from sqlalchemy import URL

from bot.jobs import open_jobs, queue, work_until, worker
from bot.services.background import Background
from tests.unit.jobs.hands import PATIENCE, Hands, ask, feed, have_waited, meanwhile, working


async def test_a_job_whose_end_could_not_be_noted_holds_up_the_next_only_until_that_is_seen(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_PAUSE", 0.1)
    may_end, stop = asyncio.Event(), asyncio.Event()

    async def work(_feed_id: int) -> None:
        await may_end.wait()

    hands = Hands(work)
    async with open_jobs(url) as jobs:
        task = asyncio.create_task(work_until(stop, url, cast(Background, hands)))
        await jobs.read([feed(1)])
        await hands.have_begun(1)
        with meanwhile(url, "SELECT FROM procrastinate_jobs FOR UPDATE"):
            may_end.set()
            await have_waited(url, are_cut=True)
        await jobs.read([feed(1)])
        async with asyncio.timeout(PATIENCE):
            while not await jobs.take_over():  # as every tick does
                await asyncio.sleep(0.1)
        assert await hands.have_begun(2) == [1, 1]
    stop.set()
    await task


async def test_who_gives_signs_of_life_keeps_its_job_also_where_one_could_not_be_given(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_SIGN_OF_LIFE", 0.1)
    monkeypatch.setattr(queue, "_DEAD_AFTER", 2.0)
    may_end = asyncio.Event()

    async def work(_feed_id: int) -> None:
        await may_end.wait()

    hands = Hands(work)
    async with working(url, hands) as jobs:
        await jobs.read([feed(1)])
        await hands.have_begun(1)
        with meanwhile(url, "LOCK TABLE procrastinate_workers IN SHARE ROW EXCLUSIVE MODE"):
            await have_waited(url, are_cut=True)
        await asyncio.sleep(2.5)  # longer than who is dead is silent
        assert await jobs.take_over() == 0
        may_end.set()


async def test_two_workers_that_take_feeds_of_one_host_at_once_both_go_on(url: URL) -> None:
    async with open_jobs(url) as jobs:
        await jobs.read([feed(1, "one.example")])
    other = ask(url, "INSERT INTO jobs.procrastinate_workers DEFAULT VALUES RETURNING id")[0]
    takes = f"SELECT procrastinate_fetch_job_v2(NULL, {other})"
    hands = Hands()
    with ExitStack() as transaction:
        transaction.enter_context(meanwhile(url, takes))
        async with working(url, hands) as jobs:
            await jobs.read([feed(2, "one.example")], urgent=True)  # which goes before the one just taken
            await have_waited(url)
            transaction.close()
            await jobs.read([feed(3)])
            assert await hands.have_begun(1) == [3]
