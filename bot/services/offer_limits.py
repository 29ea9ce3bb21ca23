"""How often summaries are offered, how much is read for those who press, and where offers pause.

All of it is of the last hours, and is forgotten when the bot ends.
"""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

from bot.errors import QuotaReached, UserError

_HOUR, _DAY = 3600.0, 86_400.0
# Nobody asked for these messages: one in ten minutes is help, more would drown the talk of the group, and
# use up what Telegram lets a bot write there (20 messages a minute) before its digests and answers.
_OFFERS_AN_HOUR = 6
# A page a minute is more than the busiest channel posts; the hosts of its links are asked no more often.
_READINGS_AN_HOUR = 60
# What could not be read is not asked for again at once, however many readers press: servers mend in minutes.
_FAILED_FOR = 600.0
# Long enough not to try at every post, short enough for a right that came back without our being told.
_PAUSE = 3600.0
_REMEMBERED = 1_000

_K = TypeVar("_K")


class OfferLimits:
    """Counts by chat. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._offers: OrderedDict[int, deque[tuple[float, str]]] = OrderedDict()
        self._readings: OrderedDict[int, deque[float]] = OrderedDict()
        self._failures: OrderedDict[str, tuple[float, UserError]] = OrderedDict()
        self._pauses: OrderedDict[int, float] = OrderedDict()

    def may_offer(self, chat_id: int, link_id: str) -> bool:
        """Whether a link may be offered in a group now; where it may, that counts as done.

        At most once a day each, and `_OFFERS_AN_HOUR` of all.
        """
        now, made = self._clock(), self._offers.setdefault(chat_id, deque())
        while made and now - made[0][0] >= _DAY:
            made.popleft()
        of_this_hour = sum(now - at < _HOUR for at, _ in made)
        if of_this_hour >= _OFFERS_AN_HOUR or any(known == link_id for _, known in made):
            return False
        made.append((now, link_id))
        _bound(self._offers, chat_id)
        return True

    def check_reading(self, chat_id: int) -> None:
        """Raise `QuotaReached` where too much was read within the hour for those who press in a chat."""
        now, readings = self._clock(), self._readings.get(chat_id, deque())
        while readings and now - readings[0] >= _HOUR:
            readings.popleft()
        if len(readings) >= _READINGS_AN_HOUR:
            minutes = max(1, math.ceil((readings[0] + _HOUR - now) / 60))
            raise QuotaReached("quota_chat", limit=_READINGS_AN_HOUR, minutes=minutes)

    def note_reading(self, chat_id: int) -> None:
        """Count a page that is read for a chat."""
        self._readings.setdefault(chat_id, deque()).append(self._clock())
        _bound(self._readings, chat_id)

    def check_failure(self, link_id: str) -> None:
        """Raise again what a link raised a few minutes ago."""
        until, error = self._failures.get(link_id, (0.0, None))
        if error and self._clock() < until:
            raise copy(error)

    def note_failure(self, link_id: str, error: UserError) -> None:
        """Keep in mind that a link cannot be read for now."""
        self._failures[link_id] = self._clock() + _FAILED_FOR, error
        _bound(self._failures, link_id)

    def pause(self, chat_id: int) -> bool:
        """Offer nothing in a chat for a while, because a right is missing; return False where that holds."""
        known = self.is_paused(chat_id)
        self._pauses[chat_id] = self._clock() + _PAUSE
        _bound(self._pauses, chat_id)
        return not known

    def resume(self, chat_id: int) -> None:
        """Let offers go on in a chat."""
        self._pauses.pop(chat_id, None)

    def is_paused(self, chat_id: int) -> bool:
        """Whether nothing is offered in a chat just now."""
        return self._clock() < self._pauses.get(chat_id, 0.0)

    def forget(self, chat_id: int) -> None:
        """Know nothing of a chat any more."""
        for known in (self._offers, self._readings, self._pauses):
            known.pop(chat_id, None)


def _bound(known: OrderedDict[_K, Any], key: _K) -> None:
    """Keep what was used last: of thousands of chats those count where something happens."""
    known.move_to_end(key)
    if len(known) > _REMEMBERED:
        known.popitem(last=False)
