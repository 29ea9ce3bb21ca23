"""The roundup of the week, for chats that want one."""

from datetime import date, datetime

from bot.digest.model import Schedule
from bot.digest.roundup import roundup
from bot.digest.schedule import local_now
from bot.render.roundup import roundup_text
from bot.services.newsroom import Newsroom
from bot.storage import Storage
from bot.storage.ledger import Notice

# Of each feed: so that a look tells whether it used to bring something.
_NEWEST = 4


class Roundups:
    """Makes roundups, which come with the first digest of the last day of a chat's week."""

    def __init__(self, storage: Storage, newsroom: Newsroom) -> None:
        self._storage = storage
        self._newsroom = newsroom

    async def enter(self, chat_id: int, schedule: Schedule, slot: datetime, now: int) -> None:
        """Enter the roundup of a week in the ledger, once, if a digest for `slot` (local) ends the week."""
        if slot.weekday() != max(schedule.weekdays):
            return
        text = await self._text(chat_id, schedule, now)
        if text:
            year, week, _ = slot.isocalendar()
            await self._storage.deliveries.notify([Notice(chat_id, f"week {year}-{week:02}", text)], now)

    async def _text(self, chat_id: int, schedule: Schedule, now: int) -> str | None:
        def day_of(moment: int) -> date:
            return local_now(schedule, moment).date()

        followed = {one.feed.id: one.feed for one in await self._storage.subscriptions.of_chat(chat_id)}
        recent = await self._storage.entries.recent(list(followed), _NEWEST)
        found = roundup(
            self._newsroom.told_in(followed.keys()),
            [(feed, [seen_at for _, seen_at in recent[feed.id]]) for feed in followed.values()],
            now,
            day_of,
            self._newsroom.independent,
        )
        if not found:
            return None
        entries = await self._storage.entries.of({one.newest for one in (*found.lasted, *found.ended)})
        return roundup_text(found, entries, day_of, day_of(now))
