"""Updates that are brought to the bot: none is lost, and none is handled twice."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update as change

from bot.config import Settings
from bot.services.inbox import MOST_ATTEMPTS
from bot.storage import open_storage
from bot.storage.schema import updates
from bot.storage.sql import writing
from tests.botapi import BotApiServer
from tests.databases import url_of
from tests.e2e.conversations import Conversation, eventually, logged, running
from tests.e2e.pages import is_about, page
from tests.e2e.troubles import impatient_database, locked
from tests.e2e.webhook.bringing import SECRET, at, brought, is_done, kept, update_from
from tests.texts import STORY, shown_sentences
from tests.web import Peer, WebServer

ROOT = Path(__file__).parents[3]
# Long enough for clients to cut it there, so that the bot waits for more.
LONG = (STORY * 9)[:4050]


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
        # Where several processes may share the database, another one could be at it for half a minute.
        await anna.until(lambda message: is_about(message, "Karlsby"), seconds=60)
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


async def put(settings: Settings, update: dict[str, Any], attempts: int = 0) -> None:
    """Leave an update as a process does that is killed so many times while it handles it."""
    storage = await open_storage(url_of(settings))
    await storage.updates.put({update["update_id"]: json.dumps(update)}, now=1)
    async with writing(storage._engine) as connection:
        await connection.execute(
            change(updates).values(attempts=attempts).where(updates.c.id == update["update_id"])
        )
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
