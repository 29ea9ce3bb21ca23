"""Digests in the pace: behind all replies, made once, and never holding anybody up."""

import asyncio
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from bot.errors import TooSoon
from bot.sender import DIGEST, Pace
from tests.unit.sender.telegram import Clock, Telegram, call, caused
from tests.unit.sender.virtual_time import now, run


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Named:
    """Notes who was let through, in order; an answer takes its time."""

    def __init__(self, seconds: float = 0.05) -> None:
        self.order: list[str] = []
        self.seconds = seconds

    def __call__(self, name: str) -> Any:
        async def answer() -> bool:
            self.order.append(name)
            await asyncio.sleep(self.seconds)
            return True

        return answer


def test_a_reply_overtakes_sixty_waiting_digests() -> None:
    telegram = Named()

    async def busy() -> float:
        pace = Pace(25, now)
        digests = [
            asyncio.create_task(call(pace, telegram(f"digest {n}"), chat_id=n, kind=DIGEST))
            for n in range(1, 61)
        ]
        await asyncio.sleep(0.5)
        before, asked = len(telegram.order), now()
        await call(pace, telegram("reply"), chat_id=1000)
        took = now() - asked
        assert telegram.order[before : before + 2].index("reply") <= 1
        await asyncio.gather(*digests)
        return took

    assert run(busy()) < 0.2
    digests = [name for name in telegram.order if name != "reply"]
    assert digests == [f"digest {n}" for n in range(1, 61)]


def test_no_digest_starts_while_a_reply_waits() -> None:
    telegram = Named()

    async def crowd() -> None:
        pace = Pace(25, now)
        work = [call(pace, telegram("digest"), chat_id=n, kind=DIGEST) for n in range(1, 21)]
        work += [call(pace, telegram("reply"), chat_id=n) for n in range(101, 141)]
        await asyncio.gather(*work)

    run(crowd())
    # Those that found room at once came first; then all replies, then the digests.
    waiting = telegram.order[telegram.order.index("reply") :]
    assert waiting == sorted(waiting, reverse=True)
    assert waiting.count("digest") >= 10


def test_slow_answers_to_digests_leave_room_for_replies() -> None:
    telegram = Named(seconds=20)

    async def stuck() -> float:
        pace = Pace(25, now)
        digests = [
            asyncio.create_task(call(pace, telegram("digest"), chat_id=n, kind=DIGEST)) for n in range(1, 61)
        ]
        await asyncio.sleep(5)
        assert telegram.order.count("digest") == 15
        assert pace.digest_room() == 0
        asked = now()
        reply = asyncio.create_task(call(pace, telegram("reply"), chat_id=1000))
        await asyncio.sleep(0.1)
        assert telegram.order[-1] == "reply"
        await asyncio.gather(reply, *digests)
        return now() - asked

    assert run(stuck()) < 100


async def test_a_digest_to_a_paused_chat_is_not_made(clock: Clock) -> None:
    pace, telegram = Pace(25, clock, clock.sleep), Telegram(clock, [RetryAfter(30)])
    with pytest.raises(TooSoon) as refused:
        await call(pace, telegram, kind=DIGEST)
    assert (refused.value.seconds, refused.value.everywhere) == (30, False)
    clock.now += 10
    with pytest.raises(TooSoon) as early:
        await call(pace, telegram, kind=DIGEST)
    assert (early.value.seconds, early.value.everywhere) == (20, False)
    assert len(telegram.calls) == 1
    assert pace.pause_of(1) == 20
    assert (pace.pause_of(2), pace.global_pause()) == (0, 0)
    await call(pace, telegram, chat_id=2, kind=DIGEST)
    clock.now += 20
    await call(pace, telegram, kind=DIGEST)


async def test_in_a_pause_of_all_no_digest_is_made(clock: Clock) -> None:
    pace, telegram = Pace(25, clock, clock.sleep), Telegram(clock, [RetryAfter(7), RetryAfter(7)])
    for chat_id in (1, 2):
        with pytest.raises(TooSoon) as refused:
            await call(pace, telegram, chat_id=chat_id, kind=DIGEST)
    assert refused.value.everywhere
    assert pace.global_pause() == 7
    assert pace.digest_room() == 0
    with pytest.raises(TooSoon):
        await call(pace, telegram, chat_id=3, kind=DIGEST)
    assert len(telegram.calls) == 2


