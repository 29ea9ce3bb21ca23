"""Which chat asked for which article and which input, so that both can be deleted with the chat."""

from collections.abc import Collection
from typing import Literal, TypeAlias

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.schema import articles, asked, entries, inputs
from bot.storage.sql import chunks, insert_into, writing

Kind: TypeAlias = Literal["article", "input"]
"""A text, by its id; or a link or a document, by the id of what was read."""


class AskedStore:
    """Who asked for what. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def note(self, telegram_id: int, items: Collection[tuple[Kind, str]], now: int) -> None:
        """Note that a chat asked for articles and inputs, each given as kind and id."""
        rows = [
            {"telegram_id": telegram_id, "kind": kind, "item_id": item_id, "asked_at": now}
            for kind, item_id in items
        ]
        if rows:
            async with writing(self._engine) as connection:
                statement = insert_into(connection, asked)
                await connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=["telegram_id", "kind", "item_id"],
                        set_={"asked_at": statement.excluded.asked_at},
                    ),
                    rows,
                )

    async def delete_older(self, before: int) -> int:
        """Forget what was asked before `before` (UTC seconds); return how much."""
        async with writing(self._engine) as connection:
            return (await connection.execute(delete(asked).where(asked.c.asked_at < before))).rowcount


async def move_asked(connection: AsyncConnection, old_telegram_id: int, new_telegram_id: int) -> None:
    """Follow a group that got another number, but for what was asked under both; that goes with the old."""
    other = asked.alias()
    same = select(other.c.item_id).where(
        other.c.telegram_id == new_telegram_id,
        other.c.kind == asked.c.kind,
        other.c.item_id == asked.c.item_id,
    )
    moved = update(asked).where(asked.c.telegram_id == old_telegram_id, ~same.exists())
    await connection.execute(moved.values(telegram_id=new_telegram_id))
    await connection.execute(delete(asked).where(asked.c.telegram_id == old_telegram_id))


async def erase_asked(connection: AsyncConnection, telegram_id: int) -> None:
    """Forget what a chat asked for, and delete what nobody else did and no source brought."""
    texts = await _own(connection, telegram_id, "article")
    of_sources = select(entries.c.article_id)
    for some in chunks(texts):
        kept = set((await connection.execute(of_sources.where(entries.c.article_id.in_(some)))).scalars())
        gone = [article_id for article_id in some if article_id not in kept]
        await connection.execute(delete(articles).where(articles.c.id.in_(gone)))
        # The other addresses under which it was found.
        await connection.execute(delete(inputs).where(inputs.c.article_id.in_(gone)))
    for some in chunks(await _own(connection, telegram_id, "input")):
        await connection.execute(delete(inputs).where(inputs.c.id.in_(some)))
    await connection.execute(delete(asked).where(asked.c.telegram_id == telegram_id))


async def _own(connection: AsyncConnection, telegram_id: int, kind: Kind) -> list[str]:
    """Return the ids of what a chat alone asked for."""
    other = asked.alias()
    of_others = select(other.c.item_id).where(
        other.c.item_id == asked.c.item_id,
        other.c.kind == asked.c.kind,
        other.c.telegram_id != asked.c.telegram_id,
    )
    query = select(asked.c.item_id).where(
        asked.c.telegram_id == telegram_id, asked.c.kind == kind, ~of_others.exists()
    )
    return list((await connection.execute(query)).scalars())
