"""Whether a process can do its work: what is asked where nothing else would tell."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from telegram.error import NetworkError

from bot.chat import App
from bot.config import load_settings
from bot.operator import Overlook, Work
from bot.services.overview import Overview
from bot.serving.application import telegram_app
from bot.storage import Storage, open_storage, sqlite_url
from tests.botapi import BotApiServer


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    opened = await open_storage(sqlite_url(tmp_path))
    yield opened
    await opened.close()


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None) as server:
        yield server


@pytest.fixture
async def app(server: BotApiServer, tmp_path: Path) -> AsyncIterator[App]:
    given = {"TELEGRAM_BOT_TOKEN": server.token, "TELEGRAM_API_URL": server.url}
    app = telegram_app(load_settings(given, tmp_path / "no.env"), server.token)
    yield app
    await app.bot.shutdown()


async def test_a_process_without_work_is_not_ready() -> None:
    [trouble] = await Overlook("worker").troubles()
    assert "standing by" in trouble


async def test_telegram_is_asked_again_where_nobody_else_asks(
    server: BotApiServer, app: App, storage: Storage
) -> None:
    overlook = Overlook("all")
    async with overlook.during(Work(Overview(storage.operations), app.bot, lambda: True)):
        assert await overlook.troubles() == ["Telegram has not been reached yet."]
        assert overlook.process().name == ""
        await app.bot.initialize()
        assert await overlook.troubles() == []
        assert overlook.process().name == "@digest_test_bot"
        await server.stop()
        with pytest.raises(NetworkError):
            await app.bot.get_me()
        assert await overlook.troubles() == ["Telegram does not answer."]
        await server.start()
        assert await overlook.troubles() == []
        calls = server.journal.count("getMe")
        assert await overlook.troubles() == []
        assert server.journal.count("getMe") == calls  # as long as all is well nothing is asked


async def test_a_process_that_does_not_talk_with_telegram_needs_the_database_alone(storage: Storage) -> None:
    overlook = Overlook("scheduler")
    async with overlook.during(Work(Overview(storage.operations))):
        assert await overlook.troubles() == []
        assert overlook.process().database == "SQLite"


async def test_what_sends_no_more_is_said(storage: Storage) -> None:
    overlook, sends = Overlook("all"), True
    async with overlook.during(Work(Overview(storage.operations), is_sending=lambda: sends)):
        assert await overlook.troubles() == []
        sends = False
        with capture_logs() as events:
            assert await overlook.troubles() == await overlook.troubles()
    assert [event["event"] for event in events] == ["not_ready"]  # once
    assert events[0]["reasons"] == ["Nothing is being sent: the loop that sends does not run."]
