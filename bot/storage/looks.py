"""How chats want what they are sent."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digest.look import PLAIN, Look
from bot.digest.model import Place
from bot.storage.rows import look_columns, look_of, look_values
from bot.storage.schema import chats
from bot.storage.sql import writing


class LookStore:
    """Looks by place and by our own number of a chat. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, place: Place) -> Look:
        """Return the look of a place: its own, for a topic without one that of its chat, else the default."""
        query = (
            select(*look_columns)
            .where(chats.c.telegram_id == place.chat_id, chats.c.topic_id.in_({place.topic_id, 0}))
            .order_by(chats.c.topic_id.desc())
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return look_of(row) if row else PLAIN

    async def fill_languages(self, language: str) -> None:
        """Give every chat a language that has none."""
        async with writing(self._engine) as connection:
            missing = update(chats).where(chats.c.language.is_(None))
            await connection.execute(missing.values(language=language))

    async def set(self, chat_id: int, look: Look) -> None:
        """Replace the look of a chat; topics in which none was chosen speak the language that it chose."""
        whole = select(chats.c.telegram_id).where(chats.c.id == chat_id, chats.c.topic_id == 0)
        topics = chats.c.telegram_id.in_(whole) & chats.c.is_language_chosen.is_(False)
        async with writing(self._engine) as connection:
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(look_values(look)))
            if look.is_language_chosen:
                await connection.execute(update(chats).where(topics).values(language=look.language))
