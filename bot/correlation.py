"""Which request a line of the log belongs to: an id that goes with its task, and with those it begins."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from secrets import token_hex
from typing import Any, ParamSpec, TypeVar

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

_P = ParamSpec("_P")
_T = TypeVar("_T")

# 32 bits: among the hundred thousand requests of a busy day one in some 40,000 shares its id with another.
_BYTES = 4


def begin_request(**fields: object) -> None:
    """Let every line that is logged in this task from now on carry a new id, and these fields.

    What the task carried before is dropped: timers and queues run in the tasks of whoever set them going.
    """
    clear_contextvars()
    bind_contextvars(request=token_hex(_BYTES), **fields)


def each_a_request(job: Callable[_P, Awaitable[_T]]) -> Callable[_P, Coroutine[Any, Any, _T]]:
    """Return a job that is a request of its own each time it is done."""

    @wraps(job)
    async def do(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        begin_request()
        return await job(*args, **kwargs)

    return do


def same_request(later: Callable[_P, Awaitable[_T]]) -> Callable[_P, Coroutine[Any, Any, _T]]:
    """Return a callback that goes on with the request of now, whenever and from wherever it is called."""
    carried = get_contextvars()

    @wraps(later)
    async def go_on(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        clear_contextvars()
        bind_contextvars(**carried)
        return await later(*args, **kwargs)

    return go_on
