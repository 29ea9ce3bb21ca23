"""All that somebody has set up in a chat, read at once and replaced at once."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.lists import Listed
from bot.digest.profile import Field
from bot.digest.setup import KeptWord, LeftOut, Setup, united, word_id
from bot.digest.wishes import Options, Taste
from bot.storage.following import renew_sources
from bot.storage.looks import speak_in_topics
from bot.storage.rows import look_columns, look_of, look_values, schedule_columns, schedule_of
from bot.storage.schema import chats, feeds, subscriptions, tastes
from bot.storage.sql import alone, chunks, writing
from bot.storage.subscriptions import listed_of
from bot.storage.tastes import note_personal

_OPTIONS = tuple(chats.c[field.name] for field in fields(Options))


class SetupStore:
    """What is set up, by chat. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, chat_id: int) -> Setup | None:
        """Return what is set up in a chat; None where it is not known."""
        async with self._engine.connect() as connection:
            return await setup_of(connection, chat_id)

    async def replace(self, chat_id: int, setup: Setup, now: int) -> None:
        """Let a chat have all of a setup but its schedule, and nothing else of the kind.

        Its sources have to be followed already; what else is followed is dropped.
        """
        values = {
            "is_silent": setup.is_silent,
            "says_nothing_new": setup.says_nothing_new,
            "most_stories": setup.most_stories,
            "most_minutes": setup.most_minutes,
            **{column.name: getattr(setup.options, column.name) for column in _OPTIONS},
            **look_values(setup.look),
        }
        async with writing(self._engine) as connection:
            await alone(connection)
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(values))
            await speak_in_topics(connection, chat_id)
            known = await _keep_sources(connection, chat_id, setup.sources, now)
            await connection.execute(delete(tastes).where(tastes.c.chat_id == chat_id))
            rows = [
                {
                    "chat_id": chat_id,
                    "kind": word.kind.value,
                    "field": word.field.value,
                    "word": word.word,
                    "feed_id": known.get(word.source or "", 0),
                    "weight": word.weight,
                    "added_at": now,
                }
                for word in setup.words
                if word.source is None or word.source in known
            ]
            if rows:
                await connection.execute(insert(tastes), rows)
            await renew_sources(connection, [chat_id])
            await note_personal(connection, chat_id)


async def setup_of(connection: AsyncConnection, chat_id: int) -> Setup | None:
    """Return what is set up in a chat, within a transaction that somebody else opened."""
    columns = (chats.c.is_silent, chats.c.says_nothing_new, chats.c.most_stories, chats.c.most_minutes)
    query = select(*schedule_columns, *look_columns, *_OPTIONS, *columns).where(chats.c.id == chat_id)
    row = (await connection.execute(query)).first()
    if row is None:
        return None
    return Setup(
        schedule_of(row),
        Options(*(row._mapping[column.name] for column in _OPTIONS)),
        row.is_silent,
        row.says_nothing_new,
        look_of(row[len(schedule_columns) :]),
        row.most_stories,
        row.most_minutes,
        tuple(await listed_of(connection, chat_id)),
        tuple(await _words(connection, chat_id)),
    )


async def make_room(
    connection: AsyncConnection, first_id: int, second_id: int, most_sources: int | None
) -> LeftOut:
    """Drop what two chats that are about to become one cannot hold together; see `united`."""
    first, second = await setup_of(connection, first_id), await setup_of(connection, second_id)
    if first is None or second is None:
        return LeftOut()
    both = united(first, second, most_sources)
    if both.left_out.sources:
        ids = select(feeds.c.id).where(feeds.c.url.in_(both.sources))
        those = (subscriptions.c.chat_id == second_id, subscriptions.c.feed_id.not_in(ids))
        await connection.execute(delete(subscriptions).where(*those))
    of_first = set(map(word_id, first.words))
    kept = set(map(word_id, both.words))
    for chat_id, stay in ((first_id, kept), (second_id, kept - of_first)):
        for row in await _word_rows(connection, chat_id):
            if word_id(_word_of(row)) not in stay:
                same = [column == row._mapping[column] for column in tastes.primary_key]
                await connection.execute(delete(tastes).where(*same))
    return both.left_out


async def _keep_sources(
    connection: AsyncConnection, chat_id: int, sources: Sequence[Listed], now: int
) -> dict[str, int]:
    """Drop what is not among some sources, and weigh these; return their ids by address."""
    query = (
        select(feeds.c.url, feeds.c.id)
        .join(subscriptions, subscriptions.c.feed_id == feeds.c.id)
        .where(subscriptions.c.chat_id == chat_id)
    )
    followed = {url: feed_id for url, feed_id in await connection.execute(query)}  # noqa: C416  (typed)
    wanted = {source.url: source.weight for source in sources}
    for url, feed_id in followed.items():
        one = (subscriptions.c.chat_id == chat_id, subscriptions.c.feed_id == feed_id)
        if url in wanted:
            await connection.execute(update(subscriptions).where(*one).values(weight=wanted[url]))
    dropped = [feed_id for url, feed_id in followed.items() if url not in wanted]
    for some in chunks(dropped):
        those = (subscriptions.c.chat_id == chat_id, subscriptions.c.feed_id.in_(some))
        await connection.execute(delete(subscriptions).where(*those))
    if dropped:
        await connection.execute(update(chats).where(chats.c.id == chat_id).values(dropped_at=now))
    return {url: feed_id for url, feed_id in followed.items() if url in wanted}


async def _words(connection: AsyncConnection, chat_id: int) -> list[KeptWord]:
    words = [_word_of(row) for row in await _word_rows(connection, chat_id)]
    return sorted(words, key=lambda one: (one.kind, one.field, one.source or "", one.word))


async def _word_rows(connection: AsyncConnection, chat_id: int) -> list[Row[*tuple[Any, ...]]]:
    """Return rows of words, but for those of sources that are gone."""
    query = (
        select(tastes, feeds.c.url)
        .outerjoin(feeds, feeds.c.id == tastes.c.feed_id)
        .where(tastes.c.chat_id == chat_id)
    )
    return [row for row in await connection.execute(query) if not row.feed_id or row.url]


def _word_of(row: Row[*tuple[Any, ...]]) -> KeptWord:
    return KeptWord(Taste(row.kind), row.word, row.weight, Field(row.field), row.url)
