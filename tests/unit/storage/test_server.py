"""PostgreSQL as a server: when it is away, what its errors tell, and by which index it answers."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import URL, Connection, NullPool, create_engine, event, text, update

from bot.errors import DatabaseAway, SettingsError
from bot.storage import Storage, StorageError, open_storage
from bot.storage.schema import feeds
from bot.storage.sql import cause_of, is_passing, writing
from tests.postgresql import Server
from tests.unit.storage.test_due_digests import NOW, due_chat
from tests.unit.storage.things import feed_at


@pytest.fixture(scope="module")
def url(postgresql: Server) -> Iterator[URL]:
    """One database for all tests here."""
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


@contextmanager
def ordering(url: URL) -> Iterator[Connection]:
    """Connect as who may change roles and databases."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


async def test_a_server_with_no_connection_to_spare_is_away_and_one_that_refuses_is_not(url: URL) -> None:
    name = url.database
    guest = url.set(username=name, password="guest")
    with ordering(url) as connection:
        connection.execute(text(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'guest'"))
        connection.execute(text(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0'))
        try:
            with pytest.raises(DatabaseAway, match=r"DATABASE_URL: .* too many connections"):
                await open_storage(guest)
            connection.execute(text(f'ALTER ROLE "{name}" NOLOGIN'))
            with pytest.raises(SettingsError, match="not permitted") as refused:
                await open_storage(guest)
        finally:
            connection.execute(text(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1'))
            connection.execute(text(f'DROP ROLE "{name}"'))
    assert not isinstance(refused.value, DatabaseAway)


async def test_what_is_stopped_passes_and_what_is_wrong_does_not(storage: Storage) -> None:
    passing = []
    for statement in ("SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1 / 0"):
        with pytest.raises(StorageError) as caught:
            async with storage._engine.connect() as connection:
                await connection.execute(text(statement))
        passing.append(is_passing(caught.value))
    assert passing == [True, False]


async def test_no_error_quotes_what_rows_hold(storage: Storage) -> None:
    one, other = [await feed_at(storage, f"https://example.org/?key=secret-{name}") for name in "ab"]
    with pytest.raises(StorageError) as caught:
        async with writing(storage._engine) as connection:
            await connection.execute(update(feeds).where(feeds.c.id == other.id).values(url=one.url))
    assert "secret" not in "".join(traceback.format_exception(caught.value))
    assert cause_of(caught.value) == 'duplicate key value violates unique constraint "uq_feeds_url"'


async def test_a_server_that_only_repeats_what_another_does_is_not_usable(storage: Storage, url: URL) -> None:
    await storage.operations.check()
    order = f'ALTER DATABASE "{url.database}" {{}} default_transaction_read_only'
    with ordering(url) as connection:
        connection.execute(text(order.format("SET") + " = on"))
        try:
            repeating = await open_storage(url)
            with pytest.raises(StorageError, match="read-only"):
                await repeating.operations.check()
            await repeating.close()
        finally:
            connection.execute(text(order.format("RESET")))


async def test_chats_that_are_due_are_read_on_from_where_an_index_says(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    await due_chat(storage, 1, feed.id)
    [due] = await storage.digests.due(NOW, (), 10)
    asked: list[Any] = []

    def note(_connection: object, _cursor: object, *statement: object) -> None:
        asked.append(statement[:2])

    event.listen(storage._engine.sync_engine, "before_cursor_execute", note)
    assert await storage.digests.due(NOW, (), 10, due) == []
    [(sql, values)] = asked
    async with storage._engine.connect() as connection:
        # Of few rows PostgreSQL reads all.
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = (await connection.exec_driver_sql(f"EXPLAIN {sql}", values)).scalars().all()
    [found] = [line for line in plan if "Index Cond" in line]
    assert "ROW(next_due_at, (sources_key)::text, id) > ROW(" in found
