"""Who owns the bot, and which groups and channels it serves."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.schema import owners, served_chats
from bot.storage.sql import insert_into, writing


class AccessStore:
    """Claimed ownership and served chats."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def owners(self) -> frozenset[int]:
        """User ids that claimed the bot."""
        async with self._engine.connect() as connection:
            return frozenset((await connection.execute(select(owners.c.user_id))).scalars())

    async def add_owner(self, user_id: int, now: int) -> None:
        """Make a person an owner."""
        async with writing(self._engine) as connection:
            statement = insert_into(connection, owners).values(user_id=user_id, claimed_at=now)
            await connection.execute(statement.on_conflict_do_nothing())

    async def added_by(self, chat_id: int) -> int | None:
        """Who brought the bot into this group or channel, if that is known."""
        query = select(served_chats.c.added_by).where(served_chats.c.chat_id == chat_id)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def serve(self, chat_id: int, added_by: int, now: int) -> None:
        """Note who brought the bot into a group or channel."""
        values = {"added_by": added_by, "added_at": now}
        async with writing(self._engine) as connection:
            statement = insert_into(connection, served_chats).values(chat_id=chat_id, **values)
            await connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))

    async def stop_serving(self, chat_id: int) -> None:
        """Forget a group or channel that the bot was taken out of."""
        async with writing(self._engine) as connection:
            await connection.execute(delete(served_chats).where(served_chats.c.chat_id == chat_id))

    async def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup and got a new id."""
        async with writing(self._engine) as connection:
            await move_served(connection, old_chat_id, new_chat_id)


async def move_served(connection: AsyncConnection, old_chat_id: int, new_chat_id: int) -> None:
    """Follow a group within a transaction that somebody else opened."""
    old = served_chats.c.chat_id == old_chat_id
    rows = await connection.execute(select(served_chats.c.added_by, served_chats.c.added_at).where(old))
    for added_by, added_at in rows:  # none when Telegram says it again, to the other of the two chats
        moved = insert_into(connection, served_chats).values(
            chat_id=new_chat_id, added_by=added_by, added_at=added_at
        )
        await connection.execute(moved.on_conflict_do_nothing())
    await connection.execute(delete(served_chats).where(old))
