"""Sources that people follow, in the tests of the whole bot, and a bot that follows them at a fixed time."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

import pytest

from bot import scheduler
from bot.app import run_bot
from bot.config import Settings
from bot.sender import window
from tests.botapi import BotApiServer
from tests.e2e.pages import sentences
from tests.web import WebServer

RSS = "application/rss+xml"
# Sunday 22 November 2026, 12:00 UTC.
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Clock:
    """The time of day for a bot, which stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> float:
        return self.now.timestamp()

    def move(self, **by: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**by)


@asynccontextmanager
async def at_noon(
    settings: Settings, server: BotApiServer, clock: Clock, *, ticks: float = 0.1
) -> AsyncIterator[None]:
    """Run the bot by another clock for as long as the block lasts; each tick comes so many seconds later."""
    with pytest.MonkeyPatch.context() as patch:
        # The pace has tests of its own, and so have the ticks.
        for name in ("_PRIVATE", "_GROUP"):
            patch.setattr(window, name, (1000, 1.0))
        patch.setattr(scheduler, "_DELIVER_SECONDS", ticks)
        async with _running(settings, server, clock):
            yield


@asynccontextmanager
async def _running(settings: Settings, server: BotApiServer, clock: Clock) -> AsyncIterator[None]:
    stop = asyncio.Event()
    starts = len(server.journal.of("deleteWebhook"))
    task = asyncio.create_task(run_bot(settings, stop, clock))
    try:
        await server.wait_accepted("deleteWebhook", starts + 1)
        yield
    finally:
        stop.set()
        await task


def town(number: int) -> str:
    """Return one of many names of towns: "Baaton" is another one than "Caaton", whatever else is alike."""
    letters = [chr(ord("a") + number // 26**place % 26) for place in range(3)]
    return "".join(letters).capitalize() + "ton"


def rss(title: str, towns: Sequence[str], site: str = "https://example.org/") -> str:
    """A feed of articles about towns, the newest first, each whole in the feed and an hour apart."""
    items = "".join(_item(town, NOON - timedelta(hours=hours)) for hours, town in enumerate(towns, 1))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>{escape(site)}</link><description>News</description>{items}</channel></rss>"
    )


def _item(town: str, published: datetime) -> str:
    text = escape(escape(" ".join(sentences(town))))
    return (
        f"<item><title>The ferry of {escape(town)}</title><guid>{escape(town)}</guid>"
        f"<link>https://example.org/{escape(town)}</link><pubDate>{format_datetime(published)}</pubDate>"
        f"<description>{text}</description></item>"
    )


def put_feed(web: WebServer, path: str, title: str, towns: Sequence[str]) -> str:
    """Serve a feed; return its address."""
    web.page(path, rss(title, towns), content_type=RSS)
    return web.url(path)


def site(web: WebServer, *feeds: tuple[str, str]) -> str:
    """Serve a front page that names feeds, given as path and title; return its address."""
    links = "".join(
        f'<link rel="alternate" type="{RSS}" title="{escape(title)}" href="{escape(path)}">'
        for path, title in feeds
    )
    web.page(
        "/", f"<!DOCTYPE html><html><head><title>News</title>{links}</head><body><p>News</p></body></html>"
    )
    return web.url("/")


def opml(*urls: str) -> bytes:
    """A list of sources as readers export it."""
    rows = "".join(f'<outline type="rss" text="Source" xmlUrl="{escape(url)}"/>' for url in urls)
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{rows}</body></opml>'.encode()
