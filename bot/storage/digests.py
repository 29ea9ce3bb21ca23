"""What goes into digests: who is due, what is new for them, and the contents that many chats share."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import UNREAD, Entry, Feed
from bot.digest.model import Chat, ChatState, DeliveryState
from bot.storage.deliveries import Shared, shared_of
from bot.storage.following import count_as_unshown
from bot.storage.rows import chat_columns, chat_of, entry_columns, entry_of, feed_columns, feed_of
from bot.storage.schema import chats, deliveries, digest_entries, digests, entries, feeds, subscriptions
from bot.storage.sql import chunks, insert_into, writing

# Feeds whose entries are loaded at a time: a few milliseconds, during which nobody else has a turn.
_FEEDS_AT_A_TIME = 50

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

    async def due(
        self, now: int, waiting_for: Collection[int], limit: int, after: Due | None = None
    ) -> list[Due]:
        """Return chats whose digest is due, the longest waiting first, but none that follows some feeds.

        `after` is where to go on: the last one that was returned before.
        """
        query = (
            select(*chat_columns, chats.c.sources_key, chats.c.has_new_sources)
            .where(chats.c.next_due_at <= now, chats.c.state == ChatState.ACTIVE.value)
            .order_by(chats.c.next_due_at, chats.c.id)
            .limit(limit)
        )
        if after:
            query = query.where(
                tuple_(chats.c.next_due_at, chats.c.id) > (after.chat.next_due_at, after.chat.id)
            )
        if waiting_for:
            # The sum keeps SQLite from looking up each of these feeds for each chat.
            follows = select(subscriptions.c.feed_id).where(
                subscriptions.c.chat_id == chats.c.id, (subscriptions.c.feed_id + 0).in_(waiting_for)
            )
            query = query.where(~follows.exists())
        async with self._engine.connect() as connection:
            return [Due(chat_of(row), row[-2], row[-1]) for row in await connection.execute(query)]

    async def recall(self, chat_ids: Collection[int], now: int) -> set[int]:
        """Take back digests that wait unsent, so that the next one covers them; return whose they were."""
        async with writing(self._engine) as connection:
            found: dict[int, list[Row[Any]]] = {}
            for some in chunks(chat_ids):
                for row in await connection.execute(_unsent(some)):
                    found.setdefault(row.chat_id, []).append(row)
            for chat_id, rows in found.items():
                await connection.execute(
                    update(deliveries)
                    .where(deliveries.c.chat_id == chat_id, deliveries.c.slot.in_({row.slot for row in rows}))
                    .values(state=DeliveryState.DEAD.value, ended_at=now, reason="covered", text=None)
                )
                await count_as_unshown(connection, chat_id, {row.digest_id for row in rows})
                begun = min((row.covers_from for row in rows if row.covers_from is not None), default=None)
                await connection.execute(update(chats).where(chats.c.id == chat_id).values(covered_at=begun))
            return set(found)

    async def is_behind(self, due_before: int) -> bool:
        """Whether digests wait to be sent that were due before a moment."""
        query = select(deliveries.c.id).where(
            deliveries.c.state == DeliveryState.PENDING.value,
            deliveries.c.due_at < due_before,
            deliveries.c.digest_id.is_not(None),
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query.limit(1))).first() is not None

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

    async def materialise(self, made: Sequence[Materialised], now: int) -> None:
        """Enter what due chats get into the ledger, and note how far they have come.

        A chat whose schedule, sources or state changed since it was found due is left: it is looked at anew.
        One that had a digest for the same slot, while the clock was wrong, goes on to its next slot.
        """
        async with writing(self._engine) as connection:
            known: set[tuple[object, ...]] = set()
            for some in chunks([row.due.chat.id for row in made]):
                query = select(
                    chats.c.id, chats.c.next_due_at, chats.c.sources_key, chats.c.has_new_sources
                ).where(chats.c.id.in_(some), chats.c.state == ChatState.ACTIVE.value)
                known |= {tuple(row) for row in await connection.execute(query)}
            same = [row for row in made if _as_it_was(row.due) in known]
            taken = await _taken(connection, same)
            fresh = [row for row in same if (row.due.chat.id, slot_name(row.slot)) not in taken]
            if parts := [values for row in fresh for values in _parts(row)]:
                await connection.execute(insert_into(connection, deliveries), parts)
            if fresh:
                await connection.execute(_ADVANCE, [_advanced(row, now) for row in fresh])
            if stale := [row for row in same if row not in fresh]:
                await connection.execute(_PASS, [_passed(row) for row in stale])
            for some in chunks([row.due.chat.id for row in fresh if row.due.has_new_sources]):
                await _settle_sources(connection, some, fresh[0].shown_until)

    async def postpone(self, moved: Sequence[tuple[Chat, int | None]]) -> None:
        """Set when chats are due next, without a digest, unless that changed since they were looked at."""
        if moved:
            rows = [{"b_id": chat.id, "b_was": chat.next_due_at, "b_next": moment} for chat, moment in moved]
            async with writing(self._engine) as connection:
                await connection.execute(_POSTPONE, rows)

    async def delete_older(self, before: int) -> int:
        """Delete contents made before `before` (UTC seconds); return how many."""
        async with writing(self._engine) as connection:
            waits = select(deliveries.c.id).where(
                deliveries.c.digest_id == digests.c.id,
                deliveries.c.state.in_((DeliveryState.PENDING.value, DeliveryState.SENDING.value)),
            )
            old = delete(digests).where(digests.c.made_at < before, ~waits.exists())
            return (await connection.execute(old)).rowcount


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


_PASS = (
    update(chats)
    .where(chats.c.id == bindparam("b_id"))
    .values(next_due_at=bindparam("b_next"), last_slot=bindparam("b_slot"))
)

_POSTPONE = (
    update(chats)
    .where(
        chats.c.id == bindparam("b_id"),
        chats.c.next_due_at.is_not_distinct_from(bindparam("b_was")),
        chats.c.sources_key.is_not(None),
    )
    .values(next_due_at=bindparam("b_next"))
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


def _passed(row: Materialised) -> dict[str, object]:
    return {"b_id": row.due.chat.id, "b_next": row.next_due_at, "b_slot": slot_name(row.slot)}


async def _taken(connection: AsyncConnection, rows: Sequence[Materialised]) -> set[tuple[int, str]]:
    """Return for which chats and slots the ledger has a digest already."""
    found: set[tuple[int, str]] = set()
    slots = {slot_name(row.slot) for row in rows}
    for some in chunks([row.due.chat.id for row in rows]):
        query = select(deliveries.c.chat_id, deliveries.c.slot).where(
            deliveries.c.chat_id.in_(some), deliveries.c.slot.in_(slots), deliveries.c.part == 0
        )
        found |= {(row[0], row[1]) for row in await connection.execute(query)}
    return found


async def _settle_sources(connection: AsyncConnection, chat_ids: list[int], shown_until: int) -> None:
    """Let feeds be no longer new that were so for a digest up to `shown_until`; one read since stays so."""
    mine = subscriptions.c.chat_id.in_(chat_ids)
    done = (mine, subscriptions.c.since != UNREAD, subscriptions.c.since <= shown_until)
    await connection.execute(update(subscriptions).where(*done).values(since=None))
    still = select(subscriptions.c.chat_id).where(mine, subscriptions.c.since > shown_until)
    await connection.execute(update(chats).where(chats.c.id.in_(still)).values(has_new_sources=True))


def _unsent(chat_ids: list[int]) -> Select[Any]:
    """Digests of chats of which nothing has left: no text was frozen, so nobody can have seen any of it."""
    other = deliveries.alias()
    begun = select(other.c.id).where(
        other.c.chat_id == deliveries.c.chat_id,
        other.c.slot == deliveries.c.slot,
        or_(other.c.text.is_not(None), other.c.state != DeliveryState.PENDING.value),
    )
    return select(
        deliveries.c.chat_id, deliveries.c.slot, deliveries.c.digest_id, deliveries.c.covers_from
    ).where(
        deliveries.c.chat_id.in_(chat_ids),
        deliveries.c.state == DeliveryState.PENDING.value,
        deliveries.c.digest_id.is_not(None),
        deliveries.c.part == 0,
        ~begun.exists(),
    )


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
