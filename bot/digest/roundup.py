"""The roundup of a week: which stories lasted, which ended, and which sources fell silent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.articles.feed import Feed
from bot.digest.breaking import Sighting

_DAY = 86_400
WEEK = 7 * _DAY
"""Seconds that a roundup covers."""
# A story that is told on so many days lasted; one of a day and the morning after did not.
_LASTING_DAYS = 3
# A story that was told on two days, or by two sources, and of which nothing came for so long has ended.
_ENDED_AFTER = 2 * _DAY
# More of each is a list, not a roundup.
_MOST = 5
# A source that brought so many in the five weeks before it fell silent is missed.
_ENTRIES, _BEFORE = 4, 5 * WEEK


@dataclass(frozen=True, slots=True)
class Thread:
    """A story over a week."""

    newest: int
    """The entry that told it last."""
    days: int
    """On how many days it was told."""
    sources: int
    """How many independent sources told it."""
    last_at: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A source that brings nothing any more."""

    feed: Feed
    last_at: int


@dataclass(frozen=True, slots=True)
class Roundup:
    """What is worth a word of a week; of each kind at most five."""

    lasted: tuple[Thread, ...] = ()
    """The longest first."""
    ended: tuple[Thread, ...] = ()
    """The one with most sources first."""
    silent: tuple[Silent, ...] = ()
    """The longest silent first."""

    def __bool__(self) -> bool:
        return bool(self.lasted or self.ended or self.silent)


def roundup(
    stories: Sequence[Sequence[Sighting]],
    seen: Sequence[tuple[Feed, Sequence[int]]],
    now: int,
    day_of: Callable[[int], date],
    independent: Callable[[Sequence[int]], int],
) -> Roundup:
    """Return the roundup of the week before `now`.

    `stories` are those of the sources of a chat with who told them, `seen` its feeds with the moments at
    which their newest entries were seen, the newest first. `day_of` gives the local day of a moment,
    `independent` counts sources among entries.
    """
    threads = []
    for sightings in stories:
        of_week = [one for one in sightings if now - WEEK <= one.at <= now]
        if of_week:
            last = max(of_week, key=lambda one: (one.at, one.entry_id))
            days = len({day_of(one.at) for one in of_week})
            sources = independent([one.entry_id for one in of_week])
            threads.append(Thread(last.entry_id, days, sources, last.at))
    going_on = [one for one in threads if one.last_at > now - _ENDED_AFTER]
    over = [one for one in threads if one.last_at <= now - _ENDED_AFTER]
    lasted = [one for one in going_on if one.days >= _LASTING_DAYS]
    ended = [one for one in over if one.days > 1 or one.sources > 1]
    silent = [Silent(feed, moments[0]) for feed, moments in seen if _fell_silent(moments, now)]
    return Roundup(
        tuple(sorted(lasted, key=lambda one: (-one.days, -one.sources, -one.newest))[:_MOST]),
        tuple(sorted(ended, key=lambda one: (-one.sources, -one.days, -one.newest))[:_MOST]),
        tuple(sorted(silent, key=lambda one: (one.last_at, one.feed.id))[:_MOST]),
    )


def _fell_silent(moments: Sequence[int], now: int) -> bool:
    """Whether a source that used to bring something brought nothing for a week, and not for long before."""
    if len(moments) < _ENTRIES or not now - 2 * WEEK < moments[0] <= now - WEEK:
        return False
    return moments[_ENTRIES - 1] > moments[0] - _BEFORE
