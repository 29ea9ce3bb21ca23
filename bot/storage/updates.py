"""Updates from Telegram, kept until they are handled, so that a process that dies loses none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.schema import updates
from bot.storage.sql import chunks, insert_into, writing


@dataclass(frozen=True, slots=True)
class Taken:
    """An update that is to be handled now."""

    id: int
    payload: str
    """As it came, in JSON."""
    attempts: int
    """How often it was taken: 1 the first time."""


class UpdateStore:
    """Updates by their number. Each method is one transaction; times are UTC seconds."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @property
    def is_shared(self) -> bool:
        """Whether several processes may use the database: that of SQLite is of one."""
        return self._engine.dialect.name == "postgresql"

    async def put(self, payloads: Mapping[int, str], now: int) -> set[int]:
        """Keep updates, by number, that were not known before; return which those are."""
        rows = [
            {"id": number, "payload": payload, "received_at": now} for number, payload in payloads.items()
        ]
        async with writing(self._engine) as connection:
            statement = insert_into(connection, updates).on_conflict_do_nothing().returning(updates.c.id)
            return set((await connection.execute(statement, rows)).scalars())

    async def turn(
        self, ended: Collection[int], now: int, *, most: int, under_way: Collection[int]
    ) -> list[Taken]:
        """Note which updates were handled; take the first that were not and that are not under way.

        At most `most` are taken, in the order of their numbers. That they were is counted, so that one in
        which the process ends again and again is recognised.
        """
        waiting = select(updates.c.id).where(updates.c.done_at.is_(None), updates.c.id.not_in(under_way))
        first = waiting.order_by(updates.c.id).limit(most)
        taking = (
            update(updates)
            .where(updates.c.id.in_(first))
            .values(attempts=updates.c.attempts + 1)
            .returning(updates.c.id, updates.c.payload, updates.c.attempts)
        )
        async with writing(self._engine) as connection:
            for some in chunks(ended):
                done = update(updates).where(updates.c.id.in_(some))
                await connection.execute(done.values(payload="", done_at=now))
            rows = (await connection.execute(taking)).all() if most > 0 else []
        return sorted((Taken(*row) for row in rows), key=lambda taken: taken.id)

    async def delete_older(self, before: int) -> int:
        """Forget the numbers of updates that were handled before `before`; return how many."""
        async with writing(self._engine) as connection:
            return (await connection.execute(delete(updates).where(updates.c.done_at < before))).rowcount
