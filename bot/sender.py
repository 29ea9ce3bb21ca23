"""Telegram out: every call of the bot passes here, is paced, and is tried again where that is right."""

import asyncio
import os
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

import httpx
import structlog
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

log = structlog.get_logger(__name__)

JSON: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]
Call: TypeAlias = Callable[..., Coroutine[Any, Any, JSON]]

# Calls made for somebody who waits. Others (getMe, setMyCommands …) are the caller's to repeat.
_FOR_PEOPLE = ("send", "edit", "answer", "delete", "copy", "forward")
# Telegram does not count these as messages.
_UNCOUNTED = ("sendChatAction", "answer", "delete")

# Limits that Telegram names: about one message a second in a chat, 20 a minute in a group. Both are
# approached from below, since its clock and its counting are not ours.
_PRIVATE = (3, 3.2)  # messages, seconds
_GROUP = (18, 60.0)
# More windows than this, and those unused for a minute are dropped.
_MAX_WINDOWS = 10_000

# A call that never reached Telegram cannot be doubled by trying again: 1, 2, 4 and 8 s of patience.
_RETRIES_NEVER_SENT = 4
# After a lost answer the call may have been accepted: once more at most.
_RETRIES_AMBIGUOUS = 1
# A person who has been told to wait three times over has gone.
_RETRIES_FLOOD = 3


class _Window:
    """At most `count` reservations in any `seconds`, granted in order of asking."""

    def __init__(self, count: int, seconds: float) -> None:
        self._times: deque[float] = deque(maxlen=count)
        self._seconds = seconds

    def reserve(self, now: float) -> float:
        """Return the time, now or later, at which the asker may go."""
        full = len(self._times) == self._times.maxlen
        at = max(now, self._times[0] + self._seconds) if full else now
        self._times.append(at)
        return at

    def idle(self, now: float) -> bool:
        return not self._times or self._times[-1] + self._seconds < now


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
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        # The library's own switch: without it every RetryAfter is built with a deprecation warning.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._clock = clock
        self._sleep = sleep
        count = max(1, int(rate))
        self._all = _Window(count, count / rate)
        self._chats: dict[int | str, _Window] = {}
        self._paused_until: dict[int | str | None, float] = {}

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
        never = ambiguous = flood = 0
        while True:
            await self._wait_for_turn(chat_id, counted=patient and not endpoint.startswith(_UNCOUNTED))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                flood += 1
                self._pause(chat_id, error)
                log.warning("flood_control", endpoint=endpoint, retry_after=_seconds(error))
                if not patient or flood > _RETRIES_FLOOD:
                    raise
            except NetworkError as error:
                if not patient or not _worth_another_try(error):
                    raise
                if never_sent(error):
                    never += 1
                else:
                    ambiguous += 1
                log.warning("call_failed", endpoint=endpoint, error=repr(error.__cause__ or error))
                if never > _RETRIES_NEVER_SENT or ambiguous > _RETRIES_AMBIGUOUS:
                    raise
                await self._sleep(2.0 ** (never + ambiguous - 1))

    async def _wait_for_turn(self, chat_id: int | str | None, *, counted: bool) -> None:
        await self._wait_out_pauses(chat_id)
        if not counted:
            return
        if chat_id is not None:
            await self._sleep_until(self._window(chat_id).reserve(self._clock()))
        await self._sleep_until(self._all.reserve(self._clock()))
        await self._wait_out_pauses(chat_id)

    async def _wait_out_pauses(self, chat_id: int | str | None) -> None:
        while (until := max(map(self._pause_end, {None, chat_id}))) > self._clock():
            await self._sleep_until(until)

    def _pause_end(self, scope: int | str | None) -> float:
        until = self._paused_until.get(scope, 0.0)
        if until and until <= self._clock():
            del self._paused_until[scope]
        return until

    def _pause(self, scope: int | str | None, error: RetryAfter) -> None:
        until = self._clock() + _seconds(error)
        self._paused_until[scope] = max(until, self._paused_until.get(scope, 0.0))

    def _window(self, chat_id: int | str) -> _Window:
        if len(self._chats) > _MAX_WINDOWS:
            now = self._clock()
            self._chats = {chat: window for chat, window in self._chats.items() if not window.idle(now)}
        # Ids of groups and channels are negative; a channel may also be given by its @name.
        private = isinstance(chat_id, int) and chat_id > 0
        return self._chats.setdefault(chat_id, _Window(*(_PRIVATE if private else _GROUP)))

    async def _sleep_until(self, moment: float) -> None:
        if (seconds := moment - self._clock()) > 0:
            await self._sleep(seconds)


def _worth_another_try(error: NetworkError) -> bool:
    # BadRequest is a NetworkError in python-telegram-bot, but it is Telegram's own refusal.
    return type(error) in {NetworkError, TimedOut}


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
