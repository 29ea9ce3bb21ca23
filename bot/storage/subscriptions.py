"""Which chat follows which feed, and since when."""

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.feed import UNREAD, Subscription
from bot.storage.following import renew_sources, since_newest
from bot.storage.rows import feed_columns, feed_of
from bot.storage.schema import feeds, subscriptions
from bot.storage.sql import alone, insert_into, writing


class SubscriptionStore:
    """Subscriptions by chat. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, chat_id: int, feed_id: int, now: int) -> bool:
        """Let a chat follow a feed, whose newest three entries are new for it; False if it did already."""
        async with writing(self._engine) as connection:
            await alone(connection)
            followed = select(subscriptions.c.chat_id).where(_is(chat_id, feed_id))
            if (await connection.execute(followed)).first():
                return False
            read = select(feeds.c.read_at).where(feeds.c.id == feed_id)
            is_read = (await connection.execute(read)).scalar() is not None
            since = await since_newest(connection, feed_id) if is_read else UNREAD
            await connection.execute(
                insert_into(connection, subscriptions).values(
                    chat_id=chat_id, feed_id=feed_id, since=since, added_at=now
                )
            )
            await renew_sources(connection, [chat_id])
        return True

    async def remove(self, chat_id: int, feed_id: int) -> bool:
        """Let a chat follow a feed no more; False if it did not. Without any, no digest is due."""
        async with writing(self._engine) as connection:
            await alone(connection)
            gone = await connection.execute(delete(subscriptions).where(_is(chat_id, feed_id)))
            if gone.rowcount:
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


def _is(chat_id: int, feed_id: int) -> ColumnElement[bool]:
    return and_(subscriptions.c.chat_id == chat_id, subscriptions.c.feed_id == feed_id)
