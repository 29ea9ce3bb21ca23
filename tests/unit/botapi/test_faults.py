"""Faults that a test orders from the local Bot API server."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from tests.botapi import BotApiServer, Chat
from tests.unit.botapi.calls import Clock, bot_for


async def test_ordered_errors(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", times=2, code=502)
    server.fault("sendMessage", code=403, description="Forbidden: user is deactivated", chat_id=chat.id)
    server.fault("sendMessage", migrate_to_chat_id=-100)
    server.fault("getMe", code=500)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(chat.id, "x")
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(chat.id, "x")
    with pytest.raises(ChatMigrated):
        await bot.send_message(chat.id, "x")
    await bot.send_message(chat.id, "x")
    assert [call.code for call in server.refused] == [502, 502, 403, 400]
    assert len(server.messages(chat.id)) == 1


async def test_an_ordered_429_bars_the_chat_for_its_time() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        chat_id = server.private_chat(server.add_user()).id
        server.fault("sendMessage", retry_after=5)
        for _ in range(2):
            with pytest.raises(RetryAfter) as error:
                await bot.send_message(chat_id, "x")
            assert error.value.retry_after == timedelta(seconds=5)
        clock.now += 5
        await bot.send_message(chat_id, "x")


async def test_a_connection_cut_before_and_after(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", reset=True)
    server.fault("sendMessage", reset=True, after=True)
    server.fault("sendMessage", code=502, after=True)
    for sent in (0, 1, 2):
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "x")
        assert len(server.messages(chat.id)) == sent
    assert [(call.code, call.description) for call in server.refused] == [(0, "connection reset")]
    assert len(server.journal.of("sendMessage")) == 2


async def test_slow_replies(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", delay=0.3, after=True)
    server.fault("sendMessage", delay=0.3)
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.1)
    assert len(server.messages(chat.id)) == 1
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.1)
    assert len(server.messages(chat.id)) == 1
    await server.wait_accepted("sendMessage", count=2)
