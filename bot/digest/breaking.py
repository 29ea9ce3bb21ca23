"""Which stories many report at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Sources that report an event for themselves do so within an hour, or it is no breaking news.
_WITHIN = 3600
# What was reported longer ago comes with the digest: after an outage nothing of it is news at once.
_FRESH = 2 * 3600


@dataclass(frozen=True, slots=True)
class Sighting:
    """One report of an event."""

    entry_id: int
    feed_id: int
    at: int
    """When it was published, else first seen: UTC seconds."""
    publisher: str


def is_breaking(
    sightings: Sequence[Sighting], sources: int, now: int, independent: Callable[[Sequence[int]], int]
) -> bool:
    """Whether so many independent sources reported an event within an hour, and not long ago.

    `independent` counts those among entries, by their ids.
    """
    if len({sighting.publisher for sighting in sightings}) < sources:
        return False
    ordered = sorted(sightings, key=lambda sighting: (sighting.at, sighting.entry_id))
    for last in ordered:
        if not now - _FRESH <= last.at <= now:
            continue
        together = [one.entry_id for one in ordered if last.at - _WITHIN <= one.at <= last.at]
        if len(together) >= sources and independent(together) >= sources:
            return True
    return False
