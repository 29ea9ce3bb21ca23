"""The roundup of the week, for chats that want one."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from bot.digest.breaking import Sighting
from bot.digest.look import Look
from bot.digest.model import Schedule
from bot.digest.roundup import roundup
from bot.digest.schedule import local_now
from bot.digest.sieve import Sieve
from bot.digest.story import Story
from bot.render.languages import ENGLISH, speaking
from bot.render.roundup import roundup_text
from bot.services.newsroom import Newsroom
from bot.services.spoken_of import speaks_of
from bot.storage import Storage
from bot.storage.ledger import Notice

# Of each feed: so that a look tells whether it used to bring something.
_NEWEST = 4


class Roundups:
    """Makes roundups, which come with the first digest of the last day of a chat's week."""

    def __init__(self, storage: Storage, newsroom: Newsroom) -> None:
        self._storage = storage
        self._newsroom = newsroom

    async def enter(self, chat_id: int, schedule: Schedule, look: Look, slot: datetime, now: int) -> None:
        """Enter the roundup of a week in the ledger, once, if a digest for `slot` (local) ends the week."""
        if slot.weekday() != max(schedule.weekdays):
            return
        text = await self._text(chat_id, schedule, look, now)
        if text:
            year, week, _ = slot.isocalendar()
            await self._storage.deliveries.notify([Notice(chat_id, f"week {year}-{week:02}", text)], now)

    async def _text(self, chat_id: int, schedule: Schedule, look: Look, now: int) -> str | None:
        def day_of(moment: int) -> date:
            return local_now(schedule, moment).date()

        followed = {one.feed.id: one.feed for one in await self._storage.subscriptions.of_chat(chat_id)}
        recent = await self._storage.entries.recent(list(followed), _NEWEST)
        found = roundup(
            await self._stories(chat_id, followed.keys()),
            [(feed, [seen_at for _, seen_at in recent[feed.id]]) for feed in followed.values()],
            now,
            day_of,
            self._newsroom.independent,
        )
        if not found:
            return None
        entries = await self._storage.entries.of({one.newest for one in (*found.lasted, *found.ended)})
        with speaking(look.language or ENGLISH):
            return roundup_text(found, entries, day_of, day_of(now))

    async def _stories(self, chat_id: int, feed_ids: Collection[int]) -> list[Sequence[Sighting]]:
        """Return the stories of the window with who told them, as far as the filters of a chat leave any."""
        told = self._newsroom.told_in(feed_ids)
        profile = (await self._storage.profiles.of([chat_id]))[chat_id]
        sieve = Sieve(profile, speaks_of)
        if sieve.is_open:
            return [*told]
        several = [some for some in told if len(some) > 1]  # what was told once has no place in a roundup
        entries = await self._storage.entries.of({one.entry_id for some in several for one in some})
        left = []
        for some in several:
            there = sorted({one.entry_id for one in some} & entries.keys())
            story = sieve.left_of(Story(tuple(entries[number] for number in there))) if there else None
            ids = {entry.id for entry in story.entries} if story else set[int]()
            left.append([one for one in some if one.entry_id in ids])
        return [*left]
