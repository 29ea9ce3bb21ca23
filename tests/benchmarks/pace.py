"""How fast the bot may send, and what keeping to that costs.

`uv run python -m tests.benchmarks.pace [--seconds N] [--json]` sends digests, and some replies among them,
against the local Bot API server with Telegram's limits, at the default rate and several distances; then as
many as it can without a limit, in turn through `Outbox` and through the library's bare `Bot.send_message`.
"""

import argparse
import asyncio
import json
import random
import statistics
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.ext import ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from bot.digest.model import Place
from bot.sender import DIGEST, Outbox, Pace
from tests.botapi import BotApiServer, Fault, fault

# One-way delays before the server sees a call, in seconds, and how much they differ.
WAYS = [(0.0, 0.0), (0.1, 0.0), (0.2, 0.0), (0.2, 0.1)]
REPLIES_A_SECOND = 2
CONCURRENCY = 32


@asynccontextmanager
async def connected(server: BotApiServer, pace: Pace | None) -> AsyncIterator[ExtBot[None]]:
    builder = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot")
    builder = builder.request(HTTPXRequest(connection_pool_size=64))
    bot: ExtBot[None] = (builder.rate_limiter(pace) if pace else builder).build().bot
    async with bot:
        yield bot


async def at_the_rate(way: float, jitter: float, seconds: float) -> dict[str, Any]:
    """Send for so many seconds; return messages a second, refusals, and how long replies took."""
    dice = random.Random(1)

    def on_the_way(_method: str, _params: dict[str, Any]) -> Fault:
        return fault(delay=max(0.0, way + dice.uniform(-jitter, jitter)))

    pace = Pace(25)
    async with BotApiServer() as server, connected(server, pace) as bot:
        server.fault_by(on_the_way)
        people = [server.private_chat(server.add_user(str(n))).id for n in range(int(seconds * 30) + 100)]
        outbox, tasks, took = Outbox(bot), set[asyncio.Task[Any]](), list[float]()

        async def reply(chat_id: int) -> None:
            asked = time.monotonic()
            await bot.send_message(chat_id, "x")
            took.append(time.monotonic() - asked)

        start = time.monotonic()
        while time.monotonic() < start + seconds:
            work = [outbox.send(Place(people.pop()), "x", silent=True) for _ in range(pace.digest_room())]
            replies = [reply(people.pop())] if dice.random() < REPLIES_A_SECOND * 0.1 else []
            for sending in (*work, *replies):
                task = asyncio.create_task(sending)
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.sleep(0.1)
        await asyncio.gather(*tasks)
        # The first second has a burst, the last ones a fringe.
        ends = start + seconds - 1
        times = [call.at for call in server.journal.of("sendMessage") if start + 1 <= call.at < ends]
        return {
            "way": way,
            "jitter": jitter,
            "messages_a_second": round(len(times) / (seconds - 2), 2),
            "refused": len(server.refused),
            "reply_p95": round(statistics.quantiles(took, n=20)[-1], 3) if len(took) > 1 else None,
        }


async def without_limit(count: int) -> dict[str, Any]:
    """Send as fast as it goes, in turn in both ways; return messages a processor second and their ratio."""
    results: dict[str, list[float]] = {"outbox": [], "bare": []}
    async with BotApiServer(limits=None) as server:
        people = [server.private_chat(server.add_user(str(n))).id for n in range(count)]
        async with connected(server, Pace(100_000)) as paced, connected(server, None) as bare:
            outbox = Outbox(paced)
            ways: dict[str, Callable[[int], Awaitable[Any]]] = {
                "outbox": lambda chat_id: outbox.send(Place(chat_id), "x", silent=True),
                "bare": lambda chat_id: Bot.send_message(bare, chat_id, "x"),
            }
            for _ in range(2):
                for name, send in ways.items():
                    results[name].append(await _hurry(send, people))
    best = {name: max(rates) for name, rates in results.items()}
    return {
        **{f"{name}_a_second": round(rate) for name, rate in best.items()},
        "ratio": round(best["outbox"] / best["bare"], 3),
    }


async def _hurry(send: Callable[[int], Awaitable[Any]], people: list[int]) -> float:
    queue = iter(people)

    async def worker() -> None:
        for chat_id in queue:
            await send(chat_id)

    # Processor time, the server's included: it does not matter what else the machine does.
    start = time.process_time()
    await asyncio.gather(*(worker() for _ in range(CONCURRENCY)))
    return len(people) / (time.process_time() - start)


async def own_cost(count: int) -> dict[str, float]:
    """Return what the pace adds to one call, in microseconds, and what it remembers, in MB."""

    async def answer() -> bool:
        return True

    pace = Pace(1e9)
    tracemalloc.start()
    for chat_id in range(count):
        await pace.process_request(answer, (), {}, "sendMessage", {"chat_id": -1 - chat_id}, DIGEST)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    pace, start = Pace(1e9), time.process_time()
    for chat_id in range(count):
        await pace.process_request(answer, (), {}, "sendMessage", {"chat_id": -1 - chat_id}, DIGEST)
    microseconds = (time.process_time() - start) / count * 1e6
    return {"microseconds_a_call": round(microseconds, 1), "mb_for_100_000_chats": round(size / 2**20, 1)}


async def main(seconds: float) -> dict[str, Any]:
    """Return all measurements."""
    return {
        "at_25_a_second": [await at_the_rate(way, jitter, seconds) for way, jitter in WAYS],
        "without_limit": await without_limit(1_000),
        "pace_alone": await own_cost(100_000),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    measured = asyncio.run(main(options.seconds))
    print(json.dumps(measured) if options.json else json.dumps(measured, indent=2))
