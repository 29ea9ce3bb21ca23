"""What several stores have to do when it changes who follows what."""

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD
from bot.articles.model import content_id
from bot.storage.schema import chats, digest_entries, entries, subscriptions
from bot.storage.sql import chunks

SAID_OF_IT = ("weight", "folder", "title", "position")
"""What a chat says of a feed that it follows: columns of `subscriptions` that go along when one moves."""

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


async def first_since(connection: AsyncConnection, feed_id: int) -> int:
    """Return where somebody begins who has just subscribed: `UNREAD` while a feed has never had an entry."""
    any_entry = select(entries.c.id).where(entries.c.feed_id == feed_id).limit(1)
    has_any = (await connection.execute(any_entry)).first() is not None
    return await since_newest(connection, feed_id) if has_any else UNREAD


async def start_counting(connection: AsyncConnection, feed_id: int) -> None:
    """Let the newest three entries be new for all who followed a feed before it first had any."""
    since = await first_since(connection, feed_id)
    if since == UNREAD:
        return
    waiting = (subscriptions.c.feed_id == feed_id, subscriptions.c.since == UNREAD)
    followers = select(subscriptions.c.chat_id).where(*waiting)
    await connection.execute(update(chats).where(chats.c.id.in_(followers)).values(has_new_sources=True))
    await connection.execute(update(subscriptions).where(*waiting).values(since=since))


async def count_as_unshown(
    connection: AsyncConnection, chat_id: int, digest_ids: Collection[int | None]
) -> None:
    """Let what some digests held be new for a chat again, in every feed that brought it there."""
    of_these = digest_entries.c.digest_id.in_([digest_id for digest_id in digest_ids if digest_id])
    stories = select(digest_entries.c.story_key).where(of_these)
    shown_there = select(digest_entries.c.entry_id).where(of_these)
    shown_until = select(chats.c.shown_until).where(chats.c.id == chat_id).scalar_subquery()
    query = (
        select(entries.c.feed_id, func.min(entries.c.id))
        .join(subscriptions, subscriptions.c.feed_id == entries.c.feed_id)
        .where(
            subscriptions.c.chat_id == chat_id,
            entries.c.story_key.in_(stories),
            entries.c.id <= func.coalesce(subscriptions.c.since, shown_until),
            # In a feed added since, it was old.
            or_(subscriptions.c.since.is_(None), entries.c.id.in_(shown_there)),
        )
        .group_by(entries.c.feed_id)
    )
    for feed_id, first in (await connection.execute(query)).all():
        of_feed = (subscriptions.c.chat_id == chat_id, subscriptions.c.feed_id == feed_id)
        await connection.execute(update(subscriptions).where(*of_feed).values(since=first - 1))
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(has_new_sources=True))
