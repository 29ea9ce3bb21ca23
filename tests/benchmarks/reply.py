"""How long an answer takes: from the update in Telegram's hands to the reply accepted.

`uv run python -m tests.benchmarks.reply [--count N] [--json]` pastes a seed from ever new people, in turn to
this bot and to a bare python-telegram-bot application that answers a constant text, and prints p50 and p95 of
both. The ratio is what a summary costs on top of the library, whatever the machine.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, MessageHandler, filters

from bot.app import run_bot
from bot.config import load_settings
from bot.logs import set_up_logging
from tests.botapi import BotApiServer

SEED = next(iter(sorted(Path("seeds").glob("*.txt")))).read_text("utf-8")
# The first answers pay for imports and connections that later ones share.
WARM_UP = 10


async def answer_constant(update: Update, _: CallbackContext[Any, Any, Any, Any]) -> None:
    if update.message:
        await update.message.reply_text("A constant text.")


async def run_bare(server: BotApiServer, stop: asyncio.Event) -> None:
    app = (
        Application.builder()
        .token(server.token)
        .base_url(f"{server.url}/bot")
        .concurrent_updates(True)
        .build()
    )
    app.add_handler(MessageHandler(filters.TEXT, answer_constant))
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling()
        await stop.wait()
        await app.updater.stop()
        await app.stop()


async def run_ours(server: BotApiServer, stop: asyncio.Event) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(
            {
                "TELEGRAM_BOT_TOKEN": server.token,
                "TELEGRAM_API_URL": server.url,
                "DATA_DIR": folder,
                "ACCESS": "public",
                "SEND_RATE": "1000",
            },
            Path(folder) / "none",
        )
        await run_bot(settings, stop)


async def ask(server: BotApiServer, number: int) -> float:
    """Return the seconds from one pasted seed to its accepted answer."""
    user = server.add_user(f"Person {number}")
    chat = server.private_chat(user)
    sent = server.clock()
    server.send(user, SEED, chat)
    await server.wait_until(lambda: any(message.from_bot for message in server.messages(chat.id)), 30)
    return server.accepted[-1].at - sent


async def measure(count: int) -> dict[str, list[float]]:
    """Return the seconds of each answer, by bot; the two are asked in turn."""
    stop = asyncio.Event()
    bots: dict[str, Callable[[BotApiServer, asyncio.Event], Awaitable[None]]]
    bots = {"bare": run_bare, "ours": run_ours}
    seconds: dict[str, list[float]] = {name: [] for name in bots}
    async with BotApiServer(limits=None) as bare, BotApiServer(limits=None) as ours:
        servers = {"bare": bare, "ours": ours}
        tasks = [asyncio.ensure_future(run(servers[name], stop)) for name, run in bots.items()]
        for number in range(count + WARM_UP):
            for name, server in servers.items():
                seconds[name].append(await ask(server, number))
        stop.set()
        await asyncio.gather(*tasks)
    return {name: values[WARM_UP:] for name, values in seconds.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="answers of each bot (default 200)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    set_up_logging("ERROR")
    rows = {}
    for name, values in asyncio.run(measure(options.count)).items():
        cuts = statistics.quantiles(values, n=20)
        rows[name] = {"p50_ms": round(cuts[9] * 1000, 2), "p95_ms": round(cuts[18] * 1000, 2)}
    ratio = {key: round(rows["ours"][key] / rows["bare"][key], 2) for key in ("p50_ms", "p95_ms")}
    if options.json:
        print(json.dumps({"count": options.count, **rows, "ratio": ratio}))
        return
    print(f"{options.count} pasted seeds each        p50 ms   p95 ms")
    for name, title in (("bare", "python-telegram-bot alone"), ("ours", "digest-bot")):
        print(f"{title:<28} {rows[name]['p50_ms']:>8} {rows[name]['p95_ms']:>8}")
    print(f"{'ratio':<28} {ratio['p50_ms']:>8} {ratio['p95_ms']:>8}")


if __name__ == "__main__":
    main()
