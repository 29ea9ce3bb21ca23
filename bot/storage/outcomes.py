"""What became of the parts of the ledger: sent or refused, left by a dead process, or given up."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest.model import ChatState, DeliveryState
from bot.storage.following import count_as_unshown
from bot.storage.ledger import MOST_DOUBTS, OPEN, Outcome
from bot.storage.schema import chats, deliveries

_RECORD = (
    update(deliveries)
    # Who lost the lease has nothing to say any more.
    .where(
        deliveries.c.id == bindparam("b_id"),
        deliveries.c.owner == bindparam("b_owner"),
        deliveries.c.state == DeliveryState.SENDING.value,
    )
    .values(
        state=bindparam("b_state"),
        doubts=bindparam("b_doubts"),
        message_id=bindparam("b_message_id"),
        not_before=bindparam("b_not_before"),
        ended_at=bindparam("b_ended_at"),
        reason=bindparam("b_reason"),
        text=case(
            (bindparam("b_ends", type_=chats.c.is_silent.type), None),
            else_=func.coalesce(bindparam("b_text"), deliveries.c.text),
        ),
        owner=None,
        lease_until=None,
    )
)


async def record(connection: AsyncConnection, outcomes: Iterable[Outcome], owner: str, now: int) -> None:
    """Note what became of parts that `owner` had claimed."""
    rows = [
        {
            "b_id": outcome.id,
            "b_owner": owner,
            "b_state": outcome.state.value,
            "b_doubts": outcome.doubts,
            "b_message_id": outcome.message_id,
            "b_not_before": outcome.not_before,
            "b_ended_at": None if outcome.state in OPEN else now,
            "b_ends": outcome.state not in OPEN,
            "b_reason": outcome.reason,
            "b_text": outcome.text,
        }
        for outcome in outcomes
    ]
    if rows:
        await connection.execute(_RECORD, rows)


def left_by_others(owner: str) -> ColumnElement[bool]:
    """Return the condition for parts that other processes claimed and did not bring to an end."""
    return and_(deliveries.c.state == DeliveryState.SENDING, deliveries.c.owner != owner)


def lost(owner: str, now: int, lease_until: int, under_way: Collection[int]) -> ColumnElement[bool]:
    """Return the condition for parts of `owner` whose lease has ended and that it does not know of."""
    return and_(
        deliveries.c.state == DeliveryState.SENDING.value,
        deliveries.c.owner == owner,
        # Later than any lease that begins now: the clock was wrong.
        or_(deliveries.c.lease_until <= now, deliveries.c.lease_until > lease_until),
        deliveries.c.id.not_in(under_way),
    )


async def free(
    connection: AsyncConnection, those: ColumnElement[bool], now: int, reason: str
) -> tuple[int, int]:
    """Let parts that may have been sent be sent again, unless that would be once too often; count both."""
    # Hardly ever is there one, and a look is cheaper than two updates.
    if (await connection.execute(select(deliveries.c.id).where(those).limit(1))).first() is None:
        return 0, 0
    freed = {"doubts": deliveries.c.doubts + 1, "owner": None, "lease_until": None, "reason": reason}
    ended = {"state": DeliveryState.UNKNOWN, "text": None, "ended_at": now}
    tried = deliveries.c.doubts + 1 >= MOST_DOUBTS
    given_up = await connection.execute(update(deliveries).where(those, tried).values(freed | ended))
    again = await connection.execute(
        update(deliveries).where(those).values(freed | {"state": DeliveryState.PENDING})
    )
    return again.rowcount, given_up.rowcount


async def is_sent_to(connection: AsyncConnection, delivery_id: int, chat_id: int) -> bool:
    """Whether a part is under way, and to this chat."""
    query = select(deliveries.c.id).where(
        deliveries.c.id == delivery_id,
        deliveries.c.chat_id == chat_id,
        deliveries.c.state == DeliveryState.SENDING.value,
    )
    return (await connection.execute(query.with_for_update())).first() is not None


async def end_all(connection: AsyncConnection, chat_id: int, state: ChatState, reason: str, now: int) -> None:
    """Put a chat into a state in which nothing can be sent to it, and end what was to be sent there."""
    mine = and_(deliveries.c.chat_id == chat_id, deliveries.c.state.in_(OPEN))
    begun = (
        select(deliveries.c.slot)
        .where(
            deliveries.c.chat_id == chat_id,
            deliveries.c.state.in_((DeliveryState.SENT, DeliveryState.UNKNOWN)),
        )
        .scalar_subquery()
    )
    undone = (
        await connection.execute(
            select(deliveries.c.digest_id, deliveries.c.covers_from)
            .where(mine, deliveries.c.digest_id.is_not(None), deliveries.c.slot.not_in(begun))
            .with_for_update()
        )
    ).all()
    await connection.execute(
        update(deliveries)
        .where(mine)
        .values(
            state=DeliveryState.DEAD,
            owner=None,
            lease_until=None,
            text=None,
            ended_at=now,
            reason=reason,
        )
    )
    values: dict[str, Any] = {"state": state, "next_due_at": None}
    if undone:
        await count_as_unshown(connection, chat_id, {row.digest_id for row in undone})
        since = [row.covers_from for row in undone if row.covers_from is not None]
        values |= {"covered_at": min(since)} if since else {}
    await connection.execute(update(chats).where(chats.c.id == chat_id).values(values))
