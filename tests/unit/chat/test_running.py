"""Requests beside the handlers: kept, ordered where that matters, stopped, finished at the end."""

import asyncio

import pytest

from bot.chat.running import MOST_OF_A_PERSON, Request, Running, Stop

CHAT, ANNA, BORIS = -1, 1, 2


class Job:
    """Waits until it is let go, and notes what happens to it."""

    def __init__(
        self, name: str = "job", log: list[str] | None = None, fault: Exception | None = None
    ) -> None:
        self.name = name
        self.log = [] if log is None else log
        self.fault = fault
        self.go = asyncio.Event()
        self.settles = False

    async def run(self, request: Request) -> None:
        self.log.append(f"{self.name} begins")
        request.settled = self.settles
        await self.go.wait()
        if self.fault:
            raise self.fault
        self.log.append(f"{self.name} ends")

    async def stopped(self, why: Stop) -> None:
        self.log.append(f"{self.name} stopped: {why.name}")

    async def failed(self, error: Exception) -> None:
        self.log.append(f"{self.name} failed: {error}")


def begun(running: Running, job: Job, asker: int = ANNA, lane: str | None = None) -> Request:
    request = running.start(job, CHAT, asker, lane=lane, label=job.name)
    assert request is not None
    return request


async def test_requests_run_side_by_side_and_those_of_a_lane_in_order() -> None:
    running, log = Running(), list[str]()
    jobs = [Job(name, log) for name in "abc"]
    for job, lane in zip(jobs, ("texts", "texts", None), strict=True):
        begun(running, job, lane=lane)
    await asyncio.sleep(0)
    assert log == ["a begins", "c begins"]
    for job in reversed(jobs):
        job.go.set()
    await running.wait()
    assert log[2:] == ["c ends", "a ends", "b begins", "b ends"]


async def test_whoever_is_stopped_while_waiting_lets_nobody_overtake() -> None:
    running, log = Running(), list[str]()
    jobs = [Job(name, log) for name in "abc"]
    requests = [begun(running, job, lane="texts") for job in jobs]
    await asyncio.sleep(0)
    await running.stop(requests[1], Stop.PERSON)
    await asyncio.sleep(0)
    assert log == ["a begins", "b stopped: PERSON"]
    for job in jobs:
        job.go.set()
    await running.wait()
    assert log[2:] == ["a ends", "c begins", "c ends"]


async def test_ones_own_requests_can_be_stopped_and_no_others() -> None:
    running, log = Running(), list[str]()
    jobs = [Job("mine", log), Job("too", log), Job("theirs", log)]
    for job, asker in zip(jobs, (ANNA, ANNA, BORIS), strict=True):
        begun(running, job, asker)
    await asyncio.sleep(0)
    for request in running.of_person(CHAT, ANNA):
        await running.stop(request, Stop.PERSON)
    assert running.of_person(CHAT, ANNA) == []
    assert [request.label for request in running.of_person(CHAT, BORIS)] == ["theirs"]
    assert log[3:] == ["mine stopped: PERSON", "too stopped: PERSON"]
    jobs[2].go.set()
    await running.wait()


async def test_an_answer_on_its_way_is_waited_for_and_not_stopped() -> None:
    running, job = Running(), Job()
    job.settles = True
    request = begun(running, job)
    await asyncio.sleep(0)
    assert running.of_person(CHAT, ANNA) == []
    asyncio.get_running_loop().call_soon(job.go.set)
    await running.stop(request, Stop.EDITED)
    assert job.log == ["job begins", "job ends"]


async def test_requests_are_found_by_id_and_by_what_they_answer_until_they_end() -> None:
    running, job = Running(), Job()
    request = begun(running, job)
    assert running.find(request.id) is request
    assert running.labelled("job") is request
    assert running.labelled("other") is None
    job.go.set()
    await running.wait()
    assert running.find(request.id) is None
    assert running.labelled("job") is None
    assert request.id not in {begun(Running(), Job()).id}  # as after a restart


async def test_what_goes_wrong_is_said_and_costs_nobody_else() -> None:
    running, log = Running(), list[str]()
    bad, good = Job("bad", log, ValueError("oh")), Job("good", log)
    begun(running, bad, lane="texts")
    begun(running, good, lane="texts")
    bad.go.set()
    good.go.set()
    await running.wait()
    assert log == ["bad begins", "bad failed: oh", "good begins", "good ends"]


async def test_one_person_cannot_fill_the_memory_and_is_told_once() -> None:
    running = Running()
    jobs = [Job() for _ in range(MOST_OF_A_PERSON)]
    for job in jobs:
        begun(running, job)
    assert running.start(Job(), CHAT, ANNA) is None
    assert [running.is_told(CHAT, ANNA) for _ in range(3)] == [False, True, True]
    others = Job()
    begun(running, others, BORIS)
    for job in [*jobs, others]:
        job.go.set()
    await running.wait()
    assert begun(running, others) is not None
    assert not running.is_told(CHAT, ANNA)
    await running.wait()


async def test_at_the_end_everybody_who_still_waits_is_told() -> None:
    running, log = Running(), list[str]()
    waiting, settled, untouched = Job("waiting", log), Job("settled", log), Job("untouched", log)
    settled.settles = True
    begun(running, waiting)
    begun(running, settled)
    await asyncio.sleep(0)
    begun(running, untouched)
    await running.give_up()
    assert sorted(log[2:]) == ["untouched begins", "untouched stopped: RESTART", "waiting stopped: RESTART"]
    await running.wait()


async def test_the_end_waits_for_no_last_words_that_cannot_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chat.running._LAST_WORDS", 0.01)

    class Speechless(Job):
        async def stopped(self, _why: Stop) -> None:
            await asyncio.Event().wait()

    running = Running()
    begun(running, Speechless())
    await running.give_up()
    await running.wait()


async def test_a_task_cancelled_from_outside_ends_as_cancelled() -> None:
    running, job = Running(), Job()
    request = begun(running, job)
    await asyncio.sleep(0)
    request.task.cancel()
    await asyncio.wait({request.task})
    assert request.task.cancelled()
    assert job.log == ["job begins"]
