"""The ledger: which part of which digest is to be sent where, and what became of it."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import Chat, ChatState, DeliveryState
from bot.storage.rows import chat_columns, chat_of
from bot.storage.schema import chats, deliveries, digests
from bot.storage.sql import insert_into, writing

# A part that was twice sent without an answer is not sent a third time.
MOST_DOUBTS = 2

_OPEN = (DeliveryState.PENDING, DeliveryState.SENDING)
# A moment further ahead than the longest pause and the longest quiet hours: the clock was wrong.
_WRONG_CLOCK = 25 * 3600
_AT_A_TIME = 5000


@dataclass(frozen=True, slots=True)
class Shared:
    """The content of a digest, the same for every chat that gets it."""

    id: int
    pages: tuple[str, ...]
    articles: int
    sources: int
    seconds_saved: int
    made_at: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One part that this process is to send now, and nobody else."""

    id: int
    chat: Chat
    slot: str
    part: int
    due_at: int
    digest: Shared | None
    covers_from: int | None
    doubts: int
    text: str
    """As it is sent, now and ever after."""
    reason: str | None = None
    """Why it was not taken before."""


Freeze = Callable[[Claim], str]
"""Gives the text of a claim that has none yet. Pure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claimed part."""

    id: int
    state: DeliveryState
    doubts: int
    message_id: int | None = None
    not_before: int = 0
    reason: str | None = None
    text: str | None = None
    """What is to be sent instead, where the text was at fault."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to a chat that is no digest."""

    chat_id: int
    slot: str
    text: str
    not_before: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What a delivered message was meant for."""

    slot: str
    due_at: int
    covers_from: int | None
    ended_at: int


class DeliveryStore:
    """Parts and their states. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def turn(
        self,
        outcomes: Sequence[Outcome],
        *,
        owner: str,
        now: int,
        lease_until: int,
        limit: int,
        freeze: Freeze,
    ) -> list[Claim]:
        """Record what became of parts that `owner` had claimed, and claim up to `limit` further ones.

        Those due first come first, and among them whose lot is lowest. A part waits for the one before it.
        """
        async with writing(self._engine) as connection:
            await _record(connection, outcomes, owner, now)
            if not limit:
                return []
            rows = (await connection.execute(_pending(now, limit))).all()
            shared = await _shared(connection, {row.digest_id for row in rows if row.digest_id})
            claims = [_claim(row, shared, freeze) for row in rows]
            if claims:
                await connection.execute(
                    _TAKE,
                    [
                        {"b_id": claim.id, "b_text": claim.text, "b_owner": owner, "b_lease": lease_until}
                        for claim in claims
                    ],
                )
            return claims

    async def take_over(self, owner: str, now: int) -> tuple[int, int]:
        """Free the parts that other processes left while sending them.

        Only for whoever knows that those processes are dead. Returns how many are sent again, and how many
        are not, because that would be the third time.
        """
        theirs = and_(deliveries.c.state == DeliveryState.SENDING, deliveries.c.owner != owner)
        tried = deliveries.c.doubts + 1 >= MOST_DOUBTS
        async with writing(self._engine) as connection:
            given_up = await connection.execute(
                update(deliveries)
                .where(theirs, tried)
                .values(
                    state=DeliveryState.UNKNOWN,
                    doubts=deliveries.c.doubts + 1,
                    owner=None,
                    lease_until=None,
                    ended_at=now,
                    reason="killed",
                )
            )
            again = await connection.execute(
                update(deliveries)
                .where(theirs)
                .values(
                    state=DeliveryState.PENDING,
                    doubts=deliveries.c.doubts + 1,
                    owner=None,
                    lease_until=None,
                    reason="killed",
                )
            )
            return again.rowcount, given_up.rowcount

    async def give_up(self, chat_id: int, state: ChatState, reason: str, now: int) -> None:
        """Note that nothing can be sent to a chat any more, and end what was to be sent.

        What none of its digests brought counts as not shown: if the chat comes back, its next digest has it.
        """
        async with writing(self._engine) as connection:
            mine = and_(deliveries.c.chat_id == chat_id, deliveries.c.state.in_(_OPEN))
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
                    select(func.min(deliveries.c.shown_before), func.min(deliveries.c.covers_from)).where(
                        mine, deliveries.c.slot.not_in(begun)
                    )
                )
            ).one()
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
            if undone[0] is not None:
                values |= {"shown_until": undone[0], "covered_at": undone[1]}
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(values))

    async def notify(self, notices: Sequence[Notice], now: int) -> None:
        """Add messages to be sent; one of the same slot was said already and is not said again."""
        rows = [
            {
                "chat_id": notice.chat_id,
                "slot": notice.slot,
                "due_at": now,
                "lot": 0,
                "not_before": notice.not_before,
                "text": notice.text,
            }
            for notice in notices
        ]
        if rows:
            async with writing(self._engine) as connection:
                statement = insert_into(connection, deliveries).on_conflict_do_nothing()
                await connection.execute(statement, rows)

    async def known_as(self, chat_id: int, message_id: int) -> Sent | None:
        """Return what a delivered message was meant for, by its Telegram id."""
        query = select(
            deliveries.c.slot, deliveries.c.due_at, deliveries.c.covers_from, deliveries.c.ended_at
        ).where(deliveries.c.chat_id == chat_id, deliveries.c.message_id == message_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).first()
        return Sent(*row) if row else None

    async def delete_ended(self, before: int) -> int:
        """Delete parts that ended before `before` (UTC seconds); return how many."""
        some = select(deliveries.c.id).where(deliveries.c.ended_at < before).limit(_AT_A_TIME)
        count = 0
        while True:  # piece by piece, so that nobody waits long for the one writer
            async with writing(self._engine) as connection:
                deleted = (
                    await connection.execute(delete(deliveries).where(deliveries.c.id.in_(some)))
                ).rowcount
            count += deleted
            if deleted < _AT_A_TIME:
                return count


