"""When an update is handled: its handler has ended, and so has all that it set going beside it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any


class Handling:
    """What goes on for an update. When the last of it has ended, `then` is called, once."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then
        self._going_on = 0
        self._is_over = False

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Let this be what goes on in the block; tasks and timers that begin there can be made part of it."""
        self.begin()
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)
            self.end()

    def begin(self) -> None:
        """Note that something more goes on; each call is answered by one of `end`."""
        self._going_on += 1

    def end(self) -> None:
        """Note that something has ended."""
        self._going_on -= 1
        if not self._going_on and not self._is_over:
            self._is_over = True
            self._then()


# Tasks have what was current where they were made; those that live long have it when it is over, too.
_CURRENT: ContextVar[Handling | None] = ContextVar("handling", default=None)


def current() -> Handling | None:
    """Return what is being handled here; None where nobody has to know when it ends."""
    return _CURRENT.get()


def hold(task: asyncio.Future[Any]) -> None:
    """Make a task part of what is being handled here."""
    if handling := _CURRENT.get():
        handling.begin()
        task.add_done_callback(lambda _: handling.end())
