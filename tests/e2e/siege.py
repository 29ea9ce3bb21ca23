"""Everything hostile at once, and people who only want their texts summed up: what they notice of it.

The bot runs as a process of its own, so that its memory is its own.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from tests.botapi import BotApiServer, Message, document
from tests.documents.pdf import one_page
from tests.e2e.bombs import hostile_documents, hostile_pages, long_documents, long_pages
from tests.e2e.conversations import Conversation
from tests.e2e.pages import page, story
from tests.web import WebServer

ROOT = Path(__file__).parent.parent.parent
_MB = 2**20
# Seconds; more than all requests together may take on two slow processors that run other tests, too. How long
# people wait is measured by `tests.benchmarks.hostile`.
PATIENCE = 180.0


@dataclass
class Report:
    """What came of it."""

    refusals: dict[str, str] = field(default_factory=dict)
    """What was said of each hostile link or document."""
    slowest: float = 0.0
    """Seconds until the last of them was answered."""
    waited: list[float] = field(default_factory=list)
    """Seconds each text of the others was waited for."""
    answers: list[Message] = field(default_factory=list)
    """The answers to those texts."""
    growth: float = 0.0
    """By how many MB the memory of the bot's own process grew at most, from the moment before."""


@asynccontextmanager
async def bot_process(
    server: BotApiServer, folder: Path, send_rate: float = 1000
) -> AsyncIterator[psutil.Process]:
    """The bot as its owner runs it."""
    settings = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(folder),
        "SEEDS_DIR": str(ROOT / "seeds"),
        "ACCESS": "public",
        "SEND_RATE": str(send_rate),
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }
    log = (folder / "log.txt").open("wb")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**os.environ, **settings}, cwd=folder, stdout=log, stderr=log
    )
    try:
        await server.wait_accepted("deleteWebhook", timeout=60)
        yield psutil.Process(process.pid)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        log.close()


class Watch:
    """Looks at the memory of a process in a thread of its own, as a context manager."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.before = self.most = _memory(process)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def growth(self) -> float:
        """MB at most beyond the beginning."""
        return (self.most - self.before) / _MB

    def _look(self) -> None:
        while not self._over.wait(0.01):
            with suppress(psutil.NoSuchProcess):
                self.most = max(self.most, _memory(self._process))


def _memory(process: psutil.Process) -> int:
    """Bytes that a process holds; not those of its children."""
    return int(process.memory_info().rss)


async def besiege(
    server: BotApiServer,
    web: WebServer,
    process: psutil.Process,
    *,
    others: int,
    pause: float,
    long: bool = False,
) -> Report:
    """Send all that is hostile at once; meanwhile `others` people send a text each `pause` seconds.

    With `long`, what takes long to read is sent in its place.
    """
    report = Report()
    links = long_pages(web) if long else hostile_pages(web)
    files = long_documents() if long else hostile_documents()
    await warm_up(server, web)
    over = asyncio.Event()
    start = time.monotonic()
    with Watch(process) as watch:
        readers = [asyncio.create_task(_read_on(server, n, pause, over, report)) for n in range(others)]
        asks = [_send(server, report, urlsplit(link).path, text=link) for link in links]
        asks += [_send(server, report, file.name or "", attachment=file) for file in files]
        await asyncio.gather(*asks)
        report.slowest = time.monotonic() - start
        over.set()
        await asyncio.gather(*readers)
    report.growth = watch.growth
    return report


async def warm_up(server: BotApiServer, web: WebServer) -> None:
    """Let the bot load what every answer needs: that is no growth."""
    person = Conversation.of(server, "Warm")
    await person.read(web.page("/warm", page("Warmby")))
    await person.read(attachment=document("warm.pdf", one_page(b"<< /Length 0 >>\nstream\n\nendstream")))
    await person.read(" ".join(story("Warmby")))


async def _send(server: BotApiServer, report: Report, name: str, **fields: Any) -> None:
    answer = await Conversation.of(server, f"Stranger with {name}").read(seconds=PATIENCE, **fields)
    report.refusals[name] = answer.text


async def _read_on(
    server: BotApiServer, number: int, pause: float, over: asyncio.Event, report: Report
) -> None:
    person = Conversation.of(server, f"Reader {number}")
    await asyncio.sleep(pause * number / 10)
    turn = 0
    while not over.is_set():
        turn += 1
        asked = time.monotonic()
        answer = await person.read(" ".join(story(f"Town-{number}-{turn}")), PATIENCE)
        report.waited.append(time.monotonic() - asked)
        report.answers.append(answer)
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), pause)