_TAKE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("b_id"))
    .values(
        state=DeliveryState.SENDING.value,
        owner=bindparam("b_owner"),
        lease_until=bindparam("b_lease"),
        text=bindparam("b_text"),
    )
)

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


async def _record(connection: AsyncConnection, outcomes: Iterable[Outcome], owner: str, now: int) -> None:
    rows = [
        {
            "b_id": outcome.id,
            "b_owner": owner,
            "b_state": outcome.state.value,
            "b_doubts": outcome.doubts,
            "b_message_id": outcome.message_id,
            "b_not_before": outcome.not_before,
            "b_ended_at": None if outcome.state in _OPEN else now,
            "b_ends": outcome.state not in _OPEN,
            "b_reason": outcome.reason,
            "b_text": outcome.text,
        }
        for outcome in outcomes
    ]
    if rows:
        await connection.execute(_RECORD, rows)


def _pending(now: int, limit: int) -> Select[Any]:
    earlier = deliveries.alias()
    blocked_by_earlier = (
        select(earlier.c.id)
        .where(
            earlier.c.chat_id == deliveries.c.chat_id,
            earlier.c.slot == deliveries.c.slot,
            earlier.c.part < deliveries.c.part,
            earlier.c.state.in_(_OPEN),
        )
        .exists()
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
            or_(deliveries.c.not_before <= now, deliveries.c.not_before > now + _WRONG_CLOCK),
            or_(deliveries.c.part == 0, ~blocked_by_earlier),
        )
        .order_by(deliveries.c.due_at, deliveries.c.lot)
        .limit(limit)
    )


async def _shared(connection: AsyncConnection, ids: set[int]) -> dict[int, Shared]:
    if not ids:
        return {}
    rows = await connection.execute(select(digests).where(digests.c.id.in_(ids)))
    return {row["id"]: shared_of(row) for row in rows.mappings()}


def shared_of(row: Mapping[Any, Any]) -> Shared:
    """Return the content of a digest from its row."""
    return Shared(
        row["id"],
        tuple(json.loads(row["pages"])),
        row["articles"],
        row["sources"],
        row["seconds_saved"],
        row["made_at"],
    )


def _claim(row: Row[Any], shared: Mapping[int, Shared], freeze: Freeze) -> Claim:
    claim = Claim(
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
    return claim if claim.text else replace(claim, text=freeze(claim))
