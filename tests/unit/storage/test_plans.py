"""Whatever is asked while somebody waits is answered from an index, however much there is."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, event

from bot.articles.model import Submission
from bot.digest.model import ChatState, Place
from bot.storage import Storage
from tests.unit.storage.things import MORNING, chat_at, entry, feed_at, note_read

Statement = tuple[str, tuple[object, ...]]


@pytest.fixture
def statements(in_file: Storage) -> Iterator[list[Statement]]:
    """All that the database is asked."""
    asked: list[Statement] = []

    def note(_c: object, _cursor: object, sql: str, values: object, _context: object, many: bool) -> None:
        first = values[0] if many and isinstance(values, list) else values
        assert isinstance(first, tuple)
        asked.append((sql, first))

    event.listen(in_file._engine.sync_engine, "before_cursor_execute", note)
    yield asked
    event.remove(in_file._engine.sync_engine, "before_cursor_execute", note)


async def test_no_call_looks_through_a_whole_table(in_file: Storage, statements: list[Statement]) -> None:
    await everything(in_file)
    asked = dict(statements)
    assert len(asked) > 50
    plans: dict[str, list[str]] = {}
    async with in_file._engine.connect() as connection:
        for sql, values in asked.items():
            if sql.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                plans[sql] = await connection.run_sync(plan, sql, values)
    scans = {sql: steps for sql, steps in plans.items() if any(step.startswith("SCAN") for step in steps)}
    assert scans == {}
    sorts = {sql: steps for sql, steps in plans.items() if any("TEMP B-TREE" in step for step in steps)}
    assert sorts == {}


async def everything(storage: Storage) -> None:
    chat, other = await chat_at(storage, 1), await chat_at(storage, 1, 7)
    article = Submission("art", "Text.")
    feed, second = await feed_at(storage, "https://a", *"abcde"), await feed_at(storage, "https://b", "b")
    for place in (chat, other):
        await storage.subscriptions.add(place.id, feed.id, now=1)
        await storage.subscriptions.add(place.id, second.id, now=1)
    await storage.subscriptions.of_chat(chat.id)
    await storage.subscriptions.count(chat.id)
    await storage.chats.find(Place(1))
    await storage.chats.get(chat.id)
    await storage.chats.of_telegram(1)
    await storage.chats.set_schedule(chat.id, MORNING, 10)
    await storage.chats.set_options(chat.id, is_silent=True)
    await storage.chats.set_state(chat.id, ChatState.ACTIVE, 10)
    await storage.chats.due_between(0, 99)
    await storage.feeds.get(feed.id)
    await storage.feeds.due(10**9, 10)
    await storage.feeds.note_failure(feed.id, "link_timeout", now=1, next_poll_at=2)
    await storage.feeds.note_told(feed.id)
    await note_read(storage, feed.id)
    await storage.feeds.subscribers(feed.id)
    await storage.entries.add(feed.id, [entry("k", article=article)], 1, first_read=False)
    await storage.entries.known(feed.id, ["k", "l"])
    await storage.entries.note_listed(feed.id, ["k"], 10**6)
    await storage.entries.add_keys(feed.id, "k", ["l"])
    await storage.entries.newest(feed.id, 3)
    await storage.entries.get(1)
    await storage.entries.articles_of_chat(chat.id, 9)
    await storage.entries.delete_older(1)
    await storage.articles.delete_older(1)
    await storage.feeds.adopt_url(second.id, feed.url)
    await storage.subscriptions.remove(chat.id, feed.id, 200)
    await storage.chats.leave_topic(other.id)
    await storage.move_chat(1, 2)


async def test_feeds_of_chats_due_are_found_from_the_chats(
    in_file: Storage, statements: list[Statement]
) -> None:
    await storage_with_a_digest_due(in_file)
    statements.clear()
    await in_file.feeds.stale_for_chats_due(1000, polled_before=800)
    [(sql, values)] = [one for one in statements if one[0].startswith("SELECT")]
    async with in_file._engine.connect() as connection:
        steps = await connection.run_sync(plan, sql, values)
    assert any("SEARCH chats USING INDEX ix_chats_next_due_at" in step for step in steps)
    assert not any("SCAN chats" in step or "SCAN subscriptions" in step for step in steps)


async def storage_with_a_digest_due(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a")
    await storage.subscriptions.add(chat.id, feed.id, now=1)
    await storage.chats.set_schedule(chat.id, MORNING, 1000)


def plan(connection: Connection, sql: str, values: tuple[object, ...]) -> list[str]:
    """The steps by which SQLite would answer, but for those that run over what a step before has found."""
    found = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
    return [step for step in found if not step.startswith("SCAN CONSTANT ROW")]
