"""Feeds that go on at another address, and become one with the feed that is known there.

Anybody can lead the address of a feed to that of another one: so what the other one brought stays as it is,
and what stood in the feed that goes is dropped. Where the move is meant, the other one has it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD
from bot.storage.entries import by_key
from bot.storage.following import SAID_OF_IT, first_since, renew_sources
from bot.storage.schema import chats, digest_entries, entries, entry_keys, feeds, subscriptions
from bot.storage.sql import chunks, insert_into
from bot.storage.tastes import move_filters


async def adopt_url(connection: AsyncConnection, feed_id: int, url: str) -> int:
    """Let a feed go on at `url`; return the id of the feed that is left."""
    query = select(feeds.c.id, feeds.c.url, feeds.c.read_at, feeds.c.is_gone)
    rows = list(await connection.execute(query.where((feeds.c.id == feed_id) | (feeds.c.url == url))))
    mine = next((row for row in rows if row.id == feed_id), None)
    other = next((row for row in rows if row.id != feed_id), None)
    if mine is None:  # it became another one meanwhile, or was deleted
        return int(other.id) if other else feed_id
    left, gone = (mine, other) if other is None or other.read_at is None else (other, mine)
    if gone:
        await _merge(connection, gone.id, left.id)
    values: dict[str, Any] = {"url": url}
    if left.is_gone:  # another address has just led there: it is looked at again, at once
        values |= {"is_gone": False, "next_poll_at": 0}
    await connection.execute(update(feeds).where(feeds.c.id == left.id).values(values))
    return int(left.id)


async def _merge(connection: AsyncConnection, gone_id: int, left_id: int) -> None:
    followers = select(subscriptions.c.chat_id).where(subscriptions.c.feed_id == gone_id)
    chat_ids = (await connection.execute(followers)).scalars().all()
    twins = await _twins(connection, gone_id, left_id)
    await _note_shown(connection, twins)
    await _unite_followers(connection, gone_id, left_id, twins)
    for some in chunks(chat_ids):
        await move_filters(connection, some, gone_id, left_id)
    await connection.execute(delete(feeds).where(feeds.c.id == gone_id))
    await renew_sources(connection, chat_ids)


async def _twins(connection: AsyncConnection, gone_id: int, left_id: int) -> dict[int, int]:
    """Return the ids of entries of the feed that goes, with those of the same entries in the other one."""
    query = select(entry_keys.c.key, entry_keys.c.entry_id).where(entry_keys.c.feed_id == gone_id)
    keys = [(key, entry_id) for key, entry_id in await connection.execute(query)]
    here = await by_key(connection, left_id, [key for key, _ in keys])
    return {entry_id: here[key] for key, entry_id in keys if key in here}


async def _note_shown(connection: AsyncConnection, twins: Mapping[int, int]) -> None:
    """Let digests that held an entry that goes have held its twin."""
    stories: dict[int, str] = {}
    for some in chunks({*twins, *twins.values()}):
        query = select(entries.c.id, entries.c.story_key).where(entries.c.id.in_(some))
        stories |= dict((await connection.execute(query)).all())
    statement = update(digest_entries).where(
        digest_entries.c.story_key == bindparam("b_story"), digest_entries.c.entry_id == bindparam("b_gone")
    )
    rows = [
        {"b_story": stories[gone], "b_gone": gone, "b_new_story": stories[left], "b_left": left}
        for gone, left in twins.items()
    ]
    if rows:
        await connection.execute(
            statement.values(story_key=bindparam("b_new_story"), entry_id=bindparam("b_left")), rows
        )


async def _unite_followers(
    connection: AsyncConnection, gone_id: int, left_id: int, twins: Mapping[int, int]
) -> None:
    """Let who followed either follow the one that is left, from where they are in what it has."""
    query = (
        select(subscriptions, chats.c.shown_until)
        .join(chats, chats.c.id == subscriptions.c.chat_id)
        .where(subscriptions.c.feed_id.in_([gone_id, left_id]))
    )
    here: dict[int, Row[*tuple[Any, ...]]] = {}
    there: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in await connection.execute(query):
        (here if row.feed_id == left_id else there)[row.chat_id] = row
    newest = await first_since(connection, left_id)
    rows = []
    for chat_id, was in there.items():
        since = _since(was, here.get(chat_id), twins, newest)
        follows = here.get(chat_id)
        added = [row.added_at for row in (was, follows) if row]
        rows.append(
            {
                "chat_id": chat_id,
                "feed_id": left_id,
                "since": since,
                "added_at": min(added),
                **{name: (follows or was)._mapping[name] for name in SAID_OF_IT},
            }
        )
    if rows:
        statement = insert_into(connection, subscriptions)
        again = {"since": statement.excluded.since, "added_at": statement.excluded.added_at}
        statement = statement.on_conflict_do_update(index_elements=["chat_id", "feed_id"], set_=again)
        await connection.execute(statement, rows)


def _since(
    was: Row[*tuple[Any, ...]], follows: Row[*tuple[Any, ...]] | None, twins: Mapping[int, int], newest: int
) -> int | None:
    """Return where somebody begins who followed the feed that goes, and maybe the one that is left."""
    if follows and (was.since == UNREAD or not twins):
        return newest if follows.since == UNREAD else follows.since
    if UNREAD in (was.since, newest):
        return newest
    until = was.shown_until if was.since is None else was.since
    found = _place(until, twins, newest)
    if follows is None:
        return found
    before = follows.shown_until if follows.since is None else follows.since
    return found if found > before else follows.since


def _place(until: int, twins: Mapping[int, int], newest: int) -> int:
    """Return the id after which comes what somebody has not seen who has seen a feed up to `until`.

    What came behind the newest twin that was seen is new, and so is every twin that was not seen. Without
    twins nobody can tell, and it is as for who has just subscribed.
    """
    if not twins:
        return max(until, newest)
    seen = [left for gone, left in twins.items() if gone <= until]
    unseen = [left for gone, left in twins.items() if gone > until]
    return min(([max(seen)] if seen else []) + [left - 1 for left in unseen])
