"""Setups on their way from one chat to another: codes, and the move itself."""

from dataclasses import dataclass

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import Chat, ChatKind, ChatState, Place
from bot.digest.schedule import next_slot
from bot.digest.setup import LeftOut
from bot.storage.looks import speak_in_topics
from bot.storage.moves import merge
from bot.storage.recalls import take_back
from bot.storage.rows import chat_columns, chat_of
from bot.storage.schema import chats, deliveries, handovers
from bot.storage.sql import alone, insert_into, writing
from bot.storage.tastes import note_personal


@dataclass(frozen=True, slots=True)
class Handover:
    """A setup that can be taken."""

    chat: Chat
    made_by: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Taking:
    """Where a setup goes, and who has it go there: nobody but whoever made the code."""

    place: Place
    kind: ChatKind
    by: int
    most_sources: int
    """So many may be followed there."""
    may_offer: bool
    """Whether summaries can be offered there; where they were before, they are."""


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

    async def take(self, code: str, taking: Taking, now: int) -> LeftOut | None:
        """Let the setup behind a code become that of a place; None where the code holds no longer.

        What is followed at the place already stays, and so do its words, as far as there is room; the
        settings are those that come, and digests are due by them at once. Returns what is left out.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            used = (
                delete(handovers)
                .where(
                    handovers.c.code == code,
                    handovers.c.made_by == taking.by,
                    handovers.c.expires_at > now,
                )
                .returning(handovers.c.chat_id)
            )
            chat_id = (await connection.execute(used)).scalar()
            return None if chat_id is None else await _hand_over(connection, chat_id, taking, now)

    async def delete_expired(self, now: int) -> int:
        """Delete codes whose time is over; return how many."""
        async with writing(self._engine) as connection:
            gone = await connection.execute(delete(handovers).where(handovers.c.expires_at <= now))
            return gone.rowcount


async def _hand_over(connection: AsyncConnection, chat_id: int, taking: Taking, now: int) -> LeftOut:
    place = taking.place
    at_place = (chats.c.telegram_id == place.chat_id, chats.c.topic_id == place.topic_id)
    at_it = (await connection.execute(select(chats.c.id, chats.c.state).where(*at_place))).first()
    there = at_it.id if at_it else None
    is_served = at_it is None or at_it.state != ChatState.UNSERVED.value
    both = [chat_id, *([there] if there else [])]
    # What waits was made for the chat as it is, with its kind: the next digest has it instead.
    await take_back(connection, both, now)
    # Numbers of messages are those of the old chat.
    await connection.execute(
        update(deliveries).where(deliveries.c.chat_id == chat_id).values(message_id=None)
    )
    offering = select(chats.c.id).where(chats.c.id.in_(both), chats.c.has_offers)
    has_offers = taking.may_offer and (await connection.execute(offering)).first() is not None
    left, left_out = chat_id, LeftOut()
    if there is not None:
        left_out = await merge(connection, chat_id, there, keeps_old=True, most_sources=taking.most_sources)
        left = there
    values = {
        "telegram_id": place.chat_id,
        "topic_id": place.topic_id,
        "kind": taking.kind.value,
        "added_by": taking.by,
        "state": (ChatState.ACTIVE if is_served else ChatState.UNSERVED).value,
        "has_offers": has_offers,
        **({"dropped_at": now} if left_out.sources else {}),
    }
    await connection.execute(update(chats).where(chats.c.id == left).values(values))
    await note_personal(connection, left)
    await speak_in_topics(connection, left)
    query = select(*chat_columns, chats.c.sources_key).where(chats.c.id == left)
    row = (await connection.execute(query)).one()
    chat = chat_of(row)
    slot = next_slot(chat.schedule, now, chat.last_slot) if row.sources_key and is_served else None
    due = {"next_due_at": slot.due_at if slot else None}
    await connection.execute(update(chats).where(chats.c.id == left).values(due))
    return left_out
