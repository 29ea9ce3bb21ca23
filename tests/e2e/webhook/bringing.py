"""Updates that are brought to the bot by a webhook, and what it keeps of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pydantic import SecretStr

from bot.addresses import Listen
from bot.app import run_bot
from bot.config import Settings
from tests.botapi import BotApiServer
from tests.databases import rows_of
from tests.e2e.conversations import Conversation
from tests.web import free_port

SECRET = "a-secret_of-43-characters-or-what-one-chose"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def with_webhook(settings: Settings) -> Settings:
    """Settings of a bot that updates are brought to, at a free port."""
    port = free_port()
    return settings.model_copy(
        update={
            "webhook_url": f"http://127.0.0.1:{port}/updates-of/the.bot",
            "webhook_listen": Listen("127.0.0.1", port),
            "webhook_secret": SecretStr(SECRET),
        }
    )


def knocking() -> httpx.AsyncClient:
    """Whoever knocks, by default with the secret."""
    return httpx.AsyncClient(trust_env=False, headers={HEADER: SECRET})


@asynccontextmanager
async def brought(settings: Settings, server: BotApiServer) -> AsyncIterator[asyncio.Event]:
    """Run the bot for as long as the block lasts, with a webhook."""
    stop, before = asyncio.Event(), len(server.journal.of("setWebhook"))
    task = asyncio.create_task(run_bot(settings, stop))
    try:
        await server.wait_accepted("setWebhook", before + 1)
        yield stop
    finally:
        stop.set()
        await task


def at(settings: Settings) -> str:
    """Where updates are to be brought."""
    return str(settings.webhook_url)


def kept(settings: Settings) -> list[tuple[Any, ...]]:
    """What the table of updates holds: numbers, payloads, and when they were done."""
    return rows_of(settings, "SELECT id, payload, done_at FROM updates ORDER BY id")


def is_done(settings: Settings) -> bool:
    """Whether everything that came was handled, and only numbers are left of it."""
    return all(not payload and done_at for _, payload, done_at in kept(settings))


def update_from(talk: Conversation, text: str) -> dict[str, Any]:
    """An update as Telegram would bring it, which it does not."""
    talk.server.updates.postman.pause = 3600
    message = talk.server.json_of(talk.server.add_message(talk.chat, talk.user, text))
    return {"update_id": 900_000_001, "message": message}
