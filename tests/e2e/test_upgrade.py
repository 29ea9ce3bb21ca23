"""The database of the release before is taken over: what it holds is served as if nothing had been.

`tests/golden/databases/0006.json` has the rows that it wrote itself: Anna, in Berlin, follows a feed,
mutes a town, has her summaries in two sentences, and got one digest. `{web}` stands for where the feed was.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from pydantic import SecretStr
from sqlalchemy import Connection, create_engine, text

from bot.backup_command import back_up_to, restore_from
from bot.config import Settings
from bot.storage import HEAD, sqlite_file
from tests.botapi import BotApiServer
from tests.databases import rows_of, url_of
from tests.e2e.conversations import Conversation
from tests.e2e.sources import NOON, Clock, at_noon, put_feed
from tests.postgresql import Server
from tests.unit.storage.test_migrations import configured
from tests.web import WebServer

REVISION = "0006"
ROWS = Path(__file__).parent.parent / "golden" / "databases" / f"{REVISION}.json"
TOWNS = ("Arden", "Berrow", "Corvey", "Dunmore")


@pytest.fixture
def old(reading: Settings, tmp_path: Path, web: WebServer) -> Settings:
    """Settings of a bot whose file was left by the release before."""
    folder = tmp_path / "old"
    folder.mkdir()
    settings = reading.model_copy(update={"database_url": None, "data_dir": folder})
    leave_behind(settings, web)
    return settings


@pytest.fixture(params=["file", "server", "file, moved to a server"])
def taken_over(
    request: pytest.FixtureRequest, old: Settings, tmp_path: Path, web: WebServer
) -> Iterator[Settings]:
    """Settings of a bot whose database was left by the release before."""
    if request.param == "file":
        yield old
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.empty_database()
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    settings = old.model_copy(update={"database_url": SecretStr(address)})
    if request.param == "server":
        leave_behind(settings, web)
    else:
        back_up_to(old, tmp_path / "before", replace=False)
        restore_from(settings, tmp_path / "before", replace=False, now=NOON)
    yield settings
    server.drop(url)


def leave_behind(settings: Settings, web: WebServer) -> None:
    """Make a database as the release before left it."""
    tables = json.loads(ROWS.read_text("utf-8").replace("{web}", web.url("").rstrip("/")))
    # This form of the address needs no event loop.
    url = url_of(settings) if settings.database_url else url_of(settings).set(drivername="sqlite")
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(configured(connection), REVISION)
        for name, rows in tables.items():
            columns, values = ", ".join(rows[0]), ", ".join(f":{column}" for column in rows[0])
            connection.execute(text(f"INSERT INTO {name} ({columns}) VALUES ({values})"), rows)  # noqa: S608
            count_on(connection, name, rows)
    engine.dispose()
    assert revision(settings) == REVISION


def revision(settings: Settings) -> str:
    [(found,)] = rows_of(settings, "SELECT version_num FROM alembic_version")
    return str(found)


def count_on(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    """Let PostgreSQL number the next row behind these, as it did when it numbered them itself."""
    if connection.dialect.name == "postgresql" and isinstance(newest := rows[-1].get("id"), int):
        statement = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :newest)")
        connection.execute(statement, {"name": name, "newest": newest})


async def test_what_the_release_before_kept_is_served(
    taken_over: Settings, server: BotApiServer, web: WebServer, anna: Conversation, clock: Clock
) -> None:
    assert rows_of(taken_over, "SELECT telegram_id FROM chats") == [(anna.chat.id,)]
    put_feed(web, "/feed.xml", "Town News", ("Farrow", "Elmstead", *TOWNS))
    clock.now = NOON.replace(day=23, hour=12)
    async with at_noon(taken_over, server, clock):
        assert "Town News" in (await anna.ask("/feeds")).text
        assert "Elmstead" in (await anna.ask("/mute")).text
        assert "Berlin" in (await anna.ask("/schedule")).text
        count = len(anna.answers)
        clock.now = NOON.replace(day=24, hour=7)
        await server.wait_until(lambda: len(anna.answers) > count, what="the digest of the next morning")
        [digest] = anna.answers[count:]
        assert "The ferry of Farrow" in digest.text
        assert not [town for town in ("Elmstead", *TOWNS) if town in digest.text]  # muted; shown before
        assert digest.text.count("→") == 2
        clock.move(hours=1)
        await asyncio.sleep(0.5)
        assert len(anna.answers) == count + 1  # one a day
        assert "212 passengers" in (await anna.read("/summary")).text
    assert revision(taken_over) == HEAD
    assert server.refused == []


def test_a_copy_made_before_can_still_be_read_by_the_release_before(old: Settings, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    copy = old.model_copy(update={"data_dir": tmp_path / "copies"})
    back_up_to(old, sqlite_file(copy.data_dir), replace=False)
    restore_from(old, sqlite_file(copy.data_dir), replace=True, now=NOON)  # which brings its own up to date
    assert (revision(old), revision(copy)) == (HEAD, REVISION)
    for name, rows in json.loads(ROWS.read_text("utf-8")).items():
        columns = ", ".join(rows[0])
        assert len(rows_of(copy, f"SELECT {columns} FROM {name}")) == len(rows)  # noqa: S608
