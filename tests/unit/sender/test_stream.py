"""How fast calls go out, in virtual time: an even stream at the full rate, and never too many in a second."""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sender import DIGEST, Pace
from tests.unit.sender.telegram import call, most_in
from tests.unit.sender.virtual_time import now, run


@dataclass
class FarTelegram:
    """Answers after a round trip; a call arrives somewhere on the way (`share` of it, None: anywhere)."""

    round_trip: float
    jitter: float = 0.0
    share: float | None = None
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    arrivals: list[float] = field(default_factory=list)

    async def __call__(self) -> bool:
        trip = max(0.0, self.round_trip + self.dice.uniform(-self.jitter, self.jitter))
        there = trip * (self.dice.random() if self.share is None else self.share)
        await asyncio.sleep(there)
        self.arrivals.append(now())
        await asyncio.sleep(trip - there)
        return True


async def keep_sending(pace: Pace, telegram: FarTelegram, seconds: float, replies: float = 0.0) -> None:
    """Send digests as they find room, each to another chat, and replies at so many a second."""
    tasks: set[asyncio.Task[Any]] = set()
    dice, chat_id, end = random.Random(3), 0, now() + seconds

    def start(work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    while now() < end:
        for _ in range(pace.digest_room()):
            start(call(pace, telegram, chat_id=(chat_id := chat_id + 1), kind=DIGEST))
        if dice.random() < replies * 0.02:
            start(call(pace, telegram, chat_id=(chat_id := chat_id + 1)))
        await asyncio.sleep(0.02)
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("share", [0.0, 1.0, None])
@pytest.mark.parametrize(
    ("round_trip", "jitter"), [(0.005, 0.0), (0.1, 0.0), (0.1, 0.1), (0.2, 0.0), (0.2, 0.1)]
)
def test_the_rate_is_held_whatever_the_way(round_trip: float, jitter: float, share: float | None) -> None:
    telegram = FarTelegram(round_trip, jitter, share)

    async def minute() -> float:
        start = now()
        await keep_sending(Pace(25, now), telegram, 60, replies=2)
        # The first seconds make up for nothing: there is a burst at the start.
        counted = [time for time in telegram.arrivals if start + 5 <= time < start + 55]
        return len(counted) / 50

    assert run(minute()) >= 24.5
    assert most_in(telegram.arrivals, 1) <= 30


@settings(max_examples=25, deadline=None)
@given(
    rate=st.sampled_from([0.5, 1.0, 3.0, 25.0, 40.0]),
    round_trip=st.floats(0, 3),
    jitter=st.floats(0, 3),
    share=st.sampled_from([0.0, 0.5, 1.0, None]),
    seed=st.integers(0, 1000),
)
def test_no_second_of_telegrams_holds_too_many(
    rate: float, round_trip: float, jitter: float, share: float | None, seed: int
) -> None:
    telegram = FarTelegram(round_trip, jitter, share, random.Random(seed))
    run(keep_sending(Pace(rate, now), telegram, 15, replies=5))
    assert telegram.arrivals
    assert most_in(telegram.arrivals, 1) <= max(1.2 * rate, rate + 1)


def test_a_rate_without_limit_is_not_held_back_by_short_sleeps() -> None:
    telegram = FarTelegram(0.02)

    async def seconds() -> float:
        start = now()
        await keep_sending(Pace(1000, now), telegram, 3)
        return len([time for time in telegram.arrivals if start + 1 <= time < start + 2])

    assert run(seconds()) >= 950
