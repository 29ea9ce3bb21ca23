"""What becomes of requests and answers when the bot is stopped and started again."""

import pytest

from bot.config import Settings
from tests.botapi import BotApiServer, document
from tests.e2e.conversations import Conversation, eventually, running
from tests.e2e.pages import documents, is_about, page, summary_of
from tests.web import Peer, WebServer


async def test_who_waits_is_told_that_the_bot_restarts(
    server: BotApiServer,
    reading: Settings,
    anna: Conversation,
    web: WebServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.serving.lifetime._PATIENCE_AT_THE_END", 0.2)

    async def silent(peer: Peer) -> None:
        await peer.stay()

    async with running(reading, server):
        server.send(anna.user, web.script("/slow", silent), anna.chat)
        await eventually(lambda: bool(web.requests), "the request")
    assert "being restarted" in server.last_message(anna.chat.id).text
    assert len(anna.answers) == 1


async def test_what_was_read_is_known_after_a_restart(
    server: BotApiServer, reading: Settings, anna: Conversation, web: WebServer
) -> None:
    urls = [web.page(f"/{town}", page(town)) for town in ("Karlsby", "Altstad")]
    file = document("ferry.pdf", documents("Nordby")["pdf"])
    async with running(reading, server):
        answer = await anna.read(urls[0])
        choice = await anna.read(" and ".join(urls))
        await anna.read(attachment=file)
    async with running(reading, server):
        assert summary_of((await anna.press(answer, "Longer"))[0], "Karlsby") == 5
        assert (await anna.press(answer, "Refresh"))[1] == "The page has not changed."
        assert is_about(await anna.read(urls[0]), "Karlsby")
        assert is_about(await anna.read(attachment=file), "Nordby")
        server.press(anna.user, choice, choice.labels[1])
        await anna.until(lambda message: is_about(message, "Altstad"))
    assert web.hits() == {"/Karlsby": 2, "/Altstad": 1}
    assert len(server.journal.of("download")) == 1
