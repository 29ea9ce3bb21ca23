"""A crowd whose digests are due, what goes wrong meanwhile, and the accounts that are drawn up at the end."""

import asyncio
import atexit
import random
import selectors
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import run_bot
from bot.articles.feed import FeedKind
from bot.config import Settings
from bot.digest.model import ChatKind, Place
from bot.storage import Storage, open_storage, sqlite_url
from bot.storage.schema import METADATA
from tests.botapi import Accepted, BotApiServer, Fault, fault
from tests.databases import engine_of
from tests.e2e.sources import Clock
from tests.unit.services.post import DAILY, EIGHT
from tests.unit.storage.things import bring

EARLY = datetime.fromtimestamp(EIGHT - 60, UTC)
"""A minute before the digests of a crowd are due."""
# What the digests of a crowd hold.
_KEYS = ("a", "b", "c")
_FIRST_PERSON = 1001


class Ticking(Clock):
    """A clock that goes on by itself, and can be moved besides."""

    def __init__(self, now: datetime = EARLY) -> None:
        super().__init__(now)
        self._since = time.monotonic()

    def __call__(self) -> float:
        return self.now.timestamp() + time.monotonic() - self._since


@dataclass
class Crowd:
    """People who follow one source, and the database that knows of them."""

    server: BotApiServer
    database: URL
    people: list[int]
    doubtful: Counter[int] = field(default_factory=Counter)
    """How many calls for each person nobody could know the end of."""

    def digests(self, person: int) -> list[Accepted]:
        """The digests that came to a person."""
        return [call for call in self.server.journal.to(person) if "Title a" in call.params["text"]]

    def came(self) -> int:
        """How many people have a digest."""
        return sum(1 for person in self.people if self.digests(person))

    async def all_came(self, within: float) -> None:
        """Wait until everybody has theirs."""
        count = len(self.people)
        await self.server.wait_until(lambda: self.came() == count, within, f"{count} digests")

    async def settled(self, within: float = 15) -> None:
        """Wait until the ledger has nothing open."""
        until = time.monotonic() + within
        while left := self.states()["pending"] + self.states()["sending"]:
            assert time.monotonic() < until, f"{left} are open after {within} s"
            await asyncio.sleep(0.05)

    def states(self) -> Counter[str]:
        """How many parts are in which state."""
        return Counter(state for (state,) in self._ask("SELECT state FROM deliveries"))

    def unnoted(self) -> int:
        """How many have a digest of which the ledger does not know that it was to be sent."""
        rows = self._ask(
            "SELECT telegram_id FROM chats JOIN deliveries ON chats.id = deliveries.chat_id "
            "WHERE deliveries.state IN ('sending', 'sent')"
        )
        noted = {person for (person,) in rows}
        return sum(1 for person in self.people if self.digests(person) and person not in noted)

    def is_whole(self) -> bool:
        """Whether the database is as SQLite wants it."""
        return self._ask("PRAGMA integrity_check") == [("ok",)]

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        with looking(self.database) as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def lost(self) -> list[int]:
        """Who has no digest."""
        return [person for person in self.people if not self.digests(person)]

    def doubled(self) -> dict[int, int]:
        """Who has more of them than one, and how many more."""
        return {person: more for person in self.people if (more := len(self.digests(person)) - 1) > 0}

    def go_wrong(self, wrong: "Wrong", share: float, *, each: int | None = None, seed: int = 1) -> None:
        """Let a share of what is sent to these people go wrong, for each at most so often, by a seed."""
        chance, left = random.Random(seed), Counter(dict.fromkeys(self.people, each or 1_000_000))

        def decide(method: str, params: dict[str, Any]) -> Fault | None:
            person = params.get("chat_id", 0)
            if method != "sendMessage" or left[person] <= 0 or chance.random() >= share:
                return None
            left[person] -= 1
            chosen = wrong(chance)
            self.doubtful[person] += not (chosen.error and chosen.error.code < 500)
            return chosen

        self.server.fault_by(decide)


Wrong = Callable[[random.Random], Fault]


def flood(longest: int) -> Wrong:
    """Too many requests: come back in so many seconds at most."""
    return lambda chance: fault(retry_after=chance.randint(1, longest))


def one_of(*faults: Fault) -> Wrong:
    """One of these."""
    return lambda chance: chance.choice(faults)


