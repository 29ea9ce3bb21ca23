"""An old database becomes what the schema says, and keeps its rows."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import URL, Connection, create_engine, inspect, text
from typer.testing import CliRunner

import bot.storage
from bot.articles.model import Submission
from bot.cli import cli
from bot.storage import HEAD, open_storage, sqlite_url
from bot.storage.schema import METADATA
from tests.unit.storage.things import chat_at, feed_at


def test_migrations_lead_to_the_tables_of_the_schema(migrated: Path) -> None:
    engine, ideal = create_engine(f"sqlite:///{migrated}"), create_engine("sqlite://")
    METADATA.create_all(ideal)
    with engine.connect() as connection, ideal.connect() as model:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        for name in METADATA.tables:
            assert facts(connection, name) == facts(model, name), name
    engine.dispose()
    ideal.dispose()


async def test_an_old_database_keeps_what_it_holds(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    await asyncio.to_thread(make_old, url, "0002")
    storage = await open_storage(url)
    assert await storage.articles.get("a") == Submission("a", "Text.", "Title")
    assert await storage.access.owners() == {5}
    assert await storage.access.added_by(-7) == 5
    assert await storage.feeds.due(10**10, 1) == []
    await storage.close()
    engine = create_engine(url.set(drivername="sqlite"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


@pytest.mark.parametrize("before", ["0001", "0002"])
def test_a_step_can_be_taken_back(tmp_path: Path, before: str) -> None:
    engine = create_engine(sqlite_url(tmp_path).set(drivername="sqlite"))
    with engine.begin() as connection:
        config = configured(connection)
        command.upgrade(config, before)
        tables = set(inspect(connection).get_table_names())
        command.upgrade(config, "head")
        command.downgrade(config, before)
        assert set(inspect(connection).get_table_names()) == tables
    engine.dispose()


async def test_an_update_that_fails_leaves_the_old_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_url(tmp_path)
    await asyncio.to_thread(make_old, url, "0002")

    upgrade = command.upgrade

    def upgrade_and_fail(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise OSError("the lights went out")

    monkeypatch.setattr(command, "upgrade", upgrade_and_fail)
    with pytest.raises(OSError, match="lights"):
        await open_storage(url)
    engine = create_engine(url.set(drivername="sqlite"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0002"
        assert "feeds" not in inspect(connection).get_table_names()
    engine.dispose()


async def test_a_table_that_is_copied_keeps_what_refers_to_it(
    file_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = await open_storage(file_url)
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a")
    await storage.subscriptions.add(chat.id, feed.id, now=1)
    await storage.close()

    def copy_chats(config: Config, _: str) -> None:
        operations = Operations(MigrationContext.configure(config.attributes["connection"]))
        with operations.batch_alter_table("chats", recreate="always"):
            pass

    monkeypatch.setattr(command, "upgrade", copy_chats)
    monkeypatch.setattr(bot.storage, "HEAD", "9999")
    storage = await open_storage(file_url)
    assert await storage.chats.get(chat.id) == chat
    assert await storage.subscriptions.count(chat.id) == 1
    await storage.close()


def test_the_command_brings_a_database_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path)
    make_old(url, "0001")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for _ in range(2):
        done = CliRunner().invoke(cli, ["db", "upgrade"])
        assert (done.exit_code, done.output) == (0, f"{url.database}: the tables are up to date ({HEAD}).\n")
    engine = create_engine(url.set(drivername="sqlite"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def make_old(url: URL, revision: str) -> None:
    engine = create_engine(url.set(drivername="sqlite"))
    with engine.begin() as connection:
        command.upgrade(configured(connection), revision)
        for row in (
            "articles (id, text, title, stored_at) VALUES ('a', 'Text.', 'Title', 1)",
            "owners (user_id, claimed_at) VALUES (5, 1)",
            "served_chats (chat_id, added_by, added_at) VALUES (-7, 5, 1)",
        ):
            connection.execute(text(f"INSERT INTO {row}"))
    engine.dispose()


def configured(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(bot.storage.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def facts(connection: Connection, table: str) -> object:
    """All that SQLite knows of a table, whatever the words and the order it was made with."""
    columns = [tuple(row[1:]) for row in connection.execute(text(f"PRAGMA table_info({table})"))]
    references = [tuple(row[2:]) for row in connection.execute(text(f"PRAGMA foreign_key_list({table})"))]
    made = text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL")
    statements = [tuple(row) for row in connection.execute(made, {"name": table})]
    return (
        sorted(columns),
        sorted(references),
        sorted(sql for kind, sql in statements if kind == "index"),
        ["AUTOINCREMENT" in sql for kind, sql in statements if kind == "table"],
    )
