"""A Telegram that notes when each call came, and a clock to go with it."""

import asyncio
from typing import Any

from telegram.error import NetworkError

from bot.sender import Pace


class Clock:
    """Time passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Telegram:
    """Answers calls with the errors it was given first, and notes when each came."""

    def __init__(self, clock: Clock, errors: list[Exception] | None = None) -> None:
        self.clock = clock
        self.errors = errors or []
        self.calls: list[float] = []

    async def __call__(self) -> bool:
        self.calls.append(self.clock())
        if self.errors:
            raise self.errors.pop(0)
        return True


async def call(
    pace: Pace,
    telegram: Any,
    endpoint: str = "sendMessage",
    chat_id: int | None = 1,
    kind: str | None = None,
) -> Any:
    """Make a call through the pace; `kind` is `DIGEST` or nothing."""
    data = {} if chat_id is None else {"chat_id": chat_id}
    return await pace.process_request(telegram, (), {}, endpoint, data, kind)


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


def most_in(times: list[float], seconds: float) -> int:
    """The largest number of moments that lie within so many seconds."""
    most = first = 0
    times = sorted(times)
    for last, time in enumerate(times):
        while times[first] <= time - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most
