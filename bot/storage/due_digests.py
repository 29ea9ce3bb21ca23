"""Digests that are due: whose, and how they get into the ledger."""

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    String,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.articles.feed import UNREAD
from bot.digest.look import PLAIN, Look
from bot.digest.model import ChatKind, ChatState, Schedule
from bot.storage.rows import local_of, local_text, schedule_columns, schedule_of, schedule_values
from bot.storage.schema import chats, deliveries, subscriptions
from bot.storage.sql import chunks

# What a digest showed is known for a month, until its content is deleted.
_KNOWN_SECONDS = 30 * 86_400
# The greatest prime below 2^31: a chat's number times it is still one that a database holds.
_PRIME = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Due:
    """Chats whose digest is due, alike in all that decides what they get and when."""

    first: int
    """The lowest of their ids, which stands for them all."""
    last: int
    """The highest; chats in between may be others."""
    count: int
    kind: ChatKind
    schedule: Schedule
    says_nothing_new: bool
    next_due_at: int
    last_slot: datetime | None
    shown_until: int
    sources_key: str
    has_new_sources: bool
    """Of a single chat: whether a feed was added since its newest digest."""
    has_dropped: bool
    """Of a single chat: whether it dropped a feed while what that showed is still known."""
    is_personal: bool = False
    """Of a single chat: whether it wishes something of its digests beside its sources."""
    has_roundup: bool = False
    """Of a single chat: whether it wants a roundup of the week."""
    look: Look = PLAIN
    """As far as digests go."""

    @property
    def is_special(self) -> bool:
        """Whether it is a single chat for one of the reasons above."""
        return self.has_new_sources or self.has_dropped or self.is_personal or self.has_roundup


@dataclass(frozen=True, slots=True)
class Materialised:
    """What chats that are due get, and when they are due next."""

    due: Due
    slot: datetime
    due_at: int
    next_due_at: int | None
    shown_until: int
    digest_id: int | None
    parts: int
    """Messages to be sent; 0 where nothing is."""
    text: str | None = None
    """Where the text does not come from a digest."""


# How a digest looks; see `Look.of_digests`.
_LOOK = (chats.c.language, chats.c.sentences, chats.c.share, chats.c.has_links, chats.c.is_brief)

# Those of one index come last.
_ALIKE = (
    *schedule_columns,
    *_LOOK,
    chats.c.kind,
    chats.c.says_nothing_new,
    chats.c.last_slot,
    chats.c.shown_until,
    chats.c.has_new_sources,
    chats.c.next_due_at,
    chats.c.sources_key,
)


def _is_special(table: FromClause) -> ColumnElement[bool]:
    """Return whether a chat has a turn of its own, however much it is like those whose ids are around it."""
    dropped = func.coalesce(table.c.dropped_at > bindparam("b_dropped_since"), false())
    return or_(table.c.has_new_sources, dropped, table.c.is_personal, table.c.has_roundup)


# Each that is still as it was when it was found due; a statement names the values after their columns.
_AS_IT_WAS = (
    chats.c.id.between(bindparam("b_first"), bindparam("b_last")),
    chats.c.state == ChatState.ACTIVE.value,
    _is_special(chats) == bindparam("b_is_special", type_=Boolean),
    *(column.is_not_distinct_from(bindparam(f"b_{column.name}")) for column in _ALIKE[:-2]),
    # Never NULL here: said so that the index is used.
    *(column == bindparam(f"b_{column.name}") for column in _ALIKE[-2:]),
)

_TAKEN = (
    select(deliveries.c.id)
    .where(
        deliveries.c.chat_id == chats.c.id,
        deliveries.c.slot == bindparam("b_slot"),
        deliveries.c.part == 0,
    )
    .exists()
)

_PASS = (
    update(chats)
    .where(*_AS_IT_WAS, _TAKEN)
    .values(next_due_at=bindparam("b_next"), last_slot=bindparam("b_slot"))
)

