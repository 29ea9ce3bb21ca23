"""What chats wish of their digests: words, weights, entries taken apart, how much, and what else comes."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.profile import NOTHING_WISHED, Field, Filter, Profile
from bot.digest.wished_words import word_key
from bot.digest.wishes import Options, Taste
from bot.storage.schema import chats, entries, splits, subscriptions, tastes
from bot.storage.sql import alone, chunks, insert_into, writing
from bot.storage.tastes import Words, note_personal


@dataclass(frozen=True, slots=True)
class Added:
    """What came of filters that were to be kept."""

    moment: int
    """What was new to the chat is known by this."""
    new: tuple[Filter, ...]
    left_out: tuple[Filter, ...]
    """Those for which there is no room."""


class ProfileStore:
    """Wishes by chat. Each method is one transaction; after it, `chats.is_personal` says whether any is left.

    Words are given as `bot.digest.wished_words` makes them. Those that differ in capitals alone are one, with
    the capitals of the first. A chat that is not known has no wishes, and gets none.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, chat_ids: Collection[int]) -> dict[int, Profile]:
        """Return what each of some chats wishes; those that wish the same have equal profiles."""
        found = dict.fromkeys(chat_ids, NOTHING_WISHED)
        async with self._engine.connect() as connection:
            for some in chunks(chat_ids):
                found |= await _profiles(connection, some)
        return found

    async def options(self, chat_id: int) -> Options:
        """Return what else comes to a chat by itself."""
        columns = (chats.c.has_roundup, chats.c.breaking_sources, chats.c.breaking_most)
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(*columns).where(chats.c.id == chat_id))).first()
        return Options(*row) if row else Options()

    async def set_word(self, chat_id: int, kind: Taste, word: str, weight: int, now: int) -> bool:
        """Keep a word with its weight; False where there is no room for it."""
        return not await self.set_words(chat_id, kind, [word], weight, now)

    async def set_words(
        self, chat_id: int, kind: Taste, words: Sequence[str], weight: int, now: int
    ) -> list[str]:
        """Keep words, all with one weight; return those for which there is no room.

        A chat that has as many as it may forgets the word whose weight was set first, never a filter.
        """
        async with self._changing(chat_id) as connection:
            known = await Words.of(connection, chat_id)
            return [word for word in words if not await known.put(kind, Filter(word), weight, now)]

    async def drop_word(self, chat_id: int, kind: Taste, word: str) -> bool:
        """Forget a word; False if it was not kept."""
        return await self.drop_filter(chat_id, kind, Filter(word))

    async def add_filters(self, chat_id: int, kind: Taste, filters: Sequence[Filter], now: int) -> Added:
        """Keep filters; those for a source that the chat does not follow are none, and are not kept."""
        async with self._changing(chat_id) as connection:
            known = await Words.of(connection, chat_id)
            followed = select(subscriptions.c.feed_id).where(subscriptions.c.chat_id == chat_id)
            feed_ids = {0, *(await connection.execute(followed)).scalars()}
            fit, moment = [one for one in filters if one.feed_id in feed_ids], known.later(now)
            left_out = [one for one in fit if not await known.add(kind, one, moment)]
            return Added(moment, tuple(known.added_at(kind, moment)), tuple(left_out))

    async def drop_filter(self, chat_id: int, kind: Taste, one: Filter) -> bool:
        """Forget a filter; False if it was not kept."""
        async with self._changing(chat_id) as connection:
            return await (await Words.of(connection, chat_id)).drop(kind, one)

    async def take_back(self, chat_id: int, kind: Taste, moment: int) -> tuple[Filter, ...]:
        """Forget the filters that were added together at a moment; return them."""
        async with self._changing(chat_id) as connection:
            known = await Words.of(connection, chat_id)
            added = known.added_at(kind, moment)
            return tuple([one for one in added if await known.drop(kind, one)])

    async def weigh_feed(self, chat_id: int, feed_id: int, weight: int) -> bool:
        """Set what a chat thinks of a feed; False if it does not follow it."""
        async with self._changing(chat_id) as connection:
            return await _weigh(connection, chat_id, feed_id, weight)

    async def lean(
        self, chat_id: int, words: Sequence[str], weight: int, now: int
    ) -> tuple[tuple[str, int], ...]:
        """Give words at least a weight above 0, or at most one below; return what they have now.

        Asked for twice it changes nothing more; a word for which there is no room is left out.
        """
        leaning: dict[str, int] = {}
        async with self._changing(chat_id) as connection:
            known = await Words.of(connection, chat_id)
            for word in words:
                before = known.weight(word)
                wanted = max(before, weight) if weight > 0 else min(before, weight)
                if wanted == before or await known.put(Taste.LIKE, Filter(word), wanted, now):
                    leaning[word] = wanted
        return tuple(leaning.items())

    async def split(self, chat_id: int, entry_ids: Collection[int], now: int) -> None:
        """Note that entries belong to no story of others; those that are not kept any more do not count."""
        async with self._changing(chat_id) as connection:
            known = await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))
            for some in chunks(entry_ids) if known.first() else ():
                kept = await connection.execute(select(entries.c.id).where(entries.c.id.in_(some)))
                rows = [{"chat_id": chat_id, "entry_id": number, "added_at": now} for (number,) in kept]
                if rows:
                    await connection.execute(insert_into(connection, splits).on_conflict_do_nothing(), rows)

    async def set_budget(self, chat_id: int, stories: int | None, minutes: int | None) -> None:
        """Set how much a digest holds at most; None: as much as there is."""
        async with self._changing(chat_id) as connection:
            await _set(connection, chat_id, {"most_stories": stories, "most_minutes": minutes})

    async def set_options(
        self,
        chat_id: int,
        *,
        has_roundup: bool | None = None,
        breaking_sources: int | None = None,
        breaking_most: int | None = None,
    ) -> None:
        """Set what is given and leave the rest; 0 sources: no story is told at once."""
        given: dict[str, Any] = {"has_roundup": has_roundup, "breaking_most": breaking_most}
        values = {name: value for name, value in given.items() if value is not None}
        if breaking_sources is not None:
            values["breaking_sources"] = breaking_sources or None
        if values:
            async with self._changing(chat_id) as connection:
                await _set(connection, chat_id, values)

    async def reset(self, chat_id: int) -> None:
        """Forget the weights of words and feeds, and which entries were taken apart; all else stays."""
        liked = and_(tastes.c.chat_id == chat_id, tastes.c.kind == Taste.LIKE.value)
        weighed = and_(subscriptions.c.chat_id == chat_id, subscriptions.c.weight != 0)
        async with self._changing(chat_id) as connection:
            await connection.execute(delete(tastes).where(liked))
            await connection.execute(update(subscriptions).where(weighed).values(weight=0))
            await connection.execute(delete(splits).where(splits.c.chat_id == chat_id))

    @asynccontextmanager
    async def _changing(self, chat_id: int) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that changes the wishes of a chat, and note at its end whether any is left."""
        async with writing(self._engine) as connection:
            await alone(connection)
            yield connection
            await note_personal(connection, chat_id)


async def _profiles(connection: AsyncConnection, chat_ids: Sequence[int]) -> dict[int, Profile]:
    """Return what some chats wish, but for those that wish nothing."""
    budget = select(chats.c.id, chats.c.most_stories, chats.c.most_minutes)
    rows = await connection.execute(budget.where(chats.c.id.in_(chat_ids), chats.c.is_personal))
    budgets = {number: (stories, minutes) for number, stories, minutes in rows}
    mine = subscriptions.c.chat_id.in_(budgets)
    weight = select(subscriptions.c.chat_id, subscriptions.c.feed_id, subscriptions.c.weight)
    feeds = await _by_chat(connection, weight.where(mine, subscriptions.c.weight != 0))
    columns = (tastes.c.kind, tastes.c.field, tastes.c.feed_id, tastes.c.word, tastes.c.weight)
    taste = select(tastes.c.chat_id, *columns)
    words = await _by_chat(connection, taste.where(tastes.c.chat_id.in_(budgets)))
    split = select(splits.c.chat_id, splits.c.entry_id).where(splits.c.chat_id.in_(budgets))
    apart = await _by_chat(connection, split)

    def of_kind(number: int, wanted: Taste) -> list[tuple[Filter, int]]:
        found = [
            (Filter(word, Field(field), feed_id), weight)
            for kind, field, feed_id, word, weight in words[number]
            if kind == wanted
        ]
        return sorted(found, key=_in_order)

    def of_all(number: int, wanted: Taste) -> tuple[str, ...]:
        return tuple(one.word for one, _ in of_kind(number, wanted) if _is_word(one))

    def of_some(number: int, wanted: Taste) -> tuple[Filter, ...]:
        return tuple(one for one, _ in of_kind(number, wanted) if not _is_word(one))

    return {
        number: Profile(
            only=of_all(number, Taste.ONLY),
            muted=of_all(number, Taste.MUTE),
            only_by=of_some(number, Taste.ONLY),
            muted_by=of_some(number, Taste.MUTE),
            words=tuple((one.word, weight) for one, weight in of_kind(number, Taste.LIKE)),
            feeds=tuple(sorted(feeds[number])),
            apart=frozenset(entry_id for (entry_id,) in apart[number]),
            most_stories=stories,
            most_minutes=minutes,
        )
        for number, (stories, minutes) in budgets.items()
    }


def _in_order(row: tuple[Filter, int]) -> tuple[int, Field, str, str]:
    one, _ = row
    return one.feed_id, one.field, word_key(one.word), one.word


def _is_word(one: Filter) -> bool:
    return one.field is Field.TEXT and one.feed_id == 0


async def _by_chat(
    connection: AsyncConnection, query: Select[*tuple[Any, ...]]
) -> defaultdict[int, list[tuple[Any, ...]]]:
    """Return rows by the chat that is named in their first column, without it."""
    found = defaultdict[int, list[tuple[Any, ...]]](list)
    for number, *row in await connection.execute(query):
        found[number].append(tuple(row))
    return found


async def _set(connection: AsyncConnection, chat_id: int, values: dict[str, Any]) -> None:
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(values))


async def _weigh(connection: AsyncConnection, chat_id: int, feed_id: int, weight: int) -> bool:
    followed = and_(subscriptions.c.chat_id == chat_id, subscriptions.c.feed_id == feed_id)
    done = await connection.execute(update(subscriptions).where(followed).values(weight=weight))
    return bool(done.rowcount)
