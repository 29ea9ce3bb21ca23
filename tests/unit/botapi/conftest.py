"""The local Bot API server, a bot that calls it, and a person who talks to the bot."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.botapi import BotApiServer, Chat, User
from tests.unit.botapi.calls import bot_for


@pytest.fixture(autouse=True)
def _waits_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it the library warns of RetryAfter's old form whenever a 429 comes in.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None) as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with bot_for(server) as client:
        yield client


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.add_user("Anna", username="anna_test")


@pytest.fixture
def chat(server: BotApiServer, anna: User) -> Chat:
    return server.private_chat(anna)
