"""Which chat asked for which article and which input, so that both can be deleted with the chat."""

from collections.abc import Collection, Sequence
from typing import Literal, TypeAlias

from sqlalchemy import Column, ColumnElement, delete, select, update
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
            for kind, item_id in sorted(items)
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

    async def take_back(self, telegram_id: int, items: Collection[tuple[Kind, str]]) -> None:
        """Forget that a chat asked for some items, and delete those that nobody else did; see `note`."""
        texts, links = ([item_id for kind, item_id in items if kind == one] for one in ("article", "input"))
        async with writing(self._engine) as connection:
            await _erase(connection, telegram_id, texts, links)

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
    query = select(asked.c.kind, asked.c.item_id).where(asked.c.telegram_id == telegram_id)
    rows = (await connection.execute(query)).all()
    texts, links = ([row.item_id for row in rows if row.kind == kind] for kind in ("article", "input"))
    await _erase(connection, telegram_id, texts, links)


async def _erase(
    connection: AsyncConnection, telegram_id: int, texts: Sequence[str], links: Sequence[str]
) -> None:
    behind = [text for some in chunks(links) for text in await _behind(connection, some)]
    for some in chunks(list(dict.fromkeys((*texts, *behind)))):
        kept = await _of_others(connection, telegram_id, "article", some)
        kept |= set(await _among(connection, entries.c.article_id, some))
        gone = [article_id for article_id in some if article_id not in kept]
        await connection.execute(delete(articles).where(articles.c.id.in_(gone)))
        # The other addresses under which it was found.
        await connection.execute(delete(inputs).where(inputs.c.article_id.in_(gone)))
        await _forget(connection, telegram_id, "article", some)
    for some in chunks(links):
        kept = await _of_others(connection, telegram_id, "input", some)
        gone = [input_id for input_id in some if input_id not in kept]
        await connection.execute(delete(inputs).where(inputs.c.id.in_(gone)))
        await _forget(connection, telegram_id, "input", some)


async def _behind(connection: AsyncConnection, links: Sequence[str]) -> Sequence[str]:
    """Return the texts that links were read as."""
    read = select(inputs.c.article_id).where(inputs.c.id.in_(links), inputs.c.article_id.is_not(None))
    return [str(article_id) for article_id in (await connection.execute(read)).scalars()]


async def _of_others(
    connection: AsyncConnection, telegram_id: int, kind: Kind, ids: Sequence[str]
) -> set[str]:
    """Return which of some items others asked for; a text also by a link that leads to it."""
    others = (asked.c.kind == kind, asked.c.telegram_id != telegram_id)
    found = set(await _among(connection, asked.c.item_id, ids, *others))
    if kind == "article":
        by_link = (
            asked.c.kind == "input",
            asked.c.telegram_id != telegram_id,
            asked.c.item_id == inputs.c.id,
        )
        found |= set(await _among(connection, inputs.c.article_id, ids, *by_link))
    return found


async def _among(
    connection: AsyncConnection, column: Column[str], ids: Sequence[str], *where: ColumnElement[bool]
) -> Sequence[str]:
    """Return which of some ids a column holds."""
    return (await connection.execute(select(column).where(column.in_(ids), *where))).scalars().all()


async def _forget(connection: AsyncConnection, telegram_id: int, kind: Kind, ids: Sequence[str]) -> None:
    mine = (asked.c.telegram_id == telegram_id, asked.c.kind == kind, asked.c.item_id.in_(ids))
    await connection.execute(delete(asked).where(*mine))
