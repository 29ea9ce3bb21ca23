"""Outlets that tell of events, chats that follow them, days that go by: what makes stories of it, at work."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bot.articles.clean import read_article
from bot.articles.feed import Feed, FeedKind, NewEntry
from bot.articles.model import Article, Submission
from bot.digest.model import Chat, ChatKind, DeliveryState, Place, Schedule
from bot.digest.schedule import next_slot
from bot.digest.story import Card
from bot.services.breaking import Breaking
from bot.services.compose_digests import Digests
from bot.services.digest_stories import DigestStories
from bot.services.digest_texts import frozen_text
from bot.services.folder_articles import FolderArticles
from bot.services.newsroom import Newsroom
from bot.services.profiles import Profiles
from bot.services.quotas import Quotas
from bot.services.read_feed import Summed, sum_up_article
from bot.services.read_input import ReadInput
from bot.services.schedules import Schedules
from bot.services.summarize_input import SummarizeInput
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.storage import IN_MEMORY, Storage, open_storage
from bot.storage.contents import Shared
from bot.storage.ledger import Outcome
from bot.workers import Workers
from tests.stories import Told, pairs
from tests.unit.services.post import DAILY, MORNING, Clock

HOUR, DAY = 3600, 86_400


def told(name: str) -> tuple[Told, Told]:
    """Return a written pair of articles by its name."""
    pair = next(pair for pair in pairs() if pair.name == name)
    return pair.one, pair.other


def edited(one: Told, *, without: int, plus: str = "") -> Told:
    """Return an article without one of its paragraphs, and with another behind the rest."""
    parts = one.article.text.split("\n\n")
    kept = [part for place, part in enumerate(parts) if place != without % len(parts)]
    text = "\n\n".join([*kept, plus] if plus else kept)
    return Told(one.publisher, read_article(text, title=one.article.title, language=one.article.language))


@dataclass(frozen=True, slots=True)
class Got:
    """One message that a chat got."""

    chat: Chat
    slot: str
    text: str
    """Telegram HTML."""
    digest: Shared | None


@dataclass
class World:
    """The services, and what chats got from them so far."""

    storage: Storage
    workers: Workers
    folder: Path
    clock: Clock = field(default_factory=Clock)
    got: list[Got] = field(default_factory=list)

    def __post_init__(self) -> None:
        clock, storage = self.clock, self.storage
        reader = ReadInput(storage, Fetcher(clock=clock), self.workers, Quotas(clock), self.folder, clock)
        articles = FolderArticles(Folder(self.folder))
        self.summaries = SummarizeInput(storage, articles, reader, self.workers, clock)
        self.profiles = Profiles(storage, Schedules(storage, DAILY, 99, clock))
        self.stories = DigestStories(storage, self.summaries, self.profiles, clock)
        self.start()

    def start(self) -> None:
        """Begin as after a restart: with what is in the database and nothing else."""
        self.newsroom = Newsroom(self.storage, self.clock)
        self.digests = Digests(self.storage, self.newsroom, _read_nothing, _wake_nobody, self.clock)
        self.breaking = Breaking(self.storage, self.newsroom, _wake_nobody, self.clock)

    @property
    def now(self) -> int:
        return int(self.clock())

    async def feed(self, name: str, kind: FeedKind = FeedKind.FEED) -> Feed:
        """A feed that has been read, and was empty but for an entry of long ago."""
        feed = await self.storage.feeds.add(f"https://{name}.example/feed", kind, name.title(), self.now)
        old = replace(entry_of(feed, told("apart-04-fire")[0], f"{name} began", None), is_old=True)
        await self.storage.entries.add(feed.id, [replace(old, features=None)], self.now, first_read=True)
        return feed

    async def tell(
        self, feed: Feed, *some: Told, ago: int = 0, key: str | None = None, published: int | None = None
    ) -> list[int]:
        """Let a feed bring articles, published some seconds ago; return the ids of their entries."""
        at = self.now - ago if published is None else published
        new = [entry_of(feed, one, key, at) for one in some]
        return await self.storage.entries.add(feed.id, new, self.now, first_read=False)

    async def follow(self, number: int, *feeds: Feed, schedule: Schedule = DAILY) -> Chat:
        """A private chat that follows feeds."""
        chat = await self.storage.chats.open(Place(number), ChatKind.PRIVATE, schedule, number, self.now)
        for feed in feeds:
            await self.storage.subscriptions.add(chat.id, feed.id, self.now)
        slot = next_slot(schedule, self.now, chat.last_slot)
        await self.storage.chats.set_schedule(chat.id, schedule, slot.due_at if slot else None)
        found = await self.storage.chats.get(chat.id)
        assert found
        return found

    async def morning(self, day: int) -> list[Got]:
        """Let it be the hour of the digest of a day, counted from 0; return what came."""
        self.clock.now = MORNING + HOUR + day * DAY
        await self._note_read()
        while await self.digests.tick():
            pass
        return await self.send()

    async def look(self, later: int = 0) -> list[Got]:
        """Look for breaking news after some seconds; return what came."""
        self.clock.now += later
        await self.breaking.tick()
        return await self.send()

    async def send(self) -> list[Got]:
        """Deliver all that waits; return it."""
        before, outcomes = len(self.got), list[Outcome]()
        while True:
            claims = await self.storage.deliveries.turn(
                outcomes,
                owner="this",
                now=self.now,
                lease_until=self.now + 60,
                limit=100,
                freeze=lambda claim: frozen_text(claim, self.now),
            )
            if not claims:
                return self.got[before:]
            self.got += [Got(one.chat, one.slot, one.text, one.digest) for one in claims]
            outcomes = [Outcome(one.id, DeliveryState.SENT, 0, message_id=one.id) for one in claims]

    async def cards(self, got: Got) -> list[Card]:
        """The stories of a message, as its buttons know them."""
        assert got.digest
        return await self.cards_of(got.digest, got.chat)

    async def cards_of(self, digest: Shared, chat: Chat) -> list[Card]:
        numbers = range(1, len(digest.stories) + 1)
        return [(await self.stories.story(digest.id, number, chat.place)).card for number in numbers]

    async def _note_read(self) -> None:
        for feed in await self.storage.feeds.stale_for_chats_due(self.now, self.now):
            await self.storage.feeds.note_read(
                feed.id,
                now=self.now,
                next_poll_at=self.now + HOUR,
                interval=HOUR,
                etag=None,
                last_modified=None,
                title=feed.title,
                site_url=None,
            )


@asynccontextmanager
async def world(
    folder: Path, workers: Workers | None = None, kind: type[World] = World
) -> AsyncIterator[World]:
    """A world with a database of its own."""
    storage = await open_storage(IN_MEMORY)
    try:
        yield kind(storage, workers or Workers(), folder)
    finally:
        await storage.close()


def entry_of(feed: Feed, one: Told, key: str | None, published: int | None) -> NewEntry:
    """An article as a feed brings it; whichever feed does, it is the same article."""
    article, summed = one.article, _summed(one.article)
    name = key or article.id
    url = feed.url.replace("/feed", f"/{name.replace(' ', '-')}")
    return NewEntry(
        keys=(name,),
        story_key=article.id,
        title=article.title,
        url=url,
        author=None,
        published=published,
        article=Submission(f"{feed.id} {article.id}", article.text, article.title, article.language, url),
        summary=summed.summary,
        features=summed.features,
        language=summed.language,
    )


@cache
def _summed(article: Article) -> Summed:
    return sum_up_article(article)


async def _read_nothing(feed_ids: Sequence[int], within: float) -> None:
    """All feeds are read already."""


def _wake_nobody() -> None:
    """`World.send` sends what is due."""
