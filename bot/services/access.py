"""Who may use the bot, and how its owner is found."""

import hmac
import secrets
import time
from collections.abc import Callable
from typing import Literal

from bot.storage import AccessStore

CLAIM = "claim-"


class Access:
    """Answers who may use the bot. Owners come from the settings; without any, one claims it by a link.

    In a private chat the person counts; in a group or channel it counts who brought the bot there.
    """

    def __init__(
        self,
        store: AccessStore,
        mode: Literal["owner", "public"],
        owner_ids: frozenset[int],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._public = mode == "public"
        self._owners = owner_ids
        self._clock = clock
        self._claim: str | None = None

    async def start(self) -> str | None:
        """Find the owners; return the payload of a claim link when there is none.

        Owners of the settings stand alone: whoever got hold of a claim link is shut out by naming them.
        """
        self._owners = self._owners or await self._store.owners()
        self._claim = None if self._owners else CLAIM + secrets.token_urlsafe(24)
        return self._claim

    async def claim(self, user_id: int, payload: str) -> bool:
        """Make a person the owner if the link is the right one and has not been used."""
        if self._claim is None or not hmac.compare_digest(self._claim.encode(), payload.encode()):
            return False
        self._claim = None
        self._owners |= {user_id}
        await self._store.add_owner(user_id, int(self._clock()))
        return True

    def is_owner(self, user_id: int | None) -> bool:
        """Whether a person owns the bot."""
        return user_id in self._owners

    async def may_use(self, user_id: int | None, chat_id: int, *, private: bool) -> bool:
        """Whether the bot serves this person in this chat."""
        if self._public or self.is_owner(user_id):
            return True
        return not private and await self._store.added_by(chat_id) in self._owners

    async def added(self, chat_id: int, by: int) -> bool:
        """Note that the bot was brought into a chat; return whether it is served there."""
        if self._public or by in self._owners:
            await self._store.serve(chat_id, by, int(self._clock()))
        return await self.may_use(None, chat_id, private=False)

    async def brought_by(self, chat_id: int) -> int | None:
        """Return who brought the bot into a group or channel, if that is known."""
        return await self._store.added_by(chat_id)

    async def removed(self, chat_id: int) -> None:
        """Note that the bot was taken out of a chat."""
        await self._store.stop_serving(chat_id)

    async def moved(self, old_chat_id: int, new_chat_id: int) -> None:
        """Note that a group became a supergroup, under a new id."""
        await self._store.move(old_chat_id, new_chat_id)
