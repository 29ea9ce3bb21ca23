"""What whoever runs the bot sees of it: figures that move as they should, health in words, and no secret."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import text

from bot.addresses import Listen
from bot.app import run_bot
from bot.config import Settings
from bot.errors import SettingsError
from bot.release import release
from tests.botapi import BotApiServer
from tests.databases import url_of
from tests.e2e.conversations import Conversation, logged, running
from tests.e2e.operators import Figures, Operator, operating
from tests.e2e.sources import at_noon
from tests.e2e.storms import Ticking, crowd, looking
from tests.e2e.troubles import impatient_database, locked
from tests.texts import STORY
from tests.web import WebServer

CANARY = "kingfisher"


@pytest.fixture
async def operator() -> AsyncIterator[Operator]:
    async with operating() as operator:
        yield operator


def moved(after: Figures, before: Figures) -> dict[str, float]:
    """Which figures of answers and updates rose, and by how much."""
    kinds = ("replies", "updates", "summary_seconds_count", "feed_reads")
    return {name: after[name] - before[name] for name in after if name.startswith(kinds)}


async def test_answers_move_the_figures(
    reading: Settings, server: BotApiServer, operator: Operator, anna: Conversation, web: WebServer
) -> None:
    async with running(operator.watched(reading), server):
        await operator.until("/readyz", 200)
        before = await operator.figures()
        await anna.read(f"/summary {STORY}")
        await anna.read(web.page("/gone", status=404))
        await anna.read("/summary Too short.")
        after = await operator.until_figures(
            lambda now: now["replies_total refused TooShort"] > before["replies_total refused TooShort"]
        )
        rose = {name: change for name, change in moved(after, before).items() if change}
        assert rose == {
            "replies_total answered": 1,
            "replies_total refused FetchFailed": 1,
            "replies_total refused TooShort": 1,
            "updates_total message": 3,
            "summary_seconds_count": 1,
        }
        calls = "telegram_calls_total sendMessage accepted"
        assert after[calls] - before[calls] >= 3
        assert after["telegram_calls_total getUpdates accepted"] > 0
        assert (after["database_up"], after["ready"]) == (1, 1)
        [about] = [name for name in after if name.startswith("info ")]
        assert about in {f"info {kind} all {release()}" for kind in ("SQLite", "PostgreSQL")}
        page = await operator.get("/")
        assert "@digest_test_bot" in page.text
        assert "✓ Ready." in page.text


async def test_digests_move_the_figures(settings: Settings, server: BotApiServer, operator: Operator) -> None:
    folk, clock = await crowd(url_of(settings), server, 4), Ticking()
    async with at_noon(operator.watched(settings), server, clock):
        before = await operator.until_figures(lambda now: now["chats active"] == 4)
        assert (before["feeds well"], before["deliveries_today sent"]) == (1, 0)
        server.fault("sendMessage", retry_after=1, chat_id=folk.people[0])
        server.fault("sendMessage", reset=True, after=True, chat_id=folk.people[1])
        clock.move(minutes=1)
        await folk.all_came(30)
        await folk.settled()
        after = await operator.until_figures(lambda now: now["deliveries_today sent"] == 4)
        for name, change in {
            "messages_sent_total digest": 4,
            "messages_sent_total notice": 0,
            "send_lag_seconds_count": 4,
            "duplicates_possible_total": 1,
            "telegram_too_many_requests_total chat": 1,
            "telegram_calls_total sendMessage too_many_requests": 1,
            "telegram_calls_total sendMessage no_answer": 1,
        }.items():
            assert after[name] - before[name] == change, name
        assert 0 <= after["send_lag_seconds_sum"] - before["send_lag_seconds_sum"] < 4 * 60
        assert (after["deliveries_waiting"], after["delivery_lag_seconds"], after["chats_due"]) == (0, 0, 0)
        page = (await operator.get("/")).text
        assert "<dt>Sent today</dt><dd>4</dd>" in page
        assert "<dt>May have come twice</dt><dd>1</dd>" in page
        assert "07:00: 4</title>" in page


@pytest.mark.file
async def test_a_locked_database_is_said_until_it_is_free(
    settings: Settings, server: BotApiServer, operator: Operator, events: list[Any]
) -> None:
    with impatient_database():
        async with running(operator.watched(settings), server):
            assert (await operator.until("/readyz", 200)).text == "ready\n"
            async with locked(settings.data_dir / "digest-bot.db"):
                said = await operator.until("/readyz", 503)
                assert said.text == "The database cannot be written: it is locked, full or gone.\n"
                assert (await operator.get("/healthz")).text == "alive\n"
                assert (await operator.figures())["ready"] == 0
                page = await operator.get("/")
                assert (page.status_code, "✗ Not ready." in page.text) == (200, True)
            assert (await operator.until("/readyz", 200)).text == "ready\n"
    names = [event["event"] for event in events]
    told = ("database_not_usable", "not_ready", "found_ready")
    assert [names.count(name) for name in told] == [1, 1, 2]


@pytest.mark.file
async def test_a_database_that_is_gone_leaves_the_other_figures(
    settings: Settings, server: BotApiServer, operator: Operator
) -> None:
    async with running(operator.watched(settings), server):
        await operator.until_figures(lambda now: now["database_up"] == 1)
        await asyncio.to_thread(_rename, settings, "chats", "no_chats")
        gone = await operator.until_figures(lambda now: now["database_up"] == 0)
        assert "replies_total answered" in gone
        assert "deliveries_waiting" not in gone
        assert "feeds well" not in gone
        page = await operator.get("/")
        assert (page.status_code, "The database tells nothing just now." in page.text) == (200, True)
        await asyncio.to_thread(_rename, settings, "no_chats", "chats")
        back = await operator.until_figures(lambda now: now["database_up"] == 1)
        assert "deliveries_waiting" in back


def _rename(settings: Settings, table: str, name: str) -> None:
    with closing(sqlite3.connect(settings.data_dir / "digest-bot.db", timeout=15)) as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO {name}")


async def test_telegram_away_is_said_until_it_is_back(
    settings: Settings, server: BotApiServer, operator: Operator
) -> None:
    async with running(operator.watched(settings), server):
        await operator.until("/readyz", 200)
        await server.stop()
        assert (await operator.until("/readyz", 503)).text == "Telegram does not answer.\n"
        assert (await operator.get("/healthz")).status_code == 200
        await server.start()
        await operator.until("/readyz", 200)


async def test_a_bot_that_never_reached_telegram_is_alive_and_not_ready(
    settings: Settings, server: BotApiServer, operator: Operator
) -> None:
    await server.stop()
    stop = asyncio.Event()
    bot = asyncio.create_task(run_bot(operator.watched(settings), stop))
    try:
        async with asyncio.timeout(15):
            while not await _answers(operator):
                await asyncio.sleep(0.05)
        async with asyncio.timeout(15):
            while "Nothing is being sent" not in (said := await operator.until("/readyz", 503)).text:
                await asyncio.sleep(0.05)
        assert "Telegram" in said.text
        assert (await operator.get("/healthz")).status_code == 200
        await server.start()
        await operator.until("/readyz", 200)
    finally:
        stop.set()
        await bot


async def _answers(operator: Operator) -> bool:
    try:
        return (await operator.get("/healthz")).is_success
    except OSError:
        return False


async def test_no_text_and_no_secret_is_shown(
    settings: Settings, server: BotApiServer, operator: Operator
) -> None:
    folk = await crowd(url_of(settings), server, 1)
    anna = Conversation.of(server, "Anna")
    with looking(folk.database) as connection:
        url = f"https://{CANARY}:{CANARY}@news.example/{CANARY}?key={CANARY}"
        failing = "UPDATE feeds SET failing_since = 1, failure = 'link_refused', title = 'News', url = :url"
        connection.execute(text(failing), {"url": url})
    async with running(operator.watched(settings), server):
        await anna.ask(f"/summary {CANARY} {STORY}")
        await anna.ask(f"/{CANARY} {CANARY}")
        await operator.until_figures(lambda now: now["feeds failing"] == 1)
        for path in ("/", "/metrics", "/readyz", "/healthz", f"/{CANARY}"):
            shown = (await operator.get(path)).text
            for secret in (CANARY, server.token, server.token.partition(":")[2], "Anna", str(anna.chat.id)):
                assert secret not in shown, path
        assert "news.example" in (await operator.get("/")).text


async def test_pages_are_nothing_but_pages(
    settings: Settings, server: BotApiServer, operator: Operator
) -> None:
    async with running(operator.watched(settings), server):
        page = await operator.get("/")
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.headers["Refresh"] == "30"
        for path in ("/", "/metrics", "/readyz", "/healthz"):
            headers = (await operator.get(path)).headers
            assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cache-Control"] == "no-store"
            assert "Server" not in headers
        assert (await operator.get("/other")).status_code == 404
        # A site of somebody else, whose name leads to this machine.
        for path in ("/", "/metrics", "/readyz", "/healthz"):
            assert (await operator.get(path, Host=f"news.example:{operator.listen.port}")).status_code == 421
        for host in ("LOCALHOST", "[::1]:80", "127.0.0.2"):
            assert (await operator.get("/healthz", Host=host)).status_code == 200


async def test_nobody_listens_unless_it_is_wanted(
    settings: Settings, server: BotApiServer, events: list[Any]
) -> None:
    async with running(settings, server):
        await logged(events, "ready")
    assert not [event for event in events if event["event"].startswith("status_page")]


async def test_it_is_said_where_it_listens_and_whether_others_reach_it(
    settings: Settings, server: BotApiServer, operator: Operator, events: list[Any]
) -> None:
    async with running(operator.watched(settings), server):
        assert (await logged(events, "status_page"))["address"] == f"http://{operator.listen}/"
    assert "status_page_is_open" not in [event["event"] for event in events]
    everywhere = settings.model_copy(update={"metrics_listen": Listen("0.0.0.0", operator.listen.port)})  # noqa: S104
    async with running(everywhere, server):
        assert (await logged(events, "status_page_is_open"))["address"] == f"0.0.0.0:{operator.listen.port}"
        assert (await operator.get("/healthz", Host="bot.example")).status_code == 200


async def test_a_port_that_is_taken_is_said(
    settings: Settings, server: BotApiServer, operator: Operator
) -> None:
    port = int(server.url.rpartition(":")[2])
    taken = settings.model_copy(update={"metrics_listen": Listen("127.0.0.1", port)})
    with pytest.raises(SettingsError, match=rf"^METRICS_LISTEN: 127\.0\.0\.1:{port}: "):
        await run_bot(taken, asyncio.Event())
