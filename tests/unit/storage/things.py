"""Chats, feeds and entries to fill a database with."""

from collections.abc import Sequence
from datetime import time
from typing import Any

import pytest
from sqlalchemy import Select

from bot.articles.feed import EntrySummary, Feed, FeedKind, NewEntry
from bot.articles.model import Submission
from bot.digest.model import Chat, ChatKind, Place, Schedule
from bot.storage import Storage

BACKENDS = ("file", "postgresql")
"""The databases on which everything holds."""
in_memory_too = pytest.mark.parametrize("url", [*BACKENDS, "memory"], indirect=True)

MORNING = Schedule("Europe/Berlin", (time(8),))
SUMMARY = EntrySummary((("Eine Brücke.", "https://example.org/a#:~:text=Eine"), ("Zwei.", None)), 9, 3, 120)


async def chat_at(storage: Storage, telegram_id: int, topic_id: int = 0) -> Chat:
    place = Place(telegram_id, topic_id)
    return await storage.chats.open(place, ChatKind.GROUP, MORNING, added_by=5, now=100)


async def feed_at(storage: Storage, url: str, *keys: str) -> Feed:
    """A feed that was read once and brought an entry for each key, or was never read where there are none."""
    feed = await storage.feeds.add(url, FeedKind.FEED, None, now=100)
    if keys:
        await bring(storage, feed.id, keys, first_read=True)
        await note_read(storage, feed.id)
    found = await storage.feeds.get(feed.id)
    assert found
    return found


async def bring(
    storage: Storage, feed_id: int, keys: Sequence[str], *, now: int = 200, first_read: bool = False
) -> list[int]:
    return await storage.entries.add(feed_id, [entry(key) for key in keys], now, first_read=first_read)


async def note_read(
    storage: Storage, feed_id: int, *, now: int = 200, etag: str | None = None, title: str | None = None
) -> bool:
    return await storage.feeds.note_read(
        feed_id,
        now=now,
        next_poll_at=now + 1800,
        interval=1800,
        etag=etag,
        last_modified=None,
        title=title,
        site_url=None,
    )


def entry(*keys: str, is_old: bool = False, article: Submission | None = None) -> NewEntry:
    return NewEntry(
        keys=keys,
        story_key=f"story {keys[0]}",
        title=f"Title {keys[0]}",
        url=f"https://example.org/{keys[0]}",
        author=None,
        published=150,
        article=article,
        summary=SUMMARY,
        is_old=is_old,
    )


async def sinces(storage: Storage, chat_id: int) -> dict[int, int | None]:
    """What a chat follows, each feed with where it begins."""
    return {one.feed.id: one.since for one in await storage.subscriptions.of_chat(chat_id)}


async def rows(storage: Storage, query: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """What stands in the tables themselves, where no store tells."""
    async with storage._engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(query)]
