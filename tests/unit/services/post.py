"""The ledger at work: a real database, the local Bot API server, and a clock that tests move."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from telegram.ext import Application, ExtBot
from telegram.request import HTTPXRequest

from bot.articles.feed import Feed, FeedKind
from bot.digest.model import Chat, ChatKind, Place, Schedule
from bot.digest.schedule import next_slot
from bot.sender import Outbox, Pace
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.newsroom import Newsroom
from bot.storage import Storage
from tests.botapi import BotApiServer, Message
from tests.unit.storage.things import bring

# Monday 5 January 2026, 06:00 UTC: in Berlin it is 07:00.
MORNING = 1_767_592_800
EIGHT = MORNING + 3600
DAILY = Schedule("Europe/Berlin", (time(8),))


class Clock:
    def __init__(self, now: float = MORNING) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@dataclass
class Post:
    """A bot that sends what is due, and does nothing else."""

    storage: Storage
    server: BotApiServer
    clock: Clock
    bot: ExtBot[None]
    owner: str = "this"
    asked: list[int] = field(default_factory=list)
    """Feeds that were to be read at once."""
    task: asyncio.Task[None] | None = None
    read_at_once: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.read_at_once.set()
        self.deliver = Deliver(self.storage, Outbox(self.bot), self.owner, self.clock)
        self.digests = Digests(
            self.storage, Newsroom(self.storage, self.clock), self._read, self.deliver.wake, self.clock
        )

    async def _read(self, feed_ids: Collection[int], within: float) -> None:
        self.asked += feed_ids
        async with asyncio.timeout(within):
            await self.read_at_once.wait()

    async def feed(self, name: str, *keys: str) -> Feed:
        """A feed that has been read, with these entries."""
        feed = await self.storage.feeds.add(f"https://{name}.example/feed", FeedKind.FEED, name, self.now)
        await bring(self.storage, feed.id, keys, now=self.now, first_read=True)
        await self.read(feed)
        found = await self.storage.feeds.get(feed.id)
        assert found
        return found

    async def read(self, feed: Feed, *keys: str) -> None:
        """Let a feed be read, and bring entries."""
        if keys:
            await bring(self.storage, feed.id, keys, now=self.now)
        await self.storage.feeds.note_read(
            feed.id,
            now=self.now,
            next_poll_at=self.now + 3600,
            interval=3600,
            etag=None,
            last_modified=None,
            title=feed.title,
            site_url=None,
        )

    async def follow(
        self,
        telegram_id: int,
        *feeds: Feed,
        schedule: Schedule = DAILY,
        topic_id: int = 0,
        by: int | None = None,
    ) -> Chat:
        """A chat that follows feeds and gets its digest by a schedule."""
        place = Place(telegram_id, topic_id)
        kind = ChatKind.PRIVATE if telegram_id > 0 else ChatKind.SUPERGROUP
        if (known := self.server.chats.get(telegram_id)) is not None:
            kind = ChatKind(known.type)
        chat = await self.storage.chats.open(place, kind, schedule, by, self.now)
        for feed in feeds:
            await self.storage.subscriptions.add(chat.id, feed.id, self.now)
        slot = next_slot(schedule, self.now, chat.last_slot)
        await self.storage.chats.set_schedule(chat.id, schedule, slot.due_at if slot else None)
        found = await self.storage.chats.get(chat.id)
        assert found
        return found

    @property
    def now(self) -> int:
        return int(self.clock())

    async def due(self, now: int) -> None:
        """Let the clock show `now`, and everything that is due be composed."""
        self.clock.now = now
        while await self.digests.tick():
            pass

    def start(self) -> None:
        self.task = asyncio.create_task(self.deliver.run())

    async def stop(self) -> None:
        """End as the bot does."""
        self.deliver.stop()
        if self.task:
            await self.task
        await self.deliver.finish()
        await self.digests.close()

    async def sent(self, count: int, within: float = 15) -> list[Message]:
        """Wait until so many messages were sent in all, and return them in order."""
        await self.server.wait_accepted("sendMessage", count, within)
        return self.messages

    @property
    def messages(self) -> list[Message]:
        return [self._message(call.result) for call in self.server.journal.of("sendMessage")]

    def _message(self, result: Any) -> Message:
        found = self.server.find(result["chat"]["id"], result["message_id"])
        assert found
        return found

    async def ledger(self) -> list[dict[str, Any]]:
        """Every row of the ledger."""
        return await rows(self.storage, "SELECT * FROM deliveries ORDER BY id")


async def rows(storage: Storage, query: str) -> list[dict[str, Any]]:
    from sqlalchemy import text

    async with storage._engine.connect() as connection:
        return [dict(row) for row in (await connection.execute(text(query))).mappings()]


@asynccontextmanager
async def bot_of(server: BotApiServer, rate: float = 1000) -> AsyncIterator[ExtBot[None]]:
    """A bot that speaks to the local server, at its own pace."""
    request = HTTPXRequest(
        connection_pool_size=64, read_timeout=2, write_timeout=2, connect_timeout=2, pool_timeout=2
    )
    bot = (
        Application.builder()
        .token(server.token)
        .base_url(f"{server.url}/bot")
        .request(request)
        .get_updates_request(HTTPXRequest())
        .rate_limiter(Pace(rate))
        .updater(None)
        .build()
        .bot
    )
    async with bot:
        yield bot
