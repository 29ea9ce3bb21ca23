"""What two workers do more than one, what the queue costs, and what a million chats would take.

`uv run python -m tests.benchmarks.scale [--feeds N] [--jobs N] [--people N] [--json]` measures, on a
PostgreSQL of its own and one after another,

- articles that are fetched, parsed and summed up a minute by one worker process, and by two, each with one
  child for pages: N feeds (100) with three pages of 30 to 100 KB each, from a web server of their own;
- N jobs (2,000) of the queue that find that a feed is gone, by a query each, in turns with as many empty ones
  of procrastinate alone;
- digests for N chats (1,000), composed and sent to a Telegram that checks nothing;
- and reckons from these a day of a million chats and 100,000 feeds: reads, articles, hours of sending, the
  size of the database, processors by role, and what they cost a month at --core-price and --gb-price.

Two workers do twice as much where there are processors for both. Where there are not, the bound is printed:
all processors of the machine, by those that one worker keeps busy with the database and the web it reads.
"""

import argparse
import asyncio
import json
import os
from dataclasses import asdict, dataclass

from bot.logs import set_up_logging
from tests.benchmarks import scale_million
from tests.benchmarks.scale_digests import DigestCost, digests
from tests.benchmarks.scale_million import Costs, Day, simulate
from tests.benchmarks.scale_queue import Queue, compare
from tests.benchmarks.scale_workers import WARM, Run, run, web
from tests.postgresql import running_server

_RATIOS = ("ratio", "bound", "bound_beside_others", "with_room")


@dataclass(frozen=True, slots=True)
class Found:
    """All that was measured."""

    load: float
    """Processes that waited for a processor when it began, of this machine's last minute."""
    runs: list[Run]
    queue: Queue
    digest: DigestCost
    day: Day

    @property
    def ratio(self) -> float:
        """How much more two workers do than one."""
        return self.runs[1].a_minute / self.runs[0].a_minute

    @property
    def bound(self) -> float:
        """How much more they can, at most, on the processors of this machine."""
        return min(2.0, (os.cpu_count() or 1) / self.runs[0].cores)

    @property
    def bound_beside_others(self) -> float:
        """How much more they can, at most, on what everything else on this machine left them."""
        both = self.runs[1]
        return min(2.0, ((os.cpu_count() or 1) - both.others_cpu / both.seconds) / self.runs[0].cores)

    @property
    def with_room(self) -> float:
        """How much more they would do with processors for all, as each article costs them more."""
        one, both = ((run.worker_cpu + run.database_cpu) / run.articles for run in self.runs)
        return 2 * one / both


def measure(feeds: int, jobs: int, people: int, core_price: float, gb_price: float) -> Found:
    """Measure everything."""
    load = os.getloadavg()[0]
    with running_server() as server:
        with web(feeds + 2 * WARM) as (port, process):
            runs = [asyncio.run(run(server, port, process, feeds, workers)) for workers in (1, 2)]
        queue = asyncio.run(compare(server, jobs))
        digest = asyncio.run(digests(server, people))
    one = runs[0]
    costs = Costs(
        article_cpu=one.worker_cpu / one.articles,
        article_database_cpu=one.database_cpu / one.articles,
        look_cpu=one.look_cpu,
        look_database_cpu=one.look_database_cpu,
        compose_cpu=digest.compose_cpu,
        compose_database_cpu=digest.compose_database_cpu,
        send_cpu=digest.send_cpu,
        send_database_cpu=digest.send_database_cpu,
        article_bytes=one.article_bytes,
        entry_bytes=one.entry_bytes,
        chat_bytes=digest.chat_bytes,
        digest_bytes=digest.digest_bytes,
        article_wal=one.wal_bytes,
        digest_wal=digest.wal_bytes,
    )
    return Found(load, runs, queue, digest, simulate(costs, core_price, gb_price))


def table(found: Found) -> str:
    """Return the figures as text."""
    names = ("workers", "articles/min", "worker s", "PostgreSQL s", "web s", "others")
    lines = [" ".join(f"{name:>12}" for name in names)]
    for one in found.runs:
        each = [seconds / one.articles for seconds in (one.worker_cpu, one.database_cpu, one.web_cpu)]
        others = one.others_cpu / one.seconds
        figures = (
            f"{one.workers}",
            f"{one.a_minute:.0f}",
            *(f"{value:.3f}" for value in each),
            f"{others:.2f}",
        )
        lines.append(" ".join(f"{figure:>12}" for figure in figures))
    queue, digest, day = found.queue, found.digest, found.day
    lines += [
        "(processor seconds for an article; processors that everything else on this machine kept busy)",
        f"two workers to one: {found.ratio:.2f}, of at most {found.bound:.2f} on {os.cpu_count()} processors "
        f"({found.runs[0].cores:.2f} of them busy with one), {found.bound_beside_others:.2f} beside others; "
        f"by processor time {found.with_room:.2f} where there is room; load at the start {found.load:.1f}",
        "",
        f"queue: {queue.ours:.0f} jobs/s, procrastinate alone {queue.theirs:.0f} (ratio {queue.ratio:.2f}); "
        f"{queue.our_cpu:.2f} ms a job, alone {queue.their_cpu:.2f}; "
        f"ordered {queue.ordered:.0f}/s, alone {queue.ordered_by_them:.0f}/s",
        f"digest: {digest.compose_cpu * 1000:.2f} ms to compose, {digest.send_cpu * 1000:.2f} ms to send",
        "",
        f"a day of {scale_million.CHATS:,} chats and {scale_million.FEEDS:,} feeds",
        *_rows(day),
        day.limit,
    ]
    return "\n".join(lines)


def _rows(day: Day) -> list[str]:
    rows = [
        ("reads of feeds", f"{day.reads:,.0f}"),
        ("of them without news (304)", f"{day.unchanged:.0%}"),
        ("articles", f"{day.articles:,.0f}"),
        ("hours to send all digests, one bot", f"{day.hours:.1f}"),
        ("bots to send them in one hour", f"{day.bots_for_an_hour:.0f}"),
        ("database, GB", f"{day.gigabytes:,.0f}"),
        ("written to its log, GB", f"{day.written:,.1f}"),
        *((f"processors, {name}", f"{cores:.2f}") for name, cores in day.cores.items()),
        ("price of a month", f"{day.price:,.0f}"),
    ]
    return [f"  {name:<36}{value:>14}" for name, value in rows]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2_000)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--core-price", type=float, default=scale_million.CORE_PRICE)
    parser.add_argument("--gb-price", type=float, default=scale_million.GB_PRICE)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    set_up_logging("ERROR")
    found = measure(asked.feeds, asked.jobs, asked.people, asked.core_price, asked.gb_price)
    if asked.json:
        print(json.dumps(asdict(found) | {name: getattr(found, name) for name in _RATIOS}))
    else:
        print(table(found))


if __name__ == "__main__":
    main()
