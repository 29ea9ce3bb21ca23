"""What a digest costs: to compose it, to send it, and to keep it."""

import asyncio
import time
from dataclasses import dataclass

from sqlalchemy import URL

from bot.sender import Outbox
from bot.services.compose_digests import Digests
from bot.services.deliver import Deliver
from bot.services.newsroom import Newsroom
from bot.storage import open_storage
from tests.benchmarks.crowd import fill, waiting
from tests.benchmarks.digest import paced_bot
from tests.benchmarks.plain_telegram import plain_telegram
from tests.benchmarks.scale_workers import ask, postgresql
from tests.postgresql import Server

# Seconds for all to be sent.
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class DigestCost:
    """Processor seconds and bytes for one digest."""

    compose_cpu: float
    compose_database_cpu: float
    send_cpu: float
    send_database_cpu: float
    chat_bytes: float
    """Of a chat and the five feeds that it follows."""
    digest_bytes: float
    """Of a digest in the ledger."""
    wal_bytes: float


async def digests(server: Server, people: int) -> DigestCost:
    """Compose and send a digest of ten articles for everybody."""
    url = await asyncio.to_thread(server.new_database)
    empty = _size(url)[0]
    storage = await open_storage(url)
    await fill(storage, people=people, texts=people, now=int(time.time()))
    filled = _size(url)
    articles = ask(url, "SELECT pg_total_relation_size('articles') + pg_total_relation_size('entries')")[0]
    meter = postgresql(url)

    async def read_nothing(_ids: object, _within: float) -> None:
        pass

    start, cpu = meter.look(), time.process_time()
    count = await Digests(storage, Newsroom(storage), read_nothing, lambda: None).tick()
    composed, compose_cpu = meter.look(), time.process_time() - cpu
    assert count == people
    async with plain_telegram() as telegram, paced_bot(telegram) as bot:
        deliver = Deliver(storage, Outbox(bot), "benchmark")
        cpu = time.process_time()
        task = asyncio.create_task(deliver.run())
        async with asyncio.timeout(_PATIENCE):
            while await waiting(storage):
                await asyncio.sleep(0.2)
        sent, send_cpu = meter.look(), time.process_time() - cpu
        deliver.stop()
        await task
        await deliver.finish()
    kept = _size(url)
    await storage.close()
    await asyncio.to_thread(server.drop, url)
    return DigestCost(
        compose_cpu / people,
        (composed - start) / people,
        send_cpu / people,
        (sent - composed) / people,
        (filled[0] - empty - float(articles)) / people,
        (kept[0] - filled[0]) / people,
        (kept[1] - filled[1]) / people,
    )


def _size(url: URL) -> tuple[float, float]:
    """Return the bytes of the database, and of all that was written ahead."""
    row = ask(url, "SELECT pg_database_size(current_database()), pg_current_wal_lsn() - '0/0'::pg_lsn")
    return float(row[0]), float(row[1])
