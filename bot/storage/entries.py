"""What feeds brought: entries, what each is known by, and the articles behind them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import Entry, NewEntry
from bot.storage.articles import put_articles
from bot.storage.following import start_counting
from bot.storage.news import Sources
from bot.storage.rows import entry_columns, entry_of, summary_text
from bot.storage.schema import articles, entries, entry_keys, feeds, subscriptions
from bot.storage.sql import alone, chunks, insert_into, writing

_DAY = 86400

# So many entries are deleted at once, for others wait meanwhile.
_BATCH = 1000


class EntryStore:
    """Entries by feed. Each method is one transaction, but for `delete_older`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def known(self, feed_id: int, keys: Sequence[str]) -> set[str]:
        """Return which of some keys an entry of this feed is known by."""
        async with self._engine.connect() as connection:
            return set(await by_key(connection, feed_id, keys))

    async def has_any(self, feed_id: int) -> bool:
        """Whether anything of a feed is known, be it old."""
        query = select(entries.c.id).where(entries.c.feed_id == feed_id).limit(1)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def note_listed(self, feed_id: int, keys: Sequence[str], now: int) -> None:
        """Note that a feed lists entries, so that they stay known; to the day."""
        async with writing(self._engine) as connection:
            for some in chunks(keys):
                listed = select(entry_keys.c.entry_id).where(
                    entry_keys.c.feed_id == feed_id, entry_keys.c.key.in_(some)
                )
                old = (entries.c.id.in_(listed), entries.c.listed_at <= now - _DAY)
                await connection.execute(update(entries).where(*old).values(listed_at=now))

    async def add(self, feed_id: int, new: Sequence[NewEntry], now: int, *, first_read: bool) -> list[int]:
        """Keep entries in the order given, with their articles; return the ids of those not known before.

        One with a key in common with a known one is the same, which is then known by its other keys, too.
        At the first read that brings any, those who follow the feed begin with its newest three.
        """
        async with writing(self._engine) as connection:
            # A digest is made of all ids up to the greatest one: none of them may come to light later.
            await alone(connection)
            if not (await connection.execute(select(feeds.c.id).where(feeds.c.id == feed_id))).first():
                return []
            known = await by_key(connection, feed_id, [key for entry in new for key in entry.keys])
            fresh, further = _sort_out(new, known)
            await put_articles(connection, [entry.article for entry, _ in fresh if entry.article], now)
            ids = await _insert(connection, feed_id, [entry for entry, _ in fresh], now)
            keys = [(key, ids[place]) for place, (_, keys) in enumerate(fresh) for key in keys]
            await _put_keys(connection, feed_id, keys + further)
            if first_read:
                await start_counting(connection, feed_id)
        return ids

    async def add_keys(self, feed_id: int, entry_key: str, further: Sequence[str]) -> None:
        """Let the entry that is known by one key be known by others, too, which no other one has yet."""
        async with writing(self._engine) as connection:
            for entry_id in (await by_key(connection, feed_id, [entry_key])).values():
                await _put_keys(connection, feed_id, [(key, entry_id) for key in further])

    async def newest(self, feed_id: int, count: int) -> list[Entry]:
        """Return the entries of a feed that were seen last, the newest first."""
        async with self._engine.connect() as connection:
            return [
                entry_of(row) for row in await connection.execute(_newest(feed_id, count, *entry_columns))
            ]

    async def recent(self, feed_ids: Sequence[int], count: int) -> dict[int, list[tuple[int | None, int]]]:
        """Return when the entries of feeds that were seen last were published, and when they were seen."""
        async with self._engine.connect() as connection:
            found = {}
            for feed_id in feed_ids:
                query = _newest(feed_id, count, entries.c.published, entries.c.seen_at)
                found[feed_id] = [(row[0], row[1]) for row in await connection.execute(query)]
        return found

    async def newest_before(self, feed_ids: Collection[int], moment: int) -> Sources:
        """Return for feeds the newest entry that was seen before a moment; 0 where there is none."""
        newest = func.max(entries.c.id)
        found = dict.fromkeys(feed_ids, 0)
        async with self._engine.connect() as connection:
            for some in chunks(feed_ids):
                query = (
                    select(entries.c.feed_id, newest)
                    .where(entries.c.feed_id.in_(some), entries.c.seen_at < moment)
                    .group_by(entries.c.feed_id)
                )
                found |= dict((await connection.execute(query)).all())
        return tuple(sorted(found.items()))

    async def share_newest(self, feed_id: int, other_id: int, count: int) -> bool:
        """Whether the newest entries of either of two feeds are all known in the other one."""
        async with self._engine.connect() as connection:
            for one, other in ((feed_id, other_id), (other_id, feed_id)):
                newest = (await connection.execute(_newest(one, count, entries.c.id))).scalars().all()
                query = select(entry_keys.c.entry_id, entry_keys.c.key).where(
                    entry_keys.c.entry_id.in_(newest)
                )
                known_by = (await connection.execute(query)).all()
                here = await by_key(connection, other, [key for _, key in known_by])
                if not newest or {entry_id for entry_id, key in known_by if key in here} != set(newest):
                    return False
        return True

    async def get(self, entry_id: int) -> Entry | None:
        """Return an entry; None when it is no longer kept."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(*entry_columns).where(entries.c.id == entry_id))).first()
        return entry_of(row) if row else None

    async def of(self, entry_ids: Collection[int]) -> dict[int, Entry]:
        """Return entries by id, those that are still kept."""
        found: dict[int, Entry] = {}
        async with self._engine.connect() as connection:
            for some in chunks(entry_ids):
                query = select(*entry_columns).where(entries.c.id.in_(some))
                found |= {row.id: entry_of(row) for row in await connection.execute(query)}
        return found

    async def articles_of_chat(self, chat_id: int, count: int) -> list[str]:
        """Return the ids of the articles seen last in all feeds that a chat follows, the newest first.

        Newest is by date, and by when it was seen where there is none.
        """
        followed = select(subscriptions.c.feed_id).where(subscriptions.c.chat_id == chat_id)
        rows: list[Row[int, int, str]] = []
        async with self._engine.connect() as connection:
            # Feed by feed from the index: all together they would have to be sorted.
            for feed_id in (await connection.execute(followed)).scalars().all():
                rows += list(await connection.execute(_newest_articles(feed_id, count)))
        seen_last = sorted(rows, reverse=True)[:count]
        newest = sorted(seen_last, key=lambda row: -row[1])  # of one moment the one seen last
        return list(dict.fromkeys(article_id for _, _, article_id in newest))

    async def delete_older(self, listed_before: int) -> int:
        """Delete entries that no feed has listed since `listed_before`; return how many."""
        some = select(entries.c.id).where(entries.c.listed_at < listed_before).limit(_BATCH)
        deleted = 0
        while True:
            async with writing(self._engine) as connection:
                gone = await connection.execute(delete(entries).where(entries.c.id.in_(some)))
            deleted += gone.rowcount
            if gone.rowcount < _BATCH:
                return deleted


def _newest(feed_id: int, count: int, *columns: Column[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .where(entries.c.feed_id == feed_id, ~entries.c.is_old)
        .order_by(entries.c.id.desc())
        .limit(count)
    )


def _newest_articles(feed_id: int, count: int) -> Select[int, int, str]:
    return (
        select(entries.c.id, func.coalesce(entries.c.published, entries.c.seen_at), entries.c.article_id)
        .join(articles, articles.c.id == entries.c.article_id)
        .where(entries.c.feed_id == feed_id, ~entries.c.is_old)
        .order_by(entries.c.id.desc())
        .limit(count)
    )


async def by_key(connection: AsyncConnection, feed_id: int, keys: Sequence[str]) -> dict[str, int]:
    """Return the ids of entries by those of the keys that are known."""
    found: dict[str, int] = {}
    for some in chunks(keys):
        query = select(entry_keys.c.key, entry_keys.c.entry_id)
        of_these = (entry_keys.c.feed_id == feed_id, entry_keys.c.key.in_(some))
        found |= dict((await connection.execute(query.where(*of_these))).all())
    return found


def _sort_out(
    new: Sequence[NewEntry], known: Mapping[str, int]
) -> tuple[list[tuple[NewEntry, list[str]]], list[tuple[str, int]]]:
    """Return the entries that are new with their keys, and keys that known ones gain with their ids.

    Entries of one reading may be the same, too: the first of them stays, with the keys of all.
    """
    fresh: list[tuple[NewEntry, list[str]]] = []
    keys_of: dict[str, list[str]] = {}
    further: list[tuple[str, int]] = []
    for entry in new:
        entry_id = next((known[key] for key in entry.keys if key in known), None)
        if entry_id is not None:
            further += [(key, entry_id) for key in entry.keys if key not in known]
            continue
        keys = next((keys_of[key] for key in entry.keys if key in keys_of), None)
        if keys is None:
            fresh.append((entry, keys := []))
        for key in entry.keys:
            if keys_of.setdefault(key, keys) is keys and key not in keys:
                keys.append(key)
    return fresh, further


async def _insert(connection: AsyncConnection, feed_id: int, new: Sequence[NewEntry], now: int) -> list[int]:
    if not new:
        return []
    rows = [
        {
            "feed_id": feed_id,
            "story_key": entry.story_key,
            "title": entry.title,
            "url": entry.url,
            "author": entry.author,
            "published": entry.published,
            "seen_at": now,
            "listed_at": now,
            "article_id": entry.article.id if entry.article else None,
            "summary": summary_text(entry.summary),
            "is_old": entry.is_old,
            "features": entry.features,
            "language": entry.language,
        }
        for entry in new
    ]
    statement = insert(entries).returning(entries.c.id, sort_by_parameter_order=True)
    return list((await connection.execute(statement, rows)).scalars())


async def _put_keys(connection: AsyncConnection, feed_id: int, keys: Sequence[tuple[str, int]]) -> None:
    rows = [{"feed_id": feed_id, "key": key, "entry_id": entry_id} for key, entry_id in keys]
    if rows:
        await connection.execute(insert_into(connection, entry_keys).on_conflict_do_nothing(), rows)
