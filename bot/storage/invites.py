"""Links that let people in."""

from enum import Enum

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.people import Invite
from bot.storage.schema import invites, members
from bot.storage.sql import insert_into, writing

# Whoever opens a link within a month after its end is told what became of it; later it is unknown.
_REMEMBERED = 30 * 86_400

_columns = (invites.c.id, invites.c.made_at, invites.c.expires_at, invites.c.uses, invites.c.used)


class Joined(Enum):
    """What came of opening a link."""

    WELCOME = "welcome"
    """It let the person in."""
    KNOWN = "known"
    """The person was in already; that costs no use."""
    REMOVED = "removed"
    """The person was put out, and no link lets them in again."""
    EXPIRED = "expired"
    USED_UP = "used_up"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class _RefusedError(Exception):
    """Undoes a transaction."""


class InviteStore:
    """Invites by the digest of their code. Each method is one transaction; times are UTC seconds."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, code: str, made_by: int, now: int, expires_at: int, uses: int) -> None:
        """Keep an invite, once for each code; forget those that are over for long."""
        values = {"made_by": made_by, "made_at": now, "expires_at": expires_at, "uses": uses}
        async with writing(self._engine) as connection:
            await connection.execute(delete(invites).where(invites.c.expires_at < now - _REMEMBERED))
            statement = insert_into(connection, invites).values(code=code, **values)
            await connection.execute(statement.on_conflict_do_nothing())

    async def living(self, now: int, limit: int, offset: int = 0) -> list[Invite]:
        """Return invites that still let somebody in, the latest first."""
        query = select(*_columns).where(*_is_living(now)).order_by(invites.c.id.desc())
        async with self._engine.connect() as connection:
            return [Invite(*row) for row in await connection.execute(query.limit(limit).offset(offset))]

    async def count_living(self, now: int) -> int:
        """How many invites still let somebody in."""
        query = select(func.count()).select_from(invites).where(*_is_living(now))
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one()

    async def withdraw(self, invite_id: int) -> None:
        """Let an invite let nobody in any more."""
        async with writing(self._engine) as connection:
            await connection.execute(update(invites).where(invites.c.id == invite_id).values(uses=0))

    async def join(self, code: str, user_id: int, now: int) -> Joined:
        """Let a person in by an invite, where it still lets anybody in and they are not in or out already."""
        try:
            async with writing(self._engine) as connection:
                return await _join(connection, code, user_id, now)
        except _RefusedError:  # the last use went to somebody else meanwhile
            return await self._why_not(code, now)

    async def _why_not(self, code: str, now: int) -> Joined:
        async with self._engine.connect() as connection:
            row = (await connection.execute(select(*_columns).where(invites.c.code == code))).first()
        if row is None:
            return Joined.UNKNOWN
        invite = Invite(*row)
        if not invite.uses:
            return Joined.WITHDRAWN
        return Joined.EXPIRED if invite.left and invite.expires_at <= now else Joined.USED_UP


async def _join(connection: AsyncConnection, code: str, user_id: int, now: int) -> Joined:
    # The row of the person first: whoever opens two links at once uses up one of them.
    mine = select(invites.c.id).where(invites.c.code == code).scalar_subquery()
    person = insert_into(connection, members).values(user_id=user_id, invite_id=mine, joined_at=now)
    # Whether a row was added is said by the row itself: not every driver counts what is inserted.
    added = await connection.execute(person.on_conflict_do_nothing().returning(members.c.user_id))
    if added.first() is None:
        query = select(members.c.is_removed).where(members.c.user_id == user_id)
        return Joined.REMOVED if (await connection.execute(query)).scalar_one() else Joined.KNOWN
    statement = update(invites).where(invites.c.code == code, *_is_living(now))
    taken = await connection.execute(statement.values(used=invites.c.used + 1))
    if not taken.rowcount:
        raise _RefusedError
    return Joined.WELCOME


def _is_living(now: int) -> tuple[ColumnElement[bool], ...]:
    return invites.c.used < invites.c.uses, invites.c.expires_at > now
