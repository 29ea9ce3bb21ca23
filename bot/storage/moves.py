"""Chats that become other ones: a group that became a supergroup, a topic that is gone.

Where both are set up, they become one. It follows what either followed, goes on from where each had come, and
keeps the ledger and the words of both. The settings are its own, unless it followed nothing: then those of
the other.
"""

from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD
from bot.digest.model import ChatKind, ChatState, DeliveryState
from bot.digest.setup import LeftOut
from bot.storage.following import SAID_OF_IT, count_as_unshown, renew_sources
from bot.storage.rows import look_columns
from bot.storage.schema import chats, deliveries, splits, subscriptions, tastes
from bot.storage.setups import make_room
from bot.storage.sql import insert_into

# What goes together: when digests come, how, and how far they have come.
_SETTINGS = (
    chats.c.timezone,
    chats.c.times,
    chats.c.weekdays,
    chats.c.quiet,
    chats.c.paused_until,
    chats.c.is_silent,
    chats.c.says_nothing_new,
    chats.c.most_stories,
    chats.c.most_minutes,
    chats.c.has_roundup,
    chats.c.breaking_sources,
    chats.c.breaking_most,
    *look_columns,
    chats.c.shown_until,
    chats.c.covered_at,
)


async def move_chats(connection: AsyncConnection, old_telegram_id: int, new_telegram_id: int) -> None:
    """Follow a group that became a supergroup, with all its topics."""
    here = {row.topic_id: row.id for row in await _of_telegram(connection, new_telegram_id)}
    for row in await _of_telegram(connection, old_telegram_id):
        if row.topic_id in here:
            await merge(connection, row.id, here[row.topic_id])
        else:
            values = {"telegram_id": new_telegram_id, "kind": ChatKind.SUPERGROUP.value}
            await connection.execute(update(chats).where(chats.c.id == row.id).values(values))


async def leave_topic(connection: AsyncConnection, chat_id: int) -> int:
    """Let a topic that is gone become the chat itself; return our number of what is left."""
    row = (await connection.execute(select(chats).where(chats.c.id == chat_id))).first()
    if row is None or row.topic_id == 0:
        return chat_id
    for other in await _of_telegram(connection, row.telegram_id):
        if other.topic_id == 0:
            await merge(connection, chat_id, other.id)
            return int(other.id)
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(topic_id=0))
    return chat_id


async def _of_telegram(connection: AsyncConnection, telegram_id: int) -> list[Row[*tuple[Any, ...]]]:
    query = select(chats).where(chats.c.telegram_id == telegram_id).order_by(chats.c.topic_id)
    return list(await connection.execute(query.with_for_update()))


async def merge(
    connection: AsyncConnection,
    old_id: int,
    new_id: int,
    *,
    keeps_old: bool = False,
    most_sources: int | None = None,
) -> LeftOut:
    """Let two chats become one, the new; with `keeps_old` it has the settings of the old in any case.

    It holds as much as one chat may: what stays is that of the one whose settings stay, and of the other as
    much as there is room for. Returns how much is left out.
    """
    both = select(chats).where(chats.c.id.in_([old_id, new_id])).order_by(chats.c.id).with_for_update()
    rows = {row.id: row for row in await connection.execute(both)}
    old, new = rows[old_id], rows[new_id]
    is_only_old = new.sources_key is None and old.sources_key is not None
    kept = old if keeps_old or is_only_old else new
    other = new if kept is old else old
    left_out = await make_room(connection, kept.id, other.id, most_sources)
    await _unite_sources(connection, old, new, kept.shown_until)
    await _unite_words(connection, old_id, new_id)
    undone = await _unite_ledgers(connection, old_id, new_id)
    is_active = ChatState.ACTIVE.value in {old.state, new.state}
    values = {column.name: kept._mapping[column] for column in _SETTINGS} | {
        "state": ChatState.ACTIVE.value if is_active else new.state,
        "next_due_at": kept.next_due_at if kept.next_due_at is not None else other.next_due_at,
        "last_slot": max(old.last_slot or "", new.last_slot or "") or None,
        "added_by": new.added_by if new.added_by is not None else old.added_by,
        "is_personal": old.is_personal or new.is_personal,
    }
    await connection.execute(update(chats).where(chats.c.id == new_id).values(values))
    await connection.execute(delete(chats).where(chats.c.id == old_id))
    await renew_sources(connection, [new_id])
    if undone:
        await count_as_unshown(connection, new_id, undone)
    return left_out


async def _unite_sources(
    connection: AsyncConnection, old: Row[*tuple[Any, ...]], new: Row[*tuple[Any, ...]], shown_until: int
) -> None:
    """Let the new chat follow what both followed, each feed from the entry on that neither has shown."""
    query = select(subscriptions).where(subscriptions.c.chat_id.in_([old.id, new.id]))
    came: dict[int, int] = {}
    added: dict[int, int] = {}
    said: dict[int, dict[str, Any]] = {}
    for row in await connection.execute(query):
        own = old if row.chat_id == old.id else new
        since = own.shown_until if row.since is None else row.since
        came[row.feed_id] = max(since, came.get(row.feed_id, UNREAD))
        added[row.feed_id] = min(row.added_at, added.get(row.feed_id, row.added_at))
        if own is new or row.feed_id not in said:
            said[row.feed_id] = {name: row._mapping[name] for name in SAID_OF_IT}
    if not came:
        return
    statement = insert_into(connection, subscriptions)
    again = {name: statement.excluded[name] for name in ("since", "added_at", *SAID_OF_IT)}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["chat_id", "feed_id"], set_=again),
        [
            {
                "chat_id": new.id,
                "feed_id": feed_id,
                "since": None if since == shown_until else since,
                "added_at": added[feed_id],
                **said[feed_id],
            }
            for feed_id, since in came.items()
        ],
    )


async def _unite_words(connection: AsyncConnection, old_id: int, new_id: int) -> None:
    """Move words and splits, but for those that the new chat has itself; those go with the old."""
    words, other = tastes.alias(), splits.alias()
    has_word = select(words.c.word).where(
        words.c.chat_id == new_id,
        *(words.c[name] == tastes.c[name] for name in ("kind", "field", "word", "feed_id")),
    )
    has_split = select(other.c.entry_id).where(
        other.c.chat_id == new_id, other.c.entry_id == splits.c.entry_id
    )
    for table, has in ((tastes, has_word), (splits, has_split)):
        moved = update(table).where(table.c.chat_id == old_id, ~has.exists())
        await connection.execute(moved.values(chat_id=new_id))


async def _unite_ledgers(connection: AsyncConnection, old_id: int, new_id: int) -> set[int]:
    """Move what was and is to be sent, but for slots that the new chat has itself; those go with the old.

    Returns the digests that go although they did not arrive.
    """
    theirs = deliveries.alias()
    same = select(theirs.c.id).where(theirs.c.chat_id == new_id, theirs.c.slot == deliveries.c.slot)
    await connection.execute(
        update(deliveries).where(deliveries.c.chat_id == old_id, ~same.exists()).values(chat_id=new_id)
    )
    left = select(deliveries.c.digest_id).where(
        deliveries.c.chat_id == old_id,
        deliveries.c.digest_id.is_not(None),
        deliveries.c.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)),
    )
    return set((await connection.execute(left)).scalars())
