"""The words of one chat, as a transaction sees and changes them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest.wished_words import word_key
from bot.digest.wishes import MOST_WORDS, Taste
from bot.storage.schema import chats, tastes


@dataclass(frozen=True, slots=True)
class _Row:
    word: str
    weight: int
    added_at: int


class Words:
    """All words of a chat. The transaction has to be alone, so that they stay all."""

    def __init__(self, connection: AsyncConnection, chat_id: int, most: int) -> None:
        self._connection, self._chat_id, self._most = connection, chat_id, most
        self._rows: dict[tuple[Taste, str], _Row] = {}

    @classmethod
    async def of(cls, connection: AsyncConnection, chat_id: int) -> "Words":
        """Return the words of a chat; one that is not known has none and gets none."""
        known = await connection.execute(select(chats.c.id).where(chats.c.id == chat_id))
        words = cls(connection, chat_id, MOST_WORDS if known.first() else 0)
        columns = (tastes.c.kind, tastes.c.word, tastes.c.weight, tastes.c.added_at)
        query = select(*columns).where(tastes.c.chat_id == chat_id)
        for kind, *row in await connection.execute(query):
            words._rows[Taste(kind), word_key(row[0])] = _Row(*row)
        return words

    def weight(self, word: str) -> int:
        """Return the weight of a word; 0 where it has none."""
        row = self._rows.get((Taste.LIKE, word_key(word)))
        return row.weight if row else 0

    async def put(self, kind: Taste, word: str, weight: int, now: int) -> bool:
        """Keep a word; False where there are too many, none of which may go."""
        key = kind, word_key(word)
        if known := self._rows.get(key):
            word = known.word
            change = update(tastes).where(self._is(kind, word)).values(weight=weight, added_at=now)
            await self._connection.execute(change)
        elif await self._make_room():
            values = {"kind": kind.value, "word": word, "weight": weight, "added_at": now}
            await self._connection.execute(insert(tastes).values(chat_id=self._chat_id, **values))
        else:
            return False
        self._rows[key] = _Row(word, weight, now)
        return True

    async def drop(self, kind: Taste, word: str) -> bool:
        """Forget a word; False if it was not kept."""
        row = self._rows.pop((kind, word_key(word)), None)
        if row:
            await self._connection.execute(delete(tastes).where(self._is(kind, row.word)))
        return row is not None

    async def _make_room(self) -> bool:
        """Let the oldest weight go where the chat is full: what was typed in is never forgotten by itself."""
        if len(self._rows) < self._most:
            return True
        weighed = [row for (kind, _), row in self._rows.items() if kind is Taste.LIKE]
        if not weighed:
            return False
        oldest = min(weighed, key=lambda row: (row.added_at, row.word))
        return await self.drop(Taste.LIKE, oldest.word)

    def _is(self, kind: Taste, word: str) -> ColumnElement[bool]:
        return and_(tastes.c.chat_id == self._chat_id, tastes.c.kind == kind.value, tastes.c.word == word)
