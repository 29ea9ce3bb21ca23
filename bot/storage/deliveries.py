"""The ledger: which part of which digest is to be sent where, and what became of it."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import Chat, ChatState, DeliveryState
from bot.digest.schedule import quiet_until
from bot.storage.following import count_as_unshown
from bot.storage.rows import chat_columns, chat_of
from bot.storage.schema import chats, deliveries, digests
from bot.storage.sql import insert_into, writing

log = structlog.get_logger(__name__)

# A part that was twice sent without an answer is not sent a third time.
MOST_DOUBTS = 2
# The `Outcome.reason` of what Telegram put off when it wanted nothing from this bot for a while.
FLOOD_ALL = "flood all"

_OPEN = (DeliveryState.PENDING, DeliveryState.SENDING)
# A moment further ahead than the longest pause and the longest quiet hours: the clock was wrong.
_WRONG_CLOCK = 25 * 3600
_AT_A_TIME = 5000
# Parts looked at in one transaction where all that were found have to wait for the end of quiet hours.
_MANY = 500


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
    """Parts and their states. Each method is one transaction, unless it says otherwise."""

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
        patience: int | None = None,
    ) -> list[Claim]:
        """Record what became of parts that `owner` had claimed, and claim up to `limit` further ones.

        Those due first come first, and among them whose lot is lowest. A part waits for the one before it,
        and for the end of its chat's quiet hours; while all that is found has to wait for that, there is one
        more transaction. With `patience`, what was in doubt before comes behind what was not, and so many
        seconds later.
        """
        look_at = limit
        while True:
            async with writing(self._engine) as connection:
                await _record(connection, outcomes, owner, now)
                if not limit:
                    return []
                rows = await _pending_rows(connection, now, look_at, patience)
                claims, put_off = await _sort_out(connection, rows, limit, now, freeze)
                if claims:
                    lease = {"b_owner": owner, "b_lease": lease_until}
                    await connection.execute(
                        _TAKE, [{"b_id": claim.id, "b_text": claim.text, **lease} for claim in claims]
                    )
            if claims or not put_off:
                return claims
            outcomes, look_at = (), max(limit, _MANY)

    async def take_over(self, owner: str, now: int) -> tuple[int, int]:
        """Free the parts that other processes left while sending them.

        Only for whoever knows that those processes are dead. Returns how many are sent again, and how many
        are not, because that would be the third time.
        """
        theirs = and_(deliveries.c.state == DeliveryState.SENDING, deliveries.c.owner != owner)
        async with writing(self._engine) as connection:
            return await _free(connection, theirs, now, "killed")

    async def free_lost(
        self, owner: str, now: int, lease_until: int, under_way: Collection[int]
    ) -> tuple[int, int]:
        """Free parts of `owner` whose lease has ended and that are not among those under way, as `take_over`.

        `lease_until` is the end of a lease that begins now.
        """
        async with writing(self._engine) as connection:
            return await _free(connection, _lost(owner, now, lease_until, under_way), now, "lost")

    async def paused_until(self, now: int) -> int:
        """Return until when Telegram wants nothing from this bot, by what the ledger tells; else 0."""
        query = select(func.max(deliveries.c.not_before)).where(
            deliveries.c.state == DeliveryState.PENDING.value,
            deliveries.c.reason == FLOOD_ALL,
            deliveries.c.not_before > now,
            deliveries.c.not_before <= now + _WRONG_CLOCK,
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar() or 0

    async def give_up(
        self, chat_id: int, state: ChatState, reason: str, now: int, *, refused: int | None = None
    ) -> bool:
        """Note that nothing can be sent to a chat any more, and end what was to be sent.

        What none of its digests brought counts as not shown: if the chat comes back, its next digest has it.

        `refused` is the part that Telegram did not take, if that is how it was found out. If that part has
        ended or belongs to another chat, the refusal tells nothing of this one: nothing is done, and False
        returned.
        """
        async with writing(self._engine) as connection:
            if refused is not None and not await _is_sent_to(connection, refused, chat_id):
                return False
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
                    select(deliveries.c.digest_id, deliveries.c.covers_from).where(
                        mine, deliveries.c.digest_id.is_not(None), deliveries.c.slot.not_in(begun)
                    )
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
            return True

    async def notify(self, notices: Sequence[Notice], now: int) -> None:
        """Add messages to be sent; one of the same slot was said already and is not said again."""
        rows = [
            {
                "chat_id": notice.chat_id,
                "slot": notice.slot,
                # Not before all others while it has to wait: every turn would read past it.
                "due_at": max(now, notice.not_before),
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


async def _free(
    connection: AsyncConnection, those: ColumnElement[bool], now: int, reason: str
) -> tuple[int, int]:
    """Let parts that may have been sent be sent again, unless that would be once too often; count both."""
    freed = {"doubts": deliveries.c.doubts + 1, "owner": None, "lease_until": None, "reason": reason}
    ended = {"state": DeliveryState.UNKNOWN, "text": None, "ended_at": now}
    tried = deliveries.c.doubts + 1 >= MOST_DOUBTS
    given_up = await connection.execute(update(deliveries).where(those, tried).values(freed | ended))
    again = await connection.execute(
        update(deliveries).where(those).values(freed | {"state": DeliveryState.PENDING})
    )
    return again.rowcount, given_up.rowcount


def _lost(owner: str, now: int, lease_until: int, under_way: Collection[int]) -> ColumnElement[bool]:
    return and_(
        deliveries.c.state == DeliveryState.SENDING.value,
        deliveries.c.owner == owner,
        # Later than any lease that begins now: the clock was wrong.
        or_(deliveries.c.lease_until <= now, deliveries.c.lease_until > lease_until),
        deliveries.c.id.not_in(under_way),
    )


async def _is_sent_to(connection: AsyncConnection, delivery_id: int, chat_id: int) -> bool:
    """Whether a part is under way, and to this chat."""
    query = select(deliveries.c.id).where(
        deliveries.c.id == delivery_id,
        deliveries.c.chat_id == chat_id,
        deliveries.c.state == DeliveryState.SENDING.value,
    )
    return (await connection.execute(query.with_for_update())).first() is not None


async def _pending_rows(
    connection: AsyncConnection, now: int, limit: int, patience: int | None
) -> Sequence[Row[Any]]:
    """Return what can be sent now; with patience first what was never in doubt."""
    bounds = {"b_now": now, "b_wrong": now + _WRONG_CLOCK, "b_limit": limit, "b_doubted": now}
    rows: Sequence[Row[Any]] = ()
    if patience is not None:
        rows = (await connection.execute(_PENDING, bounds | {"b_doubted": -1})).all()
        bounds["b_doubted"] = now - patience
    return rows or (await connection.execute(_PENDING, bounds)).all()


async def _sort_out(
    connection: AsyncConnection, rows: Sequence[Row[Any]], limit: int, now: int, freeze: Freeze
) -> tuple[list[Claim], int]:
    """Return up to `limit` parts to be sent, and how many of the others were put off or cannot be sent."""
    shared = await _shared(connection, {row.digest_id for row in rows if row.digest_id})
    claims: list[Claim] = []
    quiet: list[dict[str, int]] = []
    broken: list[int] = []
    for row in rows:
        if len(claims) == limit:
            break
        try:
            claim = _claim(row, shared)
            if until := quiet_until(claim.chat.schedule, now):
                quiet.append({"b_id": claim.id, "b_until": until})
            else:
                claims.append(claim if claim.text else replace(claim, text=freeze(claim)))
        except Exception:  # a fault of ours in one part holds up no other
            log.exception("delivery_unreadable", delivery=row.delivery_id)
            broken.append(row.delivery_id)
    if quiet:
        await connection.execute(_PUT_OFF, quiet)
    if broken:
        dead = {"state": DeliveryState.DEAD, "text": None, "ended_at": now, "reason": "internal"}
        await connection.execute(update(deliveries).where(deliveries.c.id.in_(broken)).values(dead))
    return claims, len(quiet) + len(broken)


def _pending() -> Select[Any]:
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
        )
        .order_by(deliveries.c.due_at, deliveries.c.lot)
        .limit(bindparam("b_limit", type_=Integer))
    )


# Made once: it is executed again and again.
_PENDING = _pending()


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
