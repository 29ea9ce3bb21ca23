"""A bot that is killed and started again over one ledger, the strict Telegram it sends to, and clocks."""

import asyncio
import re
import sqlite3
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.digest.model import Place
from tests.botapi import Accepted, BotApiServer
from tests.unit.services.ledger_beginning import SkippingLoop
from tests.unit.services.ledger_process import Process
from tests.unit.services.one_thread import Engine
from tests.unit.services.post import MORNING
from tests.unit.storage.things import bring, note_read

_PAGES = re.compile(r"'d(\d+):")
# Seconds for which the sender works at a time: a pause and a repetition fit in.
_WHILE = 8

Result = TypeVar("Result")
Row = dict[str, Any]

TITLE = re.compile(r"(?:Title|Notice) (\w+)")


@dataclass(frozen=True, slots=True)
class Copy:
    """One message that Telegram accepted."""

    place: Place
    message_id: int
    text: str
    at: float
    pages: str = field(default="", compare=False)
    """What its buttons lead to."""

    @property
    def stories(self) -> set[str]:
        """What it tells of."""
        return set(TITLE.findall(self.text + self.pages))


@dataclass
class World:
    """Everything around the bot. Its clock is that of the machine, which can be wrong; the loop's is true."""

    loop: SkippingLoop
    engine: Engine
    template: bytes
    error: int = 0
    """Seconds by which the clock of the machine is wrong."""
    lost: set[Copy] = field(default_factory=set)
    """Copies of which the bot could not know, since the answer never came or nobody was there to note it."""
    noted: set[tuple[Place, int]] = field(default_factory=set)
    refusals_known: list[str] = field(default_factory=list)
    """Calls for chats of which it was known that nothing can be sent there."""
    lives: int = 0

    def __post_init__(self) -> None:
        self._base = self.loop.time()
        self.database = sqlite3.connect(":memory:", check_same_thread=False)
        self.database.deserialize(self.template)
        self.server = BotApiServer(clock=self.loop.time)
        self.started: Process | None = None
        self.copies: list[Copy] = []

    @property
    def process(self) -> Process:
        assert self.started
        return self.started

    def clock(self) -> float:
        return MORNING + self.error + self.loop.time() - self._base

    @property
    def now(self) -> int:
        return int(self.clock())

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def pass_time(self, seconds: float) -> None:
        """Let time pass as while the machine sleeps: timers that end meanwhile end together."""
        self.loop.skip(seconds)

    async def start(self) -> None:
        self.lives += 1
        self.started = Process(
            f"life {self.lives}",
            self.engine,
            self.database,
            self.server,
            self.clock,
            leaving=self.note_leaving,
            lost=self.note_lost,
        )

    async def stop(self) -> None:
        await self.process.stop()
        self.note_copies()

    async def until_killed(self, work: Coroutine[Any, Any, object], steps: int) -> None:
        """Let the bot do something, and kill it after so many steps or at the end."""
        self.process.power.fail_after(steps)
        doing = asyncio.create_task(work)
        failing = asyncio.create_task(self.process.power.failed.wait())
        await asyncio.wait([doing, failing], return_when=asyncio.FIRST_COMPLETED)
        await self.process.bury()
        self.note_copies()
        # What was accepted and not noted is sent again: the bot cannot know.
        self.lost |= {copy for copy in self.copies if (copy.place, copy.message_id) not in self.noted}

    def note_copies(self) -> None:
        """Put down what Telegram accepted since, and what the ledger knows of it."""
        for call in self.server.journal.of("sendMessage")[len(self.copies) :]:
            self.copies.append(self._copy(call))
        self.noted |= {
            (Place(row["telegram_id"], row["topic_id"]), row["message_id"])
            for row in self.ledger()
            if row["message_id"]
        }

    def _copy(self, call: Accepted) -> Copy:
        place = Place(call.params["chat_id"], call.params.get("message_thread_id", 0))
        pages = ""
        if turning := _PAGES.search(str(call.params.get("reply_markup"))):
            (row,) = self.rows("SELECT pages FROM digests WHERE id = ?", int(turning[1]))
            pages = row["pages"]
        return Copy(place, call.result["message_id"], call.params["text"], call.at, pages)

    def note_lost(self, form: dict[str, Any]) -> None:
        """Put down that the answer to a call was lost, if it was accepted."""
        for call in reversed(self.server.journal.to(int(form["chat_id"]))):
            if call.params["text"] == form["text"]:
                self.lost.add(self._copy(call))
                return

    def note_leaving(self, form: dict[str, Any]) -> None:
        place = (int(form["chat_id"]), int(form.get("message_thread_id", 0)))
        row = self.database.execute(
            "SELECT state FROM chats WHERE telegram_id = ? AND topic_id = ?", place
        ).fetchone()
        if row and row[0] != "active":
            self.refusals_known.append(f"{place} is {row[0]}")

    async def note_read(self, feed_id: int) -> None:
        await note_read(self.process.storage, feed_id, now=self.now)

    async def follow(self, chat_id: int, feed_id: int) -> None:
        """Let a chat follow a feed, as `Subscriptions` does."""
        process = self.process
        await process.storage.subscriptions.add(chat_id, feed_id, self.now)
        chat = await process.storage.chats.get(chat_id)
        assert chat
        await process.schedules.start(chat)

    async def leave(self, chat_id: int, feed_id: int) -> None:
        await self.process.storage.subscriptions.remove(chat_id, feed_id, self.now)

    async def compose_while(self, act: Coroutine[Any, Any, object], turns: int) -> None:
        """Let what is due be composed while somebody does something, so many turns of the loop later."""
        composing = asyncio.create_task(self.compose())
        for _ in range(turns):
            await asyncio.sleep(0)
        await act
        await composing

    async def compose(self) -> None:
        """Let what is due be composed, as the ticks do."""
        await self.process.digests.tick()
        while self.process.digests._reading:
            await asyncio.wait(set(self.process.digests._reading))

    async def send(self) -> None:
        """Let the sender work until it rests, or for a while."""
        self.process.deliver.wake()
        for _ in range(_WHILE):
            await asyncio.sleep(1)
            if not self.rows("SELECT 1 FROM deliveries WHERE state IN ('pending', 'sending') LIMIT 1"):
                return

    async def hear(self, news: Coroutine[Any, Any, object]) -> None:
        """Tell the bot that nothing can be sent somewhere; what it had claimed before may still leave."""
        await news
        await self.settle()
        self.refusals_known.clear()

    async def settle(self) -> None:
        """Let what is under way be answered, and the answer be noted."""
        await asyncio.sleep(1)

    async def compose_and_send(self) -> None:
        await self.compose()
        await self.send()

    async def bring(self, feed_id: int, stories: Sequence[str]) -> None:
        await bring(self.process.storage, feed_id, stories, now=self.now)
        await self.note_read(feed_id)

    def next_due(self) -> int | None:
        """Return when the next digest is due."""
        (row,) = self.rows("SELECT min(next_due_at) AS due FROM chats WHERE state = 'active'")
        return row["due"]  # type: ignore[no-any-return]

    def is_paused(self, chat_id: int) -> bool:
        """Return whether a chat gets nothing, because nothing can be sent there as far as the bot knows."""
        return bool(self.rows("SELECT 1 FROM chats WHERE id = ? AND state != 'active'", chat_id))

    def feeds(self) -> dict[str, int]:
        """Return the feeds by name."""
        return {row["title"]: row["id"] for row in self.rows("SELECT id, title FROM feeds ORDER BY id")}

    def places(self) -> dict[int, Place]:
        """Return where each chat is, by our own number."""
        rows = self.rows("SELECT id, telegram_id, topic_id FROM chats")
        return {row["id"]: Place(row["telegram_id"], row["topic_id"]) for row in rows}

    def excused(self) -> dict[int, set[str]]:
        """Return what was given up with a reason, by chat; not whole digests that could not be sent."""
        found: dict[int, set[str]] = {}
        for row in self.rows(
            "SELECT chat_id, story_key FROM deliveries JOIN digest_entries USING (digest_id) "
            "WHERE state = 'unknown' OR state = 'dead' AND (reason = 'refused' OR EXISTS ("
            "  SELECT 1 FROM deliveries AS begun WHERE begun.chat_id = deliveries.chat_id "
            "  AND begun.slot = deliveries.slot AND begun.state IN ('sent', 'unknown')))"
        ):
            found.setdefault(row["chat_id"], set()).add(row["story_key"].removeprefix("story "))
        return found

    def ledger(self) -> list[Row]:
        """Every row of the ledger, with the place of its chat."""
        return self.rows(
            "SELECT deliveries.*, chats.telegram_id, chats.topic_id FROM deliveries "
            "JOIN chats ON chats.id = deliveries.chat_id ORDER BY deliveries.id"
        )

    def rows(self, query: str, *values: object) -> list[Row]:
        cursor = self.database.execute(query, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
