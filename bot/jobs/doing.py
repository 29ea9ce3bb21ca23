"""Doing one job: what becomes of it is told in our own way, and not by the library, which tells all of it."""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

import structlog

from bot.correlation import each_a_request
from bot.storage import StorageError
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)

_P = ParamSpec("_P")


def told(work: Callable[_P, Awaitable[None]]) -> Callable[_P, Coroutine[Any, Any, None]]:
    """Return a job that tells of its faults, and raises them for the queue to know that it failed."""

    @each_a_request
    @wraps(work)
    async def do(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            await work(*args, **kwargs)
        except StorageError as error:  # whoever watches the database tells it loud enough
            log.info("job_put_off", job=work.__name__, error=cause_of(error))
            raise
        except Exception:  # the edge of a job: what is due is ordered again
            log.exception("job_failed", job=work.__name__)
            raise

    return do
