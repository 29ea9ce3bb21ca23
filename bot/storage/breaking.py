"""Chats that want to be told at once of what many sources report, and what they were told of today."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digest.model import Chat, ChatState
from bot.storage.rows import chat_columns, chat_of
from bot.storage.schema import chats, deliveries, subscriptions
from bot.storage.sql import chunks

BREAKING = "breaking "
"""What the slots of stories that are told at once begin with."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """A chat with what it wants to be told at once."""

    chat: Chat
    sources: int
    """So many independent ones."""
    most: int
    """So many stories a day at most."""
    feeds: frozenset[int]
    """What it follows."""


class BreakingStore:
    """Who is to be told at once. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def watchers(self, feed_ids: Collection[int]) -> list[Watcher]:
        """Return the active chats that follow any of some feeds and want to be told at once, by id."""
        found: dict[int, tuple[Chat, int, int]] = {}
        feeds: dict[int, set[int]] = {}
        async with self._engine.connect() as connection:
            for some in chunks(feed_ids):
                follows = select(subscriptions.c.chat_id).where(subscriptions.c.feed_id.in_(some))
                query = select(*chat_columns, chats.c.breaking_sources, chats.c.breaking_most).where(
                    chats.c.breaking_sources.is_not(None),
                    chats.c.state == ChatState.ACTIVE.value,
                    chats.c.id.in_(follows),
                )
                for row in await connection.execute(query):
                    chat = chat_of(row)
                    found[chat.id] = chat, row.breaking_sources, row.breaking_most
            for chat_ids in chunks(found):
                followed = select(subscriptions.c.chat_id, subscriptions.c.feed_id).where(
                    subscriptions.c.chat_id.in_(chat_ids)
                )
                for chat_id, feed_id in await connection.execute(followed):
                    feeds.setdefault(chat_id, set()).add(feed_id)
        return [
            Watcher(chat, sources, most, frozenset(feeds.get(chat_id, ())))
            for chat_id, (chat, sources, most) in sorted(found.items())
        ]

    async def slots(self, chat_id: int, beginning: str) -> set[str]:
        """Return the slots of a chat that begin with some words."""
        query = select(deliveries.c.slot).where(
            deliveries.c.chat_id == chat_id, deliveries.c.slot.startswith(beginning, autoescape=True)
        )
        async with self._engine.connect() as connection:
            return set((await connection.execute(query)).scalars())