_ENTER = deliveries.insert().from_select(
    ["chat_id", "slot", "part", "digest_id", "due_at", "lot", "text", "covers_from"],
    select(
        chats.c.id,
        bindparam("b_slot", type_=deliveries.c.slot.type),
        bindparam("b_part", type_=deliveries.c.part.type),
        bindparam("b_digest", type_=deliveries.c.digest_id.type),
        bindparam("b_due", type_=deliveries.c.due_at.type),
        # Numbers below a prime, multiplied by one of them, come in another order for every slot.
        (chats.c.id * bindparam("b_lot", type_=deliveries.c.lot.type)) % _PRIME,
        bindparam("b_text", type_=deliveries.c.text.type),
        chats.c.covered_at,
    )
    .where(*_AS_IT_WAS)
    # They stay so until they are advanced.
    .with_for_update(key_share=True),
)

_ADVANCE = (
    update(chats)
    .where(*_AS_IT_WAS)
    .values(
        next_due_at=bindparam("b_next"),
        last_slot=bindparam("b_slot"),
        shown_until=bindparam("b_until"),
        covered_at=bindparam("b_now"),
        has_new_sources=False,
    )
)

_PUT_OFF = update(chats).where(*_AS_IT_WAS).values(next_due_at=bindparam("b_next"))


async def due_chats(
    connection: AsyncConnection,
    now: int,
    waiting_for: Collection[int],
    limit: int,
    after: Due | None,
    *,
    one_by_one: bool,
) -> list[Due]:
    """Return up to `limit` chats whose digest is due, the longest waiting first, those alike together.

    None of them follows a feed of `waiting_for`. A chat whose sources changed, or that has wishes, is always
    alone, and so is any other with `one_by_one`.
    """
    values: dict[str, Any] = {"now": now, "most": limit, "b_dropped_since": now - _KNOWN_SECONDS}
    if after:
        values |= {"after_due": after.next_due_at, "after_key": after.sources_key, "after_id": after.last}
    query = _due_query(is_waiting=bool(waiting_for), goes_on=after is not None, one_by_one=one_by_one)
    rows = await connection.execute(query, values | ({"waiting": list(waiting_for)} if waiting_for else {}))
    return [_due_of(row) for row in rows]


@cache  # asked with every tick; to write it takes SQLAlchemy longer than to run it
def _due_query(*, is_waiting: bool, goes_on: bool, one_by_one: bool) -> Select[Any]:
    order = (chats.c.next_due_at, chats.c.sources_key, chats.c.id)
    some = (
        select(chats)
        .where(
            chats.c.next_due_at <= bindparam("now"),
            chats.c.state == ChatState.ACTIVE.value,
            # Whoever follows nothing has nothing due, whatever the row says.
            chats.c.sources_key.is_not(None),
        )
        .order_by(*order)
        .limit(bindparam("most", type_=BigInteger))
    )
    if goes_on:
        last_one = (bindparam("after_due", type_=BigInteger), bindparam("after_key", type_=String))
        some = some.where(tuple_(*order) > tuple_(*last_one, bindparam("after_id", type_=BigInteger)))
    if is_waiting:
        # The sum keeps SQLite from looking up each of these feeds for each chat.
        follows = select(subscriptions.c.feed_id).where(
            subscriptions.c.chat_id == chats.c.id,
            # Written out: there may be more of them than a statement takes variables.
            (subscriptions.c.feed_id + 0).in_(bindparam("waiting", expanding=True, literal_execute=True)),
        )
        some = some.where(~follows.exists())
    found = some.subquery()
    alike = [found.c[column.name] for column in _ALIKE]
    dropped = found.c.dropped_at > bindparam("b_dropped_since")
    alone = found.c.id if one_by_one else case((_is_special(found), found.c.id), else_=0)
    last = func.max(found.c.id)
    has_dropped = func.max(case((dropped, 1), else_=0))
    is_personal, has_roundup = (
        func.max(case((column, 1), else_=0)) for column in (found.c.is_personal, found.c.has_roundup)
    )
    return (
        select(*alike, func.min(found.c.id), last, func.count(), has_dropped, is_personal, has_roundup)
        .group_by(*alike, alone)
        .order_by(found.c.next_due_at, found.c.sources_key, last)
    )


