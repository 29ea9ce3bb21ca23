"""A whole conversation with a bot that logs all it can: neither what people said nor the token is logged."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.botapi import BotApiServer, document
from tests.e2e.conversations import Conversation
from tests.texts import STORY
from tests.web import WebServer

ROOT = Path(__file__).parent.parent.parent
# In every word of what is said: a text, a caption, the name of a file, a page's path, a filter.
CANARY = "Quokkabird"
TOLD = STORY.replace("harbour", CANARY)


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_a_conversation_that_goes_wrong_leaves_no_word_of_it_in_the_log(
    server: BotApiServer, web: WebServer, tmp_path: Path, log_format: str
) -> None:
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "DATA_DIR": str(tmp_path / "data"),
        "ACCESS": "public",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": log_format,
    }
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-m", "bot"], env=environment, cwd=ROOT, stderr=file)  # noqa: ASYNC220
    try:
        await server.wait_accepted("deleteWebhook", timeout=30)
        await _talk(server, web)
    finally:
        process.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(process.wait, 15)  # the server goes on in this thread
    written = log.read_text()
    assert status == 0
    assert "configured" in written.splitlines()[0]
    assert "Traceback" in written
    assert CANARY.lower() not in written.lower()
    assert server.token.partition(":")[2] not in written
    if log_format == "json":
        _assert_each_update_can_be_followed(written)
    else:
        assert re.search(r"handler_failed .*request=[0-9a-f]{8} .*update_id=\d+", written)


async def _talk(server: BotApiServer, web: WebServer) -> None:
    """Have people say it in every way, one each: the bot writes to nobody more than once a second."""
    anna, ben, carl, dora = (Conversation.of(server, name) for name in ("Anna", "Ben", "Carl", "Dora"))
    web.page(f"/{CANARY}", f"<html><title>{CANARY}</title><p>{CANARY} is short.</p></html>")
    assert CANARY in (await anna.ask(f"/summary {TOLD}")).text
    await ben.read(f"/summary {web.url(f'/{CANARY}')}")
    await carl.ask(f"/mute {CANARY}")
    await dora.read(attachment=document(f"{CANARY}.txt", TOLD.encode()), caption=CANARY)
    for fault in (
        {"code": 400, "description": "Bad Request: out of order"},
        {"garbled": True},
        {"reset": True},
    ):
        eve = Conversation.of(server, "Eve")
        server.fault("sendMessage", chat_id=eve.chat.id, **fault)
        await eve.ask(f"/summary {TOLD}")


def _assert_each_update_can_be_followed(written: str) -> None:
    requests = defaultdict(set)
    for line in map(json.loads, written.splitlines()):
        if "update_id" in line:
            requests[line["update_id"]].add(line["request"])
    assert requests
    assert all(len(ids) == 1 for ids in requests.values())
    assert len(set().union(*requests.values())) == len(requests)
