"""Telegram out: every call of the bot passes here, is paced, and is tried again where that is right."""

import asyncio
import os
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, TypeAlias

import httpx
import structlog
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

log = structlog.get_logger(__name__)

JSON: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]
ChatId: TypeAlias = int | str | None
Clock: TypeAlias = Callable[[], float]
Sleep: TypeAlias = Callable[[float], Awaitable[None]]
Call: TypeAlias = Callable[..., Coroutine[Any, Any, JSON]]

# Calls made for somebody who waits. Others (getMe, setMyCommands …) are the caller's to repeat.
_FOR_PEOPLE = ("send", "edit", "answer", "delete", "copy", "forward")
# Telegram does not count these as messages.
_UNCOUNTED = ("sendChatAction", "answer", "delete")

# Limits that Telegram names: about one message a second in a chat, 20 a minute in a group. Both are
# approached from below, since its clock and its counting are not ours.
_PRIVATE = (3, 3.0)  # messages, seconds
_GROUP = (18, 60.0)
# More windows than this, and those that remember nothing are dropped.
_MAX_WINDOWS = 10_000

_RETRIES = {
    "never sent": 4,  # cannot be doubled by trying again: 1, 2, 4 and 8 s of patience
    "ambiguous": 1,  # the answer was lost, the call may have been accepted: once more at most
    "flood": 3,  # somebody who has been told to wait three times over has gone
}
# Refusals of different chats within this many seconds mean that the bot as a whole writes too much.
_SAME_FLOOD_SECONDS = 1.0


class _Window:
    """Lets at most `count` calls through in any `seconds`, in order of asking.

    A call keeps its place until `seconds` after its answer. Telegram counts it at some moment between the
    two, so that no delay of ours or of the network can make more of them fall into one window of Telegram's.
    """

    def __init__(self, count: int, seconds: float, clock: Clock, sleep: Sleep) -> None:
        self._count = count
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep
        self._under_way = 0
        self._kept_until: deque[float] = deque()
        self._turn = asyncio.Lock()
        self._answered = asyncio.Event()

    async def __aenter__(self) -> None:
        async with self._turn:
            while self._taken() >= self._count:
                if self._kept_until:
                    await self._sleep(max(0.0, self._kept_until[0] - self._clock()))
                else:
                    self._answered.clear()
                    await self._answered.wait()
            self._under_way += 1

    async def __aexit__(self, *_: object) -> None:
        self._under_way -= 1
        self._kept_until.append(self._clock() + self._seconds)
        self._answered.set()

    def _taken(self) -> int:
        while self._kept_until and self._kept_until[0] <= self._clock():
            self._kept_until.popleft()
        return self._under_way + len(self._kept_until)

    def idle(self) -> bool:
        """Whether nobody uses or remembers it."""
        return not self._turn.locked() and self._taken() == 0


def never_sent(error: NetworkError) -> bool:
    """Whether a failed call certainly did not reach Telegram."""
    # python-telegram-bot folds these into TimedOut and NetworkError together with lost answers.
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


class Pace(BaseRateLimiter[None]):
    """Holds Telegram's limits, waits out its refusals, and repeats what can be repeated.

    After a 429 nothing more is sent to that chat (or, for a call without one, at all) before
    `retry_after` has passed, whatever else happens meanwhile.
    """

    def __init__(
        self,
        rate: float,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        # The library's own switch: without it every RetryAfter is built with a deprecation warning.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._clock = clock
        self._sleep = sleep
        count = max(1, int(rate))
        self._all = _Window(count, count / rate, clock, sleep)
        self._chats: dict[int | str, _Window] = {}
        self._paused_until: dict[ChatId, float] = {}
        self._last_flood: tuple[ChatId, float] = (None, 0.0)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Call,
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> JSON:
        """Make one call of the Bot API, when it may be made."""
        chat_id = data.get("chat_id")
        patient = endpoint.startswith(_FOR_PEOPLE)
        windows = self._windows(chat_id) if patient and not endpoint.startswith(_UNCOUNTED) else ()
        failures: Counter[str] = Counter()
        while True:
            try:
                return await self._call(partial(callback, *args, **kwargs), chat_id, windows)
            except RetryAfter as error:
                self._pause(chat_id, error)
                kind, pause = "flood", 0.0  # the pause is waited out before the next attempt
                problem: Exception = error
            except NetworkError as error:
                kind = "never sent" if never_sent(error) else "ambiguous"
                if not _worth_another_try(error):
                    raise
                pause, problem = 2.0 ** failures[kind], error
            failures[kind] += 1
            if not patient or failures[kind] > _RETRIES[kind]:
                raise problem
            log.warning(
                "call_repeated", endpoint=endpoint, kind=kind, error=repr(problem.__cause__ or problem)
            )
            await self._sleep(pause)

    async def _call(
        self, call: Callable[[], Awaitable[JSON]], chat_id: ChatId, windows: Sequence[_Window]
    ) -> JSON:
        while True:
            await self._wait_out_pauses(chat_id)
            async with AsyncExitStack() as places:
                for window in windows:
                    await places.enter_async_context(window)
                # A place is given back rather than held through a pause that began meanwhile.
                if not self._is_paused(chat_id):
                    return await call()

    def _is_paused(self, chat_id: ChatId) -> bool:
        return max(map(self._pause_end, {None, chat_id})) > self._clock()

    async def _wait_out_pauses(self, chat_id: ChatId) -> None:
        while (until := max(map(self._pause_end, {None, chat_id}))) > self._clock():
            await self._sleep_until(until)

    def _pause_end(self, scope: ChatId) -> float:
        until = self._paused_until.get(scope, 0.0)
        if until and until <= self._clock():
            del self._paused_until[scope]
        return until

    def _pause(self, chat_id: ChatId, error: RetryAfter) -> None:
        now = self._clock()
        until = now + _seconds(error)
        last_chat, last_time = self._last_flood
        # Telegram does not say whom it means: the chat, or all of them.
        everybody = last_chat not in {None, chat_id} and now - last_time <= _SAME_FLOOD_SECONDS
        self._last_flood = (chat_id, now)
        for scope in {chat_id, None} if everybody else {chat_id}:
            self._paused_until[scope] = max(until, self._paused_until.get(scope, 0.0))

    def _windows(self, chat_id: ChatId) -> tuple[_Window, ...]:
        if chat_id is None:
            return (self._all,)
        if len(self._chats) > _MAX_WINDOWS:
            self._chats = {chat: window for chat, window in self._chats.items() if not window.idle()}
        if (window := self._chats.get(chat_id)) is None:
            # Ids of groups and channels are negative; a channel may also be given by its @name.
            limit = _PRIVATE if isinstance(chat_id, int) and chat_id > 0 else _GROUP
            window = self._chats[chat_id] = _Window(*limit, self._clock, self._sleep)
        return (window, self._all)

    async def _sleep_until(self, moment: float) -> None:
        if (seconds := moment - self._clock()) > 0:
            await self._sleep(seconds)


def _worth_another_try(error: NetworkError) -> bool:
    # BadRequest is a NetworkError in python-telegram-bot, but it is Telegram's own refusal.
    return type(error) in {NetworkError, TimedOut}


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
