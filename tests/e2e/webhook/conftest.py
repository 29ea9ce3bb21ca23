"""A bot that updates are brought to, and who brings them."""

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.config import Settings
from tests.botapi import BotApiServer
from tests.e2e.webhook.bringing import brought, knocking, with_webhook


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None, self_hosted=True) as server:
        yield server


@pytest.fixture
def hooked(reading: Settings) -> Settings:
    return with_webhook(reading)


@pytest.fixture
async def bot(hooked: Settings, server: BotApiServer) -> AsyncIterator[None]:
    async with brought(hooked, server):
        yield


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with knocking() as client:
        yield client
