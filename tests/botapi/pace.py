"""Flood limits: how often a bot may write, and the penalty for writing more often."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.botapi.errors import too_many_requests
from tests.botapi.model import Early

EVERYWHERE = 0
# A call that comes this soon after a refusal was on its way already.
_ON_ITS_WAY = 0.1


@dataclass(frozen=True)
class Limits:
    """Telegram's limits as documented: 1 message a second in a private chat, 20 a minute in a group, 30/s.

    `private_burst` may come at once before the first holds. Telegram tells no exact figures; these are a
    strict reading.
    """

    private_per_second: float = 1.0
    private_burst: int = 3
    group_per_minute: int = 20
    overall_per_second: int = 30


@dataclass
class Pace:
    """Counts what was written and refuses what comes too soon; None as limits lets everything through."""

    limits: Limits | None
    clock: Callable[[], float]
    _written: dict[int, deque[float]] = field(default_factory=dict)
    _allowance: dict[int, tuple[float, float]] = field(default_factory=dict)
    _barred_until: dict[int, float] = field(default_factory=dict)
    _barred_since: dict[int, float] = field(default_factory=dict)
    early: list[Early] = field(default_factory=list)

    def note_arrival(self, method: str, chat_id: object) -> None:
        """Put down a call that writes and comes while a penalty lasts."""
        for scope in (EVERYWHERE, chat_id):
            if not isinstance(scope, int) or scope not in self._barred_until:
                continue
            now, since, until = self.clock(), self._barred_since[scope], self._barred_until[scope]
            if since + _ON_ITS_WAY < now < until:
                self.early.append(Early(method, scope, now, since, until))

    def take(self, chat_id: int) -> None:
        """Count one message to the chat, or raise 429; while a penalty lasts, further calls are refused."""
        if self.limits is None:
            return
        for scope in (EVERYWHERE, chat_id):
            self._refuse_if_barred(scope)
        overall = self._window_wait(EVERYWHERE, self.limits.overall_per_second, 1.0)
        if overall > 0:
            self.penalise(EVERYWHERE, overall)
        # Groups and channels have negative identifiers, people positive ones.
        in_chat = self._group_wait(chat_id) if chat_id < 0 else self._private_wait(chat_id)
        if in_chat > 0:
            self.penalise(chat_id, in_chat)
        for scope in (EVERYWHERE, chat_id):
            self._refuse_if_barred(scope)
        self._count(chat_id)

    def penalise(self, scope: int, seconds: float) -> None:
        """Bar a chat (or EVERYWHERE) for whole seconds from now."""
        self._barred_since[scope] = self.clock()
        self._barred_until[scope] = self.clock() + max(1, math.ceil(seconds))

    def _refuse_if_barred(self, scope: int) -> None:
        left = self._barred_until.get(scope, -math.inf) - self.clock()
        if left > 0:
            raise too_many_requests(math.ceil(left))

    def _window_wait(self, scope: int, count: int, seconds: float) -> float:
        """How long until the window of so many seconds has room for one more."""
        written = self._written.setdefault(scope, deque())
        while written and written[0] <= self.clock() - seconds:
            written.popleft()
        return written[0] + seconds - self.clock() if len(written) >= count else 0.0

    def _group_wait(self, chat_id: int) -> float:
        assert self.limits is not None
        return self._window_wait(chat_id, self.limits.group_per_minute, 60.0)

    def _private_wait(self, chat_id: int) -> float:
        left = self._left(chat_id)
        assert self.limits is not None
        # A whisker of tolerance: ten sleeps of 0.1 s add up to a little less than a second.
        return 0.0 if left >= 1 - 1e-6 else (1 - left) / self.limits.private_per_second

    def _left(self, chat_id: int) -> float:
        assert self.limits is not None
        full = float(self.limits.private_burst)
        allowance, at = self._allowance.get(chat_id, (full, self.clock()))
        return min(full, allowance + (self.clock() - at) * self.limits.private_per_second)

    def _count(self, chat_id: int) -> None:
        self._written.setdefault(EVERYWHERE, deque()).append(self.clock())
        if chat_id < 0:
            self._written.setdefault(chat_id, deque()).append(self.clock())
        else:
            self._allowance[chat_id] = (self._left(chat_id) - 1, self.clock())