@contextmanager
def looking(database: URL) -> Iterator[Connection]:
    """Give a connection to the database of a bot, whatever that is doing."""
    engine = engine_of(database)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


@asynccontextmanager
async def quick_storage(database: URL) -> AsyncIterator[Storage]:
    """A database that does not wait for the disk."""

    def hurry(raw: Any, _: object) -> None:
        raw.execute("PRAGMA synchronous = OFF")

    storage = await open_storage(database)
    engine: AsyncEngine = storage._engine
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", hurry)
    try:
        yield storage
    finally:
        await storage.close()


@cache
def _template() -> Path:
    """A folder for databases that are copied rather than made."""
    folder = tempfile.mkdtemp(prefix="crowds-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


async def crowd(database: URL, server: BotApiServer, count: int) -> Crowd:
    """Let so many people have digests that are due at `EIGHT`; for a server that knows nobody yet.

    The database is that of a bot which was not begun yet.
    """
    people = [server.private_chat(server.add_user(f"Person {number}")).id for number in range(count)]
    assert people[:1] == [_FIRST_PERSON]
    if database.get_backend_name() != "sqlite":
        await _bring(database, people)
        return Crowd(server, database, people)
    made = _template() / str(count)
    if not made.exists():
        await _bring(sqlite_url(made), people)
    file = Path(database.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made / file.name, file)
    return Crowd(server, database, people)


async def _bring(database: URL, people: Sequence[int]) -> None:
    async with quick_storage(database) as storage:
        await _fill(storage, people)
    _multiply(database, people)


async def _fill(storage: Storage, people: Sequence[int]) -> None:
    before = EIGHT - 120
    feed = await storage.feeds.add("https://news.example/feed", FeedKind.FEED, "News", before)
    await bring(storage, feed.id, _KEYS, now=before, first_read=True)
    # Read just now, and not to be read again as long as any test takes.
    await storage.feeds.note_read(
        feed.id,
        now=EIGHT - 30,
        next_poll_at=EIGHT + 20 * 3600,
        interval=86_400,
        etag=None,
        last_modified=None,
        title="News",
        site_url=None,
    )
    chat = await storage.chats.open(Place(people[0]), ChatKind.PRIVATE, DAILY, None, before)
    await storage.subscriptions.add(chat.id, feed.id, before)
    await storage.chats.set_schedule(chat.id, DAILY, EIGHT)


def _multiply(database: URL, people: Sequence[int]) -> None:
    """Give everybody what the first of them has: a hundred times as fast as one by one."""
    each = [{"person": person} for person in people[1:]]
    if not each:
        return
    with looking(database) as connection:
        copy_rows(connection, "chats", {"telegram_id": ":person"}, "id = 1", each)
        theirs = "(SELECT id FROM chats WHERE telegram_id = :person)"
        copy_rows(connection, "subscriptions", {"chat_id": theirs}, "chat_id = 1", each)


def copy_rows(
    connection: Connection, table: str, new: Mapping[str, str], where: str, each: Sequence[Mapping[str, Any]]
) -> None:
    """Enter a row of a table once more for each of these values, with other columns by SQL from them."""
    names = [column.name for column in METADATA.tables[table].columns if column.name != "id"]
    values = ", ".join(new.get(name, name) for name in names)
    row = f"SELECT {values} FROM {table} WHERE {where}"  # noqa: S608  written in tests alone
    connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) {row}"), list(each))


@asynccontextmanager
async def at_its_own_pace(settings: Settings, server: BotApiServer, clock: Clock) -> AsyncIterator[None]:
    """Run the bot by another clock, with the ticks that it has."""
    stop, starts = asyncio.Event(), server.journal.count("deleteWebhook")
    task = asyncio.create_task(run_bot(settings, stop, clock))
    try:
        await server.wait_accepted("deleteWebhook", starts + 1)
        yield
    finally:
        stop.set()
        await task


class _PatientSelector(selectors.DefaultSelector):
    """Gives threads and the network of this machine a moment, then moves the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(5)
        wait = max(timeout, 0.0)
        ready = super().select(min(wait, 0.001))
        if not ready:
            # In small steps: what a thread takes a while for must not seem to have taken an hour.
            self.now += min(wait, 0.1)
        return ready


class PatientLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only while nothing happens; databases and servers may be used in it."""

    def __init__(self) -> None:
        self._virtual = _PatientSelector()
        super().__init__(self._virtual)

    def time(self) -> float:
        return self._virtual.now
