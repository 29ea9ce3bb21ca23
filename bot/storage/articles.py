"""Texts that were summarised, kept so that the buttons under a summary go on working."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.model import Submission
from bot.storage.rows import article_columns, article_of
from bot.storage.schema import articles
from bot.storage.sql import insert_into, writing


class ArticleStore:
    """Articles by id."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def put(self, article: Submission, now: int) -> None:
        """Keep an article; one already kept is kept for its full time again, with what is known of it now."""
        async with writing(self._engine) as connection:
            await put_articles(connection, [article], now)

    async def get(self, article_id: str) -> Submission | None:
        """Return an article, or None when it was never kept or its time is over."""
        query = select(*article_columns).where(articles.c.id == article_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return article_of(row) if row else None

    async def delete_older(self, before: int) -> int:
        """Delete what was stored before `before` (UTC seconds); return how many."""
        async with writing(self._engine) as connection:
            return (await connection.execute(delete(articles).where(articles.c.stored_at < before))).rowcount


async def put_articles(connection: AsyncConnection, new: Sequence[Submission], now: int) -> None:
    """Keep articles within a transaction that somebody else opened."""
    rows = [asdict(article) | {"stored_at": now} for article in new]
    if rows:
        statement = insert_into(connection, articles)
        again = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=again), rows)
