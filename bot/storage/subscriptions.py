"""Which chat follows which feed, and since when."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import FeedKind, Subscription
from bot.storage.feeds import put_feed
from bot.storage.following import first_since, renew_sources
from bot.storage.rows import feed_columns, feed_of
from bot.storage.schema import chats, feeds, subscriptions
from bot.storage.sql import alone, insert_into, writing


class SubscriptionStore:
    """Subscriptions by chat. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, chat_id: int, feed_id: int, now: int) -> bool:
        """Let a chat follow a feed, whose newest three entries are new for it; False if it did already."""
        async with writing(self._engine) as connection:
            await alone(connection)
            if not await _follow(connection, chat_id, feed_id, now):
                return False
            await renew_sources(connection, [chat_id])
        return True

    async def add_all(
        self, chat_id: int, sources: Sequence[tuple[str, FeedKind, str | None]], now: int
    ) -> int:
        """Let a chat follow sources, each given by address, kind and title; return how many are new to it."""
        async with writing(self._engine) as connection:
            await alone(connection)
            feed_ids = [(await put_feed(connection, *source, now)).id for source in sources]
            added = [await _follow(connection, chat_id, feed_id, now) for feed_id in feed_ids]
            await renew_sources(connection, [chat_id])
        return sum(added)

    async def remove(self, chat_id: int, feed_id: int, now: int) -> bool:
        """Let a chat follow a feed no more; False if it did not. Without any, no digest is due."""
        async with writing(self._engine) as connection:
            await alone(connection)
            gone = await connection.execute(delete(subscriptions).where(_is(chat_id, feed_id)))
            if gone.rowcount:
                await connection.execute(update(chats).where(chats.c.id == chat_id).values(dropped_at=now))
                await renew_sources(connection, [chat_id])
        return bool(gone.rowcount)

    async def of_chat(self, chat_id: int) -> list[Subscription]:
        """Return what a chat follows, by title; a feed without a title by its address."""
        query = (
            select(*feed_columns, subscriptions.c.since, subscriptions.c.added_at.label("followed_at"))
            .join(subscriptions, subscriptions.c.feed_id == feeds.c.id)
            .where(subscriptions.c.chat_id == chat_id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        followed = [Subscription(feed_of(row), *row[len(feed_columns) :]) for row in rows]
        return sorted(followed, key=lambda one: ((one.feed.title or one.feed.url).casefold(), one.feed.id))

    async def count(self, chat_id: int) -> int:
        """How many feeds a chat follows."""
        query = select(func.count()).where(subscriptions.c.chat_id == chat_id)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one()


async def _follow(connection: AsyncConnection, chat_id: int, feed_id: int, now: int) -> bool:
    followed = select(subscriptions.c.chat_id).where(_is(chat_id, feed_id))
    if (await connection.execute(followed)).first():
        return False
    since = await first_since(connection, feed_id)
    values = {"chat_id": chat_id, "feed_id": feed_id, "since": since, "added_at": now}
    await connection.execute(insert_into(connection, subscriptions).values(values))
    return True


def _is(chat_id: int, feed_id: int) -> ColumnElement[bool]:
    return and_(subscriptions.c.chat_id == chat_id, subscriptions.c.feed_id == feed_id)
