"""How many updates a second the webhook takes, how soon it answers, and whether any is lost.

    python -m tests.benchmarks.webhook [--rate 300] [--seconds 60] [--database-url postgresql://…]

The bot is a process of its own. Most updates are messages of groups that ask nothing of the bot, as with any
bot that is busy; ten a second are questions that it answers. Somebody without the secret knocks meanwhile.
"""

import argparse
import asyncio
import gc
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import psutil

from bot.config import Settings, load_settings
from tests.botapi import BotApiServer, Chat, User
from tests.databases import rows_of

ROOT = Path(__file__).parents[2]
SECRET = "secret-of-the-benchmark-0123456789"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
# As many as the bot asks Telegram for.
CONNECTIONS = 100
GROUPS = 50
# Questions in a second's updates, fewer than a bot may answer; and how often a stranger knocks.
QUESTIONS, KNOCKS = 10, 20
# Seconds that the bot is given to come to the end: its handlers may be slower than what is brought.
PATIENCE = 180.0


@dataclass
class Tally:
    """What came of the requests: statuses, and seconds from when each was due to its answer."""

    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    """Seconds by which whoever brings them came late, which are in the waits as well."""

    async def count(self, due: float, client: aiohttp.ClientSession, url: str, **request: Any) -> None:
        """Make a request and note what came of it."""
        self.late.append(time.perf_counter() - due)
        try:
            async with client.post(url, **request) as answer:
                await answer.read()
                status = answer.status
        except aiohttp.ClientError:
            status = 0
        self.statuses[status] += 1
        self.waits.append(time.perf_counter() - due)

    def __str__(self) -> str:
        cuts = statistics.quantiles([1000 * wait for wait in self.waits], n=100)
        late = statistics.quantiles([1000 * wait for wait in self.late], n=100)
        shown = ", ".join(f"{count:,} × {status or 'none'}" for status, count in self.statuses.items())
        return (
            f"{shown}; p50 {cuts[49]:.1f}, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f} ms "
            f"(brought late: p95 {late[94]:.1f}, p99 {late[98]:.1f} ms)"
        )


def updates_of(server: BotApiServer, count: int, rate: int) -> list[dict[str, Any]]:
    """Messages of many groups and people, those that ask something among them."""
    people = [server.add_user(f"Person {number}") for number in range(count // rate * QUESTIONS)]
    groups = [(owner, server.group("Readers", members=[], admins=[owner])) for owner in people[:GROUPS]]

    def message(number: int) -> tuple[User, Chat, str]:
        if number % (rate // QUESTIONS):
            return *groups[number % len(groups)], f"Message {number} of people who talk with each other."
        person = people[number // (rate // QUESTIONS) % len(people)]
        return person, server.private_chat(person), "/help"

    made = []
    for number in range(count):
        sender, chat, text = message(number)
        told = server.json_of(server.add_message(chat, sender, text))
        if text.startswith("/"):
            told["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        made.append({"update_id": 700_000_000 + number, "message": told})
    return made


async def bring(url: str, updates: list[dict[str, Any]], rate: int) -> tuple[Tally, Tally]:
    """Bring the updates, so many a second whatever the answers, and knock without the secret meanwhile."""
    taken, refused = Tally(), Tally()
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    knocker = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with (
        aiohttp.ClientSession(connector=connector) as client,
        aiohttp.ClientSession(connector=knocker) as stranger,
        asyncio.TaskGroup() as group,
    ):
        start = time.perf_counter()
        for number, update in enumerate(updates):
            due = start + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(taken.count(due, client, url, json=update, headers={HEADER: SECRET}))
            if not number % (rate // KNOCKS):
                group.create_task(refused.count(due, stranger, url, json=update, headers={HEADER: "wrong"}))
    return taken, refused


async def measure(server: BotApiServer, settings: Settings, updates: list[dict[str, Any]], rate: int) -> None:
    """Start the bot, bring updates to it, and print what came of them."""
    bot = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "bot"], cwd=ROOT, env=environment(settings), stderr=subprocess.DEVNULL
    )
    try:
        await server.wait_accepted("setWebhook", timeout=60)
        process = psutil.Process(bot.pid)
        used = sum(process.cpu_times()[:2])
        start = time.perf_counter()
        taken, refused = await bring(str(settings.webhook_url), updates, rate)
        brought = time.perf_counter() - start
        while left := rows_of(settings, "SELECT count(*) FROM updates WHERE done_at IS NULL")[0][0]:
            if time.perf_counter() - start > brought + PATIENCE:
                break
            await asyncio.sleep(0.1)
        ended = time.perf_counter() - start
        used, memory = sum(process.cpu_times()[:2]) - used, process.memory_info().rss
        known = rows_of(settings, "SELECT count(*) FROM updates")[0][0]
    finally:
        bot.terminate()
        await asyncio.to_thread(bot.wait)
    asked = sum(update["message"]["text"] == "/help" for update in updates)
    answered = len(server.journal.of("sendMessage"))
    print(f"brought:  {len(updates):,} updates in {brought:.1f} s: {taken}")
    print(f"refused:  {refused}")
    print(
        f"handled:  {known - left:,} of {known:,} kept, the last {ended - brought:.1f} s after it was brought"
    )
    print(f"lost:     {len(updates) - known + left}; answered {answered} of {asked} questions")
    print(f"the bot:  {100 * used / ended:.0f} % of a processor, {memory / 2**20:.0f} MB")


def environment(settings: Settings) -> dict[str, str]:
    """The settings for a process of its own."""
    assert settings.telegram_bot_token
    given = settings.database_url
    return {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": settings.telegram_bot_token.get_secret_value(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DATABASE_URL": given.get_secret_value() if given else "",
        "DATA_DIR": str(settings.data_dir),
        "ACCESS": "public",
        "WEBHOOK_URL": str(settings.webhook_url),
        "WEBHOOK_LISTEN": str(settings.webhook_listen),
        "WEBHOOK_SECRET": SECRET,
    }


async def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.webhook", description=__doc__)
    parser.add_argument("--rate", type=int, default=300, help="updates a second, a multiple of 20")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--database-url", default="", help="an empty database on a PostgreSQL server")
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        async with BotApiServer(limits=None, self_hosted=True) as server:
            given = {
                "TELEGRAM_BOT_TOKEN": server.token,
                "TELEGRAM_API_URL": server.url,
                "DATABASE_URL": options.database_url,
                "DATA_DIR": folder,
                "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
                "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            }
            settings = load_settings(given, Path(folder, "no.env"))
            updates = updates_of(server, options.rate * options.seconds, options.rate)
            server.updates.clear()
            gc.freeze()  # or who brings them would look through all of them for garbage, and be late
            await measure(server, settings, updates, options.rate)


if __name__ == "__main__":
    asyncio.run(main())
