"""Digests that wait unsent are taken back: the next one covers what they held."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest.model import DeliveryState
from bot.storage.following import count_as_unshown
from bot.storage.schema import chats, deliveries
from bot.storage.sql import chunks


async def take_back(connection: AsyncConnection, chat_ids: Collection[int], now: int) -> set[int]:
    """End the digests that wait unsent, and let what they held be new again; return whose they were."""
    found: dict[int, list[Row[Any]]] = {}
    for some in chunks(chat_ids):
        for row in await connection.execute(_unsent(some)):
            found.setdefault(row.chat_id, []).append(row)
    for chat_id, rows in found.items():
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.chat_id == chat_id, deliveries.c.slot.in_({row.slot for row in rows}))
            .values(state=DeliveryState.DEAD.value, ended_at=now, reason="covered", text=None)
        )
        await count_as_unshown(connection, chat_id, {row.digest_id for row in rows})
        begun = min((row.covers_from for row in rows if row.covers_from is not None), default=None)
        await connection.execute(update(chats).where(chats.c.id == chat_id).values(covered_at=begun))
    return set(found)


def _unsent(chat_ids: list[int]) -> Select[Any]:
    """Digests of chats of which nothing has left: no text was frozen, so nobody can have seen any of it."""
    other = deliveries.alias()
    begun = select(other.c.id).where(
        other.c.chat_id == deliveries.c.chat_id,
        other.c.slot == deliveries.c.slot,
        or_(other.c.text.is_not(None), other.c.state != DeliveryState.PENDING.value),
    )
    return (
        select(deliveries.c.chat_id, deliveries.c.slot, deliveries.c.digest_id, deliveries.c.covers_from)
        .where(
            deliveries.c.chat_id.in_(chat_ids),
            deliveries.c.state == DeliveryState.PENDING.value,
            deliveries.c.digest_id.is_not(None),
            deliveries.c.part == 0,
            ~begun.exists(),
        )
        # As long as the first part is held, nobody takes a later one.
        .with_for_update(of=deliveries)
    )
