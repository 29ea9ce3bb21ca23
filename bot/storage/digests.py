"""What goes into digests: who is due, what is new for them, and the contents that many chats share."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import UNREAD, Entry, Feed
from bot.digest.model import Chat, ChatState, DeliveryState
from bot.storage.deliveries import Shared, shared_of
from bot.storage.rows import chat_columns, chat_of, entry_columns, entry_of, feed_columns, feed_of
from bot.storage.schema import chats, deliveries, digest_entries, digests, entries, feeds, subscriptions
from bot.storage.sql import chunks, insert_into, writing

Sources = tuple[tuple[int, int], ...]
"""Feed ids, each with the entry id after which its entries are new; ascending."""


@dataclass(frozen=True, slots=True)
class Due:
    """A chat whose digest is due."""

    chat: Chat
    sources_key: str | None
    has_new_sources: bool


@dataclass(frozen=True, slots=True)
class New:
    """What is new in a feed."""

    entries: tuple[Entry, ...] = ()
    """The newest first."""
    more: int = 0
    """How many more there are."""


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a digest to be kept."""

    key: str
    pages: Sequence[str]
    entries: Sequence[tuple[int, str]]
    """Entry ids and their story keys, in order."""
    articles: int
    sources: int
    seconds_saved: int


@dataclass(frozen=True, slots=True)
class Materialised:
    """What one due chat gets, and when it is due next."""

    due: Due
    slot: datetime
    due_at: int
    next_due_at: int | None
    shown_until: int
    digest_id: int | None
    parts: int
    """Messages to be sent; 0 where nothing is."""
    lot: int
    text: str | None = None
    """Where the text does not come from a digest."""


class DigestStore:
    """Composing digests. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def due(self, now: int, waiting_for: Collection[int], limit: int) -> list[Due]:
        """Return chats whose digest is due, the longest waiting first, but none that follows some feeds."""
        query = (
            select(*chat_columns, chats.c.sources_key, chats.c.has_new_sources)
            .where(chats.c.next_due_at <= now, chats.c.state == ChatState.ACTIVE.value)
            .order_by(chats.c.next_due_at, chats.c.id)
            .limit(limit)
        )
        if waiting_for:
            follows = select(subscriptions.c.feed_id).where(
                subscriptions.c.chat_id == chats.c.id, subscriptions.c.feed_id.in_(waiting_for)
            )
            query = query.where(~follows.exists())
        async with self._engine.connect() as connection:
            return [Due(chat_of(row), row[-2], row[-1]) for row in await connection.execute(query)]

    async def latest_entry(self) -> int:
        """Return the greatest entry id there is; 0 without any."""
        async with self._engine.connect() as connection:
            return (await connection.execute(select(func.max(entries.c.id)))).scalar() or 0

    async def sources(self, chat_ids: Collection[int]) -> dict[int, Sources]:
        """Return what chats follow, each feed with the entry id after which its entries are new there."""
        found: dict[int, list[tuple[int, int]]] = {chat_id: [] for chat_id in chat_ids}
        async with self._engine.connect() as connection:
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

    async def new_entries(
        self, feeds: Collection[tuple[int, int]], until: int, limit: int
    ) -> dict[tuple[int, int], New]:
        """Return what is new in feeds, each given with the entry id from which on that is so, up to `until`.

        Of each feed at most the newest `limit` entries.
        """
        found: dict[tuple[int, int], list[Entry]] = {pair: [] for pair in feeds}
        counts: dict[tuple[int, int], int] = {}
        by_since: dict[int, list[int]] = {}
        for feed_id, since in feeds:
            by_since.setdefault(since, []).append(feed_id)
        async with self._engine.connect() as connection:
            for since, feed_ids in by_since.items():
                for some in chunks(feed_ids):
                    for row in await connection.execute(_newest_of_each(some, since, until, limit)):
                        entry = entry_of(row)
                        found[entry.feed_id, since].append(entry)
                        counts[entry.feed_id, since] = row.count
        return {
            pair: New(tuple(some), counts.get(pair, 0) - len(some)) if some else New()
            for pair, some in found.items()
        }

    async def sightings(self, story_keys: Collection[str]) -> dict[str, list[tuple[int, int]]]:
        """Return where stories were met, those that were met more than once: feed ids with entry ids."""
        found: dict[str, list[tuple[int, int]]] = {}
        async with self._engine.connect() as connection:
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

    async def shown(self, chat_id: int, story_keys: Collection[str]) -> set[str]:
        """Return which of some stories a chat was shown before, also by feeds that it follows no more."""
        found: set[str] = set()
        async with self._engine.connect() as connection:
            for some in chunks(story_keys):
                query = (
                    select(digest_entries.c.story_key)
                    .join(deliveries, deliveries.c.digest_id == digest_entries.c.digest_id)
                    .where(
                        deliveries.c.chat_id == chat_id,
                        deliveries.c.state != DeliveryState.DEAD.value,
                        digest_entries.c.story_key.in_(some),
                    )
                )
                found |= set((await connection.execute(query)).scalars())
        return found

    async def feeds(self, feed_ids: Collection[int]) -> dict[int, Feed]:
        """Return feeds by id."""
        found: dict[int, Feed] = {}
        async with self._engine.connect() as connection:
            for some in chunks(feed_ids):
                for row in await connection.execute(select(*feed_columns).where(feeds.c.id.in_(some))):
                    feed = feed_of(row)
                    found[feed.id] = feed
        return found

    async def kept(self, keys: Collection[str]) -> dict[str, Shared]:
        """Return the contents that are kept already, by key."""
        async with self._engine.connect() as connection:
            return await _kept(connection, keys)

    async def put(self, contents: Sequence[Content], now: int) -> dict[str, Shared]:
        """Keep contents; return them by key. One that is kept already stays as it is."""
        rows = [
            {
                "key": content.key,
                "made_at": now,
                "pages": json.dumps(content.pages, ensure_ascii=False),
                "articles": content.articles,
                "sources": content.sources,
                "seconds_saved": content.seconds_saved,
            }
            for content in contents
        ]
        async with writing(self._engine) as connection:
            before = await _kept(connection, [content.key for content in contents])
            new = [row for row in rows if row["key"] not in before]
            if not new:
                return before
            await connection.execute(insert_into(connection, digests), new)
            made = await _kept(connection, [str(row["key"]) for row in new])
            stories = [
                {"digest_id": made[content.key].id, "position": place, "entry_id": entry_id, "story_key": key}
                for content in contents
                if content.key in made
                for place, (entry_id, key) in enumerate(content.entries)
            ]
            await connection.execute(insert_into(connection, digest_entries), stories)
            return before | made

    async def scheduled(self, after_id: int, limit: int) -> list[Chat]:
        """Return active chats that follow something, by id, from behind `after_id` on."""
        query = (
            select(*chat_columns)
            .where(
                chats.c.id > after_id,
                chats.c.state == ChatState.ACTIVE.value,
                chats.c.sources_key.is_not(None),
            )
            .order_by(chats.c.id)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            return [chat_of(row) for row in await connection.execute(query)]

    async def get(self, digest_id: int) -> Shared | None:
        """Return the content of a digest; None when its time is over."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(digests).where(digests.c.id == digest_id))
            row = rows.mappings().first()
        return shared_of(row) if row else None

    async def materialise(self, made: Sequence[Materialised], now: int) -> int:
        """Enter what due chats get into the ledger, and note how far they have come; return how many chats.

        A chat whose schedule, sources or state changed since it was found due is left: it is looked at anew.
        """
        async with writing(self._engine) as connection:
            known: set[tuple[object, ...]] = set()
            for some in chunks([row.due.chat.id for row in made]):
                query = select(
                    chats.c.id, chats.c.next_due_at, chats.c.sources_key, chats.c.has_new_sources
                ).where(chats.c.id.in_(some), chats.c.state == ChatState.ACTIVE.value)
                known |= {tuple(row) for row in await connection.execute(query)}
            same = [row for row in made if _as_it_was(row.due) in known]
            if not same:
                return 0
            if parts := [values for row in same for values in _parts(row)]:
                await connection.execute(insert_into(connection, deliveries).on_conflict_do_nothing(), parts)
            await connection.execute(_ADVANCE, [_advanced(row, now) for row in same])
            for some in chunks([row.due.chat.id for row in same if row.due.has_new_sources]):
                await connection.execute(
                    update(subscriptions)
                    .where(subscriptions.c.chat_id.in_(some), subscriptions.c.since != UNREAD)
                    .values(since=None)
                )
            return len(same)

    async def postpone(self, chat_ids: Mapping[int, int | None]) -> None:
        """Set when chats are due next, by id, without a digest for them."""
        if chat_ids:
            statement = (
                update(chats).where(chats.c.id == bindparam("b_id")).values(next_due_at=bindparam("b_next"))
            )
            async with writing(self._engine) as connection:
                await connection.execute(
                    statement, [{"b_id": key, "b_next": moment} for key, moment in chat_ids.items()]
                )

    async def delete_older(self, before: int) -> int:
        """Delete contents made before `before` (UTC seconds); return how many."""
        async with writing(self._engine) as connection:
            return (await connection.execute(delete(digests).where(digests.c.made_at < before))).rowcount