def test_digests_that_wait_are_turned_away_when_a_pause_of_all_begins() -> None:
    made: list[int] = []

    async def storm() -> None:
        pace = Pace(25, now)

        def answer(chat_id: int) -> Any:
            async def refuse() -> bool:
                made.append(chat_id)
                await asyncio.sleep(0.3)
                raise RetryAfter(60)

            return refuse

        start = now()
        digests = [call(pace, answer(n), chat_id=n, kind=DIGEST) for n in range(1, 61)]
        results = await asyncio.gather(*digests, return_exceptions=True)
        assert all(isinstance(result, TooSoon) for result in results)
        # Nobody sat the pause out in here.
        assert now() - start < 1
        assert pace.global_pause() > 59

    run(storm())
    assert len(made) < 20


async def test_a_chat_that_had_its_share_is_left_to_the_caller(clock: Clock) -> None:
    pace, telegram = Pace(25, clock, clock.sleep), Telegram(clock)
    for _ in range(18):
        assert pace.pause_of(-5) == 0
        await call(pace, telegram, chat_id=-5, kind=DIGEST)
    with pytest.raises(TooSoon) as early:
        await call(pace, telegram, chat_id=-5, kind=DIGEST)
    assert 50 < early.value.seconds <= 60
    assert pace.pause_of(-5) == early.value.seconds
    assert not early.value.everywhere
    # Others are not held up by it.
    await call(pace, telegram, chat_id=-6, kind=DIGEST)
    clock.now += early.value.seconds + 0.001
    await call(pace, telegram, chat_id=-5, kind=DIGEST)
    assert len(telegram.calls) == 20


def test_a_digest_does_not_take_the_place_a_reply_waits_for_in_its_chat() -> None:
    telegram = Named(seconds=0.2)

    async def busy_chat() -> None:
        pace = Pace(25, now)
        replies = [asyncio.create_task(call(pace, telegram("reply"))) for _ in range(6)]
        await asyncio.sleep(0.1)
        while not all(reply.done() for reply in replies):
            with pytest.raises(TooSoon):
                await call(pace, telegram("digest"), kind=DIGEST)
            await asyncio.sleep(0.05)

    run(busy_chat())
    assert telegram.order == ["reply"] * 6


@pytest.mark.parametrize(
    "error",
    [
        caused(NetworkError("x"), httpx.ConnectError("x")),
        caused(TimedOut(), httpx.PoolTimeout("x")),
        caused(TimedOut(), httpx.ReadTimeout("x")),
        NetworkError("Bad Gateway"),
    ],
)
async def test_a_digest_is_made_once(clock: Clock, error: NetworkError) -> None:
    pace, telegram = Pace(25, clock, clock.sleep), Telegram(clock, [error])
    start = clock()
    with pytest.raises(NetworkError):
        await call(pace, telegram, kind=DIGEST)
    assert len(telegram.calls) == 1
    assert clock() == start


def test_who_gives_up_waiting_takes_no_place() -> None:
    telegram = Named()

    async def leave() -> None:
        pace = Pace(1, now)
        waiting = [
            asyncio.create_task(call(pace, telegram(kind or "reply"), chat_id=n, kind=kind))
            for n, kind in enumerate([None, DIGEST] * 5, start=1)
        ]
        await asyncio.sleep(0.5)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        await asyncio.sleep(3)
        started = now()
        await call(pace, telegram("reply"), chat_id=100)
        assert now() - started < 0.1
        await pace.shutdown()

    run(leave())


def test_room_tells_how_many_start_at_once() -> None:
    telegram = Named()

    async def fill() -> None:
        pace = Pace(25, now)
        for _ in range(5):
            started = now()
            room = pace.digest_room()
            assert room >= 5
            digests = [
                asyncio.create_task(call(pace, telegram("digest"), chat_id=n, kind=DIGEST))
                for n in range(1, room + 1)
            ]
            await asyncio.gather(*digests)
            assert now() - started <= 0.051  # the time of an answer
            assert pace.digest_room() <= 2
            await asyncio.sleep(5)

    run(fill())
