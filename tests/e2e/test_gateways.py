"""Two gateways on one PostgreSQL: both take updates in, one answers, and the other one when that ends."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from bot.addresses import Listen
from bot.app import run_bot
from bot.config import Settings
from bot.errors import SettingsError
from bot.roles import Role
from bot.serving import lifetime
from bot.storage.sql import engine_for
from tests.botapi import BotApiServer
from tests.databases import url_of
from tests.e2e.conversations import Conversation, logged
from tests.postgresql import Server
from tests.web import free_port


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None, self_hosted=True) as server:
        yield server


@pytest.fixture
def shared(reading: Settings, postgresql: Server) -> Iterator[Settings]:
    """Settings with a database that several processes can use."""
    url = postgresql.new_database()
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    yield reading.model_copy(update={"database_url": SecretStr(address)})
    postgresql.drop(url)


@pytest.fixture
def gateways(shared: Settings) -> tuple[Settings, Settings]:
    """Two gateways; Telegram brings everything to the second one."""
    ports = [free_port(), free_port()]
    one, other = (
        shared.model_copy(
            update={
                "webhook_url": f"http://127.0.0.1:{ports[1]}/updates",
                "webhook_listen": Listen("127.0.0.1", port),
            }
        )
        for port in ports
    )
    return one, other


@asynccontextmanager
async def gateway(settings: Settings) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(settings, stop, role=Role.GATEWAY))
    try:
        yield stop
    finally:
        stop.set()
        await task


async def test_what_comes_to_one_gateway_is_answered_by_the_other_until_that_ends(
    gateways: tuple[Settings, Settings], server: BotApiServer, anna: Conversation, events: list[Any]
) -> None:
    one, other = gateways
    async with gateway(one) as end_of_one:
        await server.wait_accepted("setWebhook", 1)
        async with gateway(other):
            await logged(events, "standing_by")
            assert "You follow" in (await anna.read("/subscribe seeds")).text
            end_of_one.set()
            await server.wait_accepted("setWebhook", 2)
            assert (await anna.ask("/feeds")).text
    assert len(anna.answers) == 2
    assert server.refused == []


async def test_whoever_lost_the_lock_to_nobody_goes_on_without_a_break(
    shared: Settings, server: BotApiServer, anna: Conversation, events: list[Any]
) -> None:
    async with gateway(shared):
        await server.wait_accepted("deleteWebhook", 1)
        engine = engine_for(url_of(shared))
        async with engine.begin() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            )
        await engine.dispose()
        await logged(events, "leadership_kept")
        assert (await anna.ask("/help")).text
    names = [event["event"] for event in events]
    assert names.count("ready") == 1
    assert "leadership_lost" not in names


async def test_a_role_alone_needs_a_server(reading: Settings) -> None:
    with pytest.raises(SettingsError, match="--role worker: several processes need PostgreSQL"):
        await run_bot(reading.model_copy(update={"database_url": None}), asyncio.Event(), role=Role.WORKER)


async def test_a_server_that_refuses_is_named_without_the_password(
    shared: Settings, postgresql: Server
) -> None:
    wrong = url_of(shared).set(drivername="postgresql", database="nobody_made_this")
    address = wrong.update_query_dict({"password": "secret-of-the-test"}).render_as_string(False)
    settings = shared.model_copy(update={"database_url": SecretStr(address)})
    with pytest.raises(SettingsError, match="DATABASE_URL: the database nobody_made_this at") as refused:
        await run_bot(settings, asyncio.Event())
    assert "secret-of-the-test" not in str(refused.value)


async def test_a_server_that_is_not_there_yet_is_waited_for(
    shared: Settings, server: BotApiServer, events: list[Any]
) -> None:
    away = shared.model_copy(
        update={"database_url": SecretStr(f"postgresql://bot@127.0.0.1:{free_port()}/digests")}
    )
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(away, stop))
    told = await logged(events, "database_unreachable")
    stop.set()
    await task
    assert told["next_try_in_seconds"] == 1


async def test_a_server_that_falls_silent_does_not_hold_up_the_end(
    shared: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifetime, "_PATIENCE_WITH_RECORDS", 0.2)
    engine = engine_for(url_of(shared))
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'updates'::regclass")
    async with asyncio.timeout(20), engine.connect() as connection, gateway(shared):
        await server.wait_accepted("deleteWebhook", 1)
        await connection.execute(text("LOCK TABLE updates"))
        while not (await connection.execute(waiting)).scalar_one():
            await asyncio.sleep(0.05)
    await engine.dispose()
