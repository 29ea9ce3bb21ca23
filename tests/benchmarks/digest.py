"""Digests for very many: how quickly they are composed, how many are sent, and what that does to people.

`uv run python -m tests.benchmarks.digest [--people N] [--seconds N] [--json]` measures, one after another,

- composing: N chats due at one minute (100,000), over 1,000 combinations of 1,000 feeds, by the bot's own
  service in a process of its own: the seconds until all are in the ledger, and that process's memory;
- sending without a limit: messages a second through the ledger, beside `Bot.send_message` of
  python-telegram-bot with as many calls at once, in turns and to one server that checks nothing;
- the whole bot at its default pace of 25 a second for so many seconds (60), with those N digests due, while
  somebody asks for a /summary every second: messages a second, refusals, how long the answers take, and the
  memory of the bot's process.
"""

import argparse
import asyncio
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from telegram import Bot
from telegram.ext import Application, ExtBot
from telegram.request import HTTPXRequest

from bot.logs import set_up_logging
from bot.sender import Outbox, Pace
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.newsroom import Newsroom
from bot.storage import open_storage, sqlite_url
from tests.benchmarks.crowd import fill, waiting
from tests.benchmarks.plain_telegram import plain_telegram
from tests.botapi import BotApiServer, Chat, User
from tests.botapi.model import Status
from tests.botapi.server import DEFAULT_TOKEN
from tests.e2e.siege import Watch, bot_process

_AT_ONCE = 64
_THIS = (sys.executable, "-m", "tests.benchmarks.digest")
_MB = 2**20


async def prepare(folder: Path, people: int) -> None:
    """Fill a database."""
    storage = await open_storage(sqlite_url(folder))
    await fill(storage, people=people, texts=people, now=int(time.time()))
    await storage.close()


async def compose(folder: Path) -> dict[str, float]:
    """Compose everything that is due."""

    async def read_nothing(_ids: object, _within: float) -> None:
        pass

    storage = await open_storage(sqlite_url(folder))
    digests = Digests(storage, Newsroom(storage), read_nothing, lambda: None)
    start, cpu = time.perf_counter(), time.process_time()
    count = await digests.tick()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    parts = await waiting(storage)
    await storage.close()
    assert parts == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MB
    return {"chats": count, "seconds": seconds, "cpu_seconds": cpu, "peak_mb": peak}


def populate(server: BotApiServer, people: int) -> None:
    """Let the server know all those people."""
    for number in range(people):
        user = User(10_000_000 + number, "Anna")
        server.users[user.id] = user
        members: dict[int, Status] = {user.id: "member", server.bot.id: "member"}
        server.chats[user.id] = Chat(user.id, "private", first_name="Anna", members=members)


def bare_bot(url: str) -> Bot:
    """The library's own bot."""
    return Bot(DEFAULT_TOKEN, f"{url}/bot", request=_request())


def paced_bot(url: str) -> ExtBot[None]:
    """Our bot, with a pace that holds nobody up."""
    builder = Application.builder().token(DEFAULT_TOKEN).base_url(f"{url}/bot").updater(None)
    return builder.request(_request()).rate_limiter(Pace(10_000)).build().bot


def _request() -> HTTPXRequest:
    return HTTPXRequest(connection_pool_size=_AT_ONCE, read_timeout=60, pool_timeout=60)


