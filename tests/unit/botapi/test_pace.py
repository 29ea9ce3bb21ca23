"""The local Bot API server keeps Telegram's limits of pace."""

import pytest
from telegram.error import RetryAfter

from tests.botapi import BotApiServer, Limits
from tests.unit.botapi.calls import Clock, bot_for, raw


async def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        chat_id = server.private_chat(server.add_user()).id
        other = server.private_chat(server.add_user()).id
        for _ in range(3):
            await bot.send_message(chat_id, "x")
        flood = await raw(server, "sendMessage", chat_id=chat_id, text="x")
        assert flood == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
        await bot.send_message(other, "x")
        await bot.send_chat_action(chat_id, "typing")
        # Half-way through the penalty nothing has changed, even though the average would allow it at the end.
        clock.now += 0.5
        first = server.messages(chat_id)[0].message_id
        edit = await raw(server, "editMessageText", text="y", chat_id=chat_id, message_id=first)
        assert edit["error_code"] == 429
        clock.now += 0.5
        await bot.edit_message_text("y", chat_id, first)
        with pytest.raises(RetryAfter):
            await bot.send_message(chat_id, "x")


async def test_a_group_takes_twenty_a_minute() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        group = server.group("G")
        for _ in range(20):
            await bot.send_message(group.id, "x")
            clock.now += 1
        assert (await raw(server, "sendMessage", chat_id=group.id, text="x"))["parameters"] == {
            "retry_after": 40
        }
        clock.now += 39
        with pytest.raises(RetryAfter):
            await bot.send_message(group.id, "x")
        clock.now += 1
        await bot.send_message(group.id, "x")


async def test_thirty_a_second_in_all() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        people = [server.private_chat(server.add_user()).id for _ in range(31)]
        for chat_id in people[:30]:
            await bot.send_message(chat_id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[30], "x")
        clock.now += 1
        await bot.send_message(people[30], "x")


async def test_limits_may_be_loosened() -> None:
    async with BotApiServer(limits=Limits(private_burst=5), clock=Clock()) as server:
        chat_id = server.private_chat(server.add_user()).id
        replies = [await raw(server, "sendMessage", chat_id=chat_id, text="x") for _ in range(6)]
    assert [reply["ok"] for reply in replies] == [True] * 5 + [False]
