"""What tests of sending wait for, and what they do behind the back of the bot."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from bot.digest.model import Place
from tests.botapi import BotApiServer
from tests.unit.services.post import Post


def person(server: BotApiServer, name: str = "Anna") -> int:
    user = server.add_user(name)
    return server.private_chat(user).id


async def stopped(post: Post) -> None:
    """Let nothing be sent for now."""
    post.deliver.stop()
    assert post.task
    await post.task


async def sending(post: Post) -> None:
    """Wait until a part is under way."""
    async with asyncio.timeout(15):
        while not any(row["state"] == "sending" for row in await post.ledger()):
            await asyncio.sleep(0.02)


async def settled(post: Post) -> list[dict[str, Any]]:
    """Wait until the ledger has nothing open, and return its rows."""
    async with asyncio.timeout(15):
        while any(row["state"] in {"pending", "sending"} for row in await post.ledger()):
            await asyncio.sleep(0.02)
    return await post.ledger()


async def state_of(post: Post, telegram_id: int, state: str) -> None:
    """Wait until what is to be sent to a chat is in a state."""
    chat = await post.storage.chats.find(Place(telegram_id))
    assert chat
    async with asyncio.timeout(15):
        while [row["state"] for row in await post.ledger() if row["chat_id"] == chat.id] != [state]:
            await asyncio.sleep(0.02)


async def doubted(post: Post) -> None:
    """Wait until a part is known to have been sent without an answer."""
    async with asyncio.timeout(15):
        while not any(row["doubts"] == 1 and row["state"] == "pending" for row in await post.ledger()):
            await asyncio.sleep(0.02)


async def change(post: Post, statement: str, **values: int) -> None:
    """Change the database behind the bot's back."""
    async with post.storage._engine.begin() as connection:
        await connection.execute(text(statement), values)


async def quick_to_give_up(post: Post) -> None:
    """Let the database wait for a lock for a moment only."""
    engine = post.storage._engine
    await engine.dispose()
    event.listen(engine.sync_engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 50"))


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Hold the one lock for writing, as another program may."""
    other = sqlite3.connect(folder / "digest-bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()
