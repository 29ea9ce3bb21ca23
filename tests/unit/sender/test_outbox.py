"""Messages the bot sends by itself, to the local Bot API server: every kind of failure, and what it means."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.ext import ApplicationBuilder, ExtBot
from telegram.request import HTTPXRequest

from bot.digest.model import Place
from bot.errors import (
    ChatBlocked,
    ChatClosed,
    ChatMoved,
    Doubtful,
    NeverSent,
    SendError,
    TextRefused,
    TooSoon,
    TopicMissing,
)
from bot.render.keyboards import Button
from bot.sender import Outbox, Pace
from tests.botapi import BotApiServer, Chat, User
from tests.unit.botapi.calls import NO_TLS


def bot_at(url: str, token: str, pace: Pace, **options: Any) -> ExtBot[None]:
    options = {"connection_pool_size": 64, "httpx_kwargs": {"verify": NO_TLS}, **options}
    request = HTTPXRequest(**options)
    bot: ExtBot[None] = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{url}/bot")
        .request(request)
        .get_updates_request(HTTPXRequest(httpx_kwargs={"verify": NO_TLS}))
        .rate_limiter(pace)
        .build()
        .bot
    )
    return bot


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None) as running:
        yield running


@pytest.fixture
async def pace() -> Pace:
    return Pace(1000)


@pytest.fixture
async def outbox(server: BotApiServer, pace: Pace) -> AsyncIterator[Outbox]:
    async with bot_at(server.url, server.token, pace, read_timeout=0.3) as bot:
        yield Outbox(bot)


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.add_user("Anna")


@pytest.fixture
def chat(server: BotApiServer, anna: User) -> Chat:
    return server.private_chat(anna)


async def fails(outbox: Outbox, place: Place, kind: type[SendError], text: str = "<b>News</b>") -> Any:
    with pytest.raises(SendError) as failed:
        await outbox.send(place, text, silent=True)
    assert type(failed.value) is kind
    assert failed.value.__cause__ is not None or kind is TooSoon
    assert "News" not in str(failed.value)
    return failed.value


async def test_a_message_arrives_as_it_should(server: BotApiServer, outbox: Outbox, chat: Chat) -> None:
    keyboard = ((Button("Sources", data="x"), Button("Read", url="https://example.org/")),)
    number = await outbox.send(
        Place(chat.id), '<a href="https://example.org/">News</a>', silent=True, keyboard=keyboard
    )
    (message,) = server.messages(chat.id)
    assert (message.message_id, message.text, message.labels) == (number, "News", ["Sources", "Read"])
    assert message.preview == {"is_disabled": True}
    (sent,) = server.journal.to(chat.id)
    assert sent.params["disable_notification"] is True
    await outbox.send(Place(chat.id), "aloud", silent=False)
    assert not server.journal.to(chat.id)[-1].params.get("disable_notification")


async def test_a_message_goes_to_its_topic(server: BotApiServer, outbox: Outbox, anna: User) -> None:
    forum = server.group("F", members=[anna], topics=True)
    topic = server.topic(forum, "Science")
    for thread in (topic, 0):
        await outbox.send(Place(forum.id, thread), "x", silent=False)
    threads = [message.thread_id for message in server.messages(forum.id) if message.from_bot]
    assert threads == [topic, None]


async def test_blocked(server: BotApiServer, outbox: Outbox, anna: User) -> None:
    await fails(outbox, Place(anna.id), ChatBlocked)  # never started
    server.private_chat(anna)
    server.block(anna)
    await fails(outbox, Place(anna.id), ChatBlocked)
    for supergroup in (True, False):
        group = server.group("G", members=[anna], supergroup=supergroup)
        server.remove_bot(group, anna)
        await fails(outbox, Place(group.id), ChatBlocked)
        assert len(server.refused) in (3, 4)
    channel = server.channel("C", bot="left")
    await fails(outbox, Place(channel.id), ChatBlocked)


async def test_closed(server: BotApiServer, outbox: Outbox, anna: User) -> None:
    server.deactivate(anna)
    await fails(outbox, Place(anna.id), ChatClosed)
    await fails(outbox, Place(404), ChatClosed)
    await fails(outbox, Place(server.bot.id), ChatClosed)
    basic, group = server.group("B", admins=[anna], supergroup=False), server.group("G", admins=[anna])
    server.restrict_bot(group, anna)
    await fails(outbox, Place(group.id), ChatClosed)
    for chat in (basic, group):
        server.delete_chat(chat)
        await fails(outbox, Place(chat.id), ChatClosed)
    channel = server.channel("C")
    server.take_right_to_post(channel, anna)
    await fails(outbox, Place(channel.id), ChatClosed)
    server.add_bot(channel, anna, status="member")
    await fails(outbox, Place(channel.id), ChatClosed)
    server.add_bot(channel, anna, status="administrator")
    await outbox.send(Place(channel.id), "x", silent=True)


async def test_topics_that_are_gone(server: BotApiServer, outbox: Outbox, anna: User) -> None:
    forum = server.group("F", members=[anna], topics=True)
    topic, other = server.topic(forum, "Science"), server.topic(forum, "Sports")
    server.close_topic(forum, topic)
    await fails(outbox, Place(forum.id, topic), TopicMissing)
    server.reopen_topic(forum, topic)
    await outbox.send(Place(forum.id, topic), "x", silent=True)
    server.delete_topic(forum, other)
    await fails(outbox, Place(forum.id, other), TopicMissing)
    forum.is_forum = False
    await fails(outbox, Place(forum.id, topic), TopicMissing)
    forum.is_forum = True
    # There is no topic below the general one.
    server.close_topic(forum)
    await fails(outbox, Place(forum.id), ChatClosed)


async def test_a_moved_chat(server: BotApiServer, outbox: Outbox, anna: User) -> None:
    old = server.group("G", members=[anna], supergroup=False)
    new = server.migrate(old)
    assert (await fails(outbox, Place(old.id), ChatMoved)).chat_id == new.id


@pytest.mark.parametrize("text", ["<b>News", "", "News " * 1000])
async def test_texts_telegram_does_not_take(outbox: Outbox, chat: Chat, text: str) -> None:
    await fails(outbox, Place(chat.id), TextRefused, text)


# What the local server does not do by itself, in the words in which Telegram was seen to say it.
@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (400, "Bad Request: have no rights to send a message", ChatClosed),
        (400, "Bad Request: not enough rights to send text messages to the chat", ChatClosed),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", ChatClosed),
        (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", ChatClosed),
        (400, "Bad Request: CHAT_ADMIN_REQUIRED", ChatClosed),
        (400, "Bad Request: CHAT_RESTRICTED", ChatClosed),
        (400, "Bad Request: CHANNEL_PRIVATE", ChatClosed),
        (400, "Bad Request: PEER_ID_INVALID", ChatClosed),
        (400, "Bad Request: group chat was deactivated", ChatClosed),
        (400, "Bad Request: private chat not found", ChatClosed),
        (403, "Forbidden: bot is not a member of the supergroup chat", ChatBlocked),
        (403, "Forbidden: something new", ChatBlocked),
        (400, "Bad Request: TOPIC_DELETED", TopicMissing),
        (400, "Bad Request: BUTTON_DATA_INVALID", TextRefused),
        (400, "Bad Request: something new", TextRefused),
        (413, "Request Entity Too Large", TextRefused),
        (429, "Too Many Requests", TooSoon),
        (500, "Internal Server Error: restart", Doubtful),
        (502, "Bad Gateway", Doubtful),
        (504, "Gateway Timeout", Doubtful),
    ],
)
async def test_what_telegram_says(
    server: BotApiServer, outbox: Outbox, chat: Chat, code: int, description: str, kind: type[SendError]
) -> None:
    server.fault("sendMessage", code=code, description=description)
    await fails(outbox, Place(chat.id, topic_id=5), kind)
    assert len(server.refused) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"reset": True},
        {"reset": True, "after": True},
        {"code": 502, "after": True},
        {"garbled": True},
        {"garbled": True, "after": True},
        {"delay": 0.5},
        {"delay": 0.5, "after": True},
    ],
)
async def test_nobody_knows_what_became_of_it(
    server: BotApiServer, outbox: Outbox, chat: Chat, fault: dict[str, Any]
) -> None:
    server.fault("sendMessage", **fault)
    await fails(outbox, Place(chat.id), Doubtful)
    assert server.requests == 2  # one of them is getMe


async def test_too_soon(server: BotApiServer, outbox: Outbox, pace: Pace, chat: Chat) -> None:
    server.fault("sendMessage", retry_after=7)
    refused = await fails(outbox, Place(chat.id), TooSoon)
    assert refused.seconds == pytest.approx(7, abs=0.2)
    again = await fails(outbox, Place(chat.id), TooSoon)
    assert again.seconds < refused.seconds
    assert not again.everywhere
    assert len(server.refused) == 1
    assert pace.pause_of(chat.id) > 6


@pytest.mark.parametrize(("code", "description"), [(401, "Unauthorized"), (404, "Not Found")])
async def test_a_token_that_is_not_known(
    server: BotApiServer, outbox: Outbox, chat: Chat, code: int, description: str
) -> None:
    server.fault("sendMessage", code=code, description=description)
    await fails(outbox, Place(chat.id), NeverSent)


class Proxy(HTTPXRequest):
    """A server on the way that answers by itself."""

    def __init__(self, code: int, body: bytes) -> None:
        super().__init__(httpx_kwargs={"verify": NO_TLS})
        self._answer = code, body

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self._answer


@pytest.mark.parametrize("body", [b"<html>Forbidden (by the firewall)</html>", b"", b"{}"])
@pytest.mark.parametrize("code", [302, 400, 401, 403, 404, 407, 409])
async def test_what_a_proxy_refuses_never_reached_telegram(code: int, body: bytes) -> None:
    request = Proxy(code, body)
    outbox = Outbox(ExtBot("1:a", request=request, get_updates_request=request, rate_limiter=Pace(1000)))
    await fails(outbox, Place(7), NeverSent)
    assert not await outbox.is_answered()


async def test_a_refusal_of_telegrams_is_an_answer(server: BotApiServer, outbox: Outbox) -> None:
    server.fault("getMe", code=401, description="Unauthorized")
    assert await outbox.is_answered()
    server.fault("getMe", code=502, description="Bad Gateway")
    assert not await outbox.is_answered()


async def test_connection_refused(server: BotApiServer, outbox: Outbox, chat: Chat) -> None:
    await server.stop()
    await fails(outbox, Place(chat.id), NeverSent)


async def test_no_connection_in_time(server: BotApiServer, chat: Chat) -> None:
    # A listener whose queue is full takes no further connection, as a firewall that drops packets.
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    plugs = [socket.socket() for _ in range(2)]
    for plug in plugs:
        plug.setblocking(False)
        plug.connect_ex(listener.getsockname())
    bot = bot_at(
        f"http://127.0.0.1:{listener.getsockname()[1]}", server.token, Pace(1000), connect_timeout=0.2
    )
    await bot.request.initialize()
    try:
        await fails(Outbox(bot), Place(chat.id), NeverSent)
    finally:
        await bot.request.shutdown()
        for opened in (*plugs, listener):
            opened.close()


async def test_no_connection_free(server: BotApiServer, chat: Chat) -> None:
    bot = bot_at(server.url, server.token, Pace(1000), connection_pool_size=1, pool_timeout=0.1)
    async with bot:
        server.fault("sendMessage", delay=0.5)
        first = asyncio.create_task(Outbox(bot).send(Place(chat.id), "first", silent=True))
        await asyncio.sleep(0.05)
        await fails(Outbox(bot), Place(chat.id), NeverSent)
        await first
    assert [call.params["text"] for call in server.journal.to(chat.id)] == ["first"]
