"""The bot at its default pace against Telegram's limits: nobody waits long, and nothing is refused."""

import asyncio
from typing import Any

import pytest

from bot.config import Settings
from bot.services.summarize_input import SummarizeInput
from tests.botapi import BotApiServer
from tests.e2e.conftest import Conversation, running
from tests.texts import STORY


async def test_seven_quick_questions_in_one_chat_meet_no_flood_control(settings: Settings) -> None:
    async with BotApiServer() as server:
        user = server.add_user("Anna")
        chat = server.private_chat(user)
        limited = settings.model_copy(update={"telegram_api_url": server.url, "send_rate": 25.0})
        async with running(limited, server):
            for _ in range(7):
                server.send(user, "/help", chat)
            await server.wait_accepted("sendMessage", count=7, timeout=20)
        assert server.refused == []


async def test_many_people_at_once_meet_no_flood_control(settings: Settings) -> None:
    async with BotApiServer() as server:
        limited = settings.model_copy(update={"telegram_api_url": server.url, "send_rate": 25.0})
        async with running(limited, server):
            for number in range(60):
                user = server.add_user(f"Person {number}")
                server.send(user, "/summary", server.private_chat(user))
            await server.wait_accepted("sendMessage", count=60, timeout=20)
        assert server.refused == []


@pytest.mark.usefixtures("bot")
async def test_an_answer_that_takes_long_shows_typing(
    anna: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = SummarizeInput.text

    async def slow(*arguments: Any) -> Any:
        await asyncio.sleep(1.2)
        return await quick(*arguments)

    monkeypatch.setattr(SummarizeInput, "text", slow)
    await anna.ask(f"/summary {STORY}")
    (action,) = anna.server.journal.of("sendChatAction")
    assert action.params["action"] == "typing"
    monkeypatch.setattr(SummarizeInput, "text", quick)
    await anna.ask(f"/summary {STORY}")
    assert len(anna.server.journal.of("sendChatAction")) == 1
