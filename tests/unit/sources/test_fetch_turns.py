"""How many fetches run at once, counted at the server, and that every place is given back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sources.turns import IN_ALL, PER_HOST, Turns
from tests.unit.sources.web import PUBLIC, fetcher, refusal
from tests.web import WebServer


class Gate:
    """Answers wait here until the test opens."""

    def __init__(self) -> None:
        self.waiting = 0
        self._open = asyncio.Event()

    async def wait(self) -> None:
        self.waiting += 1
        await self._open.wait()
        self.waiting -= 1

    def open(self) -> None:
        self._open.set()

    async def fills(self, count: int) -> None:
        """Wait until so many wait, then let all who could still come arrive."""
        async with asyncio.timeout(10):
            while self.waiting < count:
                await asyncio.sleep(0.001)
        await asyncio.sleep(0.1)


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer(PUBLIC) as server:
        yield server


async def test_two_at_once_from_one_host_and_sixteen_in_all(server: WebServer) -> None:
    gate = Gate()
    server.page("/", "x", hold=gate.wait)
    async with fetcher() as fetch:
        links = [server.url("/", host=f"host{number % 12}.example") for number in range(48)]
        tasks = [asyncio.create_task(fetch.fetch(link)) for link in links]
        await gate.fills(16)
        assert gate.waiting == 16
        gate.open()
        assert len(await asyncio.gather(*tasks)) == 48
    assert server.peak == 16
    assert max(server.peak_of(f"host{number}.example:{server.port}") for number in range(12)) == 2


async def test_a_crowd_before_one_host_keeps_nobody_else_waiting(server: WebServer) -> None:
    gate = Gate()
    server.page("/slow", "x", hold=gate.wait)
    server.page("/", "quick")
    async with fetcher() as fetch:
        crowd = [
            asyncio.create_task(fetch.fetch(server.url("/slow", host="slow.example"))) for _ in range(40)
        ]
        await gate.fills(2)
        assert gate.waiting == 2
        for number in range(20):
            link = server.url("/", host=f"host{number}.example")
            assert (await asyncio.wait_for(fetch.fetch(link), 10)).body == b"quick"
        gate.open()
        await asyncio.gather(*crowd)


async def test_a_cancelled_fetch_gives_its_place_back(server: WebServer) -> None:
    gate = Gate()
    server.page("/slow", "x", hold=gate.wait)
    server.page("/", "quick")
    async with fetcher() as fetch:
        link = server.url("/slow", host="news.example")
        holding = [asyncio.create_task(fetch.fetch(link)) for _ in range(2)]
        waiting = [asyncio.create_task(fetch.fetch(link)) for _ in range(5)]
        await gate.fills(2)
        for task in (*waiting, *holding):
            task.cancel()
        await asyncio.gather(*holding, *waiting, return_exceptions=True)
        link = server.url("/", host="news.example")
        for _ in range(3):
            assert (await asyncio.wait_for(fetch.fetch(link), 10)).body == b"quick"
    assert len(server.requests) == 5


async def test_a_failed_fetch_gives_its_place_back(server: WebServer) -> None:
    async with fetcher() as fetch:
        for _ in range(20):
            assert (await refusal(fetch, server.url("/gone", host="news.example"))).code == "link_not_found"


async def test_waiting_for_a_turn_counts(server: WebServer) -> None:
    server.page("/", "quick")
    async with fetcher(deadline=1) as fetch:
        link = server.url("/", host="news.example")
        async with fetch._turns.turn("news.example"), fetch._turns.turn("news.example"):
            failures = await asyncio.gather(*(refusal(fetch, link) for _ in range(2)))
            assert {failure.code for failure in failures} == {"link_too_slow"}
            assert server.requests == []
        assert (await fetch.fetch(link)).body == b"quick"


async def test_two_hosts_that_redirect_to_each_other_do_not_block_each_other(server: WebServer) -> None:
    server.page("/end", "x")
    server.redirect("/to-b", server.url("/end", host="b.example"))
    server.redirect("/to-a", server.url("/end", host="a.example"))
    async with fetcher() as fetch:
        links = [server.url("/to-b", host="a.example"), server.url("/to-a", host="b.example")] * 10
        answers = await asyncio.wait_for(asyncio.gather(*(fetch.fetch(link) for link in links)), 15)
    assert {answer.body for answer in answers} == {b"x"}
    assert server.peak_of(f"a.example:{server.port}") <= 2
    assert server.peak_of(f"b.example:{server.port}") <= 2


async def test_first_come_first_served() -> None:
    turns, order = Turns(), []

    async def take(number: int) -> None:
        async with turns.turn("news.example"):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(take(number) for number in range(20)))
    assert order == list(range(20))


async def test_a_host_that_nobody_asks_is_forgotten() -> None:
    turns = Turns()
    for number in range(100):
        async with turns.turn(f"host{number}.example"):
            pass
    assert not turns.hosts


def test_the_numbers_are_those_that_were_promised() -> None:
    assert (PER_HOST, IN_ALL) == (2, 16)