def _due_of(row: Sequence[Any]) -> Due:
    language, sentences, share, has_links, is_brief, *others = row[len(schedule_columns) :]
    kind, says_nothing, slot, shown, is_new, due_at, key, first, last, count, *of_one = others
    dropped, personal, roundup = of_one
    return Due(
        first,
        last,
        count,
        ChatKind(kind),
        schedule_of(row),
        says_nothing,
        due_at,
        local_of(slot),
        shown,
        key,
        is_new,
        bool(dropped),
        bool(personal),
        bool(roundup),
        Look(language, sentences=sentences, share=share, has_links=has_links, is_brief=is_brief),
    )


async def enter(connection: AsyncConnection, made: Sequence[Materialised], now: int) -> None:
    """Enter what due chats get into the ledger, and note how far they have come."""
    rows = [_values(one, now) for one in made]
    if not rows:
        return
    await connection.execute(_PASS, rows)
    if parts := [
        values | {"b_part": part} for one, values in zip(made, rows, strict=True) for part in range(one.parts)
    ]:
        await connection.execute(_ENTER, parts)
    await connection.execute(_ADVANCE, rows)
    for some in chunks([one.due.first for one in made if one.due.has_new_sources]):
        # Only where that was done: who changed something meanwhile has a turn later, with sources still new.
        done = select(chats.c.id).where(
            chats.c.id.in_(some),
            ~chats.c.has_new_sources,
            chats.c.covered_at == now,
            chats.c.shown_until == made[0].shown_until,
        )
        entered = (await connection.execute(done)).scalars().all()
        await _settle_sources(connection, entered, made[0].shown_until)


async def put_off(connection: AsyncConnection, moved: Sequence[tuple[Due, int | None]], now: int) -> None:
    """Set when chats are due instead."""
    if moved:
        rows = [_as_it_was(due, now) | {"b_next": moment} for due, moment in moved]
        await connection.execute(_PUT_OFF, rows)


def _as_it_was(due: Due, now: int) -> dict[str, object]:
    return {
        "b_dropped_since": now - _KNOWN_SECONDS,
        "b_is_special": due.is_special,
        "b_first": due.first,
        "b_last": due.last,
        "b_kind": due.kind.value,
        "b_says_nothing_new": due.says_nothing_new,
        "b_next_due_at": due.next_due_at,
        "b_last_slot": due.last_slot and local_text(due.last_slot),
        "b_shown_until": due.shown_until,
        "b_sources_key": due.sources_key,
        "b_has_new_sources": due.has_new_sources,
        **{f"b_{name}": value for name, value in schedule_values(due.schedule).items()},
        **{f"b_{column.name}": getattr(due.look, column.name) for column in _LOOK},
    }


def _values(one: Materialised, now: int) -> dict[str, object]:
    slot = local_text(one.slot)
    return _as_it_was(one.due, now) | {
        "b_slot": slot,
        "b_digest": one.digest_id,
        "b_due": one.due_at,
        "b_lot": 1 + zlib.crc32(slot.encode()) % (_PRIME - 1),
        "b_text": one.text,
        "b_next": one.next_due_at,
        "b_until": one.shown_until,
        "b_now": now,
    }


async def _settle_sources(connection: AsyncConnection, chat_ids: Sequence[int], shown_until: int) -> None:
    """Let feeds be no longer new that were so for a digest up to `shown_until`; one read since stays so."""
    mine = subscriptions.c.chat_id.in_(chat_ids)
    done = (mine, subscriptions.c.since != UNREAD, subscriptions.c.since <= shown_until)
    await connection.execute(update(subscriptions).where(*done).values(since=None))
    still = select(subscriptions.c.chat_id).where(mine, subscriptions.c.since > shown_until)
    await connection.execute(update(chats).where(chats.c.id.in_(still)).values(has_new_sources=True))
