"""Faults that a test orders from the local Bot API server."""

from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.botapi import BotApiServer, Chat, Fault, Limits, fault
from tests.unit.botapi.calls import Clock, bot_for, raw


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


async def test_half_an_answer(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", garbled=True)
    server.fault("sendMessage", garbled=True, after=True)
    for sent in (0, 1):
        with pytest.raises(TelegramError, match="Invalid server response"):
            await bot.send_message(chat.id, "x")
        assert len(server.messages(chat.id)) == sent


async def test_a_function_decides_on_each_call(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    asked: list[str] = []

    def decide(method: str, params: dict[str, Any]) -> Fault | None:
        asked.append(params["text"])
        return fault(code=502) if params["text"] == "bad" else None

    server.fault_by(decide)
    await bot.send_message(chat.id, "good")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(chat.id, "bad")
    server.fault("sendMessage", code=500)
    with pytest.raises(NetworkError, match="restart"):
        await bot.send_message(chat.id, "bad")
    server.fault_by(None)
    await bot.send_message(chat.id, "bad")
    assert asked == ["good", "bad"]


@pytest.mark.parametrize("limits", [None, Limits()])
async def test_calls_before_their_time_are_noted(limits: Limits | None) -> None:
    clock = Clock()
    async with BotApiServer(clock=clock, limits=limits) as server, bot_for(server) as bot:
        chat_id, other = (server.private_chat(server.add_user(name)).id for name in ("Anna", "Boris"))
        server.fault("sendMessage", retry_after=5)
        for wait in (0.0, 0.05):  # the second was on its way already
            clock.now += wait
            await raw(server, "sendMessage", chat_id=chat_id, text="x")
        await bot.send_message(other, "x")
        await bot.send_chat_action(chat_id, "typing")
        assert server.early == []
        clock.now += 1
        await raw(server, "sendMessage", chat_id=chat_id, text="x")
        (early,) = server.early
        assert (early.method, early.scope) == ("sendMessage", chat_id)
        assert early.barred_until - early.at == pytest.approx(3.95)
        clock.now = early.barred_until
        await bot.send_message(chat_id, "x")
        assert len(server.early) == 1


async def test_calls_during_a_flood_of_all_are_noted() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock, limits=Limits(overall_per_second=1)) as server:
        people = [server.private_chat(server.add_user(str(number))).id for number in range(3)]
        for chat_id in people:
            await raw(server, "sendMessage", chat_id=chat_id, text="x")
            clock.now += 0.2
        assert [early.scope for early in server.early] == [0]
