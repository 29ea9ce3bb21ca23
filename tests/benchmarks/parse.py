"""Whether memory stays flat while feeds are parsed by the thousand, and how many a second.

`uv run python -m tests.benchmarks.parse [--parses 10000] [--at-once 4] [--json]` has the child processes of
the bot parse feeds: RSS, Atom and JSON with 30 entries of some 2 KB each, one in twenty no XML at all, and
one in fifty a megabyte large. Printed are feeds a second, and the memory of the bot with all its children:
the mean of the first and of the last quarter, their ratio, and the most there was.
"""

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bot.articles.feed import FeedKind
from bot.services.read_feed import parse_feed, prepare
from bot.workers import Workers

ENTRIES = 30
DIFFERENT = 100
# Parses between two looks at the memory: each look takes some 5 ms.
EVERY = 50


def page(number: int, paragraphs: int) -> str:
    """HTML as feeds carry it."""
    return "".join(
        f'<p>On day {number} the <a href="/ferry/{place}">ferry</a> <em>between</em> the halves of the town '
        f"sailed {place} times, and the harbour office was content. Nobody had to take the long way.</p>"
        f'<img src="/pictures/{number}-{place}.jpg" width="640" height="480">'
        for place in range(paragraphs)
    )


def rss(number: int, paragraphs: int = 8) -> str:
    """RSS 2.0 with the whole text of its entries."""
    items = "".join(
        f"<item><title>Story {number}-{n}</title><link>https://example.org/{number}/{n}</link>"
        f"<guid isPermaLink='false'>{number}-{n}</guid>"
        f"<pubDate>Fri, 20 Nov 2026 {n % 24:02}:00:00 GMT</pubDate><description>A teaser.</description>"
        f"<content:encoded><![CDATA[{page(n, paragraphs)}]]></content:encoded></item>"
        for n in range(ENTRIES)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel><title>R</title>{items}</channel></rss>'


def atom(number: int) -> str:
    """Atom 1.0 with escaped HTML."""
    entries = "".join(
        f"<entry><id>tag:{number}-{n}</id><title>Story {n}</title>"
        f"<link href='https://example.org/{number}/{n}'/><updated>2026-11-20T{n % 24:02}:00:00Z</updated>"
        f"<content type='html'>{escape(page(n, 8))}</content></entry>"
        for n in range(ENTRIES)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entries}</feed>'


def json_feed(number: int) -> str:
    """JSON Feed 1.1."""
    items = [
        {"id": f"{number}-{n}", "url": f"https://example.org/{number}/{n}", "content_html": page(n, 8)}
        for n in range(ENTRIES)
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items})


def bodies() -> Iterator[str]:
    """Different feeds, in the mixture that is told above."""
    for number in range(DIFFERENT):
        if number % 50 == 49:
            yield rss(number, paragraphs=120)
        elif number % 20 == 19:
            yield rss(number).replace("<title>Story", "<title>a < b: Story")
        else:
            yield (rss, atom, json_feed)[number % 3](number)


def memory() -> float:
    """The resident memory of this process and all below it, in MB."""
    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 1e6


async def measure(parses: int, at_once: int) -> dict[str, float]:
    """Parse, and look at the memory all the while."""
    seen: list[float] = []
    entries = 0
    with TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number in range(DIFFERENT)]
        for file, body in zip(files, bodies(), strict=True):
            file.write_text(body)
        workers = Workers(prepare=prepare)
        await workers.run(int)  # what is loaded once is not measured
        waiting = iter(range(parses))

        async def reader() -> None:
            nonlocal entries
            for number in waiting:
                file = str(files[number % DIFFERENT])
                parsed = await workers.run_heavy(
                    parse_feed, file, FeedKind.FEED, "https://example.org/feed", "text/xml", None
                )
                entries += len(parsed.keys)
                if number % EVERY == 0:
                    seen.append(memory())

        start = time.perf_counter()
        await asyncio.gather(*(reader() for _ in range(at_once)))
        seconds = time.perf_counter() - start
        await workers.close()
    # Before that, children are still being born.
    steady = seen[len(seen) // 50 :]
    quarter = max(1, len(steady) // 4)
    first, last = statistics.mean(steady[:quarter]), statistics.mean(steady[-quarter:])
    return {
        "parses": parses,
        "entries": entries,
        "feeds_a_second": round(parses / seconds, 1),
        "first_quarter_mb": round(first, 1),
        "last_quarter_mb": round(last, 1),
        "last_to_first": round(last / first, 3),
        "most_mb": round(max(seen), 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.parse")
    parser.add_argument("--parses", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = asyncio.run(measure(options.parses, options.at_once))
    if options.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    for name, value in found.items():
        sys.stdout.write(f"{name.replace('_', ' '):24}{value:>10}\n")


if __name__ == "__main__":
    main()
