"""Feeds that go on at another address, and become one with the feed that is known there."""

from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD
from bot.storage.entries import by_key
from bot.storage.following import renew_sources, since_newest
from bot.storage.schema import entries, entry_keys, feeds, subscriptions
from bot.storage.sql import chunks, insert_into


async def adopt_url(connection: AsyncConnection, feed_id: int, url: str) -> int:
    """Let a feed go on at `url`; return the id of the feed that is left."""
    query = select(feeds.c.id, feeds.c.url, feeds.c.read_at)
    rows = list(await connection.execute(query.where((feeds.c.id == feed_id) | (feeds.c.url == url))))
    mine = next((row for row in rows if row.id == feed_id), None)
    other = next((row for row in rows if row.id != feed_id), None)
    if mine is None:  # it became another one meanwhile, or was deleted
        return int(other.id) if other else feed_id
    left, gone = (mine, other) if other is None or other.read_at is None else (other, mine)
    if gone:
        await _merge(connection, gone, left)
    await connection.execute(update(feeds).where(feeds.c.id == left.id).values(url=url))
    return int(left.id)


async def _merge(
    connection: AsyncConnection, gone: Row[*tuple[Any, ...]], left: Row[*tuple[Any, ...]]
) -> None:
    followers = select(subscriptions.c.chat_id).where(subscriptions.c.feed_id == gone.id)
    chat_ids = (await connection.execute(followers)).scalars().all()
    await _unite_entries(connection, gone.id, left.id)
    await _unite_followers(connection, gone.id, left)
    await connection.execute(delete(feeds).where(feeds.c.id == gone.id))
    await renew_sources(connection, chat_ids)


async def _unite_entries(connection: AsyncConnection, gone_id: int, left_id: int) -> None:
    """Of entries with a key in common the latest stays, so that whoever has not seen it still will."""
    theirs = select(entry_keys.c.key, entry_keys.c.entry_id).where(entry_keys.c.feed_id == gone_id)
    keys = [(key, entry_id) for key, entry_id in await connection.execute(theirs)]
    twins: dict[int, set[int]] = {}
    found: set[int] = set()
    here = await by_key(connection, left_id, [key for key, _ in keys])
    for key, entry_id in keys:
        if key in here and entry_id not in found:
            found.add(entry_id)
            twins.setdefault(here[key], {here[key]}).add(entry_id)
    stays = {entry_id: max(same) for same in twins.values() for entry_id in same}
    if later := {twin: stays[twin] for twin in twins if stays[twin] != twin}:
        known_by = update(entry_keys).where(entry_keys.c.entry_id == bindparam("b_from"))
        await connection.execute(
            known_by.values(entry_id=bindparam("b_to")),
            [{"b_from": twin, "b_to": entry_id} for twin, entry_id in later.items()],
        )
        for some in chunks(later):
            await connection.execute(delete(entries).where(entries.c.id.in_(some)))
    staying = {entry_id for _, entry_id in keys if stays.get(entry_id, entry_id) == entry_id}
    for some in chunks(staying):
        await connection.execute(update(entries).where(entries.c.id.in_(some)).values(feed_id=left_id))
    rows = [{"feed_id": left_id, "key": key, "entry_id": stays.get(was, was)} for key, was in keys]
    if rows:
        await connection.execute(insert_into(connection, entry_keys).on_conflict_do_nothing(), rows)


async def _unite_followers(connection: AsyncConnection, gone_id: int, left: Row[*tuple[Any, ...]]) -> None:
    """Who followed either follows the one; who has had a digest of either has had it of the one."""
    first = UNREAD if left.read_at is None else await since_newest(connection, left.id)
    query = select(subscriptions).where(subscriptions.c.feed_id.in_([gone_id, left.id]))
    followed: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in await connection.execute(query):
        followed.setdefault(row.chat_id, []).append(row)
    rows = []
    for chat_id, same in followed.items():
        if any(row.feed_id == gone_id for row in same):
            since = [first if row.since == UNREAD else row.since for row in same]
            rows.append(
                {
                    "chat_id": chat_id,
                    "feed_id": left.id,
                    "since": None if None in since else min(since),
                    "added_at": min(row.added_at for row in same),
                }
            )
    if rows:
        statement = insert_into(connection, subscriptions)
        again = {"since": statement.excluded.since, "added_at": statement.excluded.added_at}
        statement = statement.on_conflict_do_update(index_elements=["chat_id", "feed_id"], set_=again)
        await connection.execute(statement, rows)
