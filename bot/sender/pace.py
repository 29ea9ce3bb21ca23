"""When each call of the bot is made, and which of those that failed is made again."""

import asyncio
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, TypeAlias

import structlog
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.errors import TooSoon
from bot.metrics import TOO_MANY_REQUESTS
from bot.sender.gate import Gate
from bot.sender.pauses import Pauses
from bot.sender.refusals import never_sent, seconds_of
from bot.sender.window import SHORTEST_SLEEP, ChatId, Clock, Sleep, Window, Windows

log = structlog.get_logger(__name__)

JSON: TypeAlias = bool | dict[str, Any] | list[dict[str, Any]]
Call: TypeAlias = Callable[[], Coroutine[Any, Any, JSON]]

# The `rate_limit_args` of a call that nobody waits for and that its caller repeats: a digest.
DIGEST: Final = "digest"
# The `rate_limit_args` of a call that is no message and that its caller repeats: how often Telegram takes it
# has nothing to do with messages, so it waits for none of them, and none of them for what it is refused.
ASIDE: Final = "aside"

# Calls made for somebody who waits. Others (getMe, setMyCommands …) are the caller's to repeat.
_FOR_PEOPLE = ("send", "edit", "answer", "delete", "copy", "forward")
# Telegram does not count these as messages.
_UNCOUNTED = ("sendChatAction", "answer", "delete")

_RETRIES = {
    "never sent": 4,  # cannot be doubled by trying again: 1, 2, 4 and 8 s of patience
    "ambiguous": 1,  # the answer was lost, the call may have been accepted: once more at most
    "flood": 3,  # somebody who has been told to wait three times over has gone
}
# For a digest to a chat with as many calls under way as it may have: try again after so many seconds.
_UNKNOWN_WAIT = 1.0


class Pace(BaseRateLimiter[None]):
    """Holds Telegram's limits, waits out its refusals, and repeats what can be repeated.

    After a 429 nothing more is sent to that chat (or, for a call without one, at all) before
    `retry_after` has passed, whatever else happens meanwhile.

    A call with `rate_limit_args=DIGEST` gives way to all others and is made once. Where its chat or all are
    paused, or its chat has had its share, it raises `TooSoon` without being made.
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
        self._gate = Gate(rate, clock, sleep)
        self._windows = Windows(clock, sleep)
        self._pauses = Pauses(clock)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let nobody through any more who still waits."""
        await self._gate.close()

    def global_pause(self) -> float:
        """Return the seconds for which nothing may be sent at all."""
        return self._pauses.everywhere()

    def pause_of(self, chat_id: int) -> float:
        """Return in how many seconds a digest may be sent to a chat, as far as that chat is concerned."""
        wait = self._windows.wait(chat_id)
        return max(self._pauses.of_chat(chat_id), _UNKNOWN_WAIT if wait == math.inf else wait)

    def digest_room(self) -> int:
        """Return how many more digests would start at once, as far as is known."""
        return 0 if self._pauses.everywhere() else self._gate.room()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, JSON]],
        args: Any,  # noqa: ANN401
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: object,
    ) -> JSON:
        """Make one call of the Bot API, when it may be made."""
        chat_id = data.get("chat_id")
        call = partial(callback, *args, **kwargs)
        if rate_limit_args == DIGEST:
            return await self._send_digest(call, chat_id)
        if rate_limit_args == ASIDE:
            return await call()
        patient = endpoint.startswith(_FOR_PEOPLE)
        counted = patient and not endpoint.startswith(_UNCOUNTED)
        failures: Counter[str] = Counter()
        while True:
            try:
                return await self._call(call, chat_id, counted=counted)
            except RetryAfter as error:
                kind, pause = "flood", 0.0  # the pause that began is waited out before the next attempt
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

    async def _call(self, call: Call, chat_id: ChatId, *, counted: bool) -> JSON:
        while True:
            while (left := self._pauses.left(chat_id)) > 0:
                await self._sleep(max(left, SHORTEST_SLEEP))
            if not counted:
                return await self._make(call, chat_id)
            window = None if chat_id is None else self._windows.get(chat_id)
            if window:
                await window.take()
            try:
                await self._gate.take(digest=False)
            except asyncio.CancelledError:
                if window:
                    window.give_back()
                raise
            # A place is given back rather than held through a pause that began meanwhile.
            if not self._pauses.left(chat_id):
                return await self._make_counted(call, chat_id, window, digest=False)
            self._gate.give_back(digest=False)
            if window:
                window.give_back()

    async def _send_digest(self, call: Call, chat_id: ChatId) -> JSON:
        self._refuse_early(chat_id)
        await self._gate.take(digest=True)
        try:
            self._refuse_early(chat_id)
        except TooSoon:
            self._gate.give_back(digest=True)
            raise
        window = None if chat_id is None else self._windows.get(chat_id)
        if window:
            window.take_now()
        try:
            return await self._make_counted(call, chat_id, window, digest=True)
        except RetryAfter as error:
            raise self._too_soon(chat_id) from error

    async def _make_counted(
        self, call: Call, chat_id: ChatId, window: Window | None, *, digest: bool
    ) -> JSON:
        started_at = self._clock()
        try:
            result = await self._make(call, chat_id)
        finally:
            if window:
                window.keep()
            self._gate.keep(digest=digest)
        self._pauses.note_accepted(started_at)
        return result

    async def _make(self, call: Call, chat_id: ChatId) -> JSON:
        started_at = self._clock()
        try:
            return await call()
        except RetryAfter as error:
            seconds = seconds_of(error)
            everywhere = self._pauses.begin(chat_id, seconds, started_at)
            TOO_MANY_REQUESTS.labels("everywhere" if everywhere else "chat").inc()
            if everywhere:
                log.warning("paused_everywhere", seconds=self._pauses.everywhere())
                self._gate.turn_digests_away(lambda: self._too_soon(None))
            raise

    def _refuse_early(self, chat_id: ChatId) -> None:
        """Raise `TooSoon` for a digest that would have to wait for more than its turn."""
        if self._pauses.left(chat_id) > 0:
            raise self._too_soon(chat_id)
        if chat_id is not None and (wait := self._windows.wait(chat_id)) > 0:
            raise TooSoon(_UNKNOWN_WAIT if wait == math.inf else wait, everywhere=False)

    def _too_soon(self, chat_id: ChatId) -> TooSoon:
        own, everywhere = self._pauses.of_chat(chat_id), self._pauses.everywhere()
        return TooSoon(max(own, everywhere), everywhere=everywhere >= own)


def _worth_another_try(error: NetworkError) -> bool:
    # BadRequest is a NetworkError in python-telegram-bot, but it is Telegram's own refusal.
    return type(error) in {NetworkError, TimedOut}
