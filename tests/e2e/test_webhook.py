"""Updates that are brought to the bot: who may bring them, and that none is lost or handled twice."""

import asyncio
import hmac
import json
import os
import socket
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.addresses import Listen
from bot.app import run_bot
from bot.config import Settings
from bot.errors import SettingsError
from bot.services.inbox import MOST_ATTEMPTS
from bot.storage import open_storage
from tests.botapi import BotApiServer
from tests.databases import rows_of, url_of
from tests.e2e.conversations import Conversation, eventually, logged, running
from tests.e2e.pages import is_about, page
from tests.e2e.troubles import impatient_database, locked
from tests.texts import STORY, shown_sentences
from tests.web import Peer, WebServer

ROOT = Path(__file__).parent.parent.parent
SECRET = "a-secret_of-43-characters-or-what-one-chose"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LINE = "POST /updates-of/the.bot HTTP/1.1\r\nHost: bot.example.org\r\n"
# Long enough for clients to cut it there, so that the bot waits for more.
LONG = (STORY * 9)[:4050]


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None, self_hosted=True) as server:
        yield server


@pytest.fixture
def hooked(reading: Settings) -> Settings:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return reading.model_copy(
        update={
            "webhook_url": f"http://127.0.0.1:{port}/updates-of/the.bot",
            "webhook_listen": Listen("127.0.0.1", port),
            "webhook_secret": SecretStr(SECRET),
        }
    )


@asynccontextmanager
async def brought(settings: Settings, server: BotApiServer) -> AsyncIterator[asyncio.Event]:
    """Run the bot for as long as the block lasts, with a webhook."""
    stop, before = asyncio.Event(), len(server.journal.of("setWebhook"))
    task = asyncio.create_task(run_bot(settings, stop))
    try:
        await server.wait_accepted("setWebhook", before + 1)
        yield stop
    finally:
        stop.set()
        await task


