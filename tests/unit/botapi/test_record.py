"""The local Bot API server keeps a true record, and lets tests wait for it."""

import asyncio
import time

import pytest
from telegram import Bot
from telegram.error import NetworkError

from tests.botapi import Accepted, BotApiServer, Chat, Message, User
from tests.unit.botapi.calls import refusal


async def test_waiting_for_calls(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    waiting = asyncio.create_task(server.wait_accepted("sendMessage", count=2))
    await bot.send_message(chat.id, "one")
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await bot.send_message(chat.id, "two")
    assert [call.params["text"] for call in await waiting] == ["one", "two"]
    await server.wait_until(lambda: server.last_message(chat.id).text == "two")


async def test_waiting_in_vain_tells_what_happened(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "one")
    await refusal(server, "sendMessage", chat_id=404, text="two")
    with pytest.raises(AssertionError) as error:
        await server.wait_accepted("editMessageText", timeout=0.05)
    told = str(error.value)
    assert "waited 0.05 s for 1 accepted editMessageText" in told
    assert f"sendMessage chat_id={chat.id} text='one'" in told
    assert "text='two' -> 400 Bad Request: chat not found" in told


async def test_a_restart_keeps_port_and_state(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "one")
    url = server.url
    await server.stop()
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "lost")
    await server.start()
    await bot.send_message(chat.id, "two")
    assert server.url == url
    assert [message.text for message in server.messages(chat.id)] == ["one", "two"]


async def test_every_chat_numbers_its_messages(server: BotApiServer, bot: Bot, anna: User) -> None:
    first, second = server.group("A"), server.group("B")
    numbers = [(await bot.send_message(group.id, "x")).message_id for group in (first, second, first)]
    assert numbers == [2, 2, 3]
    assert isinstance(server.last_message(first.id), Message)
    with pytest.raises(AssertionError, match="no message in chat"):
        server.last_message(server.private_chat(anna).id)


async def test_the_record_of_one_chat_is_found_quickly(server: BotApiServer) -> None:
    for number in range(20_000):
        params = {"chat_id": number % 1000, "text": str(number)}
        server.journal.record(Accepted("sendMessage", params, {}, 0.0))
    started = time.perf_counter()
    for chat_id in range(1000):
        texts = [call.params["text"] for call in server.journal.to(chat_id)]
        assert texts[:2] == [str(chat_id), str(chat_id + 1000)]
    assert server.journal.count("sendMessage") == 20_000
    assert time.perf_counter() - started < 1