_ADVANCE = (
    update(chats)
    .where(chats.c.id == bindparam("b_id"))
    .values(
        next_due_at=bindparam("b_next"),
        last_slot=bindparam("b_slot"),
        shown_until=bindparam("b_until"),
        covered_at=bindparam("b_now"),
        has_new_sources=False,
    )
)


def slot_name(local: datetime) -> str:
    """Return how a slot is known in the ledger: "2026-11-22T08:00"."""
    return local.isoformat(timespec="minutes")


def _as_it_was(due: Due) -> tuple[object, ...]:
    return due.chat.id, due.chat.next_due_at, due.sources_key, due.has_new_sources


def _advanced(row: Materialised, now: int) -> dict[str, object]:
    return {
        "b_id": row.due.chat.id,
        "b_next": row.next_due_at,
        "b_slot": slot_name(row.slot),
        "b_until": row.shown_until,
        "b_now": now,
    }


def _parts(row: Materialised) -> Iterable[dict[str, object]]:
    for part in range(row.parts):
        yield {
            "chat_id": row.due.chat.id,
            "slot": slot_name(row.slot),
            "part": part,
            "digest_id": row.digest_id,
            "due_at": row.due_at,
            "lot": row.lot,
            "text": row.text,
            "shown_before": row.due.chat.shown_until,
            "covers_from": row.due.chat.covered_at,
        }


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


async def _kept(connection: AsyncConnection, keys: Collection[str]) -> dict[str, Shared]:
    found: dict[str, Shared] = {}
    for some in chunks(keys):
        rows = await connection.execute(select(digests).where(digests.c.key.in_(some)))
        found |= {row["key"]: shared_of(row) for row in rows.mappings()}
    return found
