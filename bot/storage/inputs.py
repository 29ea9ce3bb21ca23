"""Links and documents that people asked for, so that none is read twice within the hour."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.schema import inputs
from bot.storage.sql import insert_into, writing


class InputStore:
    """Inputs by id: what they are, and the article that each was read as."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def offer(self, links: Sequence[tuple[str, str]], now: int) -> None:
        """Keep links, each with its id, that somebody may ask for by a button."""
        rows = [{"id": link_id, "url": url, "stored_at": now} for link_id, url in sorted(links)]
        async with writing(self._engine) as connection:
            statement = insert_into(connection, inputs)
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["id"],
                    set_={"url": statement.excluded.url, "stored_at": statement.excluded.stored_at},
                ),
                rows,
            )

    async def url(self, link_id: str) -> str | None:
        """Return a link by its id; None when it was never kept or its time is over."""
        async with self._engine.connect() as connection:
            return (await connection.execute(select(inputs.c.url).where(inputs.c.id == link_id))).scalar()

    async def note_read(self, input_ids: Sequence[str], article_id: str, now: int) -> None:
        """Note that inputs were read as an article just now.

        Others that were read as the same article as one of these before lead to the new one, too.
        """
        values = {"article_id": article_id, "read_at": now, "stored_at": now}
        before = select(inputs.c.article_id).where(
            inputs.c.id.in_(input_ids), inputs.c.article_id.is_not(None)
        )
        async with writing(self._engine) as connection:
            await connection.execute(
                update(inputs)
                .where(inputs.c.article_id.in_(before))
                .values(article_id=article_id, read_at=now)
            )
            statement = insert_into(connection, inputs)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["id"], set_=values),
                [{"id": input_id, **values} for input_id in sorted(input_ids)],
            )

    async def read_since(self, input_id: str, since: int) -> str | None:
        """Return the id of the article that an input was read as, if that was not before `since`."""
        query = select(inputs.c.article_id).where(inputs.c.id == input_id, inputs.c.read_at >= since)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def delete_older(self, before: int) -> int:
        """Delete what was stored before `before` (UTC seconds); return how many."""
        async with writing(self._engine) as connection:
            return (await connection.execute(delete(inputs).where(inputs.c.stored_at < before))).rowcount
