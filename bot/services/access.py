"""Who may use the bot, and how its owner is found."""

import hmac
import secrets
import time
from collections.abc import Callable
from enum import Enum

from bot.digest.people import Member, Mode
from bot.storage import AccessStore
from bot.storage.access import NOBODY

CLAIM = "claim-"

# Whoever runs more groups and channels than this offers a service, for which they may run a bot of their own.
MOST_CHATS = 20


class Entry(Enum):
    """What came of bringing the bot into a group or channel."""

    SERVED = "served"
    REFUSED = "refused"
    """The chat, or who brought the bot there, is not let in."""
    TOO_MANY = "too_many"
    """This person brought the bot into `MOST_CHATS` already."""


class Access:
    """Answers who may use the bot. Owners come from the settings; without any, one claims it by a link.

    In a private chat the person counts; in a group or channel it counts who brought the bot there. Whoever
    was removed is let in nowhere. Everything is looked up anew, so that it holds at once.
    """

    def __init__(
        self,
        store: AccessStore,
        mode: Mode,
        owner_ids: frozenset[int],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._mode = mode
        self._owners = owner_ids
        self._clock = clock
        self._claim: str | None = None

    @property
    def mode(self) -> Mode:
        """Who is let in at all."""
        return self._mode

    @property
    def owners(self) -> frozenset[int]:
        """The people who own the bot."""
        return self._owners

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
        """Whether the bot serves this person in this chat.

        `user_id` is None where nobody is named: in channels, and for admins of a group without a name.
        """
        if self.is_owner(user_id):
            return True
        person, chat, bringer = await self._store.standing(user_id, None if private else chat_id)
        if (person and person.is_removed) or (chat and chat.is_removed):
            return False
        if private:
            return self._lets_in(person)
        if chat is None:  # brought there by nobody knows whom, perhaps while the bot was away
            return self._mode == "public"
        return self.is_owner(chat.added_by) or self._lets_in(bringer)

    async def serves(self, chat_id: int, *, private: bool) -> bool:
        """Whether the bot serves a chat, whoever writes there."""
        return await self.may_use(chat_id if private else None, chat_id, private=private)

    async def unserved(self) -> list[int]:
        """Return our numbers of the active chats that are not served, which get no digests either."""
        return await self._store.unserved(self._mode, self._owners)

    async def served_again(self) -> list[int]:
        """Return our numbers of the chats that were paused as not served, and are served now."""
        return await self._store.served_again(self._mode, self._owners)

    async def added(self, chat_id: int, by: int | None) -> Entry:
        """Note that a person brought the bot into a group or channel, where it is served there.

        `by` is None where nobody is named.
        """
        if by is None:  # noted all the same: owners are to see the chat, and can remove it
            await self._store.serve(chat_id, NOBODY, int(self._clock()), keeps=True)
            return Entry.SERVED if await self.serves(chat_id, private=False) else Entry.REFUSED
        most = None if self.is_owner(by) else MOST_CHATS
        if most is not None:
            person, chat, _ = await self._store.standing(by, chat_id)
            if not self._lets_in(person) or (chat and chat.is_removed):
                if chat is None and person:  # noted as theirs, or it would be anybody's where all are let in
                    await self._store.serve(chat_id, by, int(self._clock()))
                is_served = await self.serves(chat_id, private=False)
                return Entry.SERVED if is_served else Entry.REFUSED
        is_served = await self._store.serve(chat_id, by, int(self._clock()), most=most)
        return Entry.SERVED if is_served else Entry.TOO_MANY

    async def brought_by(self, chat_id: int) -> int | None:
        """Return who brought the bot into a group or channel, if that is known."""
        return await self._store.added_by(chat_id) or None

    async def removed(self, chat_id: int) -> None:
        """Note that the bot was taken out of a chat."""
        await self._store.stop_serving(chat_id)

    def _lets_in(self, person: Member | None) -> bool:
        """Whether somebody who is no owner is let in, by what is known of them."""
        if person and person.is_removed:
            return False
        return self._mode == "public" or (self._mode == "invite" and person is not None)
