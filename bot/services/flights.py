"""Work that several people wait for at once, done once."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


@dataclass(slots=True)
class _Flight(Generic[_T]):
    task: asyncio.Task[_T]
    waiting: int = 0


class Flights(Generic[_T]):
    """Lets whoever asks for what is being made already wait for it, instead of having it made again."""

    def __init__(self) -> None:
        self._flights: dict[str, _Flight[_T]] = {}

    async def join(self, key: str, make: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
        """Return what `make` gives or raises, called only if nothing of this key is being made.

        Whoever stops waiting leaves the others alone; when the last one does, the work is cancelled.
        """
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.create_task(make()))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                del self._flights[key]
                flight.task.cancel()  # nothing is left to cancel where it is done
