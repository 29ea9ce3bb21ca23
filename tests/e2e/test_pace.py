"""The bot at its default pace against Telegram's limits: nobody waits long, and nothing is refused."""

import asyncio
from typing import Any

import pytest
from telegram.ext import ApplicationBuilder

from bot.config import Settings
from bot.digest.model import Place
from bot.sender import Outbox, Pace
from bot.services.summarize_input import SummarizeInput
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, running
from tests.texts import STORY


@pytest.fixture(autouse=True)
def _unhurried_pace() -> None:
    """Not here: in place of the fixture that lets all other tests write as they like."""


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


async def test_replies_overtake_digests_and_neither_meets_flood_control() -> None:
    async with BotApiServer() as server:
        people = [server.private_chat(server.add_user(str(number))).id for number in range(66)]
        app = (
            ApplicationBuilder()
            .token(server.token)
            .base_url(f"{server.url}/bot")
            .connection_pool_size(64)
            .rate_limiter(Pace(25))
        ).build()
        async with app.bot as bot:
            outbox = Outbox(bot)
            digests = [
                asyncio.create_task(outbox.send(Place(chat_id), "digest", silent=True))
                for chat_id in people[:60]
            ]
            before = len(await server.wait_accepted("sendMessage", count=5))
            await asyncio.gather(*(bot.send_message(chat_id, "reply") for chat_id in people[60:]))
            await asyncio.gather(*digests)
        assert server.refused == []
        texts = [call.params["text"] for call in server.journal.of("sendMessage")]
        assert len(texts) == 66
        # Only what was under way already came first.
        last_reply = 65 - texts[::-1].index("reply")
        assert texts[before:last_reply].count("digest") <= 15


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
