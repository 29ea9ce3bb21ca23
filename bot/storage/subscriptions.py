"""Which chat follows which feed, and since when."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Column, ColumnElement, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import UNREAD, FeedKind, Subscription
from bot.articles.lists import Listed, folder_names, folder_text
from bot.storage.feeds import put_feeds
from bot.storage.following import first_since, renew_sources
from bot.storage.rows import feed_columns, feed_of
from bot.storage.schema import chats, entries, feeds, subscriptions
from bot.storage.sql import alone, insert_into, writing
from bot.storage.tastes import forget_filters

_COUNT = select(func.count()).where(subscriptions.c.chat_id == bindparam("b_chat_id"))


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

    async def add_all(self, chat_id: int, sources: Sequence[Listed], now: int) -> int:
        """Let a chat follow the sources of a list, behind those of earlier ones; return how many are new.

        What it follows already is called from then on as the list calls it, and is in its folders.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            added = await _follow_all(connection, chat_id, sources, now)
            await renew_sources(connection, [chat_id])
        return added

    async def remove(self, chat_id: int, feed_id: int, now: int) -> bool:
        """Let a chat follow a feed no more; False if it did not. Without any, no digest is due.

        The filters that it had for this feed go with it.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            gone = await connection.execute(delete(subscriptions).where(_is(chat_id, feed_id)))
            if gone.rowcount:
                await connection.execute(update(chats).where(chats.c.id == chat_id).values(dropped_at=now))
                await renew_sources(connection, [chat_id])
                await forget_filters(connection, chat_id, feed_id)
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

    async def listed(self, chat_id: int) -> list[Listed]:
        """Return what a chat follows as a list, in the order in which lists and people brought it."""
        async with self._engine.connect() as connection:
            return await listed_of(connection, chat_id)

    async def count(self, chat_id: int) -> int:
        """How many feeds a chat follows."""
        async with self._engine.connect() as connection:
            return (await connection.execute(_COUNT, {"b_chat_id": chat_id})).scalar_one()


async def _follow_all(connection: AsyncConnection, chat_id: int, sources: Sequence[Listed], now: int) -> int:
    named = {source.url: source for source in sources}
    if not named:
        return 0
    put = await put_feeds(connection, [(one.url, one.kind, one.title) for one in named.values()], now)
    ids = {feed.url: feed.id for feed in put}
    followed = set(await _among(connection, subscriptions.c.feed_id, ids, subscriptions.c.chat_id == chat_id))
    read = set(await _among(connection, entries.c.feed_id, ids))
    known = [source for url, source in named.items() if ids[url] in followed]
    fresh = [source for url, source in named.items() if ids[url] not in followed]
    last = select(func.max(subscriptions.c.position)).where(subscriptions.c.chat_id == chat_id)
    position = (await connection.execute(last)).scalar() or 0
    rows = [
        {
            "chat_id": chat_id,
            "feed_id": ids[source.url],
            "since": await first_since(connection, ids[source.url]) if ids[source.url] in read else UNREAD,
            "added_at": now,
            "position": position + number,
            "folder": folder_text(source.folders),
            "title": source.title,
        }
        for number, source in enumerate(fresh, start=1)
    ]
    if rows:
        await connection.execute(insert_into(connection, subscriptions), rows)
    for source in known:
        said = {"folder": folder_text(source.folders)} | ({"title": source.title} if source.title else {})
        await connection.execute(update(subscriptions).where(_is(chat_id, ids[source.url])).values(said))
    return len(rows)


async def _among(
    connection: AsyncConnection, column: Column[int], ids: Mapping[str, int], *where: ColumnElement[bool]
) -> Sequence[int]:
    """Return which of some feeds a column holds."""
    query = select(column).where(column.in_(ids.values()), *where).distinct()
    return (await connection.execute(query)).scalars().all()


async def listed_of(connection: AsyncConnection, chat_id: int) -> list[Listed]:
    """Return what a chat follows as a list, within a transaction that somebody else opened."""
    query = (
        select(subscriptions, feeds.c.url, feeds.c.kind, feeds.c.title.label("own"), feeds.c.site_url)
        .join(feeds, feeds.c.id == subscriptions.c.feed_id)
        .where(subscriptions.c.chat_id == chat_id)
    )
    rows = (await connection.execute(query)).all()
    return [
        Listed(
            row.url,
            FeedKind(row.kind),
            row.title or row.own,
            folder_names(row.folder),
            row.site_url,
            row.weight,
        )
        for row in sorted(rows, key=lambda row: (row.added_at, row.position or 0, row.feed_id))
    ]


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
