"""The feeds that chats follow, and how reading them goes."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import Feed, FeedKind
from bot.digest.model import Chat, ChatState
from bot.storage.feed_moves import adopt_url
from bot.storage.following import start_counting
from bot.storage.rows import chat_columns, chat_of, feed_columns, feed_of
from bot.storage.schema import chats, feeds, subscriptions
from bot.storage.sql import alone, chunks, insert_into, writing

# Seconds between two looks at a feed of which nothing is known yet.
_FIRST_INTERVAL = 3600

_WELL: dict[str, Any] = {
    "failures": 0,
    "failing_since": None,
    "failure": None,
    "is_told": False,
    "is_gone": False,
}

# Seconds; a week is what is kept of a server's wish, and a day on top.
_LONGEST_WAIT = 8 * 86_400

_WANTED = (
    select(subscriptions.c.feed_id)
    .join(chats, chats.c.id == subscriptions.c.chat_id)
    .where(chats.c.next_due_at <= bindparam("b_due"), chats.c.state == ChatState.ACTIVE.value)
)
# Asked with every tick.
_STALE = (
    select(*feed_columns)
    .where(
        or_(
            feeds.c.polled_at < bindparam("b_polled"),
            feeds.c.polled_at > bindparam("b_due"),
            feeds.c.polled_at.is_(None),
        ),
        ~feeds.c.is_gone,
        feeds.c.id.in_(_WANTED),
    )
    .order_by(feeds.c.id)
)


class FeedStore:
    """Feeds by id and by address. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, url: str, kind: FeedKind, title: str | None, now: int) -> Feed:
        """Return the feed at an address, made where it was not known; then it is due at once."""
        async with writing(self._engine) as connection:
            return await put_feed(connection, url, kind, title, now)

    async def get(self, feed_id: int) -> Feed | None:
        """Return a feed; None when it became another one or was deleted."""
        return next(iter(await self._select(feeds.c.id == feed_id)), None)

    async def by_url(self, url: str) -> Feed | None:
        """Return the feed at an address, if it is known."""
        return next(iter(await self._select(feeds.c.url == url)), None)

    async def due(self, now: int, limit: int) -> list[Feed]:
        """Return feeds that somebody follows and that are to be looked at, the longest waiting first."""
        followed = select(subscriptions.c.feed_id).where(subscriptions.c.feed_id == feeds.c.id).exists()
        query = select(*feed_columns).where(feeds.c.next_poll_at <= now, ~feeds.c.is_gone, followed)
        async with self._engine.connect() as connection:
            rows = await connection.execute(query.order_by(feeds.c.next_poll_at).limit(limit))
            return [feed_of(row) for row in rows]

    async def put_off(self, feed_ids: Collection[int], until: int) -> None:
        """Let feeds be due at `until` that were due before."""
        async with writing(self._engine) as connection:
            for some in chunks(feed_ids):
                those = (feeds.c.id.in_(some), feeds.c.next_poll_at < until)
                await connection.execute(update(feeds).where(*those).values(next_poll_at=until))

    async def hasten(self, now: int) -> None:
        """Let what was put off for longer than any server may demand be due: the clock was wrong then."""
        statement = update(feeds).where(feeds.c.next_poll_at > now + _LONGEST_WAIT).values(next_poll_at=now)
        async with writing(self._engine) as connection:
            await connection.execute(statement)

    async def stale_for_chats_due(self, due_until: int, polled_before: int) -> list[Feed]:
        """Return feeds not looked at since `polled_before` that digests due up to `due_until` are made of."""
        bounds = {"b_due": due_until, "b_polled": polled_before}
        async with self._engine.connect() as connection:
            return [feed_of(row) for row in await connection.execute(_STALE, bounds)]

    async def note_read(  # noqa: PLR0913  (one argument for each thing that a reading tells)
        self,
        feed_id: int,
        *,
        now: int,
        next_poll_at: int,
        interval: int,
        etag: str | None,
        last_modified: str | None,
        title: str | None,
        site_url: str | None,
    ) -> bool:
        """Note that a feed was read well, or that it has not changed; a title or site of None is no news.

        Returns whether subscribers had been told that it fails.
        """
        values = _WELL | {
            "polled_at": now,
            "read_at": now,
            "next_poll_at": next_poll_at,
            "interval": interval,
            "etag": etag,
            "last_modified": last_modified,
            "title": feeds.c.title if title is None else title,
            "site_url": feeds.c.site_url if site_url is None else site_url,
        }
        async with writing(self._engine) as connection:
            query = select(feeds.c.is_told, feeds.c.read_at).where(feeds.c.id == feed_id)
            before = (await connection.execute(query)).first()
            if before is None:
                return False
            if before.read_at is None:
                await alone(connection)
                await start_counting(connection, feed_id)
            await connection.execute(update(feeds).where(feeds.c.id == feed_id).values(values))
        return bool(before.is_told)

    async def note_failure(
        self, feed_id: int, code: str, *, now: int, next_poll_at: int, gone: bool = False
    ) -> Feed | None:
        """Note that a look at a feed failed; return how it stands, None if it is no longer kept."""
        values = {
            "polled_at": now,
            "next_poll_at": next_poll_at,
            "failures": feeds.c.failures + 1,
            "failing_since": func.coalesce(feeds.c.failing_since, now),
            "failure": code,
        }
        statement = (
            update(feeds).where(feeds.c.id == feed_id).values(values | {"is_gone": True} if gone else values)
        )
        async with writing(self._engine) as connection:
            row = (await connection.execute(statement.returning(*feed_columns))).first()
        return feed_of(row) if row else None

    async def note_told(self, feed_id: int) -> None:
        """Note that subscribers were told that a feed fails."""
        async with writing(self._engine) as connection:
            await connection.execute(update(feeds).where(feeds.c.id == feed_id).values(is_told=True))

    async def adopt_url(self, feed_id: int, url: str) -> int:
        """Let a feed go on at another address, or become one with the feed that is known there.

        Returns the id of the feed that is left.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            return await adopt_url(connection, feed_id, url)

    async def subscribers(self, feed_id: int) -> list[Chat]:
        """Return the chats that follow a feed, in no order and whatever their state."""
        query = (
            select(*chat_columns)
            .join(subscriptions, subscriptions.c.chat_id == chats.c.id)
            .where(subscriptions.c.feed_id == feed_id)
        )
        async with self._engine.connect() as connection:
            return [chat_of(row) for row in await connection.execute(query)]

    async def delete_unfollowed(self, before: int) -> int:
        """Delete feeds that nobody follows and that were added before `before`; return how many."""
        followed = select(subscriptions.c.feed_id).where(subscriptions.c.feed_id == feeds.c.id).exists()
        async with writing(self._engine) as connection:
            await alone(connection)
            gone = await connection.execute(delete(feeds).where(feeds.c.added_at < before, ~followed))
        return gone.rowcount

    async def delete_unread(self, feed_id: int) -> None:
        """Delete a feed that was never read, unless somebody follows it all the same."""
        followed = select(subscriptions.c.feed_id).where(subscriptions.c.feed_id == feeds.c.id).exists()
        async with writing(self._engine) as connection:
            await alone(connection)
            unread = (feeds.c.id == feed_id, feeds.c.read_at.is_(None), ~followed)
            await connection.execute(delete(feeds).where(*unread))

    async def _select(self, *conditions: Any) -> list[Feed]:  # noqa: ANN401  (any SQL condition)
        query = select(*feed_columns).where(*conditions).order_by(feeds.c.id)
        async with self._engine.connect() as connection:
            return [feed_of(row) for row in await connection.execute(query)]


async def put_feed(
    connection: AsyncConnection, url: str, kind: FeedKind, title: str | None, now: int
) -> Feed:
    """Return the feed at an address, made where it was not known; then it is due at once."""
    return (await put_feeds(connection, [(url, kind, title)], now))[0]


async def put_feeds(
    connection: AsyncConnection, sources: Sequence[tuple[str, FeedKind, str | None]], now: int
) -> list[Feed]:
    """Return the feeds at some addresses, all different, in no order, as `put_feed` does; not too many."""
    rows = [
        {
            "url": url,
            "kind": kind.value,
            "title": title,
            "interval": _FIRST_INTERVAL,
            "next_poll_at": now,
            "added_at": now,
        }
        for url, kind, title in sources
    ]
    statement = insert_into(connection, feeds).values(rows)
    # One that nobody follows has its time to be deleted put off: somebody is about to.
    statement = statement.on_conflict_do_update(index_elements=["url"], set_={"added_at": now})
    return [feed_of(row) for row in await connection.execute(statement.returning(*feed_columns))]