async def send_bare(bot: Bot, texts: list[tuple[int, str]]) -> tuple[float, float]:
    """Send with the library alone; return seconds and seconds of processor time."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def send(chat_id: int, text: str) -> None:
        async with places:
            await bot.send_message(chat_id, text, parse_mode="HTML")

    start, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(send(*one) for one in texts))
    return time.perf_counter() - start, time.process_time() - cpu


async def send_ours(bot: ExtBot[None], folder: Path, count: int) -> tuple[float, float]:
    """Send so many parts of the ledger; return seconds and seconds of processor time."""
    storage = await open_storage(sqlite_url(folder))
    deliver = Deliver(storage, Outbox(bot), "benchmark")
    before = await waiting(storage)
    start, cpu = time.perf_counter(), time.process_time()
    task = asyncio.create_task(deliver.run())
    while (sent := before - await waiting(storage)) < count:
        await asyncio.sleep(0.2)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    deliver.stop()
    await task
    await deliver.finish()
    await storage.close()
    return seconds * count / sent, cpu * count / sent


async def throughput(folder: Path, people: int, count: int) -> dict[str, float]:
    """Send `count` messages by either way, in five turns each; return messages a second, and the ratio."""
    text = "<b>A digest</b>\n\n" + "The ferry sails again from Monday morning on. " * 60
    rows: dict[str, list[float]] = {"bare": [], "ours": [], "bare_cpu": [], "ours_cpu": []}
    async with plain_telegram() as url:
        bare, ours = bare_bot(url), paced_bot(url)
        async with bare, ours:
            for turn in range(6):
                texts = [(10_000_000 + (turn * count + number) % people, text) for number in range(count)]
                figures = {"bare": await send_bare(bare, texts), "ours": await send_ours(ours, folder, count)}
                for name, (seconds, cpu) in figures.items() if turn else ():  # the first is to warm up
                    rows[name].append(count / seconds)
                    rows[f"{name}_cpu"].append(cpu / count * 1000)
    middle = {name: statistics.median(values) for name, values in rows.items()}
    return {
        "bare_per_second": middle["bare"],
        "ours_per_second": middle["ours"],
        "ratio": statistics.median(o / b for o, b in zip(rows["ours"], rows["bare"], strict=True)),
        "bare_cpu_ms": middle["bare_cpu"],
        "ours_cpu_ms": middle["ours_cpu"],
    }


async def sustain(folder: Path, people: int, seconds: int) -> dict[str, float]:
    """Run the whole bot at its default pace."""
    async with BotApiServer() as server:
        populate(server, people)
        async with bot_process(server, folder, send_rate=25) as process:
            with Watch(process) as watch:
                await server.wait_accepted("sendMessage", 1, 120)
                await asyncio.sleep(5)  # until the stream is even
                before, start = server.journal.count("sendMessage"), time.perf_counter()
                waited = await people_who_ask(server, start + seconds)
                rate = (server.journal.count("sendMessage") - before) / (time.perf_counter() - start)
            peak = watch.most / _MB
        refused = [call for call in server.refused if call.code == 429]
    return {
        "per_second": rate,
        "refused": len(refused),
        "answers": len(waited),
        "p50_seconds": statistics.median(waited),
        "p95_seconds": statistics.quantiles(waited, n=20)[-1],
        "peak_mb": peak,
    }


async def people_who_ask(server: BotApiServer, until: float) -> list[float]:
    """Ask for a summary every second; return how long each answer took."""

    async def ask(number: int) -> float:
        user = server.add_user(f"Reader {number}", user_id=900_000 + number)
        chat = server.private_chat(user)
        start = time.perf_counter()
        server.send(user, "/summary", chat)
        await server.wait_until(lambda: any(one.from_bot for one in server.messages(chat.id)), 60)
        return time.perf_counter() - start

    tasks: list[asyncio.Task[float]] = []
    while time.perf_counter() < until:
        tasks.append(asyncio.create_task(ask(len(tasks))))
        await asyncio.sleep(1)
    return list(await asyncio.gather(*tasks))


def measure(people: int, seconds: int) -> dict[str, dict[str, float]]:
    """Measure all three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        asyncio.run(prepare(folder, people))
        whole = Path(name) / "whole"
        shutil.copytree(folder, whole)
        line = subprocess.run(
            [*_THIS, "--compose", str(folder)], check=True, capture_output=True, text=True
        ).stdout
        composed = json.loads(line)
        sent = asyncio.run(throughput(folder, people, min(1_000, people // 8)))
        return {
            "composing": composed,
            "sending": sent,
            "whole bot": asyncio.run(sustain(whole, people, seconds)),
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="chats that are due (default 100,000)")
    parser.add_argument("--seconds", type=int, default=60, help="of the whole bot at its pace (default 60)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--compose", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    set_up_logging("ERROR")
    if options.compose:
        print(json.dumps(asyncio.run(compose(Path(options.compose)))))
    else:
        figures = measure(options.people, options.seconds)
        if options.json:
            print(json.dumps(figures))
            return
        for part, values in figures.items():
            print(f"{part}: " + ", ".join(f"{name} {value:.3g}" for name, value in values.items()))


if __name__ == "__main__":
    main()
