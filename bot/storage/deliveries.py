"""The ledger: which part of which digest is to be sent where, and what became of it."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digest.model import ChatState, DeliveryState
from bot.storage.claims import pending_rows, sort_out, take
from bot.storage.ledger import FLOOD_ALL, WRONG_CLOCK, Claim, Freeze, Notice, Outcome, Sent
from bot.storage.outcomes import end_all, free, is_sent_to, left_by_others, lost, record
from bot.storage.recalls import take_back
from bot.storage.schema import chats, deliveries
from bot.storage.sql import chunks, insert_into, writing

_AT_A_TIME = 5000
# Parts looked at in one transaction where all that were found have to wait for the end of quiet hours.
_MANY = 500


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
                await record(connection, outcomes, owner, now)
                if not limit:
                    return []
                rows = await pending_rows(connection, now, look_at, patience)
                claims, put_off = await sort_out(connection, rows, limit, now, freeze)
                if claims:
                    await take(connection, claims, owner, lease_until)
            if claims or not put_off:
                return claims
            outcomes, look_at = (), max(limit, _MANY)

    async def take_over(self, owner: str, now: int) -> tuple[int, int]:
        """Free the parts that other processes left while sending them.

        Only for whoever knows that those processes are dead. Returns how many are sent again, and how many
        are not, because that would be the third time.
        """
        async with writing(self._engine) as connection:
            return await free(connection, left_by_others(owner), now, "killed")

    async def free_lost(
        self, owner: str, now: int, lease_until: int, under_way: Collection[int]
    ) -> tuple[int, int]:
        """Free parts of `owner` whose lease has ended and that are not among those under way, as `take_over`.

        `lease_until` is the end of a lease that begins now.
        """
        async with writing(self._engine) as connection:
            return await free(connection, lost(owner, now, lease_until, under_way), now, "lost")

    async def paused_until(self, now: int) -> int:
        """Return until when Telegram wants nothing from this bot, by what the ledger tells; else 0."""
        query = select(func.max(deliveries.c.not_before)).where(
            deliveries.c.state == DeliveryState.PENDING.value,
            deliveries.c.reason == FLOOD_ALL,
            deliveries.c.not_before > now,
            deliveries.c.not_before <= now + WRONG_CLOCK,
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
            if refused is not None and not await is_sent_to(connection, refused, chat_id):
                return False
            await end_all(connection, chat_id, state, reason, now)
            return True

    async def pause(self, chat_ids: Collection[int], state: ChatState, now: int) -> None:
        """Let nothing more come to active chats, by several transactions: one cut short leaves some active.

        A digest that waits untouched is taken back and will be new again; one that has begun goes out.
        """
        for some in chunks(chat_ids):
            async with writing(self._engine) as connection:
                # First of all: from then on no digest is entered, and one just being entered is there.
                active = update(chats).where(chats.c.id.in_(some), chats.c.state == ChatState.ACTIVE.value)
                await connection.execute(active.values(state=state.value, next_due_at=None))
                await take_back(connection, some, now)
                notices = update(deliveries).where(
                    deliveries.c.chat_id.in_(some),
                    deliveries.c.digest_id.is_(None),
                    deliveries.c.state == DeliveryState.PENDING.value,
                )
                ended = {
                    "state": DeliveryState.DEAD.value,
                    "ended_at": now,
                    "reason": state.value,
                    "text": None,
                }
                await connection.execute(notices.values(ended))

    async def notify(self, notices: Sequence[Notice], now: int) -> None:
        """Add messages to be sent; one of the same slot was said already and is not said again.

        Those to chats that are gone, or were paused meanwhile, are left out.
        """
        rows = [
            {
                "chat_id": notice.chat_id,
                "slot": notice.slot,
                # Not before all others while it has to wait: every turn would read past it.
                "due_at": max(now, notice.not_before),
                "lot": 0,
                "not_before": notice.not_before,
                "text": notice.text,
                "digest_id": notice.digest_id,
            }
            for notice in notices
        ]
        if rows:
            async with writing(self._engine) as connection:
                wanted = select(chats.c.id).where(
                    chats.c.id.in_({notice.chat_id for notice in notices}),
                    chats.c.state == ChatState.ACTIVE.value,
                )
                there = set((await connection.execute(wanted)).scalars())
                statement = insert_into(connection, deliveries).on_conflict_do_nothing()
                if known := [row for row in rows if row["chat_id"] in there]:
                    await connection.execute(statement, known)

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
