"""How much one person may ask for: so many links and documents an hour, and two at once."""

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal

from bot.errors import QuotaReached

Kind = Literal["link", "document"]

# A person who reads 30 articles within an hour reads nothing else; a document takes several times the work.
# Two at once keep somebody busy who sends one after another, and leave the other processors to the others.
_AN_HOUR: dict[Kind, int] = {"link": 30, "document": 20}
_AT_ONCE = 2
_HOUR = 3600.0
_CODES: dict[Kind, str] = {"link": "quota_links", "document": "quota_documents"}


@dataclass(slots=True)
class _Person:
    running: int = 0
    latest: float = -math.inf
    uses: dict[Kind, deque[float]] = field(default_factory=lambda: {kind: deque() for kind in _AN_HOUR})


class Quotas:
    """Counts what people ask for. `clock` gives seconds and never goes back.

    Who asked for nothing for an hour is forgotten, so that what is kept is bounded by an hour's requests.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._people: dict[int, _Person] = {}  # in the order of their latest use

    @contextmanager
    def use(self, kind: Kind, person_id: int, *, exempt: bool = False) -> Iterator[None]:
        """Count one link or document of a person, under way for as long as the context lasts.

        It counts however it ends. Raises `QuotaReached`, which counts as nothing: `quota_links` or
        `quota_documents` (values `limit`, `minutes` until the next is free) before `quota_busy` (`limit`),
        since waiting for the others to end would not help. An exempt person is neither counted nor refused.
        """
        if exempt:
            yield
            return
        person = self._count(kind, person_id)
        try:
            yield
        finally:
            person.running -= 1

    def _count(self, kind: Kind, person_id: int) -> _Person:
        now = self._clock()
        self._forget(now)
        person = self._people.get(person_id) or _Person()
        uses = person.uses[kind]
        while uses and now - uses[0] >= _HOUR:
            uses.popleft()
        limit = _AN_HOUR[kind]
        if len(uses) >= limit:
            raise QuotaReached(_CODES[kind], limit=limit, minutes=_minutes(uses[0] + _HOUR - now))
        if person.running >= _AT_ONCE:
            raise QuotaReached("quota_busy", limit=_AT_ONCE)
        uses.append(now)
        person.running += 1
        person.latest = now
        self._people.pop(person_id, None)
        self._people[person_id] = person  # at the end: the latest
        return person

    def _forget(self, now: float) -> None:
        old = list(takewhile(lambda item: now - item[1].latest >= _HOUR, self._people.items()))
        for person_id, person in old:
            if not person.running:
                del self._people[person_id]


def _minutes(seconds: float) -> int:
    """Return whole minutes after which the time is over for sure, one at least."""
    return max(1, math.ceil(seconds / 60))
