"""Texts that were summarised, kept so that the buttons under a summary go on working."""

from dataclasses import asdict, fields

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.model import Submission
from bot.storage.schema import articles


class ArticleStore:
    """Articles by id."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def put(self, article: Submission, now: int) -> None:
        """Keep an article; one already kept is kept for its full time again, with what is known of it now."""
        values = asdict(article) | {"stored_at": now}
        statement = insert(articles).values(values)
        async with self._engine.begin() as connection:
            await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    async def get(self, article_id: str) -> Submission | None:
        """Return an article, or None when it was never kept or its time is over."""
        columns = [articles.c[field.name] for field in fields(Submission)]
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(*columns).where(articles.c.id == article_id))).first()
        return Submission(*row) if row else None

    async def delete_older(self, before: int) -> int:
        """Delete what was stored before `before` (UTC seconds); return how many."""
        async with self._engine.begin() as connection:
            return (await connection.execute(delete(articles).where(articles.c.stored_at < before))).rowcount
