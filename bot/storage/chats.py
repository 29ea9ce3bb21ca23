"""Where digests go: chats and topics, their settings, and how far each has come."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.digest.look import PLAIN, Look
from bot.digest.model import Chat, ChatKind, ChatState, Place, Schedule
from bot.storage.moves import leave_topic
from bot.storage.rows import chat_columns, chat_of, look_values, schedule_values
from bot.storage.schema import chats, entries
from bot.storage.sql import alone, insert_into, writing

# Asked with every update and every tick: to write these takes SQLAlchemy longer than to run them.
_AT = select(*chat_columns).where(
    chats.c.telegram_id == bindparam("b_telegram_id"), chats.c.topic_id == bindparam("b_topic_id")
)
_BY_ID = select(*chat_columns).where(chats.c.id == bindparam("b_id"))

_SERVE_AGAIN = (
    update(chats)
    .where(chats.c.id == bindparam("b_id"), chats.c.state == ChatState.UNSERVED.value)
    .values(
        state=ChatState.ACTIVE.value,
        # Whoever follows nothing has nothing due.
        next_due_at=case((chats.c.sources_key.is_not(None), bindparam("b_next", type_=BigInteger))),
    )
)


def _values_at(place: Place) -> dict[str, int]:
    return {"b_telegram_id": place.chat_id, "b_topic_id": place.topic_id}


class ChatStore:
    """Chats by place and by our own number. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def open(
        self,
        place: Place,
        kind: ChatKind,
        schedule: Schedule,
        added_by: int | None,
        now: int,
        look: Look = PLAIN,
    ) -> Chat:
        """Return the chat of a place, made with this schedule and look where it was not known.

        For one that is made, all that is there counts as shown; nothing is due until its schedule is set.
        """
        if known := await self.find(place):
            return known
        async with writing(self._engine) as connection:
            statement = insert_into(connection, chats).values(
                telegram_id=place.chat_id,
                topic_id=place.topic_id,
                kind=kind.value,
                added_by=added_by,
                added_at=now,
                shown_until=select(func.coalesce(func.max(entries.c.id), 0)).scalar_subquery(),
                covered_at=now,
                **schedule_values(schedule),
                **look_values(look),
            )
            await connection.execute(statement.on_conflict_do_nothing())
            row = (await connection.execute(_AT, _values_at(place))).one()
        return chat_of(row)

    async def find(self, place: Place) -> Chat | None:
        """Return the chat of a place; None where nobody has set one up."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_AT, _values_at(place))).first()
        return chat_of(row) if row else None

    async def get(self, chat_id: int) -> Chat | None:
        """Return a chat by our number; None when it became another one or was forgotten."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_BY_ID, {"b_id": chat_id})).first()
        return chat_of(row) if row else None

    async def of_telegram(self, telegram_id: int) -> list[Chat]:
        """Return a Telegram chat with all its topics that are set up, by topic."""
        query = select(*chat_columns).where(chats.c.telegram_id == telegram_id).order_by(chats.c.topic_id)
        async with self._engine.connect() as connection:
            return [chat_of(row) for row in await connection.execute(query)]

    async def set_schedule(
        self, chat_id: int, schedule: Schedule, next_due_at: int | None, *, now: int | None = None
    ) -> None:
        """Replace the schedule, and with it when the next digest is due.

        With `now`, the digests that this schedule would have had before then do not count as left out.
        """
        covered = {} if now is None else {"covered_at": now}
        await self._set(chat_id, next_due_at=next_due_at, **schedule_values(schedule), **covered)

    async def set_options(
        self, chat_id: int, *, is_silent: bool | None = None, says_nothing_new: bool | None = None
    ) -> None:
        """Set what is given and leave the rest."""
        options = {"is_silent": is_silent, "says_nothing_new": says_nothing_new}
        if given := {name: value for name, value in options.items() if value is not None}:
            await self._set(chat_id, **given)

    async def set_state(self, chat_id: int, state: ChatState, next_due_at: int | None) -> None:
        """Set whether digests can be sent, and with it when the next one is due."""
        await self._set(chat_id, state=state.value, next_due_at=next_due_at)

    async def some(self, chat_ids: Collection[int]) -> list[Chat]:
        """Return those of these chats that there are."""
        query = select(*chat_columns).where(chats.c.id.in_(chat_ids))
        async with self._engine.connect() as connection:
            return [chat_of(row) for row in await connection.execute(query)]

    async def serve_again(self, due: Sequence[tuple[int, int | None]]) -> None:
        """Let chats that were not served have digests again; each comes with when that would be due."""
        async with writing(self._engine) as connection:
            rows = [{"b_id": chat_id, "b_next": moment} for chat_id, moment in due]
            await connection.execute(_SERVE_AGAIN, rows)

    async def unserve(self, telegram_id: int) -> None:
        """Note of a chat with all its topics that nothing keeps digests from it but that it is not served."""
        held_up = chats.c.state.in_((ChatState.BLOCKED.value, ChatState.CLOSED.value))
        async with writing(self._engine) as connection:
            theirs = update(chats).where(chats.c.telegram_id == telegram_id, held_up)
            await connection.execute(theirs.values(state=ChatState.UNSERVED.value))

    async def leave_topic(self, chat_id: int) -> int:
        """Let a topic that is gone go on as the chat itself, or become one with it where that is set up.

        Returns our number of the chat that is left.
        """
        async with writing(self._engine) as connection:
            await alone(connection)
            return await leave_topic(connection, chat_id)

    async def due_between(self, start: int, end: int) -> int:
        """How many digests are due from `start` on and before `end`."""
        query = select(func.count()).where(chats.c.next_due_at >= start, chats.c.next_due_at < end)
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one()

    async def _set(self, chat_id: int, **values: Any) -> None:  # noqa: ANN401  (columns of any type)
        async with writing(self._engine) as connection:
            await connection.execute(update(chats).where(chats.c.id == chat_id).values(**values))
