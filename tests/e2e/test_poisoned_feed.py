"""Feeds that are poison in every way, among a thousand others: nobody else notices."""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from statistics import median
from urllib.parse import urlsplit

import pytest
from sqlalchemy import URL, text

from bot.articles.feed import FeedKind
from bot.config import Settings
from bot.digest.model import ChatKind, Place
from bot.sources.fetch import Fetcher
from bot.storage import Storage
from tests.botapi import BotApiServer
from tests.databases import url_of
from tests.e2e import poison
from tests.e2e.conversations import Conversation
from tests.e2e.sources import RSS, rss, town
from tests.e2e.storms import EARLY, Ticking, at_its_own_pace, copy_rows, looking, quick_storage
from tests.unit.services.post import DAILY, EIGHT
from tests.unit.storage.things import bring
from tests.web import Peer, WebServer, chunk, head

_GOOD, _QUIET = 40, 951
# Seconds that a server may take to send a feed, long enough for the largest beside all others, and that a
# digest waits for its sources.
_DEADLINE, _WAIT = 8.0, 20.0
_ITEM = "<item><title>News</title><description>&a9;</description></item>"
_LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'word '>{}]><rss version='2.0'><channel>{}</channel></rss>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)), _ITEM
)
_NESTED = "<rss version='2.0'><channel><item><description>" + "<b>" * 1_600_000


def serve_poison(web: WebServer) -> list[str]:
    """Serve what no feed should be; return the paths."""

    async def endless(peer: Peer) -> None:
        await peer.send(head(200, [("Content-Type", RSS), ("Transfer-Encoding", "chunked")]))
        while True:
            await peer.send(chunk(b"<item><title>News</title></item>" * 500))

    async def drip(peer: Peer) -> None:
        await peer.send(head(200, [("Content-Type", RSS), ("Content-Length", "100000")]))
        while True:
            await peer.send(b"<")
            await asyncio.sleep(0.5)

    bodies = {
        "/cpu": poison.CPU,
        "/memory": poison.MEMORY,
        "/death": poison.DEATH,
        "/laughs": _LAUGHS,
        "/nested": _NESTED,
    }
    for path, body in bodies.items():
        web.page(path, body, content_type=RSS)
    web.script("/endless", endless)
    web.script("/drip", drip)
    web.script("/silent", Peer.stay)
    web.redirect("/around", "/around")
    return [*bodies, "/endless", "/drip", "/silent", "/around"]


