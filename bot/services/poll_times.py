"""When a feed is looked at next: the rules, pure. Moments are UTC seconds, lengths are seconds.

While all goes well the interval follows how often the feed publishes: half the median gap between its newest
entries, so that an entry waits a quarter of a gap on average. Looks that bring nothing new lengthen it by a
quarter each, so that a feed that falls silent is asked less and less. A feed without dates has its interval
halved by each look that brings something new. All within five minutes and a day.

A look that failed is repeated after `min(interval, 1 h)`, and after twice that with each further failure, up
to a day; but once just when a day of failing is over, so that people are told then. A server that names a
time (`Retry-After`) is not asked before, for up to a week. What a server calls gone is looked at once
more, a day later.
"""

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from bot.articles.feed import Feed

MINUTE, HOUR, DAY = 60, 3600, 86_400

LEAST_INTERVAL = 5 * MINUTE
"""News agencies publish that often; more would be rude to a server, and no digest is that fresh."""
MOST_INTERVAL = DAY
UNKNOWN_INTERVAL = HOUR
"""Of a feed of which nothing is known yet."""

# Gaps that tell how often a feed publishes: the newest, since habits change.
_GAPS = 10
# Fewer say nothing.
_LEAST_DATES = 3
# Up to a tenth of the interval is added, so that feeds that were added together are not asked together.
_SPREAD = 10
# Some servers forbid to ask again for a year, for all files alike: that long they are believed.
_LONGEST_MAX_AGE = 6 * HOUR
_LONGEST_RETRY_AFTER = 7 * DAY
# Reading it breaks the limits of a child process, and did so before.
_POISON = "too_heavy"
_POISONED_AFTER = 3
# Maintenance says so as well now and then: it is believed when it is said again a day later.
_GONE = frozenset({"link_gone"})
# What may be a mistake of an evening, and is none after three weeks.
_MISSING = frozenset({"link_not_found", "channel_unknown", "channel_no_preview"})
_MISSING_FOR = 21 * DAY


def publishing_gap(moments: Iterable[int | None], now: int) -> int | None:
    """Return the median gap between the newest of these moments; None where too few are known."""
    dates = sorted({moment for moment in moments if moment is not None and moment <= now}, reverse=True)
    if len(dates) < _LEAST_DATES:
        return None
    return round(median(later - earlier for later, earlier in pairwise(dates[: _GAPS + 1])))


def first_interval(moments: Iterable[int | None], now: int) -> int:
    """Return the interval of a feed that was read for the first time; `moments` are the dates it lists."""
    gap = publishing_gap(moments, now)
    return UNKNOWN_INTERVAL if gap is None else _bounded(gap // 2)


def interval_with_news(interval: int, moments: Iterable[int | None], now: int) -> int:
    """Return the interval of a feed that had something new; `moments` are the dates of all it lists."""
    gap = publishing_gap(moments, now)
    return _bounded(interval // 2 if gap is None else gap // 2)


def interval_without_news(feed: Feed, now: int) -> int:
    """Return the interval of a feed that had nothing new.

    A look before its time, because a digest was due, tells nothing and changes nothing.
    """
    early = feed.polled_at is not None and now - feed.polled_at < feed.interval
    return _bounded(feed.interval if early else feed.interval * 5 // 4)


def next_look(feed_id: int, interval: int, now: int, max_age: int | None = None) -> int:
    """Return when a feed that was read well is looked at next: after `max_age`, if its server names one."""
    wait = max(_bounded(interval), min(max_age or 0, _LONGEST_MAX_AGE))
    # Knuth's multiplicative hash: neighbouring ids land far apart, and always at the same places.
    share = feed_id * 2_654_435_761 % 2**32
    return now + min(wait + (wait // _SPREAD * share >> 32), MOST_INTERVAL)


def next_try(feed: Feed, code: str, now: int, retry_after: int | None = None) -> int:
    """Return when a feed is looked at next that just failed, with `feed` as it was before."""
    failures = feed.failures + 1
    since = now if feed.failing_since is None else feed.failing_since
    # 2 ** 9 of the shortest interval are more than a day.
    wait = min(min(feed.interval, HOUR) * (1 << min(failures - 1, 9)), MOST_INTERVAL)
    if code == _POISON and failures >= _POISONED_AFTER:
        wait = MOST_INTERVAL
    if code in _GONE:
        wait = DAY
    if LEAST_INTERVAL <= (left := since + DAY - now) < wait:
        wait = left
    wait = max(wait, LEAST_INTERVAL, min(retry_after or 0, _LONGEST_RETRY_AFTER))
    return now + wait


def fails_for_a_day(feed: Feed, now: int) -> bool:
    """Tell whether a feed that just failed has been failing for a day."""
    return feed.failing_since is not None and now - feed.failing_since >= DAY


def is_gone(feed: Feed, code: str, now: int) -> bool:
    """Tell whether a feed that just failed is gone: its server said so twice, or has not had it for weeks."""
    if code in _GONE:
        return feed.failure in _GONE and feed.polled_at is not None and now - feed.polled_at >= DAY
    return code in _MISSING and feed.failing_since is not None and now - feed.failing_since >= _MISSING_FOR


def _bounded(interval: int) -> int:
    return min(max(interval, LEAST_INTERVAL), MOST_INTERVAL)
