"""The pace of replies, on a clock of the test's own: time passes only when the sender sleeps."""

import asyncio

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.sender import Pace
from tests.unit.sender.telegram import Clock, Telegram, call, caused, most_in


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_a_private_chat_gets_about_one_message_a_second(clock: Clock) -> None:
    telegram, pace = Telegram(clock), Pace(25, clock, clock.sleep)
    for _ in range(30):
        await call(pace, telegram)
    assert most_in(telegram.calls, 3) <= 3


async def test_a_group_gets_at_most_18_messages_a_minute(clock: Clock) -> None:
    telegram, pace = Telegram(clock), Pace(25, clock, clock.sleep)
    for _ in range(60):
        await call(pace, telegram, chat_id=-100)
    assert most_in(telegram.calls, 60) <= 18


@pytest.mark.parametrize("rate", [0.5, 1, 25])
async def test_all_chats_together_keep_the_rate(clock: Clock, rate: float) -> None:
    telegram, pace = Telegram(clock), Pace(rate, clock, clock.sleep)
    for chat_id in range(1, 101):
        await call(pace, telegram, chat_id=chat_id)
    elapsed = telegram.calls[-1] - telegram.calls[0]
    assert 100 / (elapsed + 1) <= rate * 1.1 + 1


async def test_answers_to_buttons_are_not_held_back(clock: Clock) -> None:
    telegram, pace = Telegram(clock), Pace(1, clock, clock.sleep)
    for _ in range(50):
        await call(pace, telegram, "answerCallbackQuery", chat_id=None)
    assert telegram.calls[-1] == telegram.calls[0]


async def test_after_a_429_that_chat_waits_and_others_do_not(clock: Clock) -> None:
    pace = Pace(25, clock, clock.sleep)
    flooded, other = Telegram(clock, [RetryAfter(30)]), Telegram(clock)
    start = clock()
    waiting = asyncio.create_task(call(pace, flooded, chat_id=1))
    await asyncio.sleep(0)
    # The other chat is served although the clock stands still for the first.
    assert flooded.calls == [start]
    await call(pace, other, chat_id=2)
    await waiting
    assert flooded.calls[1] >= start + 30


async def test_no_call_to_a_flooded_chat_before_its_time_even_if_another_one_ends(clock: Clock) -> None:
    pace = Pace(25, clock, clock.sleep)
    flooded = Telegram(clock, [RetryAfter(30)])
    start = clock()
    results = await asyncio.gather(*(call(pace, flooded, chat_id=1) for _ in range(3)))
    assert results == [True] * 3
    early = [time for time in flooded.calls if start < time < start + 30]
    assert early == []


async def test_many_chats_that_wait_do_not_use_up_the_places_of_others(clock: Clock) -> None:
    pace = Pace(2, clock, clock.sleep)
    flooded = Telegram(clock, [RetryAfter(60)] * 2)
    for chat_id in (1, 2):
        clock.now += 10  # far apart, so that each is taken for a flood of its own
        with pytest.raises(RetryAfter):
            await call(pace, flooded, "getChat", chat_id)
    waiting = [asyncio.create_task(call(pace, flooded, chat_id=chat_id)) for chat_id in (1, 2)]
    other = Telegram(clock)
    start = clock()
    await call(pace, other, chat_id=3)
    assert other.calls[0] - start < 5
    await asyncio.gather(*waiting)


async def test_refusals_of_several_chats_at_once_pause_all(clock: Clock) -> None:
    pace = Pace(25, clock, clock.sleep)
    flooded, other = Telegram(clock, [RetryAfter(7), RetryAfter(7)]), Telegram(clock)
    for chat_id in (1, 2):
        with pytest.raises(RetryAfter):
            await call(pace, flooded, "getChat", chat_id)
    start = clock()
    await call(pace, other, chat_id=3)
    assert other.calls[0] >= start + 7


async def test_a_flood_without_end_is_given_up(clock: Clock) -> None:
    telegram, pace = Telegram(clock, [RetryAfter(5)] * 10), Pace(25, clock, clock.sleep)
    with pytest.raises(RetryAfter):
        await call(pace, telegram)
    assert len(telegram.calls) == 4


@pytest.mark.parametrize(
    "cause", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x")]
)
async def test_what_never_left_is_sent_again(clock: Clock, cause: Exception) -> None:
    errors: list[Exception] = [caused(NetworkError("x"), cause) for _ in range(4)]
    telegram, pace = Telegram(clock, errors), Pace(25, clock, clock.sleep)
    assert await call(pace, telegram) is True
    assert len(telegram.calls) == 5


@pytest.mark.parametrize(
    "error",
    [
        caused(TimedOut(), httpx.ReadTimeout("x")),
        caused(NetworkError("x"), httpx.ReadError("x")),
        caused(NetworkError("x"), httpx.RemoteProtocolError("x")),
        NetworkError("Bad Gateway"),
    ],
)
async def test_what_may_have_arrived_is_sent_once_more_at_most(clock: Clock, error: NetworkError) -> None:
    telegram, pace = Telegram(clock, [error] * 5), Pace(25, clock, clock.sleep)
    with pytest.raises(NetworkError):
        await call(pace, telegram)
    assert len(telegram.calls) == 2


@pytest.mark.parametrize(
    "error", [BadRequest("message is too long"), Forbidden("bot was blocked by the user")]
)
async def test_a_refusal_is_not_repeated(clock: Clock, error: Exception) -> None:
    telegram, pace = Telegram(clock, [error]), Pace(25, clock, clock.sleep)
    with pytest.raises(type(error)):
        await call(pace, telegram)
    assert len(telegram.calls) == 1


async def test_calls_nobody_waits_for_are_left_to_the_caller(clock: Clock) -> None:
    error = caused(NetworkError("x"), httpx.ConnectError("x"))
    telegram, pace = Telegram(clock, [error]), Pace(25, clock, clock.sleep)
    with pytest.raises(NetworkError):
        await call(pace, telegram, "getMe", chat_id=None)
    assert len(telegram.calls) == 1


async def test_chats_that_fell_silent_are_forgotten(clock: Clock) -> None:
    telegram, pace = Telegram(clock), Pace(1000, clock, clock.sleep)
    for chat_id in range(1, 5_000):
        await call(pace, telegram, chat_id=chat_id)
    # They are remembered for 3 s.
    assert len(pace._windows) <= 3_300
    clock.now += 100
    for chat_id in range(5_000, 8_500):
        await call(pace, telegram, chat_id=chat_id)
    assert len(pace._windows) <= 3_300
