"""Whom a 429 means: one chat, or the bot as a whole."""

import asyncio
import random
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.errors import TooSoon
from bot.sender import DIGEST, Pace
from bot.sender.pauses import Pauses
from tests.unit.sender.telegram import Clock, call
from tests.unit.sender.virtual_time import now, run


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pauses(clock: Clock) -> Pauses:
    return Pauses(clock)


def refuse(pauses: Pauses, chat_id: int | None, seconds: float) -> bool:
    """A call to the chat, refused as soon as it was made."""
    return pauses.begin(chat_id, seconds, pauses._clock())


def test_one_chat_alone_is_paused(pauses: Pauses, clock: Clock) -> None:
    assert not refuse(pauses, 1, 30)
    assert (pauses.left(1), pauses.left(2), pauses.everywhere()) == (30, 0, 0)
    clock.now += 30
    assert pauses.left(1) == 0


def test_a_shorter_refusal_does_not_end_a_longer_pause(pauses: Pauses) -> None:
    refuse(pauses, 1, 30)
    refuse(pauses, 1, 5)
    assert pauses.left(1) == 30


def test_a_call_without_a_chat_pauses_all(pauses: Pauses) -> None:
    assert refuse(pauses, None, 9)
    assert pauses.left(1) == pauses.everywhere() == 9


def test_two_chats_refused_until_the_same_moment_mean_all(pauses: Pauses, clock: Clock) -> None:
    refuse(pauses, 1, 30)
    clock.now += 4
    assert refuse(pauses, 2, 26)
    assert pauses.left(3) == 26


def test_what_was_accepted_after_a_refusal_clears_the_others(pauses: Pauses, clock: Clock) -> None:
    refuse(pauses, 1, 30)
    clock.now += 0.1
    pauses.note_accepted(started_at=clock())
    assert not refuse(pauses, 2, 30)
    assert pauses.everywhere() == 0


def test_what_was_on_its_way_before_a_refusal_clears_nobody(pauses: Pauses, clock: Clock) -> None:
    started = clock()
    clock.now += 0.1
    refuse(pauses, 1, 30)
    pauses.note_accepted(started)
    assert refuse(pauses, 2, 30)


def test_different_moments_mean_different_chats(pauses: Pauses) -> None:
    assert not refuse(pauses, 1, 10)
    assert not refuse(pauses, 2, 40)
    assert pauses.everywhere() == 0


def test_many_refused_in_a_row_mean_all_whatever_they_were_told(pauses: Pauses) -> None:
    told = [
        refuse(pauses, chat_id, seconds) for chat_id, seconds in enumerate([10, 20, 30, 40, 50, 60], start=1)
    ]
    assert told == [False] * 5 + [True]
    assert pauses.everywhere() == 60


def test_one_chat_refused_again_and_again_means_itself(pauses: Pauses, clock: Clock) -> None:
    for _ in range(10):
        assert not refuse(pauses, 1, 5)
        clock.now += 0.1


def test_pauses_that_are_over_are_forgotten(pauses: Pauses, clock: Clock) -> None:
    for chat_id in range(1, 5_000):
        refuse(pauses, chat_id, 3)
        clock.now += 1
        pauses.note_accepted(clock())
    assert len(pauses._until) <= 1_001
    assert len(pauses._suspects) <= 5


class StormyTelegram:
    """Refuses calls at random, and notes those that come before the time they were told."""

    def __init__(self, share: float, seed: int) -> None:
        self.share = share
        self.dice = random.Random(seed)
        self.barred: dict[int, float] = {}
        self.early: list[int] = []
        self.accepted: list[int] = []

    def __call__(self, chat_id: int) -> Any:
        async def answer() -> bool:
            await asyncio.sleep(0.05)
            if self.barred.get(chat_id, 0.0) > now():
                self.early.append(chat_id)
            if self.dice.random() < self.share:
                seconds = self.dice.randint(1, 60)
                self.barred[chat_id] = now() + seconds
                await asyncio.sleep(0.05)
                raise RetryAfter(seconds)
            self.accepted.append(chat_id)
            await asyncio.sleep(0.05)
            return True

        return answer


@pytest.mark.parametrize("seed", range(3))
def test_a_storm_of_refusals_holds_up_only_those_it_hits(seed: int) -> None:
    telegram = StormyTelegram(0.3, seed)

    async def storm() -> float:
        pace, start = Pace(25, now), now()

        async def deliver(chat_id: int) -> None:
            while True:
                try:
                    await call(pace, telegram(chat_id), chat_id=chat_id, kind=DIGEST)
                except TooSoon as error:
                    await asyncio.sleep(error.seconds)
                else:
                    return

        await asyncio.gather(*(deliver(chat_id) for chat_id in range(1, 501)))
        return now() - start

    # 500 chats take 20 s without refusals, and five in a row for one chat 5 × 30 s.
    assert run(storm()) < 600
    assert sorted(telegram.accepted) == list(range(1, 501))
    assert telegram.early == []


def test_a_flood_of_the_bot_as_a_whole_stops_everybody_soon() -> None:
    came: list[float] = []

    async def flood() -> float:
        pace = Pace(25, now)
        until = now() + 30

        async def refuse() -> bool:
            came.append(now())
            await asyncio.sleep(0.1)
            raise RetryAfter(round(until - now() + 0.5))

        calls = [call(pace, refuse, chat_id=chat_id, kind=DIGEST) for chat_id in range(1, 101)]
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert all(isinstance(result, TooSoon) for result in results)
        return pace.global_pause()

    assert run(flood()) > 29
    # Those under way before the first answer, and hardly one more.
    assert len(came) <= 10
