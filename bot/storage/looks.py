"""How chats want what they are sent."""

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.look import PLAIN, Look
from bot.digest.model import Place
from bot.storage.rows import look_columns, look_of, look_values
from bot.storage.schema import chats
from bot.storage.sql import writing

# Written once: it is asked with every update.
_OF = (
    select(*look_columns)
    .where(
        chats.c.telegram_id == bindparam("b_telegram_id"),
        or_(chats.c.topic_id == bindparam("b_topic_id"), chats.c.topic_id == 0),
    )
    .order_by(chats.c.topic_id.desc())
)


class LookStore:
    """Looks by place and by our own number of a chat. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, place: Place) -> Look:
        """Return the look of a place: its own, for a topic without one that of its chat, else the default."""
        where = {"b_telegram_id": place.chat_id, "b_topic_id": place.topic_id}
        async with self._engine.connect() as connection:
            row = (await connection.execute(_OF, where)).first()
        return look_of(row) if row else PLAIN

    async def fill_languages(self, language: str) -> None:
        """Give every chat a language that has none."""
        async with writing(self._engine) as connection:
            missing = update(chats).where(chats.c.language.is_(None))
            await connection.execute(missing.values(language=language))

    async def set(self, chat_id: int, look: Look) -> None:
        """Replace the look of a chat; topics in which none was chosen speak the language that it chose."""
        async with writing(self._engine) as connection:
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(look_values(look)))
            await speak_in_topics(connection, chat_id)


async def speak_in_topics(connection: AsyncConnection, chat_id: int) -> None:
    """Let topics in which none was chosen speak the language that was chosen in a chat, if one was."""
    its = chats.alias()
    chosen = select(its.c.telegram_id, its.c.language).where(
        its.c.id == chat_id, its.c.topic_id == 0, its.c.is_language_chosen
    )
    if row := (await connection.execute(chosen)).first():
        topics = (chats.c.telegram_id == row.telegram_id, chats.c.is_language_chosen.is_(False))
        await connection.execute(update(chats).where(*topics).values(language=row.language))
