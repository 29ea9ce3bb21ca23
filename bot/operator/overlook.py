"""Gathers what is shown: from the database, from Telegram's last answers, and from what was counted."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.metrics import HOSTS, REGISTRY, REPLIES, TOO_MANY_REQUESTS, UPDATES, counted
from bot.operator.status import Process, Status
from bot.release import release
from bot.sender.calls import CountedRequest
from bot.services.overview import Overview, Single
from bot.storage.operations import Operations

log = structlog.get_logger(__name__)

# Seconds from which on a host counts as slow, and how many are shown.
_SLOW, _MOST_SLOW = 3.0, 8


@dataclass(frozen=True, slots=True)
class Work:
    """What a process works with while it works."""

    overview: Overview
    bot: ExtBot[None] | None = None
    """Whose transport is a `CountedRequest`; None where the process does not talk with Telegram."""
    is_sending: Callable[[], bool] | None = None
    """Whether the loop runs that sends; None where another process has it."""


class Overlook:
    """One process, looked at. `role` says what it does; `clock` gives UTC seconds."""

    def __init__(self, role: str, clock: Callable[[], float] = time.time) -> None:
        self._role = role
        self._clock = clock
        self._started_at = int(clock())
        self._work: Work | None = None
        self._asking = Single(self._ask_telegram)
        self._was_ready = False

    @asynccontextmanager
    async def during(self, work: Work) -> AsyncIterator[None]:
        """Look at this work meanwhile."""
        self._work = work
        try:
            yield
        finally:
            self._work = None
            await self._asking.close()
            await work.overview.close()

    def process(self) -> Process:
        """Return what the process is, and what it has counted."""
        return Process(
            name=self._name(),
            version=release(),
            role=self._role,
            database=self._work.overview.database if self._work else "",
            started_at=self._started_at,
            updates=sum(counted(UPDATES).values()),
            summaries=int(REGISTRY.get_sample_value("digest_bot_summary_seconds_count") or 0),
            replies=counted(REPLIES),
            too_many=counted(TOO_MANY_REQUESTS),
            slow_hosts=HOSTS.slowest(_MOST_SLOW, _SLOW),
        )

    async def operations(self) -> Operations | None:
        """Return how things stand in the database; None where it does not answer."""
        return await self._work.overview.now() if self._work else None

    async def troubles(self) -> list[str]:
        """Return, in words, why this process cannot do its work just now; nothing where it can."""
        found = await self._find()
        if bool(found) is self._was_ready:
            self._was_ready = not found
            if found:
                log.warning("not_ready", reasons=found)
            else:
                log.info("found_ready")
        return found

    async def status(self) -> Status:
        """Return all that the page shows."""
        troubles, operations = await asyncio.gather(self.troubles(), self.operations())
        return Status(int(self._clock()), self.process(), troubles, operations)

    async def _find(self) -> list[str]:
        work = self._work
        if work is None:
            return ["It does not work yet: it is starting, stopping, or standing by for another process."]
        is_usable, is_answered = await asyncio.gather(work.overview.is_usable(), self._is_answered(work))
        found = []
        if not is_usable:
            found.append("The database cannot be written: it is locked, full or gone.")
        if is_answered is None:
            found.append("Telegram has not been reached yet.")
        elif not is_answered:
            found.append("Telegram does not answer.")
        if work.is_sending and not work.is_sending():
            found.append("Nothing is being sent: the loop that sends does not run.")
        return found

    async def _is_answered(self, work: Work) -> bool | None:
        """Return whether Telegram answers, if it has to; None where it was never reached.

        After a call without an answer it is asked what changes nothing: the next call may be long in coming.
        """
        if work.bot is None:
            return True
        presence = _transport(work.bot).presence
        if presence.is_there is False:
            with suppress(TelegramError, TimeoutError):
                await self._asking.ask()
        return presence.is_there

    async def _ask_telegram(self) -> None:
        if self._work and self._work.bot:
            await self._work.bot.get_me()

    def _name(self) -> str:
        if self._work is None or self._work.bot is None:
            return ""
        try:
            return f"@{self._work.bot.username}"
        except RuntimeError:  # Telegram has not told it yet
            return ""


def _transport(bot: ExtBot[None]) -> CountedRequest:
    request = bot.request
    if not isinstance(request, CountedRequest):
        raise TypeError("the bot must talk through a CountedRequest")
    return request
