"""Scenarios: a bot that dies or is stopped while it sends, its heir, and what became of the digests."""

import asyncio
import random
import shutil
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.botapi import BotApiServer, Fault, fault
from tests.botapi.journal import Journal
from tests.kills.bots import Bot, Nursery
from tests.kills.oracle import Ledger, Part, Verdict, is_settled, judge, read_dead, read_ended
from tests.kills.orders import Order
from tests.kills.readers import EIGHT, Reader, a_few, make_database, many
from tests.kills.steps import BEFORE_TAKING_OVER, STEPS

# Pass lines: seconds until an heir has sent everything, and until a bot that is asked to stop has ended.
RECOVERY, ENDING = 60.0, 30.0
_SLOW = 0.1


Who = Callable[[BotApiServer], list[Reader]]


class Templates:
    """Databases to be copied, each made when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Who, Path] = {}
        self._turn = asyncio.Lock()

    async def copy(self, who: Who, folder: Path) -> None:
        """Put a fresh one in a folder."""
        async with self._turn:
            if who not in self._files:
                self._files[who] = await make_database(self._folder / who.__name__, who(BotApiServer()))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(self._files[who], folder)


class Scenario:
    """One database, one server, and the bots that live with them one after another."""

    def __init__(
        self, nursery: Nursery, templates: Templates, server: BotApiServer, folder: Path, verdict: Verdict
    ) -> None:
        self._nursery, self._templates, self._server = nursery, templates, server
        self._data, self._log = folder / "data", folder / "log.txt"
        self._verdict = verdict
        self.dice = random.Random(f"{verdict.step} {verdict.seed}")
        self._rate = self.dice.choice((25, 1000))
        self._chats_at_once = 2
        self._starts: list[float] = []
        self._in_doubt: set[Part] = set()
        self._ahead = EIGHT - time.time()

    async def killed(self, step: str) -> None:
        """Kill a bot at a step, twice where the step is another's taking over, and let the last one live."""
        readers = a_few(self._server)
        places = [STEPS[step].draw(self.dice)]
        if step == "9":
            places.insert(0, BEFORE_TAKING_OVER.draw(self.dice))
        await self._templates.copy(a_few, self._data)
        for place, passing in places:
            while not await self._dies(place, passing):
                if passing == 1 or self._verdict.kills:
                    self._verdict.faults.append(f"no bot came to {place!r}")
                    break
                passing //= 2  # noqa: PLW2901  (it was not passed so often)
                await self._begin_anew()
        await self._recover()
        self._judge(readers)

    async def stopped(self, way: str) -> None:
        """Stop a bot in the midst of 200 messages, in one of the ways of `STOPS`, and let another go on."""
        readers = many(self._server)
        await self._templates.copy(many, self._data)
        self._rate, self._chats_at_once = 200, 50
        moment, is_hung = self.dice.randint(1, 190), way == "hung"
        # Some are stopped before or while the digests are composed.
        early = not is_hung and self.dice.random() < 0.2
        self._server.fault_by(_slow(moment if is_hung else 0))
        by_signal = signal.SIGTERM if way == "SIGTERM" else None
        bot = await self._start(by_signal=bool(by_signal))
        if early:
            await asyncio.sleep(self.dice.uniform(0.3, 2))
        else:
            await self._server.wait_accepted("sendMessage", moment, 60)
            await asyncio.sleep(self.dice.uniform(0, _SLOW))
        await self._stop(bot, by_signal)
        left = read_ended(self._data).doubtful
        if len(left) > is_hung:
            self._verdict.faults.append(f"{len(left)} parts were left in doubt")
        self._in_doubt |= left if is_hung else set()
        self._server.fault_by(_slow())
        await self._recover()
        self._judge(readers)

    async def _begin_anew(self) -> None:
        await self._templates.copy(a_few, self._data)
        self._server.journal = Journal()
        self._starts.clear()

    async def _start(self, place: str = "", passing: int = 1, *, by_signal: bool = False) -> Bot:
        settings = {
            "TELEGRAM_BOT_TOKEN": self._server.token,
            "TELEGRAM_API_URL": self._server.url,
            "DATA_DIR": str(self._data),
            "SEEDS_DIR": str(self._data / "none"),
            "OWNER_IDS": "1",
            "ACCESS": "public",
            "SEND_RATE": str(self._rate),
        }
        self._starts.append(self._server.clock())
        return await self._nursery.start(
            Order(settings, str(self._log), self._ahead, place, passing, self._chats_at_once, by_signal)
        )

    async def _dies(self, place: str, passing: int) -> bool:
        """Start a bot that dies at a place; False if it never came there."""
        outside = {"request": self._on_request, "accepted": self._on_acceptance, "moment": self._at_a_moment}
        bot = await self._start("" if place in outside else place, passing)
        if place in outside:
            outside[place](bot, passing)
        if not await self._settled(lambda: bot.is_over) and not bot.is_over:
            self._verdict.faults.append("a bot did neither die nor come to an end of its work")
        if not bot.is_over and place == "moment":
            bot.kill()
        elif not bot.is_over:
            await self._stop(bot)
            return False
        if await bot.ended():
            self._verdict.faults.append("a bot ended by itself")
        self._server.fault_by(None)
        await self._drained()
        self._verdict.kills += 1
        self._note_doubt(read_dead(self._data))
        # If a later bot did not keep to the frozen text, it would say that the digest comes late.
        self._ahead += self.dice.choice((0, 5, 700))
        return True

    async def _drained(self) -> None:
        """Let the server take what the dead sent: or it would count as sent by the heir."""
        seen, quiet = -1, 0
        # A connection is accepted, read and answered one after another, on a machine that may be busy.
        while quiet < 5:
            listening = self._server._runner and self._server._runner.server
            has_open = bool(listening and listening.connections)
            quiet = quiet + 1 if seen == self._server.requests and not has_open else 0
            seen = self._server.requests
            await asyncio.sleep(0.01)

    def _note_doubt(self, ledger: Ledger) -> None:
        self._in_doubt |= ledger.doubtful
        if ledger.health != "ok":
            self._verdict.faults.append(f"a kill broke the database: {ledger.health}")

    async def _recover(self) -> None:
        """Start a last bot, wait until nothing is left to be done, and stop it."""
        begin = time.monotonic()
        bot = await self._start()
        if not await self._settled(lambda: bot.is_over):
            self._verdict.faults.append(f"not recovered within {RECOVERY:.0f} s")
        self._verdict.recovery = time.monotonic() - begin
        await self._stop(bot)

    async def _settled(self, or_else: Callable[[], bool]) -> bool:
        """Wait until all is sent and recorded; False if something else came first, or the time is over."""
        end = time.monotonic() + RECOVERY
        while time.monotonic() < end and not or_else():
            if is_settled(self._data):
                return True
            await asyncio.sleep(0.1)
        return False

    async def _stop(self, bot: Bot, by: signal.Signals | None = None) -> None:
        begin = time.monotonic()
        if not await bot.stop(by):
            self._verdict.faults.append("a bot that was asked to stop died")
        took = time.monotonic() - begin
        self._verdict.ending = max(self._verdict.ending, took)
        if took > ENDING:
            self._verdict.faults.append(f"a bot took {took:.0f} s to stop")

    def _judge(self, readers: Sequence[Reader]) -> None:
        accepted = self._server.journal.of("sendMessage")
        judge(self._verdict, readers, accepted, read_ended(self._data), self._in_doubt, self._starts)
        refused = [call for call in self._server.refused if call.method == "sendMessage" and call.code]
        self._verdict.faults += [f"refused: {call.description}" for call in refused]
        if not self._verdict.holds:
            self._verdict.faults += self._log.read_text().splitlines()[-30:]

    def _on_request(self, bot: Bot, passing: int) -> None:
        """Kill when the n-th request has come; it is cut off some time later, and not accepted."""
        self._at_call(bot, passing, fault(reset=True, delay=0.2))

    def _on_acceptance(self, bot: Bot, passing: int) -> None:
        """Kill when the n-th message is accepted, whose answer comes too late."""
        self._at_call(bot, passing, fault(reset=True, after=True, delay=0.2))

    def _at_call(self, bot: Bot, passing: int, trouble: Fault) -> None:
        # Meanwhile the bot goes on with other parts, or does not.
        loop, pause = asyncio.get_running_loop(), self.dice.choice((0.0, self.dice.uniform(0, 0.15)))
        left = passing

        def decide(method: str, _: dict[str, Any]) -> Fault | None:
            nonlocal left
            left -= method == "sendMessage"
            if left or method != "sendMessage":
                return None
            loop.call_later(pause, bot.kill)
            return trouble

        self._server.fault_by(decide)

    def _at_a_moment(self, bot: Bot, passing: int) -> None:
        """Kill some time after the start, or around the n-th message."""
        loop = asyncio.get_running_loop()
        if passing % 2:
            loop.call_later(self.dice.uniform(0, 3), bot.kill)
        else:
            self._at_call(bot, passing, fault())


def _slow(hangs: int = 0) -> Callable[[str, dict[str, Any]], Fault | None]:
    """Let every message take its time, and the answer to the n-th not come within a minute."""
    count = 0

    def decide(method: str, _: dict[str, Any]) -> Fault | None:
        nonlocal count
        if method != "sendMessage":
            return None
        count += 1
        return fault(delay=60, after=True) if count == hangs else fault(delay=_SLOW)

    return decide


async def play(nursery: Nursery, templates: Templates, step: str, seed: int) -> Verdict:
    """Play one scenario: a step of `STEPS`, or a way of `STOPS`."""
    verdict = Verdict(step, seed)
    with TemporaryDirectory(prefix="kills-") as folder:
        async with BotApiServer(limits=None) as server:
            scenario = Scenario(nursery, templates, server, Path(folder), verdict)
            if step in STEPS:
                await scenario.killed(step)
            else:
                await scenario.stopped(step)
    return verdict
