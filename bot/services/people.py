"""Who was let in and where the bot is served, as owners see it and change it."""

import time
from collections.abc import Callable

import structlog

from bot.digest.people import Member, ServedChat
from bot.services.access import Access
from bot.services.schedules import Schedules
from bot.storage import AccessStore

log = structlog.get_logger(__name__)


class People:
    """Members and served chats. Whoever is put out gets no digests either; let in again, they go on."""

    def __init__(
        self,
        store: AccessStore,
        access: Access,
        schedules: Schedules,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._access = access
        self._schedules = schedules
        self._clock = clock

    async def members(self, limit: int, offset: int) -> tuple[list[Member], int]:
        """Return people who came by an invite, the latest first, and how many there are in all."""
        return await self._store.members(limit, offset), await self._store.count_members()

    async def chats(self, limit: int, offset: int) -> tuple[list[ServedChat], int]:
        """Return groups and channels, the latest first, and how many there are in all."""
        return await self._store.served(limit, offset), await self._store.count_served()

    async def member(self, user_id: int) -> tuple[Member | None, list[int]]:
        """Return what is known of a person, and the chats that they brought the bot into."""
        standing = await self._store.standing(user_id, None)
        return standing.person, await self._store.brought(user_id)

    async def chat(self, chat_id: int) -> ServedChat | None:
        """Return what is known of a group or channel."""
        return (await self._store.standing(None, chat_id)).chat

    async def is_served(self, chat_id: int) -> bool:
        """Whether a group or channel is served now: that depends on who brought the bot there as well."""
        return await self._access.serves(chat_id, private=False)

    async def renew(self) -> None:
        """Let digests come to whom the bot serves, and to nobody else.

        For each start, after which ACCESS may be another, or something that was cut short is to be finished;
        and for whenever somebody is let in or put out, or goes.
        """
        if chat_ids := await self._access.unserved():
            await self._schedules.pause(chat_ids)
            log.info("unserved_chats_paused", count=len(chat_ids))
        if chat_ids := await self._access.served_again():
            await self._schedules.serve_again(chat_ids)
            log.info("chats_served_again", count=len(chat_ids))

    async def set_member(self, user_id: int, *, is_removed: bool) -> None:
        """Put a person out with the chats that they brought the bot into, or let them in again."""
        if self._access.is_owner(user_id):
            return
        await self._store.remove_member(user_id, int(self._clock()), is_removed=is_removed)
        await self.renew()

    async def remove_chat(self, chat_id: int) -> None:
        """Serve a group or channel no more."""
        await self._store.remove_served(chat_id, is_removed=True)
        await self.renew()

    async def let_chat_in(self, chat_id: int, owner: int) -> None:
        """Serve a group or channel again, as the owner's where whoever brought the bot is not let in."""
        await self._store.remove_served(chat_id, is_removed=False)
        if not await self.is_served(chat_id):
            await self._store.serve(chat_id, owner, int(self._clock()))
        await self.renew()
