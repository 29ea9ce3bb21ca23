"""What exactly one of several processes on one PostgreSQL may do: who leads, and whether it still does.

The lock is PostgreSQL's own, held by a connection: it goes when the process ends, however it ends. A row says
who led last, so that whoever lost the connection for a while knows whether somebody else led meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from zlib import crc32

import structlog
from sqlalchemy import URL, NullPool, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.schema import leaders
from bot.storage.sql import POSTGRESQL, insert_into

log = structlog.get_logger(__name__)

# Seconds between two looks whether the lock is held, or can be had: others take over within thirty.
_LOOK = 3.0
# Seconds after which a look that has no answer counts as lost.
_PATIENCE = 5.0
# The first half of every lock of ours, "lead" in letters; the second is made of the name.
_SPACE = 0x6C656164


class Leadership:
    """The right of one process to do some things alone, as `holder`, which no other process is called."""

    def __init__(self, url: URL, names: Sequence[str], holder: str) -> None:
        self._engine = _engine(url)
        self._names, self._holder = sorted(names), holder
        self._connection: AsyncConnection | None = None
        self._is_sure = False

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can be leading now: False while the database does not say so."""
        return self._is_sure

    async def lead(
        self,
        stop: asyncio.Event,
        work: Callable[[asyncio.Event], Awaitable[None]],
        away: tuple[type[Exception], ...] = (SQLAlchemyError,),
    ) -> None:
        """Do `work` whenever this process leads, until `stop`; its argument tells it to end.

        It goes on while the database is away, and ends where somebody else has led meanwhile. Where it cannot
        begin as the database is `away`, it begins anew.
        """
        try:
            while await self._take(stop):
                over = asyncio.Event()
                watch = asyncio.create_task(self._watch(stop, over))
                try:
                    await work(over)
                except away as error:
                    log.warning("work_interrupted", names=self._names, error=_words(error))
                    await _pause(stop)
                else:
                    if not over.is_set():
                        return
                finally:
                    watch.cancel()
                    await asyncio.wait({watch})
                    await self._let_go()
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
                log.warning("leadership_unknown", names=self._names, error=_words(error))
            else:
                if led is not None:
                    log.info("leading", names=self._names)
                    return True
                if not waits:
                    log.info(
                        "standing_by", names=self._names, meaning="another process does this; it is watched"
                    )
                waits = True
            await _pause(stop)
        return False

    async def _watch(self, stop: asyncio.Event, over: asyncio.Event) -> None:
        """Look again and again whether this process leads; set `over` when it does not, or is to stop."""
        while not stop.is_set():
            await _pause(stop)
            if not stop.is_set() and not await self._still_leads():
                log.warning("leadership_lost", names=self._names)
                break
        over.set()

    async def _still_leads(self) -> bool:
        """Whether nobody else can have led since the last look; the answer may take a while."""
        try:
            async with asyncio.timeout(_PATIENCE):
                if self._connection is not None:
                    await self._connection.execute(select(1))
                    return True
                before = await self._try()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            if self._is_sure:
                log.warning("leadership_in_doubt", names=self._names, error=_words(error))
            await self._let_go()
            return True  # nobody can lead while the database is away; who can reach it will be seen
        if before == {self._holder}:
            log.info("leadership_kept", names=self._names)
            return True
        return False

    async def _try(self) -> set[str] | None:
        """Take the locks; return who held them last, None where somebody else holds one now."""
        connection = self._connection = await self._engine.connect()
        for name in self._names:
            lock = func.pg_try_advisory_lock(_SPACE, _number(name))
            if not (await connection.execute(select(lock))).scalar_one():
                await self._let_go()
                return None
        found = await connection.execute(select(leaders.c.holder).where(leaders.c.name.in_(self._names)))
        before = set(found.scalars())
        rows = [{"name": name, "holder": self._holder} for name in self._names]
        statement = insert_into(connection, leaders).values(rows)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=[leaders.c.name], set_={"holder": statement.excluded.holder}
            )
        )
        self._is_sure = True
        return before

    async def _let_go(self) -> None:
        """Let go of the locks, and close the connection, with which they go where the database is away."""
        connection, self._connection, self._is_sure = self._connection, None, False
        if connection is None:
            return
        for end in (lambda: connection.execute(select(func.pg_advisory_unlock_all())), connection.invalidate):
            with suppress(SQLAlchemyError, OSError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await end()
        with suppress(SQLAlchemyError, OSError):
            await connection.close()


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), _LOOK)


def _engine(url: URL) -> AsyncEngine:
    connect = {"connect_args": POSTGRESQL["connect_args"]}
    return create_async_engine(
        url, hide_parameters=True, poolclass=NullPool, isolation_level="AUTOCOMMIT", **connect
    )


def _number(name: str) -> int:
    """Return a number of 31 bits for a name, the same in every process."""
    return crc32(name.encode()) & 0x7FFFFFFF


def _words(error: BaseException) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split()) or type(error).__name__
