"""Updates from Telegram, kept until they are handled, so that a process that dies loses none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, cast, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.roles import Role
from bot.storage.schema import leaders, updates
from bot.storage.sql import chunks, insert_into, writing

# Seconds for which an update is of one process alone, and how many are left when they are given anew. Whoever
# leads no more takes a few to notice and 20 to end what it handles; whoever died holds up nothing for longer.
_LEASE, _RENEWED_AT = 30, 20

_TO_DO = updates.c.done_at.is_(None)


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
            {"id": number, "payload": payload, "received_at": now}
            # In order: of two processes that keep the same ones, each would wait for the other.
            for number, payload in sorted(payloads.items())
        ]
        async with writing(self._engine) as connection:
            statement = insert_into(connection, updates).on_conflict_do_nothing().returning(updates.c.id)
            return set((await connection.execute(statement, rows)).scalars())

    async def turn(
        self, ended: Collection[int], now: int, *, most: int, under_way: Collection[int], owner: str
    ) -> list[Taken]:
        """Note which updates were handled; take the first that were not and that are not under way.

        At most `most` are taken, in the order of their numbers. That they were is counted, so that one in
        which the process ends again and again is recognised. Of a database that is shared, they are taken for
        `owner`, where that leads, and not from another whose time with them is not over.
        """
        first = select(updates.c.id).where(_TO_DO, updates.c.id.not_in(self._listed(under_way)))
        if self.is_shared:
            leads = exists().where(leaders.c.name == Role.GATEWAY.value, leaders.c.holder == owner)
            mine = updates.c.owner == owner
            first = first.where(leads, or_(updates.c.owner.is_(None), mine, updates.c.lease_until <= now))
        found = first.order_by(updates.c.id).limit(most).with_for_update(skip_locked=True).cte("found")
        lease = {"owner": owner, "lease_until": now + _LEASE}
        taking = (
            update(updates)
            .where(updates.c.id.in_(select(found.c.id)))
            .values(attempts=updates.c.attempts + 1, **lease)
            .returning(updates.c.id, updates.c.payload, updates.c.attempts)
        )
        late = update(updates).where(
            _TO_DO, updates.c.owner == owner, updates.c.lease_until <= now + _RENEWED_AT
        )
        async with writing(self._engine) as connection:
            for some in chunks(ended):
                done = update(updates).where(updates.c.id.in_(some))
                await connection.execute(done.values(payload="", done_at=now))
            if self.is_shared and under_way:
                await connection.execute(late.values(lease))
            rows = (await connection.execute(taking)).all() if most > 0 else []
        return sorted((Taken(*row) for row in rows), key=lambda taken: taken.id)

    async def give_back(self, owner: str) -> None:
        """Leave what `owner` took and did not handle to whoever comes next, at once."""
        async with writing(self._engine) as connection:
            mine = update(updates).where(_TO_DO, updates.c.owner == owner)
            await connection.execute(mine.values(owner=None, lease_until=None))

    async def delete_older(self, before: int) -> int:
        """Forget the numbers of updates that were handled before `before`; return how many."""
        async with writing(self._engine) as connection:
            return (await connection.execute(delete(updates).where(updates.c.done_at < before))).rowcount

    def _listed(self, numbers: Collection[int]) -> Select[Any]:
        """Return numbers as one parameter: thousands of parameters hold up the process for 0.1 s."""
        listed = ",".join(map(str, numbers))
        if self.is_shared:
            return select(cast(func.unnest(func.string_to_array(listed, ",")), BigInteger))
        return select(func.json_each(f"[{listed}]").table_valued("value").c.value)
