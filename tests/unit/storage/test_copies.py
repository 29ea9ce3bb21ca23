"""A database copied to the other kind and back: every row, or none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, Engine, event, select, text

from bot.errors import SettingsError
from bot.storage import Storage, open_storage, sqlite_url
from bot.storage.copies import copy_database
from bot.storage.schema import METADATA
from bot.storage.sql import engine_for, writing
from tests.postgresql import Server
from tests.unit.storage.test_erase import ME, OTHER, everything
from tests.unit.storage.things import chat_at


@pytest.fixture
def server_url(postgresql: Server) -> Iterator[URL]:
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


async def contents(url: URL) -> dict[str, list[Any]]:
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            found = {
                table.name: sorted(map(repr, await connection.execute(select(table))))
                for table in METADATA.sorted_tables
            }
    finally:
        await engine.dispose()
    return found


@pytest.fixture
async def filled(file_url: URL, in_file: Storage) -> URL:
    await everything(in_file, ME)
    await everything(in_file, OTHER)
    return file_url


async def test_a_copy_to_a_server_and_back_has_every_row(
    filled: URL, server_url: URL, tmp_path: Path
) -> None:
    before = await contents(filled)
    counts = await copy_database(filled, server_url)
    assert counts == {name: len(rows) for name, rows in before.items() if name != "leaders"}
    assert sum(counts.values()) > 40
    assert await contents(server_url) == before
    back = sqlite_url(tmp_path / "back")
    await (await open_storage(back)).close()
    assert await copy_database(server_url, back) == counts
    assert await contents(back) == before


async def test_what_comes_after_a_copy_has_numbers_that_nothing_had_before(
    filled: URL, in_file: Storage, server_url: URL, tmp_path: Path
) -> None:
    gone = await chat_at(in_file, 9_000_000_003)
    await in_file.erase.erase(9_000_000_003, keeps_access=False)
    back = sqlite_url(tmp_path / "back")
    await (await open_storage(back)).close()
    await copy_database(filled, server_url)
    await copy_database(server_url, back)
    for url in (server_url, back):
        storage = await open_storage(url)
        assert (await chat_at(storage, 9_000_000_003)).id == gone.id + 1
        await storage.close()


async def test_a_copy_takes_its_time_and_leaves_out_what_a_server_cannot_hold(
    filled: URL, in_file: Storage, server_url: URL, tmp_path: Path
) -> None:
    async with writing(in_file._engine) as connection:
        # As earlier versions kept it.
        await connection.execute(text("UPDATE articles SET title = 'a' || char(0) || 'b'"))
    back = sqlite_url(tmp_path / "back")
    await (await open_storage(back)).close()
    limits = set()

    def look(connection: Connection, cursor: Any, sql: str, *_: object) -> None:
        if connection.dialect.name == "postgresql" and sql.startswith(
            ("INSERT INTO chats", "SELECT pg_sequence")
        ):
            cursor.execute("SHOW idle_in_transaction_session_timeout")
            limits.add((sql[:6], cursor.fetchone()[0]))

    event.listen(Engine, "before_cursor_execute", look)
    try:
        await copy_database(filled, server_url)
        await copy_database(server_url, back)
    finally:
        event.remove(Engine, "before_cursor_execute", look)
    assert limits == {("INSERT", "0"), ("SELECT", "0")}
    assert all("'a\ufffdb'" in row for row in (await contents(back))["articles"])


async def test_a_database_with_rows_is_not_copied_into(filled: URL, server_url: URL) -> None:
    storage = await open_storage(server_url)
    await chat_at(storage, 9_000_000_003)
    await storage.close()
    before = await contents(server_url)
    with pytest.raises(SettingsError, match="is not empty: its table chats has rows"):
        await copy_database(filled, server_url)
    assert await contents(server_url) == before


async def test_a_copy_that_is_not_the_same_is_not_kept(filled: URL, server_url: URL) -> None:
    engine = engine_for(server_url)
    async with writing(engine) as connection:
        for statement in (
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.url := NEW.url || '?'; RETURN NEW; END $$",
            "CREATE TRIGGER spoil BEFORE INSERT ON feeds FOR EACH ROW EXECUTE FUNCTION spoil()",
        ):
            await connection.execute(text(statement))
    await engine.dispose()
    with pytest.raises(SettingsError, match="the copy of the table feeds is not the same"):
        await copy_database(filled, server_url)
    assert (await contents(server_url))["chats"] == []
