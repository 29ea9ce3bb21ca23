"""When a chat gets its digest: asked for, changed, paused and revived. What is decided is in `bot.digest`."""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence

from bot.digest.look import Look
from bot.digest.model import Chat, ChatKind, ChatState, Place, Schedule
from bot.digest.plan import Next, Plan
from bot.digest.schedule import Change, change, next_slot
from bot.digest.zones import ZoneMatch, find_zones, zone_at
from bot.render.languages import language
from bot.storage import Storage

# Digests due within the same minute leave together, and how long that takes is worth a word from a minute on.
_TOGETHER, _WORTH_A_WORD = 60, 60
# Chats looked at in one go: few enough for one statement, and for the loop to stay free in between.
_AT_A_TIME = 500


class Schedules:
    """The settings of chats. `defaults` are those of a new one; `send_rate` is in messages a second."""

    def __init__(
        self,
        storage: Storage,
        defaults: Schedule,
        send_rate: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._storage = storage
        self._chats, self._subscriptions = storage.chats, storage.subscriptions
        self._defaults = defaults
        self._send_rate = send_rate
        self._clock = clock

    def now(self) -> int:
        """Return the moment, in UTC seconds."""
        return int(self._clock())

    async def open(self, place: Place, kind: ChatKind, by: int | None) -> Chat:
        """Return the chat of a place, with the default schedule and the language spoken now where it is new.

        Somebody sets it up, so digests that were held up there go on.
        """
        look = Look(language=language())
        chat = await self._chats.open(place, kind, self._defaults, by, self.now(), look)
        if chat.state is ChatState.ACTIVE:
            return chat
        await self.revive(place.chat_id)
        return await self._chats.open(place, kind, self._defaults, by, self.now(), look)

    async def of(self, place: Place) -> Plan:
        """Return the settings of a place; the defaults where it has none."""
        chat = await self._chats.find(place)
        return await self.plan(chat) if chat else Plan(self._defaults, self.now(), None)

    async def plan(self, chat: Chat) -> Plan:
        """Return the settings of a chat."""
        sources = await self._subscriptions.count(chat.id)
        now, upcoming = self.now(), None
        if sources and chat.state is ChatState.ACTIVE:
            slot = next_slot(chat.schedule, now, chat.last_slot)
            upcoming = Next(slot, await self._late_seconds(slot.due_at)) if slot else None
        return Plan(chat.schedule, now, upcoming, sources, chat.is_silent, chat.says_nothing_new, chat.state)

    async def start(self, chat: Chat) -> None:
        """Let a chat that follows its first source have its first digest."""
        if chat.state is ChatState.ACTIVE and chat.next_due_at is None:
            slot = next_slot(chat.schedule, self.now(), chat.last_slot)
            await self._chats.set_schedule(
                chat.id, chat.schedule, slot.due_at if slot else None, now=self.now()
            )

    async def change(
        self, place: Place, kind: ChatKind, schedule: Schedule, by: int | None
    ) -> tuple[Plan, Change]:
        """Replace the schedule of a place; return its settings, and what that does to today's digest."""
        chat = await self.open(place, kind, by)
        changed = change(chat.schedule, schedule, self.now(), chat.last_slot)
        due_at = changed.next.due_at if changed.next and await self._gets_digests(chat) else None
        await self._chats.set_schedule(chat.id, schedule, due_at, now=self.now())
        return await self.of(place), changed

    async def set_options(
        self,
        place: Place,
        kind: ChatKind,
        by: int | None,
        *,
        is_silent: bool | None = None,
        says_nothing_new: bool | None = None,
    ) -> Plan:
        """Set what is given and leave the rest."""
        chat = await self.open(place, kind, by)
        await self._chats.set_options(chat.id, is_silent=is_silent, says_nothing_new=says_nothing_new)
        return await self.of(place)

    async def find_zones(self, text: str) -> list[ZoneMatch]:
        """Return the time zones that a city, a name or an offset may mean."""
        return await asyncio.to_thread(find_zones, text)

    async def zone_at(self, latitude: float, longitude: float) -> str:
        """Return the time zone of a place on earth."""
        return await asyncio.to_thread(zone_at, latitude, longitude)

    async def blocked(self, telegram_id: int) -> None:
        """Pause a chat with all its topics: the bot was blocked or taken out, and may come back."""
        for chat in await self._chats.of_telegram(telegram_id):
            if chat.state not in {ChatState.BLOCKED, ChatState.UNSERVED}:
                await self._give_up(chat, ChatState.BLOCKED)

    async def pause(self, chat_ids: Collection[int]) -> None:
        """Pause chats by our numbers: they are not served, and may be again."""
        await self._storage.deliveries.pause(chat_ids, ChatState.UNSERVED, self.now())

    async def serve_again(self, chat_ids: Sequence[int]) -> None:
        """Let chats that are served again have their digests, from the next one on."""
        for start in range(0, len(chat_ids), _AT_A_TIME):
            found = await self._chats.some(chat_ids[start : start + _AT_A_TIME])
            slots = [(chat.id, next_slot(chat.schedule, self.now(), chat.last_slot)) for chat in found]
            await self._chats.serve_again([(number, slot.due_at if slot else None) for number, slot in slots])

    async def unserve(self, telegram_id: int) -> None:
        """Note that nothing keeps digests from a chat with all its topics but that it is not served."""
        await self._chats.unserve(telegram_id)

    async def closed(self, telegram_id: int) -> int | None:
        """Pause a chat with all its topics: the bot may not write there.

        Returns who set it up and is to be told; None where it got no digests, or nobody knows.
        """
        active = [
            chat
            for chat in await self._chats.of_telegram(telegram_id)
            if chat.state is ChatState.ACTIVE and await self._subscriptions.count(chat.id)
        ]
        for chat in await self._chats.of_telegram(telegram_id):
            if chat.state is ChatState.ACTIVE:
                await self._give_up(chat, ChatState.CLOSED)
        return next((chat.added_by for chat in active if chat.added_by is not None), None)

    async def revive(self, telegram_id: int) -> None:
        """Let a chat with all its topics have its digests again, from the next one on.

        Not one that is not served: that ends where somebody lets it in (`bot.services.people`).
        """
        for chat in await self._chats.of_telegram(telegram_id):
            if chat.state in {ChatState.ACTIVE, ChatState.UNSERVED}:
                continue
            follows = await self._subscriptions.count(chat.id)
            slot = next_slot(chat.schedule, self.now(), chat.last_slot) if follows else None
            await self._chats.set_state(chat.id, ChatState.ACTIVE, slot.due_at if slot else None)

    async def moved(self, old: int, new: int) -> None:
        """Let everything of a group go on under the number of the supergroup that it became."""
        await self._storage.move_chat(old, new)

    async def _give_up(self, chat: Chat, state: ChatState) -> None:
        """End what is to be sent to a chat as well: it would only be refused."""
        await self._storage.deliveries.give_up(chat.id, state, state.value, self.now())

    async def _gets_digests(self, chat: Chat) -> bool:
        return chat.state is ChatState.ACTIVE and await self._subscriptions.count(chat.id) > 0

    async def _late_seconds(self, due_at: int) -> int:
        """Return how late the last of the digests is that are due within the same minute."""
        seconds = int(await self._chats.due_between(due_at, due_at + _TOGETHER) / self._send_rate)
        return seconds if seconds >= _WORTH_A_WORD else 0
