"""Whose turn it is: the queue before the child processes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Turn:
    """One request's right to run."""

    heavy: bool
    give_way: Callable[[], None] | None = None
    """What to call when the turn becomes a long one; None as long as it has not been going on for long."""
    is_long: bool = False


class Turns:
    """At most `count` at once, of them one less heavy (one at least), in the order in which they came.

    A heavy request that waits lets those behind it pass that are not. A turn that goes on for long leaves its
    place to the next, up to `long` of them at a time; so there are at most `count + long` at once.
    """

    def __init__(self, count: int, long: int) -> None:
        self._places = count
        self._heavy_places = max(1, count - 1)
        self._long_places = long
        self._waiting: dict[asyncio.Future[bool], Turn] = {}
        self._running: dict[Turn, None] = {}
        self.all_over = asyncio.Event()
        self.all_over.set()

    @asynccontextmanager
    async def turn(self, *, heavy: bool) -> AsyncIterator[Turn | None]:
        """Wait for a turn, and have it for as long as the context lasts; None when it was refused."""
        turn = Turn(heavy)
        admitted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[admitted] = turn
        self._next()
        try:
            yield turn if await admitted else None
        finally:
            self._waiting.pop(admitted, None)
            if turn in self._running:
                self._end(turn)

    def lengthen(self, turn: Turn, give_way: Callable[[], None]) -> None:
        """Say that a turn goes on for long; `give_way` is called if and when it leaves its place."""
        turn.give_way = give_way
        self._next()

    def refuse_waiting(self) -> None:
        """Send away all that wait."""
        for admitted in self._waiting:
            if not admitted.done():
                admitted.set_result(False)
        self._waiting.clear()

    def _end(self, turn: Turn) -> None:
        del self._running[turn]
        if turn.is_long:
            self._long_places += 1
        else:
            self._free_place(turn)
        if not self._running:
            self.all_over.set()
        self._next()

    def _free_place(self, turn: Turn) -> None:
        self._places += 1
        self._heavy_places += turn.heavy

    def _next(self) -> None:
        """Give away all places that can be given."""
        for turn in self._running:
            if turn.give_way and not turn.is_long and self._long_places:
                turn.is_long = True
                self._long_places -= 1
                self._free_place(turn)
                turn.give_way()
        for admitted, turn in list(self._waiting.items()):
            if not self._places:
                return
            if admitted.done() or (turn.heavy and not self._heavy_places):  # done: cancelled, about to leave
                continue
            del self._waiting[admitted]
            self._running[turn] = None
            self._places -= 1
            self._heavy_places -= turn.heavy
            self.all_over.clear()
            admitted.set_result(True)
