"""Everything of a chat deleted."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import ChatState, DeliveryState
from bot.storage.access import NOBODY
from bot.storage.asked import erase_asked
from bot.storage.schema import chats, deliveries, digests, handovers, invites, members, served_chats
from bot.storage.sql import alone, chunks, writing


class EraseStore:
    """What `/forget` does, by Telegram's number of a chat. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def hold(self, telegram_id: int) -> None:
        """Let nothing more be sent to a chat, or to any of its topics, but what is being sent just now."""
        async with writing(self._engine) as connection:
            await alone(connection)
            # First of all: from then on no digest is entered for it, and one just being entered is there.
            closed = {"state": ChatState.CLOSED.value, "next_due_at": None}
            await connection.execute(update(chats).where(chats.c.telegram_id == telegram_id).values(closed))
            waits = (_is_to(telegram_id), deliveries.c.state == DeliveryState.PENDING.value)
            ended = {"state": DeliveryState.DEAD.value, "text": None, "ended_at": 0, "reason": "forgotten"}
            await connection.execute(update(deliveries).where(*waits).values(ended))

    async def is_sending(self, telegram_id: int) -> bool:
        """Whether something is being sent to a chat."""
        query = select(deliveries.c.id).where(
            _is_to(telegram_id), deliveries.c.state == DeliveryState.SENDING.value
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query.limit(1))).first() is not None

    async def erase(self, telegram_id: int, *, keeps_access: bool) -> None:
        """Delete every row of a chat with all its topics, and what was made or read for it alone.

        Unless it `keeps_access`, as that of an owner does, the membership of the person of a private chat
        goes, and so do the invites that they made; the chats that they set up, or brought the bot into, stay
        without saying by whom. Of whoever was removed it stays known that they were. A group itself stays
        served.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            of_it = select(deliveries.c.digest_id).where(
                _is_to(telegram_id), deliveries.c.digest_id.is_not(None)
            )
            sent = list((await connection.execute(of_it.distinct())).scalars())
            await connection.execute(delete(chats).where(chats.c.telegram_id == telegram_id))
            await _delete_unsent(connection, sent)
            await erase_asked(connection, telegram_id)
            await connection.execute(delete(handovers).where(handovers.c.made_by == telegram_id))
            if not keeps_access:
                made = update(chats).where(chats.c.added_by == telegram_id)
                await connection.execute(made.values(added_by=None))
                await _leave(connection, telegram_id)
                await connection.execute(delete(invites).where(invites.c.made_by == telegram_id))
                await _leave_served(connection, telegram_id)


async def _leave(connection: AsyncConnection, user_id: int) -> None:
    """Forget a member, but not that one was removed, or they would come in again by having it forgotten."""
    mine = members.c.user_id == user_id
    await connection.execute(delete(members).where(mine, ~members.c.is_removed))
    await connection.execute(update(members).where(mine).values(invite_id=None))


async def _leave_served(connection: AsyncConnection, user_id: int) -> None:
    """Forget where a person brought the bot; of what an owner removed it stays known that it was.

    So it does of all chats of whoever was removed: where everybody is let in, those of nobody are served.
    """
    brought = served_chats.c.added_by == user_id
    is_out = select(members.c.user_id).where(members.c.user_id == user_id, members.c.is_removed).exists()
    await connection.execute(update(served_chats).where(brought, is_out).values(is_removed=True))
    await connection.execute(update(served_chats).where(brought).values(added_by=NOBODY))


async def _delete_unsent(connection: AsyncConnection, digest_ids: Sequence[int]) -> None:
    """Delete those of some digests that nobody was sent, as far as the ledger still knows."""
    others = select(deliveries.c.id).where(deliveries.c.digest_id == digests.c.id)
    for some in chunks(digest_ids):
        await connection.execute(delete(digests).where(digests.c.id.in_(some), ~others.exists()))


def _is_to(telegram_id: int) -> ColumnElement[bool]:
    return deliveries.c.chat_id.in_(select(chats.c.id).where(chats.c.telegram_id == telegram_id))
