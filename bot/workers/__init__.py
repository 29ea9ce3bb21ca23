"""The child processes that parse and summarise under limits.

One input must cost its sender at most: a child that takes too long or too much is killed, the others go on.
Children are forked from one template process (`child.py`), which starts with the first job. Their environment
holds what programs need to run, and no secret. Runs where processes can fork: on Linux with all limits, on
macOS without that of memory.

A pool of our own, because those of libraries (pebble 5.2, concurrent.futures) share one pipe and its lock
among the children, so that killing one can block or break all; and because multiprocessing's fork server
hands on the whole environment, and leaves busy children behind when the bot is killed.
"""

import asyncio
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn, ParamSpec, TypeVar

import structlog

from bot.errors import BotError, TooHeavy
from bot.metrics import CHILDREN_KILLED, CHILDREN_STARTED, UNDER_WAY
from bot.workers.child import Limits
from bot.workers.processes import Child, Template
from bot.workers.turns import Turn, Turns

__all__ = ["JobFailed", "Limits", "Workers"]

log = structlog.get_logger(__name__)

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Heavy jobs at once, however many processors there are: each may take 512 MB.
_MOST_HEAVY = 8
# Seconds after which a job leaves its place to the next and goes on at the lowest priority: few honest inputs
# take so long, and who waits behind some that do still has an answer within a second.
_LONG = 0.5
# Jobs that may do so at once: all that two people can have under way, whatever they send.
_MOST_LONG = 4
# Seconds that jobs under way have to end when the bot stops.
_GRACE = 2.0


class JobFailed(BotError):
    """A job met a fault of ours; the log tells where. Never holds what the job was reading."""


class Workers:
    """Runs functions in child processes, `count` at once, each job under `limits`.

    Requests wait in the order in which they came, but heavy ones leave one place to the others. By default
    there are as many heavy jobs at once as processors (8 at most), and that one place more. Up to 4 jobs that
    take long do so beside the others.

    `prepare`, importable by name, is called once in the template, so that no child has to load what jobs use:
    a small job of each kind will do.
    """

    def __init__(
        self,
        count: int | None = None,
        limits: Limits | None = None,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._prepare = prepare
        self._turns = Turns(count or min(_processors(), _MOST_HEAVY) + 1, _MOST_LONG)
        self._template: Template | None = None
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._closed = False

    async def run(self, function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Call a function in a child: for what is small for sure, such as the text of one message.

        The function must be importable by name, its arguments and its result must pickle. Raises what it
        raised if that is a `UserError`; `TooHeavy` if it used up a limit or its process died; `JobFailed`
        for any other error, which is logged here. When the task that awaits is cancelled, the job is killed.
        """
        return await self._run(function, args, kwargs, heavy=False)

    async def run_heavy(self, function: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Like `run`, for what may take seconds: pages, documents, long texts."""
        return await self._run(function, args, kwargs, heavy=True)

    async def close(self, grace: float = _GRACE) -> None:
        """Take no more requests, refuse those that wait, and kill what still runs after `grace` seconds."""
        self._closed = True
        self._turns.refuse_waiting()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await self._turns.all_over.wait()
        for child in (*self._idle, *self._busy):
            child.kill()
        self._idle.clear()
        if self._template:
            await asyncio.to_thread(self._template.end)
            self._template = None

    async def _run(
        self, function: Callable[..., _T], args: tuple[Any, ...], kwargs: dict[str, Any], *, heavy: bool
    ) -> _T:
        name = f"{function.__module__}.{function.__qualname__}"
        async with self._turns.turn(heavy=heavy) as turn:
            if self._closed or not turn:
                raise JobFailed("the workers are closed")
            # Pickled only now: a request that waits is held once.
            request = pickle.dumps((function, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
            answer = await self._ask(request, name, turn)
        kind, value = pickle.loads(answer)  # noqa: S301  # by our own code in the child
        match kind:
            case "refusal":
                raise value
            case "memory":
                _give_up(name, "memory")
            case "failure":
                error, where = value
                log.error("job_failed", job=name, error=error, where=where)
                raise JobFailed(f"{error} in {name}")
        result: _T = value
        return result

    async def _ask(self, request: bytes, name: str, turn: Turn) -> bytes:
        child = await self._take()
        self._busy.add(child)
        # What is small for sure takes long only where the machine is busy, and keeps its priority there.
        timer = (
            asyncio.get_running_loop().call_later(_LONG, self._turns.lengthen, turn, child.give_way)
            if turn.heavy
            else None
        )
        try:
            with UNDER_WAY.labels("child").track_inprogress():
                async with asyncio.timeout(self._limits.wall_seconds):
                    retires, answer = await child.ask(request)
        except TimeoutError:
            child.kill()
            _give_up(name, "time")
        except (EOFError, OSError):  # no answer: processor time, a crash, killed from outside, too large
            child.kill()
            if self._closed:
                raise JobFailed("the workers are closed") from None
            _give_up(name, "ended")
        except BaseException:
            child.kill()
            CHILDREN_KILLED.labels("cancelled").inc()
            raise
        finally:
            if timer:
                timer.cancel()
            self._busy.discard(child)
        if retires or turn.is_long or self._closed:  # a priority once lowered cannot be raised again
            child.hang_up()
        else:
            self._idle.append(child)
        return answer

    async def _take(self) -> Child:
        while self._idle:
            child = self._idle.pop()  # the one used last, whose memory is at hand
            if child.is_there():
                return child
            child.hang_up()
        try:
            return await self._start()
        except (EOFError, OSError):
            pass  # a template that was just killed is no more, which may have been too early to tell
        try:
            return await self._start()
        except (EOFError, OSError) as error:
            raise JobFailed("no worker process could be started") from error

    async def _start(self) -> Child:
        child = await Child.start(self._living_template())
        CHILDREN_STARTED.inc()
        return child

    def _living_template(self) -> Template:
        if self._template and not self._template.is_there():
            self._template.end()
            self._template = None
        self._template = self._template or Template(self._limits, self._prepare)
        return self._template


def _give_up(name: str, reason: str) -> NoReturn:
    CHILDREN_KILLED.labels(reason).inc()
    log.warning("job_killed", job=name, reason=reason)
    raise TooHeavy


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))  # what this process may use, where the system tells
    return os.cpu_count() or 1
