"""Requests and updates are counted by what became of them, each once."""

import asyncio
from collections import Counter
from collections.abc import Awaitable

import pytest
from telegram import CallbackQuery, Update, User

from bot.chat.order import OneByOneInAChat
from bot.chat.running import MOST_OF_A_PERSON, Request, Running, Stop
from bot.errors import TooShort, UserError
from bot.metrics import REPLIES, UNDER_WAY, UPDATES, counted
from tests.unit.chat.test_order import update


class Job:
    """Answers when it is let go: with what was asked for, or with why not."""

    def __init__(self, refusal: UserError | None = None, *, settles: bool = True) -> None:
        self.refusal, self.settles = refusal, settles
        self.go = asyncio.Event()

    async def run(self, request: Request) -> None:
        await self.go.wait()
        request.settled, request.refusal = self.settles, self.refusal

    async def stopped(self, why: Stop) -> None:
        """Nothing was begun."""

    async def failed(self, error: Exception) -> None:
        """Never happens."""


def replies() -> Counter[tuple[str, ...]]:
    return Counter(counted(REPLIES))


def under_way() -> int:
    [family] = UNDER_WAY.collect()
    return sum(int(sample.value) for sample in family.samples if sample.labels["kind"] == "request")


@pytest.mark.parametrize(
    ("job", "outcome"),
    [
        (Job(), ("answered", "")),
        (Job(TooShort()), ("refused", "TooShort")),
        (Job(UserError("no_sources")), ("refused", "UserError")),
    ],
)
async def test_an_answer_is_counted_by_what_it_says(job: Job, outcome: tuple[str, str]) -> None:
    running, before, others = Running(), replies(), under_way()
    running.start(job, 1, 1)
    await asyncio.sleep(0)
    assert under_way() == others + 1
    job.go.set()
    await running.wait()
    assert replies() - before == {outcome: 1}
    assert under_way() == others


async def test_what_answers_nobody_by_itself_is_not_counted() -> None:
    running, before, job = Running(), replies(), Job(settles=False)
    running.start(job, 1, 1)
    job.go.set()
    await running.wait()
    assert replies() - before == {}


@pytest.mark.parametrize(
    ("why", "outcome"),
    [
        (Stop.PERSON, {("cancelled", ""): 1}),
        (Stop.FORGET, {("cancelled", ""): 1}),
        (Stop.RESTART, {("given_up", ""): 1}),
        (Stop.EDITED, {}),  # its question is asked anew
    ],
)
async def test_what_was_stopped_is_counted_by_why(why: Stop, outcome: dict[tuple[str, str], int]) -> None:
    running, before = Running(), replies()
    request = running.start(Job(), 1, 1)
    assert request
    await asyncio.sleep(0)
    await running.stop(request, why)
    assert replies() - before == outcome


async def test_who_has_too_much_under_way_is_refused() -> None:
    running, before = Running(), replies()
    for _ in range(MOST_OF_A_PERSON + 1):
        running.start(Job(), 1, 1)
    assert replies() - before == {("refused", "TooManyRequests"): 1}
    await running.give_up()


async def test_updates_are_counted_by_kind() -> None:
    async def handle() -> None:
        pass

    def handled() -> Awaitable[None]:
        return handle()

    before, order = Counter(counted(UPDATES)), OneByOneInAChat()
    pressed = Update(2, callback_query=CallbackQuery("1", User(1, "Anna", is_bot=False), "x"))
    for one in (update(1, 1), pressed, Update(3)):
        await order.do_process_update(one, handled())
    assert Counter(counted(UPDATES)) - before == {("message",): 1, ("callback_query",): 1, ("other",): 1}
