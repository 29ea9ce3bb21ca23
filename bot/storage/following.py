"""What several stores have to do when it changes who follows what."""

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD
from bot.articles.model import content_id
from bot.storage.schema import chats, entries, subscriptions
from bot.storage.sql import chunks

# So many entries of a feed are new for whoever has just subscribed to it.
_FIRST = 3

_RENEW = (
    update(chats)
    .where(chats.c.id == bindparam("b_id"))
    .values(sources_key=bindparam("b_key"), has_new_sources=bindparam("b_new"))
)


async def renew_sources(connection: AsyncConnection, chat_ids: Collection[int]) -> None:
    """Make the rows of chats agree with what they follow; where that is nothing, no digest is due."""
    for some in chunks(chat_ids):
        query = (
            select(subscriptions.c.chat_id, subscriptions.c.feed_id, subscriptions.c.since)
            .where(subscriptions.c.chat_id.in_(some))
            .order_by(subscriptions.c.chat_id, subscriptions.c.feed_id)
        )
        rows = [tuple(row) for row in await connection.execute(query)]
        renewed = []
        for chat_id, group in groupby(rows, itemgetter(0)):
            followed = list(group)
            key = content_id(",".join(str(feed_id) for _, feed_id, _ in followed))
            is_new = any(since is not None for _, _, since in followed)
            renewed.append({"b_id": chat_id, "b_key": key, "b_new": is_new})
        if renewed:
            await connection.execute(_RENEW, renewed)
        if left := set(some) - {row["b_id"] for row in renewed}:
            nothing = {"sources_key": None, "has_new_sources": False, "next_due_at": None}
            await connection.execute(update(chats).where(chats.c.id.in_(left)).values(nothing))


async def since_newest(connection: AsyncConnection, feed_id: int) -> int:
    """Return the id after which the newest three entries of a feed come; 0 where there are no more."""
    query = (
        select(entries.c.id)
        .where(entries.c.feed_id == feed_id, ~entries.c.is_old)
        .order_by(entries.c.id.desc())
        .offset(_FIRST)
        .limit(1)
    )
    return (await connection.execute(query)).scalar() or 0


async def start_counting(connection: AsyncConnection, feed_id: int) -> None:
    """Let the newest three entries be new for all who followed a feed before it was first read."""
    waiting = (subscriptions.c.feed_id == feed_id, subscriptions.c.since == UNREAD)
    followers = select(subscriptions.c.chat_id).where(*waiting)
    await connection.execute(update(chats).where(chats.c.id.in_(followers)).values(has_new_sources=True))
    since = await since_newest(connection, feed_id)
    await connection.execute(update(subscriptions).where(*waiting).values(since=since))
