"""One voyage: many digests due at once, and everything dies in turn while they are on their way."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL

from bot.roles import Role
from tests.botapi import BotApiServer
from tests.fleet.people import fill, make_due, states
from tests.fleet.processes import Fleet, says
from tests.postgresql import Server

# Seconds in which whatever died is to have a successor.
TAKEOVER = 30.0
# Seconds for all of it, beside the time that sending takes and that the database is away.
_PATIENCE = 240.0
_ROLES = (Role.GATEWAY, Role.SCHEDULER, Role.WORKER, Role.WORKER)


@dataclass
class Log:
    """What came of a voyage."""

    digests: int
    arrived: int = 0
    copies: int = 0
    """Digests that somebody got once more, each more time counted."""
    allowed: int = 0
    """How many of them nobody could avoid: parts under way when the sender or its database died."""
    takeovers: dict[str, float] = field(default_factory=dict)
    """Seconds from each death until the work went on."""
    endings: list[int] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        """How many have no digest."""
        return self.digests - self.arrived

    def __str__(self) -> str:
        times = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.takeovers.items())
        return (
            f"{self.digests} digests in {self.seconds:.0f} s: lost {self.lost}, "
            f"copies {self.copies} of {self.allowed} that nobody could avoid; work went on after: {times}; "
            f"ended with {self.endings}"
        )


class Voyage:
    """Digests on their way through a fleet."""

    def __init__(
        self, postgresql: Server, url: URL, server: BotApiServer, folder: Path, digests: int, rate: int
    ) -> None:
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._postgresql, self._url, self._server = postgresql, url, server
        self._people = [server.private_chat(server.add_user(f"P{number}")).id for number in range(digests)]
        self._log = Log(digests)
        self.fleet = Fleet(
            {
                "TELEGRAM_BOT_TOKEN": server.token,
                "TELEGRAM_API_URL": server.url,
                "DATABASE_URL": address,
                "DATA_DIR": str(folder / "data"),
                "ACCESS": "public",
                "SEND_RATE": str(rate),
            },
            folder,
        )

    async def sail(self, away: float) -> Log:
        """Send everything while a worker, the scheduler, the gateway and the database die in turn.

        The database is `away` for so many seconds.
        """
        begun = time.monotonic()
        await fill(self._url, self._people)
        logs = [self.fleet.start(role) for role in _ROLES]
        for log, words in zip(logs, ("ready", "leading", "working", "working"), strict=True):
            await says(log, words, _PATIENCE)
        make_due(self._url)
        await self._dies(Role.WORKER, "a worker", self._is_composed)
        await self._share(0.1)
        await self._dies(Role.SCHEDULER, "the scheduler")
        await self._share(0.3)
        self._log.allowed += states(self._url)["sending"]
        await self._dies(Role.GATEWAY, "the gateway")
        await self._share(0.6)
        await self._goes_away(away)
        await self._until(lambda: self._arrived() == len(self._people), "the last digest", _PATIENCE)
        await self._until(lambda: set(states(self._url)) == {"sent"}, "the ledger to be written", 30)
        self._log.endings = await self.fleet.stop()
        self._log.seconds = time.monotonic() - begun
        counts = [len(self._server.journal.to(person)) for person in self._people]
        self._log.arrived = sum(count > 0 for count in counts)
        self._log.copies = sum(count - 1 for count in counts if count)
        return self._log

    async def _dies(self, role: Role, name: str, goes_on: Callable[[], bool] | None = None) -> None:
        """Kill a process, start its successor, and see how long it takes until its work goes on."""
        await self.fleet.kill(role)
        died = time.monotonic()
        log = self.fleet.start(role)
        if role is not Role.WORKER:
            await says(log, "leading", _PATIENCE)
            goes_on = goes_on or self._sends_more()
        if goes_on is not None:
            await self._until(goes_on, f"the work of {name}", _PATIENCE)
        self._log.takeovers[name] = time.monotonic() - died

    async def _goes_away(self, seconds: float) -> None:
        """Stop the database for so long, and see when digests come again."""
        self._log.allowed += states(self._url)["sending"]
        await asyncio.to_thread(self._postgresql.stop)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self._postgresql.start)
        begun = time.monotonic()
        await self._until(self._sends_more(), "digests after the database was back", _PATIENCE)
        self._log.takeovers["the database"] = time.monotonic() - begun

    def _is_composed(self) -> bool:
        return states(self._url).total() == len(self._people)

    def _sends_more(self) -> Callable[[], bool]:
        before, wanted = self._server.journal.count("sendMessage"), len(self._people)
        return lambda: self._server.journal.count("sendMessage") > before or self._arrived() == wanted

    def _arrived(self) -> int:
        return sum(1 for person in self._people if self._server.journal.to(person))

    async def _share(self, share: float) -> None:
        """Wait until so many have their digest."""
        wanted = share * len(self._people)
        await self._until(lambda: self._arrived() >= wanted, f"{wanted:.0f} digests", _PATIENCE)

    async def _until(self, holds: Callable[[], bool], what: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > until:
                raise AssertionError(f"waited {seconds} s for {what}: {states(self._url)}")
            await asyncio.sleep(0.3)  # each look at the ledger takes a connection of its own
