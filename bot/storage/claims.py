"""Which parts of the ledger can be sent now, and how one process takes them for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy import Integer, Row, Select, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.digest.model import DeliveryState
from bot.digest.schedule import quiet_until
from bot.storage.contents import Shared, contents_by_id
from bot.storage.ledger import OPEN, WRONG_CLOCK, Claim, Freeze
from bot.storage.rows import chat_columns, chat_of
from bot.storage.schema import chats, deliveries

log = structlog.get_logger(__name__)

_TAKE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("b_id"), deliveries.c.state == DeliveryState.PENDING.value)
    .values(
        state=DeliveryState.SENDING.value,
        owner=bindparam("b_owner"),
        lease_until=bindparam("b_lease"),
        text=bindparam("b_text"),
    )
)

_PUT_OFF = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("b_id"))
    .values(not_before=bindparam("b_until"), reason="quiet")
)


async def pending_rows(
    connection: AsyncConnection, now: int, limit: int, patience: int | None
) -> Sequence[Row[Any]]:
    """Return what can be sent now, and keep others from it; with patience first what was never in doubt."""
    bounds = {"b_now": now, "b_wrong": now + WRONG_CLOCK, "b_limit": limit, "b_doubted": now}
    rows: Sequence[Row[Any]] = ()
    if patience is not None:
        rows = (await connection.execute(_PENDING, bounds | {"b_doubted": -1})).all()
        bounds["b_doubted"] = now - patience
    return rows or (await connection.execute(_PENDING, bounds)).all()


async def sort_out(
    connection: AsyncConnection, rows: Sequence[Row[Any]], limit: int, now: int, freeze: Freeze
) -> tuple[list[Claim], int]:
    """Return up to `limit` parts to be sent, and how many of the others were put off or cannot be sent.

    Of a chat only one at a time.
    """
    shared = await contents_by_id(connection, {row.digest_id for row in rows if row.digest_id})
    claims: list[Claim] = []
    chosen: set[int] = set()
    quiet: list[dict[str, int]] = []
    broken: list[int] = []
    for row in rows:
        if len(claims) == limit:
            break
        try:
            claim = _claim(row, shared)
            if claim.chat.id in chosen:
                continue
            if until := quiet_until(claim.chat.schedule, now):
                quiet.append({"b_id": claim.id, "b_until": until})
            else:
                claims.append(claim if claim.text else replace(claim, text=freeze(claim)))
                chosen.add(claim.chat.id)
        except Exception:  # a fault of ours in one part holds up no other
            log.exception("delivery_unreadable", delivery=row.delivery_id)
            broken.append(row.delivery_id)
    if quiet:
        await connection.execute(_PUT_OFF, quiet)
    if broken:
        dead = {"state": DeliveryState.DEAD, "text": None, "ended_at": now, "reason": "internal"}
        await connection.execute(update(deliveries).where(deliveries.c.id.in_(broken)).values(dead))
    return claims, len(quiet) + len(broken)


async def take(connection: AsyncConnection, claims: Sequence[Claim], owner: str, lease_until: int) -> None:
    """Give parts to `owner` until the end of the lease, each with the text that it is sent with."""
    lease = {"b_owner": owner, "b_lease": lease_until}
    await connection.execute(_TAKE, [{"b_id": claim.id, "b_text": claim.text, **lease} for claim in claims])


def _pending() -> Select[Any]:
    earlier = deliveries.alias()
    blocked_by_earlier = (
        select(earlier.c.id)
        .where(
            earlier.c.chat_id == deliveries.c.chat_id,
            earlier.c.slot == deliveries.c.slot,
            earlier.c.part < deliveries.c.part,
            earlier.c.state.in_(OPEN),
        )
        .exists()
    )
    other = deliveries.alias()
    # What becomes of it may say that nothing else can be sent there.
    under_way = select(other.c.id).where(
        other.c.chat_id == deliveries.c.chat_id, other.c.state == DeliveryState.SENDING.value
    )
    return (
        select(
            *chat_columns,
            deliveries.c.id.label("delivery_id"),
            deliveries.c.slot,
            deliveries.c.part,
            deliveries.c.due_at,
            deliveries.c.digest_id,
            deliveries.c.covers_from,
            deliveries.c.doubts,
            deliveries.c.text,
            deliveries.c.reason,
        )
        .join(chats, chats.c.id == deliveries.c.chat_id)
        .where(
            deliveries.c.state == DeliveryState.PENDING.value,
            or_(
                deliveries.c.not_before <= bindparam("b_now"),
                deliveries.c.not_before > bindparam("b_wrong"),
            ),
            or_(
                deliveries.c.doubts == 0,
                deliveries.c.not_before <= bindparam("b_doubted"),
                deliveries.c.not_before > bindparam("b_wrong"),
            ),
            or_(deliveries.c.part == 0, ~blocked_by_earlier),
            ~under_way.exists(),
        )
        .order_by(deliveries.c.due_at, deliveries.c.lot)
        .limit(bindparam("b_limit", type_=Integer))
        # What somebody else is about to take or to end is not for us.
        .with_for_update(of=deliveries, skip_locked=True)
    )


# Made once: it is executed again and again.
_PENDING = _pending()


def _claim(row: Row[Any], shared: Mapping[int, Shared]) -> Claim:
    return Claim(
        row.delivery_id,
        chat_of(row),
        row.slot,
        row.part,
        row.due_at,
        shared.get(row.digest_id),
        row.covers_from,
        row.doubts,
        row.text or "",
        row.reason,
    )
