"""Updates that Telegram brings: kept before it hears that they have come, until they are handled."""

import asyncio
import time
from collections.abc import Callable, Collection

from bot.storage.updates import Taken, UpdateStore

# An update that was begun so often, and before whose end the process ended each time, may be what ends it.
# Others that were under way then count as begun, too: it takes some deaths in a row before one is given up.
MOST_ATTEMPTS = 5


class Inbox:
    """Updates in the database. What comes while a transaction is made goes together into the next one."""

    def __init__(self, store: UpdateStore, clock: Callable[[], float] = time.time, holder: str = "") -> None:
        """Updates are handled as `holder`, which is what this process leads as where several may."""
        self._store, self._clock, self._holder = store, clock, holder
        self._coming: dict[int, str] = {}
        self._next: asyncio.Future[Exception | None] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self.filled = asyncio.Event()
        """Set when something new is there."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may put updates in, too, which does not set `filled` here."""
        return self._store.is_shared

    @property
    def is_busy(self) -> bool:
        """Whether something is being put in just now."""
        return self._keeping is not None and not self._keeping.done()

    async def put(self, number: int, payload: str) -> None:
        """Keep an update; it is safe when this returns. One that came before is not kept again.

        Raises what the database does.
        """
        self._coming[number] = payload
        if self._next is None:
            self._next = asyncio.get_running_loop().create_future()
        kept = self._next
        if not self.is_busy:
            self._keeping = asyncio.create_task(self._keep())
        # Not cancelled by who hangs up: others wait for the same transaction.
        if error := await asyncio.shield(kept):
            raise error

    async def turn(
        self, ended: Collection[int], under_way: Collection[int], most: int
    ) -> tuple[list[Taken], list[int]]:
        """Note what was handled; return what is to be handled next, and which updates are given up instead.

        The latter are those in whose middle the process ended again and again.
        """
        taken = await self._store.turn(
            ended, int(self._clock()), most=most, under_way=under_way, owner=self._holder
        )
        return (
            [one for one in taken if one.attempts <= MOST_ATTEMPTS],
            [one.id for one in taken if one.attempts > MOST_ATTEMPTS],
        )

    async def give_back(self) -> None:
        """Leave what was taken and not handled to whoever handles updates next."""
        await self._store.give_back(self._holder)

    async def _keep(self) -> None:
        while self._next:
            coming, kept = self._coming, self._next
            self._coming, self._next = {}, None
            try:
                new = await self._store.put(coming, int(self._clock()))
            except Exception as error:  # told to each of those who wait for it
                kept.set_result(error)
            else:
                kept.set_result(None)
                if new:
                    self.filled.set()
