"""How fast links are answered: the whole way from link to card, beside bare trafilatura on the same bytes.

`uv run --group benchmark python -m tests.benchmarks.fetch [--pages 200] [--people 4] [--json]` serves pages,
each different, under 40 host names from a process of its own, and lets people ask for them, each for one at a
time. Printed are pages a second and the time that a person waits: with the guarded fetch, the child processes
and the database of the bot; and for trafilatura's `extract(fast=True)` alone on bytes at hand, in one process
and in as many as there are processors. The ratios are of pages a second.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack
from ipaddress import ip_address, ip_network
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import trafilatura

from bot.services.budget import Sentences
from bot.services.folder_articles import FolderArticles
from bot.services.quotas import Quotas
from bot.services.read_bytes import prepare
from bot.services.read_input import ReadInput
from bot.services.summarize_input import Asker, SummarizeInput
from bot.sources.fetch import Fetcher
from bot.sources.folder import Folder
from bot.sources.guard import Address
from bot.storage import open_storage, sqlite_url
from bot.workers import Workers
from tests.web import WebServer

PAGES = Path(__file__).parents[1] / "web_pages"
HOSTS = 40


def pages(count: int) -> list[bytes]:
    """Return as many different pages: those of the tests in turn, each with a sentence of its own."""
    files = sorted(file for file in PAGES.glob("*.html") if not file.name.startswith("fail-"))
    found = []
    for number in range(count):
        body = files[number % len(files)].read_bytes()
        # ASCII, so that it is the same in every charset of the pages.
        own = f"<p>This is copy number {number} of the page, which no other copy says.</p>".encode()
        head, end, tail = body.rpartition(b"</p>")
        found.append(head + end + own + tail)
    return found


def serve(bodies: Sequence[bytes], port: Connection) -> None:
    """Serve the pages as /0, /1 … until the process is ended; tell the port."""

    async def run() -> None:
        async with WebServer() as server:
            for number, body in enumerate(bodies):
                server.page(f"/articles/{number}", body, content_type="text/html")
            port.send(server.port)
            await asyncio.Event().wait()

    asyncio.run(run())


async def ours(links: Sequence[str], people: int) -> tuple[float, list[float]]:
    """Let people ask for the links; return the seconds for all, and those that each was waited for."""

    async def resolve(_host: str) -> list[Address]:
        return [ip_address("127.0.0.1")]

    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        storage = await open_storage(sqlite_url(folder))
        stack.push_async_callback(storage.close)
        workers = Workers(prepare=prepare)
        stack.push_async_callback(workers.close)
        fetcher = await stack.enter_async_context(
            Fetcher(allow_networks=[ip_network("127.0.0.0/8")], resolve=resolve)
        )
        reader = ReadInput(storage, fetcher, workers, Quotas(), folder)
        summaries = SummarizeInput(storage, FolderArticles(Folder(folder)), reader, workers)
        await workers.run(int)  # what is loaded once is not measured
        waiting = list(links)
        took: list[float] = []

        async def person(number: int) -> None:
            asker = Asker(number, exempt=True)
            while waiting:
                link, asked = waiting.pop(), time.perf_counter()
                await summaries.link(link, Sentences(3), asker)
                took.append(time.perf_counter() - asked)

        start = time.perf_counter()
        await asyncio.gather(*map(person, range(people)))
        return time.perf_counter() - start, took


def bare(body: bytes) -> float:
    """Return the seconds that trafilatura alone takes for a page."""
    start = time.perf_counter()
    trafilatura.extract(body, fast=True)
    return time.perf_counter() - start


def measure(count: int, people: int) -> dict[str, Any]:
    """Return pages a second, median and 95th percentile of the waiting, and the ratios."""
    bodies = pages(count)
    cores = os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    inner, outer = context.Pipe()
    server = context.Process(target=serve, args=(bodies, outer), daemon=True)
    server.start()
    port = inner.recv()
    links = [f"http://host{number % HOSTS}.test:{port}/articles/{number}" for number in range(count)]
    whole, took = asyncio.run(ours(links, people))
    server.terminate()
    bare(bodies[0])
    start = time.perf_counter()
    alone = [bare(body) for body in bodies]
    one = time.perf_counter() - start
    with ProcessPoolExecutor(cores, mp_context=context) as pool:
        list(pool.map(bare, bodies[:cores]))
        start = time.perf_counter()
        list(pool.map(bare, bodies, chunksize=4))
        all_cores = time.perf_counter() - start
    rows = {
        "ours, link to card": _row(count / whole, took),
        "trafilatura, one process": _row(count / one, alone),
        f"trafilatura, {cores} processes": _row(count / all_cores, []),
    }
    rates = [row["pages_a_second"] for row in rows.values()]
    return {"rows": rows, "to_one": rates[0] / rates[1], "to_all": rates[0] / rates[2], "people": people}


def _row(rate: float, took: Sequence[float]) -> dict[str, float]:
    if not took:
        return {"pages_a_second": rate}
    return {
        "pages_a_second": rate,
        "median": statistics.median(took),
        "p95": statistics.quantiles(took, n=20)[-1],
    }


def table(found: dict[str, Any]) -> str:
    """Return the figures as text."""
    lines = [f"{'':28}{'pages/s':>10}{'median ms':>12}{'p95 ms':>10}"]
    for name, row in found["rows"].items():
        waits = (f"{row[key] * 1000:.0f}" if key in row else "–" for key in ("median", "p95"))
        lines.append(f"{name:28}{row['pages_a_second']:>10.1f}" + "{:>12}{:>10}".format(*waits))
    lines.append(
        f"ours to trafilatura: {found['to_one']:.2f} in one process, {found['to_all']:.2f} on all cores; "
        f"{found['people']} people at once"
    )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.fetch")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure(arguments.pages, arguments.people)
    sys.stdout.write((json.dumps(found) if arguments.json else table(found)) + "\n")


if __name__ == "__main__":
    main()
