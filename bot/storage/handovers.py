"""Setups on their way from one chat to another: codes, and the move itself."""

from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import Chat, ChatKind, ChatState, Place
from bot.storage.due_digests import take_back
from bot.storage.moves import merge
from bot.storage.rows import chat_columns, chat_of
from bot.storage.schema import chats, deliveries, handovers
from bot.storage.sql import alone, insert_into, writing


@dataclass(frozen=True, slots=True)
class Handover:
    """A setup that can be taken."""

    chat: Chat
    made_by: int
    expires_at: int


class HandoverStore:
    """Handovers by a digest of their code. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def offer(self, chat_id: int, code: str, made_by: int, now: int, expires_at: int) -> None:
        """Let the setup of a chat be taken by a code, and by no earlier one."""
        async with writing(self._engine) as connection:
            old = or_(handovers.c.chat_id == chat_id, handovers.c.expires_at <= now)
            await connection.execute(delete(handovers).where(old))
            values = {"code": code, "chat_id": chat_id, "made_by": made_by, "expires_at": expires_at}
            await connection.execute(insert_into(connection, handovers).values(values))

    async def find(self, code: str) -> Handover | None:
        """Return what is behind a code, be it expired; None where it is unknown or was used."""
        query = (
            select(*chat_columns, handovers.c.made_by, handovers.c.expires_at)
            .join(handovers, handovers.c.chat_id == chats.c.id)
            .where(handovers.c.code == code)
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return Handover(chat_of(row), row.made_by, row.expires_at) if row else None

    async def take(self, code: str, place: Place, kind: ChatKind, by: int | None, now: int) -> bool:
        """Let the setup behind a code become that of a place; False where the code holds no longer.

        What is followed at the place already stays, and so do its words; the settings are those that come.
        The place is left paused: whoever calls says when its next digest is due.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            used = (
                delete(handovers)
                .where(handovers.c.code == code, handovers.c.expires_at > now)
                .returning(handovers.c.chat_id)
            )
            chat_id = (await connection.execute(used)).scalar()
            if chat_id is None:
                return False
            await _hand_over(connection, chat_id, place, kind, by, now)
            return True

    async def delete_expired(self, now: int) -> int:
        """Delete codes whose time is over; return how many."""
        async with writing(self._engine) as connection:
            gone = await connection.execute(delete(handovers).where(handovers.c.expires_at <= now))
            return gone.rowcount


async def _hand_over(
    connection: AsyncConnection, chat_id: int, place: Place, kind: ChatKind, by: int | None, now: int
) -> None:
    at_place = (chats.c.telegram_id == place.chat_id, chats.c.topic_id == place.topic_id)
    there = (await connection.execute(select(chats.c.id).where(*at_place))).scalar()
    # What waits was made for the chat as it is, with its kind: the next digest has it instead.
    await take_back(connection, [chat_id, *([there] if there else [])], now)
    # Numbers of messages are those of the old chat.
    await connection.execute(
        update(deliveries).where(deliveries.c.chat_id == chat_id).values(message_id=None)
    )
    # Offers need rights that the bot may not have there.
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(has_offers=False))
    left = chat_id
    if there is not None:
        await merge(connection, chat_id, there, keeps_old=True)
        left = there
    values = {
        "telegram_id": place.chat_id,
        "topic_id": place.topic_id,
        "kind": kind.value,
        "added_by": by,
        "state": ChatState.BLOCKED.value,
        "next_due_at": None,
    }
    await connection.execute(update(chats).where(chats.c.id == left).values(values))
