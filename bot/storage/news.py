"""What is new for chats: in which feeds, since which entry, and what of it they were shown before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD, Entry
from bot.digest.model import DeliveryState
from bot.storage.rows import entry_columns, entry_of
from bot.storage.schema import chats, deliveries, digest_entries, entries, subscriptions
from bot.storage.sql import chunks

# Feeds whose entries are loaded at a time: a few milliseconds, during which nobody else has a turn.
_FEEDS_AT_A_TIME = 50

Sources = tuple[tuple[int, int], ...]
"""Feed ids, each with the entry id after which its entries are new; ascending."""


@dataclass(frozen=True, slots=True)
class New:
    """What is new in a feed."""

    entries: tuple[Entry, ...] = ()
    """The newest first."""
    more: int = 0
    """How many more there are."""


async def sources_of(connection: AsyncConnection, chat_ids: Collection[int]) -> dict[int, Sources]:
    """Return what chats follow, each feed with the entry id after which its entries are new there."""
    found: dict[int, list[tuple[int, int]]] = {chat_id: [] for chat_id in chat_ids}
    for some in chunks(chat_ids):
        query = (
            select(
                subscriptions.c.chat_id,
                subscriptions.c.feed_id,
                func.coalesce(subscriptions.c.since, chats.c.shown_until),
            )
            .join(chats, chats.c.id == subscriptions.c.chat_id)
            .where(
                subscriptions.c.chat_id.in_(some),
                or_(subscriptions.c.since.is_(None), subscriptions.c.since != UNREAD),
            )
            .order_by(subscriptions.c.chat_id, subscriptions.c.feed_id)
        )
        for chat_id, feed_id, since in await connection.execute(query):
            found[chat_id].append((feed_id, since))
    return {chat_id: tuple(sources) for chat_id, sources in found.items()}


async def news_of(
    connection: AsyncConnection, feeds: Collection[tuple[int, int]], until: int, limit: int
) -> dict[tuple[int, int], New]:
    """Return what is new in feeds, each given with the entry id from which on that is so, up to `until`.

    Of each feed at most the newest `limit` entries.
    """
    found: dict[tuple[int, int], list[Entry]] = {pair: [] for pair in feeds}
    counts: dict[tuple[int, int], int] = {}
    by_since: dict[int, list[int]] = {}
    for feed_id, since in feeds:
        by_since.setdefault(since, []).append(feed_id)
    for since, feed_ids in by_since.items():
        for first in range(0, len(feed_ids), _FEEDS_AT_A_TIME):
            some = feed_ids[first : first + _FEEDS_AT_A_TIME]
            for row in await connection.execute(_newest_of_each(some, since, until, limit)):
                entry = entry_of(row)
                found[entry.feed_id, since].append(entry)
                counts[entry.feed_id, since] = row.count
    return {
        pair: New(tuple(some), counts.get(pair, 0) - len(some)) if some else New()
        for pair, some in found.items()
    }


async def sightings_of(
    connection: AsyncConnection, story_keys: Collection[str]
) -> dict[str, list[tuple[int, int]]]:
    """Return where stories were met, those that were met more than once: feed ids with entry ids."""
    found: dict[str, list[tuple[int, int]]] = {}
    for some in chunks(story_keys):
        several = (
            select(entries.c.story_key)
            .where(entries.c.story_key.in_(some))
            .group_by(entries.c.story_key)
            .having(func.count() > 1)
        )
        query = select(entries.c.story_key, entries.c.feed_id, entries.c.id).where(
            entries.c.story_key.in_(several)
        )
        for story_key, feed_id, entry_id in await connection.execute(query):
            found.setdefault(story_key, []).append((feed_id, entry_id))
    return found


async def shown_to(
    connection: AsyncConnection, story_keys: Mapping[int, Collection[str]]
) -> dict[int, set[str]]:
    """Return which of some stories each chat was shown before, also by feeds that it follows no more."""
    found: dict[int, set[str]] = {chat_id: set() for chat_id in story_keys}
    for chat_ids in chunks(story_keys):
        # Those of all these chats at once: most follow much the same.
        for some in chunks({key for chat_id in chat_ids for key in story_keys[chat_id]}):
            query = (
                select(deliveries.c.chat_id, digest_entries.c.story_key)
                .join(deliveries, deliveries.c.digest_id == digest_entries.c.digest_id)
                .where(
                    deliveries.c.chat_id.in_(chat_ids),
                    deliveries.c.state != DeliveryState.DEAD.value,
                    digest_entries.c.story_key.in_(some),
                )
            )
            for chat_id, story_key in await connection.execute(query):
                found[chat_id].add(story_key)
    return {chat_id: found[chat_id].intersection(keys) for chat_id, keys in story_keys.items()}


def _newest_of_each(feed_ids: list[int], since: int, until: int, limit: int) -> Select[Any]:
    place = func.row_number().over(partition_by=entries.c.feed_id, order_by=entries.c.id.desc())
    count = func.count().over(partition_by=entries.c.feed_id)
    placed = (
        select(entries.c.id, place.label("place"), count.label("count"))
        .where(
            entries.c.feed_id.in_(feed_ids), entries.c.id > since, entries.c.id <= until, ~entries.c.is_old
        )
        .subquery()
    )
    return (
        select(*entry_columns, placed.c.count)
        .join(placed, placed.c.id == entries.c.id)
        .where(placed.c.place <= limit)
        .order_by(entries.c.id.desc())
    )
