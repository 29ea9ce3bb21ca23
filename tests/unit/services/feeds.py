"""What the tests of feeds share: a small web of feeds, the services that follow them, and who is told."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path

from bot.articles.feed import Entry, Feed, FeedKind
from bot.digest.model import Chat, ChatKind, Place
from bot.errors import UserError
from bot.services.imports import Imports
from bot.services.poll_feeds import PollFeeds
from bot.services.read_input import Asker
from bot.services.schedules import Schedules
from bot.services.subscriptions import Candidate, Subscribed, Subscriptions
from bot.sources.guard import Address
from bot.storage import Storage
from tests.texts import STORY
from tests.web import WebServer

HOUR, DAY = 3_600, 86_400
ANN, BEN, OWNER = Asker(1), Asker(2), Asker(3, exempt=True)
HOME = Place(1)
RSS = "application/rss+xml"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


class Names:
    """A resolver for which every name is the address of the web server."""

    def __init__(self, web: WebServer) -> None:
        self._web = web

    async def __call__(self, host: str) -> list[Address]:
        return [ip_address(self._web.host)]


@dataclass
class Notices:
    """Keeps what chats are told; under a slot of a chat only once, as the ledger does."""

    told: dict[tuple[int, str], str] = field(default_factory=dict)

    async def __call__(self, chats: Sequence[Chat], slot: str, text: str, now: int) -> None:
        for chat in chats:
            self.told.setdefault((chat.place.chat_id, slot), re.sub("<[^>]*>", "", text))

    @property
    def texts(self) -> list[str]:
        return list(self.told.values())


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a feed of the test's web shows it."""

    name: str
    text: str = STORY
    at: float | None = None
    guid: str | None = None
    link: str | None = None


def story(name: str) -> str:
    """A text of its own for each name, long enough to be a whole article."""
    return STORY.replace("Lindholm", f"Port {name}").replace("Nobody", f"At {name} nobody")


def rss(web: WebServer, items: Sequence[Item], title: str = "Lindholm Gazette") -> str:
    rows = "".join(_row(web, item) for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>{web.url('/')}</link>{rows}</channel></rss>"
    )


def _row(web: WebServer, item: Item) -> str:
    date = f"<pubDate>{format_datetime(datetime.fromtimestamp(item.at, UTC))}</pubDate>" if item.at else ""
    link = item.link or web.url(f"/{item.name}")
    text = "".join(f"<p>{part}</p>" for part in item.text.split("\n\n"))
    return (
        f"<item><guid>{item.guid or item.name}</guid><title>News of {item.name}</title><link>{link}</link>"
        f"{date}<description>{html.escape(text)}</description></item>"
    )


def page(text: str, title: str) -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


@dataclass(frozen=True, slots=True)
class FeedHouse:
    """The services under test."""

    storage: Storage
    web: WebServer
    clock: Clock
    folder: Path
    notices: Notices
    polls: PollFeeds
    schedules: Schedules
    subscriptions: Subscriptions
    imports: Imports

    def serve(self, items: Sequence[Item], path: str = "/feed", host: str | None = None) -> str:
        """Serve a feed with these entries, the newest first; return its link."""
        self.web.page(path, rss(self.web, items), content_type=RSS)
        return self.web.url(path, host)

    def some(self, *names: str) -> list[Item]:
        """Entries of an hour each, the newest first."""
        return [Item(name, story(name), self.clock.now - place * HOUR) for place, name in enumerate(names)]

    async def follow(self, url: str, place: Place = HOME, kind: FeedKind = FeedKind.FEED) -> Subscribed:
        return await self.subscriptions.subscribe(place, ChatKind.PRIVATE, Candidate(url, kind), ANN)

    async def add(self, url: str) -> Feed:
        """Let the chat follow a feed that is not read yet."""
        feed = await self.storage.feeds.add(url, FeedKind.FEED, None, int(self.clock()))
        chat = await self.schedules.open(HOME, ChatKind.PRIVATE, ANN.id)
        await self.storage.subscriptions.add(chat.id, feed.id, int(self.clock()))
        return feed

    async def poll(self, feed: Feed, later: float = 0.0) -> UserError | None:
        """Look at a feed after so many seconds."""
        self.clock.now += later
        return await self.polls.poll(feed)

    async def tick(self, later: float = 0.0) -> None:
        """Let the clock go on, and everything be read that is due then."""
        self.clock.now += later
        await self.polls.tick()
        await self.polls.settle()

    async def now(self, feed: Feed) -> Feed:
        """The feed as it stands."""
        found = await self.storage.feeds.get(feed.id)
        assert found
        return found

    async def entries(self, feed: Feed) -> list[Entry]:
        """What is known of a feed, the newest first."""
        return await self.storage.entries.newest(feed.id, 1_000)

    async def titles(self, feed: Feed) -> list[str | None]:
        return [entry.title for entry in await self.entries(feed)]