async def test_poison_among_a_thousand_feeds_makes_no_other_late(
    reading: Settings,
    server: BotApiServer,
    web: WebServer,
    names: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.services.feed_sources.parse_feed", poison.parse)
    monkeypatch.setattr("bot.wiring.Fetcher", partial(Fetcher, deadline=_DEADLINE))
    names.update({f"{kind}{number}.example": "127.0.0.1" for kind in "gpq" for number in range(1000)})
    readers, victim, asker = await _followers(reading, server, web)
    clock = Ticking(EARLY)
    async with at_its_own_pace(reading, server, clock):
        clock.move(minutes=1)
        start, waited = time.monotonic(), list[float]()
        told = asyncio.create_task(_all_told(server, readers))
        while not told.done():
            waited.append(await _waits(asker))
            await asyncio.sleep(0.5)
        # Half of it is for machines on which others are busy: alone it takes 12 s.
        assert await told - start < 2 * _WAIT
        assert median(waited) < 2
        await victim.until(lambda message: f"ferry of {town(0)}" in message.text)
        failed = await _failed(url_of(reading), len(_WHY))
        assert {path: why for path, why, _ in failed} == _WHY
        assert all(pause >= 3600 for *_, pause in failed)
        # The first page names eight sources, of which one could be read.
        assert (await victim.ask("/feeds")).text.count("Not readable: ") == 7


# What is said of each poison that cannot be read; what the bomb of entities says else can be.
_WHY = {
    "/cpu": "too_heavy",
    "/memory": "too_heavy",
    "/death": "too_heavy",
    "/nested": "feed_broken",
    "/endless": "link_too_large",
    "/drip": "link_too_slow",
    "/silent": "link_too_slow",
    "/around": "link_redirects",
}


async def _followers(
    settings: Settings, server: BotApiServer, web: WebServer
) -> tuple[list[Conversation], Conversation, Conversation]:
    """Serve a thousand feeds that are due; return who follows one, the poison, and all the others."""
    poisons = serve_poison(web)
    web.script("/quiet", _unchanged)
    for number in range(_GOOD):
        web.page(f"/{number}", rss(f"News {number}", [town(number)]), content_type=RSS)
    good = [web.url(f"/{number}", f"g{number}.example") for number in range(_GOOD)]
    bad = [web.url(path, f"p{number}.example") for number, path in enumerate(poisons)]
    readers = [Conversation.of(server, f"Reader {number}") for number in range(_GOOD)]
    victim, collector = Conversation.of(server, "Victim"), Conversation.of(server, "Collector")
    async with quick_storage(url_of(settings)) as storage:
        await _follow(storage, victim, [*bad, good[0]])
        for url, reader in zip(good, readers, strict=True):
            await _follow(storage, reader, [url])
        await _follow(storage, collector, [good[1], web.url("/quiet", "q0.example")])
    _add_quiet(url_of(settings), web)
    return readers, victim, collector


async def _waits(talk: Conversation) -> float:
    """Return how long somebody waits for an answer."""
    asked = time.monotonic()
    await talk.ask("/help")
    return time.monotonic() - asked


async def _unchanged(peer: Peer) -> None:
    """Say that nothing has changed, to whoever knows what there was."""
    if peer.request and peer.request.header("if-none-match"):
        await peer.send(head(304))
    else:
        body = rss("Quiet", []).encode()
        await peer.send(head(200, [("Content-Type", RSS), ("Content-Length", str(len(body)))]) + body)


async def _follow(storage: Storage, reader: Conversation, urls: Sequence[str]) -> None:
    """Let a reader follow feeds that were read two hours ago and are due again."""
    before = EIGHT - 7200
    chat = await storage.chats.open(Place(reader.chat.id), ChatKind.PRIVATE, DAILY, None, before)
    for url in urls:
        if await storage.feeds.by_url(url) is None:
            feed = await storage.feeds.add(url, FeedKind.FEED, url, before)
            await bring(storage, feed.id, [f"old {feed.id}"], now=before, first_read=True)
            await storage.feeds.note_read(
                feed.id,
                now=before,
                next_poll_at=EIGHT - 30,
                interval=3600,
                etag='"1"',
                last_modified=None,
                title=None,
                site_url=None,
            )
        feed = await storage.feeds.add(url, FeedKind.FEED, url, before)
        await storage.subscriptions.add(chat.id, feed.id, before)
    await storage.chats.set_schedule(chat.id, DAILY, EIGHT)


def _add_quiet(database: URL, web: WebServer) -> None:
    """Let whoever follows the first of the quiet feeds follow all of them."""
    with looking(database) as connection:
        first = connection.execute(text("SELECT id FROM feeds WHERE url LIKE '%//q0.example%'")).scalar_one()
        urls = [web.url("/quiet", f"q{number}.example") for number in range(1, _QUIET)]
        each = [{"url": url, "first": first} for url in urls]
        copy_rows(connection, "feeds", {"url": ":url"}, "id = :first", each)
        its = "(SELECT id FROM feeds WHERE url = :url)"
        copy_rows(connection, "subscriptions", {"feed_id": its}, "feed_id = :first", each)


async def _all_told(server: BotApiServer, readers: Sequence[Conversation]) -> float:
    """Wait until each reader has their digest; return when."""

    def has_it(number: int) -> bool:
        return any(f"ferry of {town(number)}" in message.text for message in readers[number].answers)

    await server.wait_until(lambda: all(map(has_it, range(len(readers)))), 60, "everybody's digest")
    return time.monotonic()


async def _failed(database: URL, count: int) -> list[tuple[str, str, int]]:
    """Wait until so many feeds have failed; return their paths, why, and for how long they are left alone."""
    until = time.monotonic() + 20
    while True:
        with looking(database) as connection:
            failed = text(
                "SELECT url, failure, next_poll_at - :now FROM feeds WHERE failures > 0 ORDER BY id"
            )
            found = connection.execute(failed, {"now": EIGHT}).all()
        if len(found) >= count or time.monotonic() > until:
            return [(urlsplit(url).path, why, pause) for url, why, pause in found]
        await asyncio.sleep(0.1)
