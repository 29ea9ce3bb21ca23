"""The door for updates that are brought: who may come in, what is refused, and how Telegram hears of it."""

import asyncio
import hmac
import socket
from base64 import urlsafe_b64encode
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from bot.app import run_bot
from bot.config import Settings
from bot.errors import SettingsError
from bot.serving import webhook
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, logged
from tests.e2e.webhook.bringing import HEADER, SECRET, at, brought, kept, update_from
from tests.texts import shown_sentences

LINE = "POST /updates-of/the.bot HTTP/1.1\r\nHost: bot.example.org\r\n"


async def test_without_a_secret_of_ones_own_it_is_made_of_the_token(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    async with brought(hooked.model_copy(update={"webhook_secret": None}), server):
        await anna.ask("/help")
    secret = server.journal.of("setWebhook")[0].params["secret_token"]
    made = hmac.digest(server.token.encode(), b"digest-bot webhook secret", "sha256")
    assert secret == urlsafe_b64encode(made).decode().rstrip("=")


async def test_who_does_not_know_the_secret_is_refused_before_anything_is_read(
    server: BotApiServer,
    hooked: Settings,
    anna: Conversation,
    client: httpx.AsyncClient,
    events: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 10_000.0
    monkeypatch.setattr(webhook, "time", SimpleNamespace(monotonic=lambda: now))
    update = update_from(anna, "/summary a secret of Anna's")
    async with brought(hooked, server):
        for wrong in ("", SECRET[:-1], f"{SECRET}x", f"{SECRET},{SECRET}", "\xe9" * 43):
            headers = {HEADER.encode(): wrong.encode("latin-1")}
            assert (await client.post(at(hooked), json=update, headers=headers)).status_code == 403
        del client.headers[HEADER]
        assert (await client.post(at(hooked), json=update)).status_code == 403
        # Not one byte of the body has come, and the answer is there.
        assert (await said_to(hooked, f"{LINE}Content-Length: 1000000\r\n\r\n")).startswith(b"HTTP/1.1 403 ")
        assert kept(hooked) == []
        told = [event["event"] for event in events]
        assert told.count("webhook_secret_wrong") == 1
        now += 3600
        assert (await client.post(at(hooked), json=update)).status_code == 403
        told = [event["event"] for event in events]
        assert told.count("webhook_secret_wrong") == 2
    assert anna.answers == []
    assert SECRET not in str(events)
    assert "secret of Anna" not in str(events)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"update_id=1", 400),
        (b"[1]", 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": -1}', 400),
        (b'{"update_id": 9223372036854775808}', 400),
        (b'{"update_id": 1, "text": "\xff"}', 400),
        (b"[" * 500_000, 400),
    ],
    ids=["empty", "form", "list", "none", "text", "bool", "negative", "huge", "bytes", "deep"],
)
async def test_what_is_no_update_is_refused(
    hooked: Settings, client: httpx.AsyncClient, body: bytes, status: int
) -> None:
    assert (await client.post(at(hooked), content=body)).status_code == status
    assert kept(hooked) == []


@pytest.mark.usefixtures("bot")
async def test_only_this_way_leads_in(hooked: Settings, client: httpx.AsyncClient) -> None:
    update = {"update_id": 1}
    assert (await client.get(at(hooked))).status_code == 405
    assert (await client.post(at(hooked) + "/more", json=update)).status_code == 404
    assert (await client.post(at(hooked).replace(".bot", "-bot"), json=update)).status_code == 404
    answer = await client.post(at(hooked) + "?more=1", json=update)
    assert (answer.status_code, answer.headers.get("server")) == (200, None)
    too_large = f"{LINE}{HEADER}: {SECRET}\r\nContent-Length: {2**20 + 1}\r\n\r\n"
    assert (await said_to(hooked, too_large)).startswith(b"HTTP/1.1 400 ")
    assert [number for number, *_ in kept(hooked)] == [1]


async def test_who_sends_slowly_holds_up_nobody_else(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    head = (
        f"POST /updates-of/the.bot HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 900\r\n\r\n"
    )
    starts = (head + '{"update_id": 7', head[:40], "")
    async with brought(hooked, server):
        slow = [await connected(hooked, start) for start in starts for _ in range(20)]
        assert "/summary" in (await anna.ask("/help")).text
        for _, writer in slow:
            writer.close()
    assert [number for number, *_ in kept(hooked) if number == 7] == []


async def test_an_outage_at_the_start_is_waited_out(
    server: BotApiServer, hooked: Settings, anna: Conversation, events: list[Any]
) -> None:
    server.fault("setWebhook", code=502)
    async with brought(hooked, server):
        assert shown_sentences((await anna.ask("/summary")).text) == 3
    assert (await logged(events, "webhook_not_set"))["next_try_in_seconds"] == 1


async def test_a_bot_whose_webhook_cannot_be_set_can_be_stopped(
    server: BotApiServer, hooked: Settings, events: list[Any]
) -> None:
    server.fault("setWebhook", times=1000, code=502)
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(hooked, stop))
    await logged(events, "webhook_not_set")
    stop.set()
    await asyncio.wait_for(task, 15)


async def test_an_address_that_telegram_does_not_take_ends_the_start_in_words(
    server: BotApiServer, hooked: Settings
) -> None:
    server.self_hosted = False
    with pytest.raises(SettingsError, match=r"^WEBHOOK_URL: .*https url must be provided"):
        await run_bot(hooked, asyncio.Event())


async def test_a_port_that_is_taken_ends_the_start_in_words(server: BotApiServer, hooked: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(hooked.webhook_listen)
        taken.listen()
        with pytest.raises(SettingsError, match=f"{hooked.webhook_listen}: .*in use"):
            await run_bot(hooked, asyncio.Event())
    assert server.journal.of("setWebhook") == []


async def connected(settings: Settings, start: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Begin to speak with the door, and say no more."""
    reader, writer = await asyncio.open_connection(*settings.webhook_listen)
    writer.write(start.encode())
    await writer.drain()
    return reader, writer


async def said_to(settings: Settings, start: str) -> bytes:
    """What is said to somebody who says this and no more."""
    reader, writer = await connected(settings, start)
    async with asyncio.timeout(5):
        said = await reader.read()
    writer.close()
    return said
