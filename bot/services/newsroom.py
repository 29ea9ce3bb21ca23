"""Which entries tell of one event: the stories of the last days, kept in memory, made anew at every start."""

import asyncio
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import structlog

from bot.articles.feed import Entry
from bot.digest.arrange import arranged
from bot.digest.breaking import Sighting
from bot.digest.cluster import Stories
from bot.digest.story import Story
from bot.storage import Storage

log = structlog.get_logger(__name__)

# What happened is told for a week at most before something else has happened.
WINDOW_SECONDS = 8 * 86_400
# How often what is older is forgotten: all that is left is looked at then.
_FORGET_EVERY = 6 * 3600
# Reports loaded at once; after so many of them others have their turn, some ten milliseconds later.
_BATCH, _TURN = 500, 20
# Earlier tellings of one story that are looked at: what the newest of them say was said.
_MOST_BEFORE = 12


class Newsroom:
    """The stories of the window, and how new entries of a chat hang together by them."""

    def __init__(self, storage: Storage, clock: Callable[[], float] = time.time) -> None:
        self._store = storage.reports
        self._clock = clock
        self._stories = Stories()
        self._sightings: dict[int, Sighting] = {}
        self._unannounced: set[int] = set()
        """Entries taken in since `take_new` was last asked."""
        self._newest = 0
        self._forget_at = 0.0
        self._turn = asyncio.Lock()

    def __contains__(self, entry_id: int) -> bool:
        return entry_id in self._stories

    async def catch_up(self) -> None:
        """Take in what was read since the last time."""
        async with self._turn:
            now = self._clock()
            since = int(now) - WINDOW_SECONDS
            while found := await self._store.seen(since, self._newest, _BATCH):
                for count, (report, feed_id) in enumerate(found, start=1):
                    self._newest = report.id
                    try:
                        self._stories.add(report)
                    except ValueError:  # one unreadable row is not to keep all others from being told
                        log.exception("report_unreadable", entry=report.id)
                        continue
                    self._sightings[report.id] = Sighting(report.id, feed_id, report.at, report.publisher)
                    self._unannounced.add(report.id)
                    if count % _TURN == 0:
                        await asyncio.sleep(0)
            if now >= self._forget_at:
                self._forget_at = now + _FORGET_EVERY
                self._stories.forget(since)
                self._sightings = {number: one for number, one in self._sightings.items() if number in self}
                self._unannounced &= self._sightings.keys()

    def take_new(self) -> list[tuple[Sighting, ...]]:
        """Return the stories of what was taken in since the last time, each with all who report it."""
        new, self._unannounced = self._unannounced, set()
        return [self._told(story) for story in {self._stories.story_of(number) for number in new}]

    def take_again(self, stories: Iterable[Sequence[Sighting]]) -> None:
        """Let stories be new again that could not be dealt with."""
        self._unannounced |= {one.entry_id for sightings in stories for one in sightings}
        self._unannounced &= self._sightings.keys()

    def told_in(self, feed_ids: Collection[int]) -> list[tuple[Sighting, ...]]:
        """Return the stories of the window that some feeds report, as far as they do."""
        of_these = [number for number, one in self._sightings.items() if one.feed_id in feed_ids]
        stories = {self._stories.story_of(number) for number in of_these}
        return [tuple(one for one in self._told(story) if one.feed_id in feed_ids) for story in stories]

    def independent(self, entry_ids: Sequence[int]) -> int:
        """Return how many independent sources some entries come from."""
        return self._stories.independent(entry_ids)

    def _told(self, story: int) -> tuple[Sighting, ...]:
        return tuple(self._sightings[number] for number in self._stories.reports_of(story))

    def others(self, entry_ids: Iterable[int]) -> set[int]:
        """Return the ids of the other entries in the stories of some, the newest of each story."""
        asked = set(entry_ids)
        found: set[int] = set()
        for story in {self._stories.story_of(number) for number in asked if number in self}:
            others = [number for number in self._stories.reports_of(story) if number not in asked]
            found.update(others[-_MOST_BEFORE:])
        return found

    def stories(
        self, new: Sequence[Entry], shown: Mapping[int, Entry], apart: Collection[int]
    ) -> list[Story]:
        """Arrange what is new for a chat by stories, as `arranged` does."""
        return arranged(self._stories, new, shown, apart)
