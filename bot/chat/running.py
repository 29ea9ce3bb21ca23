"""What is being done for people: tasks beside the handlers, so that nobody waits for what others asked."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import count
from typing import Protocol
from weakref import WeakValueDictionary

import structlog

from bot.chat.handling import hold
from bot.errors import UserError
from bot.metrics import REPLIES, UNDER_WAY

log = structlog.get_logger(__name__)

# Requests of one person in one chat that are kept in mind: as many posts as anybody forwards at once.
MOST_OF_A_PERSON = 50
# Of all people together; each takes some kilobytes.
_MOST = 5_000
# Seconds for telling people that their requests end with the bot.
_LAST_WORDS = 5.0


class Stop(Enum):
    """Why a request ends before its answer."""

    PERSON = auto()
    """Somebody stopped it."""
    EDITED = auto()
    """Its question was edited, and is asked anew."""
    RESTART = auto()
    """The bot stops."""
    FORGET = auto()
    """All that is known of its chat is deleted."""


@dataclass(slots=True, eq=False)
class Request:
    """Something that is being done for a person."""

    id: str
    chat_id: int
    asker: int
    label: Hashable
    """What it is an answer to; nothing is answered twice at once."""
    task: asyncio.Task[None] = field(init=False, repr=False)
    settled: bool = False
    """Whether the answer is on its way, so that it is too late to stop it."""
    refusal: UserError | None = None
    """Why the answer is not what was asked for, where that is what it says."""
    why: Stop | None = None


class Job(Protocol):
    """What a request does."""

    async def run(self, request: Request) -> None:
        """Do it, and mark the request as settled when the answer goes out."""

    async def stopped(self, why: Stop) -> None:
        """Leave nothing half done behind."""

    async def failed(self, error: Exception) -> None:
        """Say that it went wrong."""


class Running:
    """All requests under way. Those of one lane run one after another, the others side by side."""

    def __init__(self) -> None:
        # Buttons outlive the process: an id must not be that of another request after a restart.
        self._ids = (f"{secrets.token_urlsafe(6)}-{number}" for number in count())
        self._requests: dict[str, Request] = {}
        self._of_person: Counter[tuple[int, int]] = Counter()
        self._lanes: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._full: set[tuple[int, int]] = set()

    def start(
        self, job: Job, chat_id: int, asker: int, *, lane: Hashable = None, label: Hashable = None
    ) -> Request | None:
        """Begin a job; None where this person, or all people together, have too many under way."""
        person = chat_id, asker
        if self._of_person[person] >= MOST_OF_A_PERSON or len(self._requests) >= _MOST:
            log.warning("too_many_requests", chat_id=chat_id)
            REPLIES.labels("refused", "TooManyRequests").inc()
            return None
        request = Request(next(self._ids), chat_id, asker, label)
        lock = asyncio.Lock() if lane is None else self._lanes.setdefault(lane, asyncio.Lock())
        request.task = asyncio.create_task(self._carry_out(request, job, lock))
        request.task.add_done_callback(lambda _: self._forget(request))
        hold(request.task)
        self._requests[request.id] = request
        self._of_person[person] += 1
        return request

    def is_told(self, chat_id: int, asker: int) -> bool:
        """Whether a person with too many requests was told so; from now on they are, until they have none."""
        person = chat_id, asker
        told = person in self._full
        if self._of_person[person]:
            self._full.add(person)
        return told

    def of_person(self, chat_id: int, asker: int) -> list[Request]:
        """Return what can still be stopped of a person's requests in a chat."""
        every = self._requests.values()
        return [r for r in every if (r.chat_id, r.asker) == (chat_id, asker) and not r.settled]

    def of_chat(self, chat_id: int) -> list[Request]:
        """Return what is under way in a chat."""
        return [request for request in self._requests.values() if request.chat_id == chat_id]

    def find(self, request_id: str) -> Request | None:
        """Return the request of this id, unless it has ended."""
        return self._requests.get(request_id)

    def labelled(self, label: Hashable) -> Request | None:
        """Return what is under way in answer to something."""
        return next((request for request in self._requests.values() if request.label == label), None)

    async def stop(self, request: Request, why: Stop) -> None:
        """End a request, and wait until it has; one whose answer is on its way is only waited for."""
        self._cancel(request, why)
        await asyncio.wait({request.task})

    async def wait(self) -> None:
        """Wait until nothing is under way."""
        while self._requests:
            await asyncio.wait({request.task for request in self._requests.values()})

    async def give_up(self) -> None:
        """End all that is under way, because the bot stops; the people are told."""
        await asyncio.sleep(0)  # a task that was never begun could not say anything
        for request in self._requests.values():
            if request.settled:
                request.task.cancel()  # Telegram does not take its answer, and would take no other
            else:
                self._cancel(request, Stop.RESTART)
        if tasks := {request.task for request in self._requests.values()}:
            _, late = await asyncio.wait(tasks, timeout=_LAST_WORDS)
            for task in late:
                task.cancel()

    def _cancel(self, request: Request, why: Stop) -> None:
        if not request.settled and request.why is None:
            request.why = why
            request.task.cancel()

    async def _carry_out(self, request: Request, job: Job, lane: asyncio.Lock) -> None:
        try:
            async with lane:
                with UNDER_WAY.labels("request").track_inprogress():
                    await job.run(request)
            _count(request)
        except asyncio.CancelledError:
            if request.why is None:
                raise
            request.task.uncancel()
            _count(request)
            await job.stopped(request.why)
        except Exception as error:  # whatever it was, the person who waits is told
            await job.failed(error)

    def _forget(self, request: Request) -> None:
        del self._requests[request.id]
        person = request.chat_id, request.asker
        self._of_person[person] -= 1
        if not self._of_person[person]:
            del self._of_person[person]
            self._full.discard(person)
        if not request.task.cancelled() and (error := request.task.exception()):
            log.error("request_failed", exc_info=error)


def _count(request: Request) -> None:
    """Count how a request ended: not one that was asked anew, or that another answers; failures elsewhere."""
    if request.why in {Stop.PERSON, Stop.FORGET}:
        REPLIES.labels("cancelled", "").inc()
    elif request.why is Stop.RESTART:
        REPLIES.labels("given_up", "").inc()
    elif request.refusal:
        REPLIES.labels("refused", type(request.refusal).__name__).inc()
    elif request.settled:
        REPLIES.labels("answered", "").inc()
