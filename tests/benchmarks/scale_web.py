"""The web that the benchmark of scale reads: `python -m tests.benchmarks.scale_web FEEDS`, until input ends.

Each feed is at an address of its own (127.0.1.1, 127.0.1.2 …), lists twenty entries with a line of text, and
has its articles on pages of 30 to 100 KB: those of the tests, with as much around them as newspapers put
there. It prints the port.
"""

import asyncio
import json
import random
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from tests.unit.services.feeds import RSS
from tests.web import Peer, WebServer, head

SHOWN = 3
"""Entries of a feed that is read for the first time that get an article; the others are their titles."""
ENTRIES = 20
_PAGES = Path(__file__).parents[1] / "web_pages"
# So many different pages are made; each is served many times, with a sentence of its own.
_BODIES = 40
_KB = 1024
# Any moment of the past.
_NEWEST = 1_795_000_000
# What papers have around their articles: half of it scripts and styles, half of it lists of links.
_LEAST, _MOST = 30 * _KB, 100 * _KB


def address_of(feed: int, port: int) -> str:
    """Return the link of a feed."""
    return f"http://127.0.{1 + feed // 250}.{1 + feed % 250}:{port}/feed/{feed}"


def bodies() -> list[bytes]:
    """Return pages of the size that they have in the wild; always the same ones."""
    draw = random.Random(9)
    names = (file for file in sorted(_PAGES.glob("en-*.html")))
    plain = [file.read_bytes() for file in names if b"</head>" in file.read_bytes()]
    return [_dressed(plain[number % len(plain)], draw) for number in range(_BODIES)]


def _dressed(body: bytes, draw: random.Random) -> bytes:
    size = draw.randrange(_LEAST, _MOST) - len(body)
    words = [f"word{draw.randrange(9_999)}" for _ in range(500)]

    def some(count: int) -> str:
        return " ".join(draw.choices(words, k=count))

    scripts, links = "", ""
    while len(scripts) < size // 2:
        scripts += f"<script>window.data.push({json.dumps({some(1): some(6) for _ in range(40)})})</script>\n"
    while len(links) < size // 2:
        rows = "".join(f'<li><a href="/{some(1)}"><span>{some(6)}</span></a></li>' for _ in range(12))
        links += f'<nav class="teasers"><h3>{some(3)}</h3><ul>{rows}</ul></nav>\n'
    front, _, back = body.partition(b"</head>")
    inner, end, tail = back.rpartition(b"</body>")
    return front + scripts.encode() + b"</head>" + inner + links.encode() + end + tail


def _page(bodies: list[bytes], feed: int, entry: int) -> Callable[[Peer], Awaitable[None]]:
    async def answer(peer: Peer) -> None:
        body = bodies[(feed * SHOWN + entry) % len(bodies)]
        own = f"<p>This is what feed number {feed} has to say of {entry}, and no other one.</p>".encode()
        front, end, tail = body.rpartition(b"</p>")
        await peer.send(_answer(front + end + own + tail, "text/html; charset=utf-8"))

    return answer


def _feed(feed: int, port: int) -> Callable[[Peer], Awaitable[None]]:
    host, tag = address_of(feed, port).rpartition("/feed/")[0], f'"{feed}"'
    rows = "".join(
        f"<item><guid>{feed}-{entry}</guid><title>News number {entry} of paper {feed}</title>"
        f"<link>{host}/page/{feed}/{entry}</link><description>Something has happened.</description>"
        f"<pubDate>{_date(entry)}</pubDate></item>"
        for entry in range(ENTRIES)
    )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper {feed}</title>'
        f"<link>{host}/</link>{rows}</channel></rss>"
    ).encode()

    async def answer(peer: Peer) -> None:
        if peer.request and peer.request.header("if-none-match") == tag:
            await peer.send(head(304, [("ETag", tag)]))
        else:
            await peer.send(_answer(body, RSS, ("ETag", tag)))

    return answer


def _date(entry: int) -> str:
    return format_datetime(datetime.fromtimestamp(_NEWEST - entry * 600, UTC))


def _answer(body: bytes, kind: str, *headers: tuple[str, str]) -> bytes:
    return head(200, [("Content-Type", kind), ("Content-Length", str(len(body))), *headers]) + body


async def _serve(feeds: int) -> None:
    made = bodies()
    async with WebServer(host="0.0.0.0") as web:  # noqa: S104  (all of 127.0.0.0/8, each feed at one of it)
        for feed in range(feeds):
            web.script(f"/feed/{feed}", _feed(feed, web.port))
            for entry in range(SHOWN):
                web.script(f"/page/{feed}/{entry}", _page(made, feed, entry))
        print(web.port, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