@pytest.fixture
async def bot(hooked: Settings, server: BotApiServer) -> AsyncIterator[None]:
    async with brought(hooked, server):
        yield


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Whoever knocks, by default with the secret."""
    async with httpx.AsyncClient(trust_env=False, headers={HEADER: SECRET}) as client:
        yield client


def at(settings: Settings) -> str:
    """Where updates are to be brought."""
    return str(settings.webhook_url)


def kept(settings: Settings) -> list[tuple[Any, ...]]:
    """What the table of updates holds: numbers, payloads, and when they were done."""
    return rows_of(settings, "SELECT id, payload, done_at FROM updates ORDER BY id")


def is_done(settings: Settings) -> bool:
    """Whether everything that came was handled, and only numbers are left of it."""
    return all(not payload and done_at for _, payload, done_at in kept(settings))


def update_from(talk: Conversation, text: str) -> dict[str, Any]:
    """An update as Telegram would bring it, which it does not."""
    talk.server.updates.postman.pause = 3600
    message = talk.server.json_of(talk.server.add_message(talk.chat, talk.user, text))
    return {"update_id": 900_000_001, "message": message}


async def test_a_summary_comes_by_the_webhook(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    async with brought(hooked, server):
        assert shown_sentences((await anna.ask("/summary")).text) == 3
        longer, _ = await anna.press(anna.answers[-1], "Longer")
        assert shown_sentences(longer.text) == 5
        await eventually(lambda: len(kept(hooked)) == 2 and is_done(hooked), "both to be done")
    assert {call.method for call in server.accepted} & {"getUpdates", "deleteWebhook"} == set()
    (call,) = server.journal.of("setWebhook")
    assert call.params["secret_token"] == SECRET
    assert "my_chat_member" in call.params["allowed_updates"]


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
) -> None:
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
    assert anna.answers == []
    told = [event for event in events if event["event"] == "webhook_secret_wrong"]
    assert len(told) == 1
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
        (b'{"update_id": 1, "text": "' + b"x" * 2**20 + b'"}', 413),
    ],
    ids=["empty", "form", "list", "none", "text", "bool", "negative", "huge", "bytes", "deep", "large"],
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
    assert [number for number, *_ in kept(hooked)] == [1]


async def test_what_is_brought_again_has_no_second_effect(
    server: BotApiServer, hooked: Settings, anna: Conversation, client: httpx.AsyncClient
) -> None:
    update = update_from(anna, "/help")
    async with brought(hooked, server):
        answers = await asyncio.gather(*(client.post(at(hooked), json=update) for _ in range(5)))
        await eventually(lambda: len(anna.answers) == 1 and is_done(hooked), "the answer")
        answers.append(await client.post(at(hooked), json=update))
    async with brought(hooked, server):
        answers.append(await client.post(at(hooked), json=update))
        await anna.ask("/privacy")
    assert [answer.status_code for answer in answers] == [200] * 7
    assert len(anna.answers) == 2


@pytest.mark.file
async def test_what_cannot_be_kept_is_brought_again(
    server: BotApiServer, hooked: Settings, anna: Conversation, events: list[Any]
) -> None:
    with impatient_database():
        async with brought(hooked, server):
            async with locked(hooked.data_dir / "digest-bot.db"):
                server.send(anna.user, "/help", anna.chat)
                await logged(events, "update_not_kept")
                await eventually(lambda: bool(server.updates.postman.answers), "the answer to Telegram")
            await eventually(lambda: len(anna.answers) == 1, "the answer")
            await eventually(lambda: is_done(hooked), "its note")
    assert {status for _, status in server.updates.postman.answers} == {503, 200}
    assert len(anna.answers) == 1


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


async def test_what_the_library_cannot_read_stops_nobody(
    server: BotApiServer, hooked: Settings, anna: Conversation, client: httpx.AsyncClient, events: list[Any]
) -> None:
    update = update_from(anna, "a secret of Anna's")
    update["message"]["chat"] = "not a chat"
    async with brought(hooked, server):
        assert (await client.post(at(hooked), json=update)).status_code == 200
        assert (
            await client.post(at(hooked), json={"update_id": 900_000_002, "of_a_new_kind": {}})
        ).status_code == 200
        await anna.ask("/help")
        await eventually(lambda: is_done(hooked), "everything to be done")
    assert (await logged(events, "update_unreadable"))["update_id"] == update["update_id"]
    assert "secret of Anna" not in str(events)


async def test_what_a_killed_process_left_is_answered_by_the_next(
    server: BotApiServer, hooked: Settings, anna: Conversation, web: WebServer
) -> None:
    """One message is being answered, the other waits for more when the process is killed."""
    ben = Conversation.of(server, "Ben")

    async def silent(peer: Peer) -> None:
        await peer.stay()

    link = web.script("/Karlsby", silent)
    process = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "bot"], env=environment(hooked), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        await server.wait_accepted("setWebhook", timeout=60)
        server.send(anna.user, link, anna.chat)
        await eventually(lambda: bool(web.requests), "the page to be asked for")
        server.send(ben.user, LONG, ben.chat)
        server.send(ben.user, "/help", ben.chat)
        await eventually(lambda: any(done_at for *_, done_at in kept(hooked)), "the last to be done")
    finally:
        process.kill()
        await asyncio.to_thread(process.wait)
    assert len(ben.answers) == 1
    web.page("/Karlsby", page("Karlsby"))
    async with brought(hooked, server):
        await anna.until(lambda message: is_about(message, "Karlsby"))
        await ben.until(lambda message: "harbour of Lindholm" in message.text)
        await eventually(lambda: is_done(hooked), "both to be done")
    assert [status for _, status in server.updates.postman.answers] == [200, 200, 200]
    assert len(ben.answers) == 2


async def test_what_was_left_is_answered_in_its_order(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    for number in (3, 1, 2):
        update = update_from(anna, f"/summary {number}")
        update["message"]["entities"] = [{"type": "bot_command", "offset": 0, "length": 8}]
        await put(hooked, update | {"update_id": number})
    async with brought(hooked, server):
        await eventually(lambda: len(anna.answers) == 3 and is_done(hooked), "the answers")
    assert [shown_sentences(answer.text) for answer in anna.answers] == [1, 2, 3]


@pytest.mark.usefixtures("bot")
async def test_what_is_cancelled_is_done(hooked: Settings, anna: Conversation) -> None:
    anna.server.send(anna.user, LONG, anna.chat)
    assert "nothing" not in (await anna.ask("/cancel")).text.lower()
    await eventually(lambda: len(kept(hooked)) == 2 and is_done(hooked), "both to be done")


async def test_what_was_left_is_answered_by_a_bot_that_asks_for_updates_too(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    await put(hooked, update_from(anna, "/help"))
    asking = hooked.model_copy(update={"webhook_url": None})
    async with running(asking, server):
        await eventually(lambda: len(anna.answers) == 1 and is_done(hooked), "the answer")


async def test_what_ends_the_process_each_time_is_given_up(
    server: BotApiServer, hooked: Settings, anna: Conversation, events: list[Any]
) -> None:
    update = update_from(anna, "/summary a secret of Anna's")
    await put(hooked, update, attempts=MOST_ATTEMPTS)
    async with brought(hooked, server):
        await anna.ask("/help")
        await eventually(lambda: is_done(hooked), "everything to be done")
    assert len(anna.answers) == 1
    assert (await logged(events, "update_given_up"))["update_id"] == update["update_id"]
    assert "secret of Anna" not in str(events)


async def test_what_was_asked_just_before_the_stop_is_answered(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    ben = Conversation.of(server, "Ben")
    async with brought(hooked, server):
        for _ in range(3):
            server.send(anna.user, "/help", anna.chat)
        server.send(ben.user, LONG, ben.chat)
        await eventually(lambda: len(server.updates.postman.answers) == 4, "all to be taken")
        await eventually(lambda: len(anna.answers) == 3, "the short answers")
        assert ben.answers == []
    assert shown_sentences(server.last_message(ben.chat.id).text) == 3
    assert is_done(hooked)


async def test_what_comes_while_the_bot_is_stopped_is_brought_to_the_next(
    server: BotApiServer, hooked: Settings, anna: Conversation
) -> None:
    async with brought(hooked, server):
        await anna.ask("/help")
    server.send(anna.user, "/summary", anna.chat)
    await eventually(lambda: server.updates.postman.answers[-1][1] == 0, "a knock at a closed door")
    async with brought(hooked, server):
        await eventually(lambda: len(anna.answers) == 2, "the answer")
    assert server.updates.postman.hook is not None


async def test_a_stop_does_not_wait_for_ever_and_leaves_the_rest_to_the_next(
    server: BotApiServer,
    hooked: Settings,
    anna: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    events: list[Any],
) -> None:
    monkeypatch.setattr("bot.serving.lifetime._PATIENCE_AT_THE_END", 0.3)
    async with brought(hooked, server):
        server.fault("sendMessage", retry_after=600)
        server.send(anna.user, "/help", anna.chat)
        await server.wait_until(lambda: bool(server.refused))
    assert (await logged(events, "answers_given_up"))["waited_seconds"] == 0.3
    assert not is_done(hooked)
    async with brought(hooked, server):
        await eventually(lambda: len(anna.answers) == 1 and is_done(hooked), "the answer")


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


async def put(settings: Settings, update: dict[str, Any], attempts: int = 0) -> None:
    """Leave an update as a process does that is killed so many times while it handles it."""
    storage = await open_storage(url_of(settings))
    await storage.updates.put({update["update_id"]: json.dumps(update)}, now=1)
    for _ in range(attempts):
        await storage.updates.turn((), 1, most=1, under_way=())
    await storage.close()


def environment(settings: Settings) -> dict[str, str]:
    """The settings for a process of its own."""
    assert settings.telegram_bot_token
    given = settings.database_url
    return {
        "DATABASE_URL": given.get_secret_value() if given else "",
        **os.environ,
        "TELEGRAM_BOT_TOKEN": settings.telegram_bot_token.get_secret_value(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "DATA_DIR": str(settings.data_dir),
        "ACCESS": "public",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "WEBHOOK_URL": str(settings.webhook_url),
        "WEBHOOK_LISTEN": str(settings.webhook_listen),
        "WEBHOOK_SECRET": SECRET,
    }
