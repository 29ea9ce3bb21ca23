"""How much one person may ask for: so many links, documents, texts and new sources an hour; two at once."""

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
Counted = Literal["link", "document", "text", "source"]

# A person who reads 30 articles within an hour reads nothing else; a document takes several times the work.
# Two at once keep somebody busy who sends one after another, and leave the other processors to the others.
# A text costs nothing but the processor: one in 30 seconds is quicker than its summary is read. Sources are
# read for ever after: 600 are a list that fills a chat (500), and more than anybody adds by hand besides.
_AN_HOUR: dict[Counted, int] = {"link": 30, "document": 20, "text": 120, "source": 600}
_AT_ONCE = 2
_HOUR = 3600.0
_CODES: dict[Counted, str] = {
    "link": "quota_links",
    "document": "quota_documents",
    "text": "quota_texts",
    "source": "quota_sources",
}


@dataclass(slots=True)
class _Person:
    running: int = 0
    latest: float = -math.inf
    uses: dict[Counted, deque[float]] = field(default_factory=lambda: {kind: deque() for kind in _AN_HOUR})


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
        now = self._clock()
        person = self._person(person_id, now)
        _check(person, kind, 1, now)
        if person.running >= _AT_ONCE:
            raise QuotaReached("quota_busy", limit=_AT_ONCE)
        self._note(person_id, person, kind, 1, now)
        person.running += 1
        try:
            yield
        finally:
            person.running -= 1

    def take(
        self, kind: Literal["text", "source"], person_id: int, count: int = 1, *, exempt: bool = False
    ) -> None:
        """Count so many texts or new sources of a person, all of them or none; not more than an hour has.

        Raises `QuotaReached`: `quota_texts` or `quota_sources` (`limit`, `minutes` until all have room).
        """
        if exempt or not count:
            return
        now = self._clock()
        person = self._person(person_id, now)
        _check(person, kind, count, now)
        self._note(person_id, person, kind, count, now)

    def give_back(self, kind: Literal["text", "source"], person_id: int, count: int) -> None:
        """Let so many not count that were taken last: nothing came of them."""
        person = self._people.get(person_id)
        uses: deque[float] = person.uses[kind] if person else deque()
        for _ in range(min(count, len(uses))):
            uses.pop()

    def _person(self, person_id: int, now: float) -> _Person:
        self._forget(now)
        return self._people.get(person_id) or _Person()

    def _note(self, person_id: int, person: _Person, kind: Counted, count: int, now: float) -> None:
        person.uses[kind].extend([now] * count)
        person.latest = now
        self._people.pop(person_id, None)
        self._people[person_id] = person  # at the end: the latest

    def _forget(self, now: float) -> None:
        old = list(takewhile(lambda item: now - item[1].latest >= _HOUR, self._people.items()))
        for person_id, person in old:
            if not person.running:
                del self._people[person_id]


def _check(person: _Person, kind: Counted, count: int, now: float) -> None:
    """Raise `QuotaReached` where so many more would be too many within the hour."""
    uses, limit = person.uses[kind], _AN_HOUR[kind]
    while uses and now - uses[0] >= _HOUR:
        uses.popleft()
    excess = len(uses) + count - limit
    if excess > 0:
        raise QuotaReached(_CODES[kind], limit=limit, minutes=_minutes(uses[excess - 1] + _HOUR - now))


def _minutes(seconds: float) -> int:
    """Return whole minutes after which the time is over for sure, one at least."""
    return max(1, math.ceil(seconds / 60))
