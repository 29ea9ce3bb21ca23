"""Work that several people wait for at once."""

import asyncio

import pytest

from bot.services.flights import Flights


class Work:
    def __init__(self) -> None:
        self.started = 0
        self.ended: list[str] = []
        self.go_on = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self) -> int:
        self.started += 1
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.ended.append("cancelled")
            raise
        if self.error:
            raise self.error
        return 42


async def joined(flights: Flights[int], work: Work, count: int) -> list["asyncio.Task[int]"]:
    tasks = [asyncio.create_task(flights.join("a", work)) for _ in range(count)]
    await asyncio.sleep(0)
    return tasks


async def test_work_is_done_once_for_all_who_wait_and_anew_for_who_comes_later() -> None:
    flights, work = Flights[int](), Work()
    tasks = await joined(flights, work, 3)
    work.go_on.set()
    assert await asyncio.gather(*tasks) == [42, 42, 42]
    assert work.started == 1
    assert await flights.join("a", work) == 42
    assert work.started == 2


async def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    flights, work = Flights[int](), Work()
    work.error = ValueError("broken")
    tasks = await joined(flights, work, 2)
    work.go_on.set()
    assert [str(e) for e in await asyncio.gather(*tasks, return_exceptions=True)] == ["broken"] * 2
    work.error = None
    assert await flights.join("a", work) == 42


async def test_who_stops_waiting_leaves_the_others_alone_and_the_last_one_stops_the_work() -> None:
    flights, work = Flights[int](), Work()
    first, second = await joined(flights, work, 2)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert work.ended == []
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    await asyncio.sleep(0)
    assert work.ended == ["cancelled"]
    again = Work()
    again.go_on.set()
    assert await flights.join("a", again) == 42


async def test_different_keys_do_not_wait_for_each_other() -> None:
    flights, stuck, quick = Flights[int](), Work(), Work()
    (waiting,) = await joined(flights, stuck, 1)
    quick.go_on.set()
    assert await flights.join("b", quick) == 42
    stuck.go_on.set()
    assert await waiting == 42
