"""A bot that sends what is due, over a database in a file: several tests reach past the bot into it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import open_storage, sqlite_url
from tests.botapi import BotApiServer
from tests.unit.services.post import Clock, Post, bot_of


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None) as server:
        yield server


@pytest.fixture
async def post(server: BotApiServer, tmp_path: Path, migrated: Path) -> AsyncIterator[Post]:
    url = sqlite_url(tmp_path)
    shutil.copy(migrated, url.database or "")
    storage = await open_storage(url)
    async with bot_of(server) as bot:
        post = Post(storage, server, Clock(), bot)
        post.start()
        yield post
        await post.stop()
    await storage.close()
