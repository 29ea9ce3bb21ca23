"""What exactly one of several processes on one PostgreSQL may do: who leads, and whether it still does.

The lock is PostgreSQL's own, held by a connection: it goes when the process ends, however it ends. A row says
who led last, and goes with whoever ends in order. So whoever lost the connection for a while knows whether
somebody else led meanwhile, and whoever finds another's name gives that one the time to notice.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from zlib import crc32

import structlog
from sqlalchemy import URL, NullPool, delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.schema import leaders
from bot.storage.sql import POSTGRESQL, cause_of, insert_into

log = structlog.get_logger(__name__)

# Seconds between two looks whether the lock is held, or can be had: others take over within thirty.
_LOOK = 3.0
# Seconds after which a look that has no answer counts as lost.
_PATIENCE = 5.0
# For the connection of the lock, which is never idle for longer than a look: PostgreSQL takes a machine for
# gone that was silent for 14 seconds, so that others lead within thirty.
_SILENCE = " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3"
# The first half of every lock of ours, "lead" in letters; the second is made of the name.
_SPACE = 0x6C656164


class Leadership:
    """The right of one process to do some things alone, as `holder`, which no other process is called."""

    def __init__(self, url: URL, names: Sequence[str], holder: str) -> None:
        self._engine = _engine(url)
        self._names, self._holder = sorted(names), holder
        self._connection: AsyncConnection | None = None
        self._sure_from = self._sure_until = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can be leading now: False while the database does not say so."""
        return self._sure_from <= time.monotonic() < self._sure_until

    async def lead(
        self,
        stop: asyncio.Event,
        work: Callable[[asyncio.Event], Awaitable[None]],
        away: tuple[type[Exception], ...] = (SQLAlchemyError,),
    ) -> None:
        """Do `work` whenever this process leads, until `stop`; its argument tells it to end.

        It begins when whoever led before has ended in order, or must have noticed that it leads no more. It
        goes on while the database is away, and ends where somebody else has led meanwhile. Where it cannot
        begin as the database is `away`, it begins anew.
        """
        try:
            while await self._take(stop):
                over = asyncio.Event()
                watches = {asyncio.create_task(one) for one in (self._watch(over), _pass_on(stop, over))}
                try:
                    await _pause(over, self._sure_from - time.monotonic())
                    if not over.is_set():
                        log.info("leading", names=self._names)
                        await work(over)
                except away as error:
                    log.warning(
                        "work_interrupted", names=self._names, error=cause_of(error.__cause__ or error)
                    )
                    await _pause(stop, _LOOK)
                else:
                    if not over.is_set():
                        return
                finally:
                    for watch in watches:
                        watch.cancel()
                    await asyncio.wait(watches)
                    await self._resign()
        finally:
            await self._let_go()
            await self._engine.dispose()

    async def _take(self, stop: asyncio.Event) -> bool:
        """Wait until this process leads; return False where it is told to stop before."""
        waits = False
        while not stop.is_set():
            try:
                async with asyncio.timeout(_PATIENCE):
                    led = await self._try()
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                await self._let_go()
                log.warning("leadership_unknown", names=self._names, error=cause_of(error))
            else:
                if led is not None:
                    return True
                if not waits:
                    log.info(
                        "standing_by", names=self._names, meaning="another process does this; it is watched"
                    )
                waits = True
            await _pause(stop, _LOOK)
        return False

    async def _watch(self, over: asyncio.Event) -> None:
        """Look again and again whether this process leads; set `over` when it does not."""
        try:
            while True:
                await asyncio.sleep(_LOOK)
                if not await self._still_leads():
                    log.warning("leadership_lost", names=self._names)
                    return
        finally:
            over.set()

    async def _still_leads(self) -> bool:
        """Whether nobody else can have led since the last look; the answer may take a while."""
        asked_at = time.monotonic()
        try:
            async with asyncio.timeout(_PATIENCE):
                if self._connection is not None:
                    await self._connection.execute(select(1))
                    self._sure_until = asked_at + _LOOK + _PATIENCE
                    return True
                before = await self._try()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            if self._connection is not None:
                log.warning("leadership_in_doubt", names=self._names, error=cause_of(error))
            await self._let_go()
            return True  # nobody can lead while the database is away; who can reach it will be seen
        if before == dict.fromkeys(self._names, self._holder):
            log.info("leadership_kept", names=self._names)
            return True
        return False

    async def _try(self) -> dict[str, str] | None:
        """Take the locks; return who led last in what, None where somebody else holds one now.

        Whoever led without having ended in order may be sure of it for as long as a look is good.
        """
        asked_at = time.monotonic()
        connection = self._connection = await self._engine.connect()
        for name in self._names:
            lock = func.pg_try_advisory_lock(_SPACE, _number(name))
            if not (await connection.execute(select(lock))).scalar_one():
                await self._let_go()
                return None
        found = await connection.execute(
            select(leaders.c.name, leaders.c.holder).where(leaders.c.name.in_(self._names))
        )
        before = {row.name: row.holder for row in found}
        rows = [{"name": name, "holder": self._holder} for name in self._names]
        statement = insert_into(connection, leaders).values(rows)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=[leaders.c.name], set_={"holder": statement.excluded.holder}
            )
        )
        if set(before.values()) - {self._holder}:
            self._sure_from = time.monotonic() + _LOOK + _PATIENCE
        self._sure_until = asked_at + _LOOK + _PATIENCE
        return before

    async def _resign(self) -> None:
        """Let go after the work has ended, and let who comes next know that it need not wait."""
        if self.is_sure and self._connection is not None:
            with suppress(SQLAlchemyError, OSError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._connection.execute(delete(leaders).where(leaders.c.holder == self._holder))
        await self._let_go()

    async def _let_go(self) -> None:
        """Let go of the locks, and close the connection, with which they go where the database is away."""
        connection, self._connection, self._sure_until = self._connection, None, 0.0
        if connection is None:
            return
        for end in (lambda: connection.execute(select(func.pg_advisory_unlock_all())), connection.invalidate):
            with suppress(SQLAlchemyError, OSError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await end()
        with suppress(SQLAlchemyError, OSError):
            await connection.close()


async def _pass_on(stop: asyncio.Event, over: asyncio.Event) -> None:
    await stop.wait()
    over.set()


async def _pause(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


def _engine(url: URL) -> AsyncEngine:
    connect = POSTGRESQL["connect_args"]
    return create_async_engine(
        url,
        hide_parameters=True,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args=connect | {"options": connect["options"] + _SILENCE},
    )


def _number(name: str) -> int:
    """Return a number of 31 bits for a name, the same in every process."""
    return crc32(name.encode()) & 0x7FFFFFFF
