"""How many feeds a second the bot reads: from the tick to the entries in the database.

`uv run python -m tests.benchmarks.poll [--feeds N] [--json]` serves N feeds (1,000) of twenty entries each
from a process of its own, each under a name of its own, has the bot's services follow all of them, and reads
them in rounds: for the first time, unchanged (answered by 304), with one new entry each, with three new
entries each, and unchanged but sent whole. Prints feeds a second, milliseconds of the bot's own process for
each feed, and the memory of that process; children that parse and summarise are not in these.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path

import psutil

from bot.articles.feed import FeedKind
from bot.digest.model import ChatKind, Place, Schedule
from bot.logs import set_up_logging
from bot.services.feed_sources import FeedSources
from bot.services.poll_feeds import PollFeeds
from bot.services.quotas import Quotas
from bot.services.read_feed import prepare
from bot.services.read_input import ReadInput
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.sources.guard import Address
from bot.storage import Storage, open_storage, sqlite_url
from bot.workers import Workers
from tests.unit.services.feeds import DAY, RSS, Item, rss, story
from tests.web import Peer, WebServer, head

_START = 1_795_176_000.0
_ENTRIES = 20
_MB = 2**20


@dataclass
class Clock:
    """The time of day as the bot sees it."""

    now: float = _START

    def __call__(self) -> float:
        return self.now


@dataclass
class Paper:
    """What the feeds hold now; set by lines of standard input."""

    newest: int = _ENTRIES
    answers_304: bool = True


async def serve(feeds: int) -> None:
    """Serve the feeds until standard input ends; a line "N 1" sets the newest entry and the use of 304."""
    paper = Paper()
    async with WebServer() as web:
        for number in range(feeds):
            web.script(f"/{number}", _answer(web, number, paper))
        print(web.url(), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            newest, answers_304 = line.split()
            paper.newest, paper.answers_304 = int(newest), answers_304 == "1"
            print("set", flush=True)


def _answer(web: WebServer, number: int, paper: Paper) -> Callable[[Peer], Awaitable[None]]:
    async def answer(peer: Peer) -> None:
        tag = f'"{paper.newest}"'
        tags = [("ETag", tag)] if paper.answers_304 else []
        if tags and peer.request and peer.request.header("if-none-match") == tag:
            await peer.send(head(304, tags))
            return
        names = range(paper.newest, paper.newest - _ENTRIES, -1)
        body = rss(web, [_item(f"{number}-{name}", _START - 86_400 + name * 600) for name in names]).encode()
        await peer.send(head(200, [("Content-Type", RSS), ("Content-Length", str(len(body))), *tags]) + body)

    return answer


def _item(name: str, at: float) -> Item:
    return Item(name, story(name), at)


async def measure(feeds: int) -> dict[str, dict[str, float]]:
    """Run all rounds."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.poll", "--serve", "--feeds", str(feeds)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert server.stdin
    assert server.stdout
    url = (await server.stdout.readline()).decode().strip()

    async def publish(newest: int, *, answers_304: bool = True) -> None:
        assert server.stdin
        assert server.stdout
        server.stdin.write(f"{newest} {int(answers_304)}\n".encode())
        await server.stdout.readline()

    async def resolve(_host: str) -> list[Address]:
        return [ip_address("127.0.0.1")]

    clock, results = Clock(), dict[str, dict[str, float]]()
    with tempfile.TemporaryDirectory() as name:
        folder, workers = Path(name), Workers(prepare=prepare)
        storage = await open_storage(sqlite_url(folder))
        async with Fetcher(
            allow_networks=[ip_network("127.0.0.0/8")], resolve=resolve, clock=clock
        ) as fetcher:
            reader = ReadInput(storage, fetcher, workers, Quotas(), folder, clock)
            sources = FeedSources(fetcher, workers, reader, Folder(folder))
            polls = PollFeeds(storage, sources, _tell_nobody, clock)
            await follow(storage, url, feeds, int(clock()))

            async def read(what: str) -> None:
                results[what] = await time_round(polls, clock, feeds)

            await read("first time")
            await read("unchanged (304)")
            await publish(_ENTRIES + 1)
            await read("one new entry")
            await publish(_ENTRIES + 4)
            await read("three new entries")
            await publish(_ENTRIES + 4, answers_304=False)
            await read("unchanged, no 304")
            await polls.close()
        await workers.close()
        await storage.close()
    server.stdin.close()
    await server.wait()
    return results


async def _tell_nobody(*_: object) -> None:
    raise AssertionError("a feed failed")


async def follow(storage: Storage, url: str, feeds: int, now: int) -> None:
    """Let one chat follow all feeds, each at a host of its own."""
    schedule = Schedule("UTC", ())
    chat = await storage.chats.open(Place(1), ChatKind.PRIVATE, schedule, 1, now)
    for number in range(feeds):
        address = url.replace("127.0.0.1", f"feed{number}.example") + str(number)
        feed = await storage.feeds.add(address, FeedKind.FEED, None, now)
        await storage.subscriptions.add(chat.id, feed.id, now)


async def time_round(polls: PollFeeds, clock: Clock, feeds: int) -> dict[str, float]:
    """Let two days pass, so that every feed is due, and read them."""
    clock.now += 2 * DAY
    start, cpu = time.perf_counter(), time.process_time()
    await polls.tick()
    await polls.settle()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {
        "feeds_per_second": round(feeds / seconds, 1),
        "own_ms_per_feed": round(cpu / feeds * 1000, 2),
        "memory_mb": round(psutil.Process().memory_info().rss / _MB, 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1_000, help="feeds to read (default 1,000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    set_up_logging("ERROR")
    if options.serve:
        asyncio.run(serve(options.feeds))
        return
    results = asyncio.run(measure(options.feeds))
    if options.json:
        print(json.dumps({"feeds": options.feeds, "rounds": results}))
        return
    print(f"{options.feeds} feeds              feeds/s   own ms   memory MB")
    for what, row in results.items():
        print(f"{what:<24} {row['feeds_per_second']:>9} {row['own_ms_per_feed']:>8} {row['memory_mb']:>11}")


if __name__ == "__main__":
    main()
