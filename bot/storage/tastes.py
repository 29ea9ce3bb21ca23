"""The words and filters of one chat, as a transaction sees and changes them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest.profile import Field, Filter
from bot.digest.wished_words import word_key
from bot.digest.wishes import MOST_WORDS, Taste
from bot.storage.breaking import BREAKING
from bot.storage.schema import chats, deliveries, splits, subscriptions, tastes

_Key = tuple[Taste, Field, int, str]


@dataclass(frozen=True, slots=True)
class _Row:
    filter: Filter
    weight: int
    added_at: int


class Words:
    """All words and filters of a chat. The transaction has to be alone, so that they stay all."""

    def __init__(self, connection: AsyncConnection, chat_id: int, most: int) -> None:
        self._connection, self._chat_id, self._most = connection, chat_id, most
        self._rows: dict[_Key, _Row] = {}

    @classmethod
    async def of(cls, connection: AsyncConnection, chat_id: int) -> "Words":
        """Return the words of a chat; one that is not known has none and gets none."""
        known = await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))
        words = cls(connection, chat_id, MOST_WORDS if known.first() else 0)
        query = select(tastes).where(tastes.c.chat_id == chat_id)
        for row in await connection.execute(query):
            one = Filter(row.word, Field(row.field), row.feed_id)
            words._rows[_key(Taste(row.kind), one)] = _Row(one, row.weight, row.added_at)
        return words

    def weight(self, word: str) -> int:
        """Return the weight of a word; 0 where it has none."""
        row = self._rows.get(_key(Taste.LIKE, Filter(word)))
        return row.weight if row else 0

    def later(self, now: int) -> int:
        """Return a moment, now or hardly later, at which nothing was added yet."""
        return max([now, *(row.added_at + 1 for row in self._rows.values())])

    def added_at(self, kind: Taste, moment: int) -> list[Filter]:
        """Return what was added at a moment."""
        return [
            row.filter for (taste, *_), row in self._rows.items() if taste is kind and row.added_at == moment
        ]

    async def add(self, kind: Taste, one: Filter, now: int) -> bool:
        """Keep a filter, or leave one that is kept as it is; False where there are too many."""
        return _key(kind, one) in self._rows or await self.put(kind, one, 0, now)

    async def put(self, kind: Taste, one: Filter, weight: int, now: int) -> bool:
        """Keep a word with a weight, or a filter; False where there are too many, none of which may go."""
        key = _key(kind, one)
        if known := self._rows.get(key):
            one = known.filter
            change = update(tastes).where(self._is(kind, one)).values(weight=weight, added_at=now)
            await self._connection.execute(change)
        elif await self._make_room():
            await self._connection.execute(insert(tastes).values(self._row(kind, one, weight, now)))
        else:
            return False
        self._rows[key] = _Row(one, weight, now)
        return True

    async def drop(self, kind: Taste, one: Filter) -> bool:
        """Forget a word or a filter; False if it was not kept."""
        row = self._rows.pop(_key(kind, one), None)
        if row:
            await self._connection.execute(delete(tastes).where(self._is(kind, row.filter)))
        return row is not None

    async def _make_room(self) -> bool:
        """Let the oldest weight go where the chat is full: what was typed in is never forgotten by itself."""
        if len(self._rows) < self._most:
            return True
        weighed = [row for (kind, *_), row in self._rows.items() if kind is Taste.LIKE]
        if not weighed:
            return False
        oldest = min(weighed, key=lambda row: (row.added_at, row.filter.word))
        return await self.drop(Taste.LIKE, oldest.filter)

    def _row(self, kind: Taste, one: Filter, weight: int, now: int) -> Mapping[str, Any]:
        return {
            "chat_id": self._chat_id,
            "kind": kind.value,
            "field": one.field.value,
            "word": one.word,
            "feed_id": one.feed_id,
            "weight": weight,
            "added_at": now,
        }

    def _is(self, kind: Taste, one: Filter) -> ColumnElement[bool]:
        return and_(
            tastes.c.chat_id == self._chat_id,
            tastes.c.kind == kind.value,
            tastes.c.field == one.field.value,
            tastes.c.word == one.word,
            tastes.c.feed_id == one.feed_id,
        )


async def forget_filters(connection: AsyncConnection, chat_id: int, feed_id: int) -> None:
    """Forget the filters that a chat has for a feed which it follows no more."""
    of_feed = (tastes.c.chat_id == chat_id, tastes.c.feed_id == feed_id)
    if (await connection.execute(delete(tastes).where(*of_feed))).rowcount:
        await note_personal(connection, chat_id)


async def move_filters(
    connection: AsyncConnection, chat_ids: Collection[int], gone_id: int, left_id: int
) -> None:
    """Let the filters of some chats for a feed that goes hold for the one that is left."""
    other = tastes.alias()
    same = select(other.c.word).where(
        *(other.c[name] == tastes.c[name] for name in ("chat_id", "kind", "field", "word")),
        other.c.feed_id == left_id,
    )
    of_gone = (tastes.c.chat_id.in_(chat_ids), tastes.c.feed_id == gone_id)
    await connection.execute(update(tastes).where(*of_gone, ~same.exists()).values(feed_id=left_id))
    await connection.execute(delete(tastes).where(*of_gone))


async def note_personal(connection: AsyncConnection, chat_id: int) -> None:
    """Note whether a chat has any wish that changes what its digests hold."""
    weighed = (subscriptions.c.chat_id == chat_id, subscriptions.c.weight != 0)
    is_personal = or_(
        chats.c.most_stories.is_not(None),
        chats.c.most_minutes.is_not(None),
        chats.c.breaking_sources.is_not(None),
        # What came so is known to the ledger alone: others that follow the same were not shown it.
        select(deliveries.c.id)
        .where(deliveries.c.chat_id == chat_id, deliveries.c.slot.startswith(BREAKING))
        .exists(),
        select(tastes.c.word).where(tastes.c.chat_id == chat_id).exists(),
        select(subscriptions.c.feed_id).where(*weighed).exists(),
        select(splits.c.entry_id).where(splits.c.chat_id == chat_id).exists(),
    )
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(is_personal=is_personal))


def _key(kind: Taste, one: Filter) -> _Key:
    return kind, one.field, one.feed_id, word_key(one.word)
