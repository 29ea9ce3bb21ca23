"""What Telegram was told of the bot, so that it is told only what is new."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.schema import announced
from bot.storage.sql import insert_into, writing


class AnnouncedStore:
    """Digests of menus and descriptions by subject. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def all(self) -> dict[str, str]:
        """Return what was told: subject → digest of the content."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(select(announced.c.subject, announced.c.content))
            return {row.subject: row.content for row in rows}

    async def note(self, subject: str, content: str) -> None:
        """Note what was told."""
        async with writing(self._engine) as connection:
            statement = insert_into(connection, announced).values(subject=subject, content=content)
            change = {"content": content}
            await connection.execute(statement.on_conflict_do_update(index_elements=["subject"], set_=change))

    async def forget(self, subject: str) -> None:
        """Note that something was taken back."""
        async with writing(self._engine) as connection:
            await connection.execute(delete(announced).where(announced.c.subject == subject))
