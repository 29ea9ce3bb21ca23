"""A setup taken from one chat to another by a code."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from bot.digest.model import Chat, ChatKind, Place
from bot.digest.plan import Plan
from bot.digest.setup import LeftOut, Setup, united
from bot.errors import UserError
from bot.services.read_input import Asker
from bot.services.schedules import Schedules
from bot.services.subscriptions import most_sources, person_of
from bot.storage import Storage
from bot.storage.handovers import Taking

CODE_MINUTES = 15
"""For so long a code can be used."""

# Without what is read for something else. Ten of 31 are 49 bits, of which nobody guesses one in 15 minutes.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ2345679"
_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Coming:
    """A setup that may come to a place."""

    chat: Chat
    """Where it is now."""
    made_by: int
    setup: Setup
    here: Setup | None
    """What is set up at the place already."""
    left_out: LeftOut
    """What of both is more than the place may hold."""


class Handovers:
    """Codes, and what they move. `clock` gives UTC seconds."""

    def __init__(
        self, storage: Storage, schedules: Schedules, clock: Callable[[], float] = time.time
    ) -> None:
        self._chats, self._setups, self._handovers = storage.chats, storage.setups, storage.handovers
        self._schedules = schedules
        self._clock = clock

    async def is_set_up(self, place: Place) -> bool:
        """Whether there is anything at a place that can move."""
        return await self._chats.find(place) is not None

    async def offer(self, place: Place, by: int) -> str:
        """Return a code that takes the setup of a place, once; no earlier one does any more.

        Raises "nothing_to_move".
        """
        chat = await self._chats.find(place)
        if chat is None:
            raise UserError("nothing_to_move")
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        now = int(self._clock())
        await self._handovers.offer(chat.id, _digest(code), by, now, now + CODE_MINUTES * 60)
        return code

    async def look(self, code: str, place: Place, asker: Asker) -> Coming:
        """Return what a code would bring to a place.

        Whoever asks without a name sees it, and cannot take it. Raises "code_unknown", "code_expired",
        "code_of_here", and "code_of_other" where somebody else made it.
        """
        found = await self._handovers.find(_digest(code))
        if found is None or (setup := await self._setups.of(found.chat.id)) is None:
            raise UserError("code_unknown")
        if person_of(asker) not in {None, found.made_by}:
            raise UserError("code_of_other")
        if found.expires_at <= self._clock():
            raise UserError("code_expired", minutes=CODE_MINUTES)
        if found.chat.place == place:
            raise UserError("code_of_here")
        chat = await self._chats.find(place)
        here = await self._setups.of(chat.id) if chat else None
        left_out = united(setup, here, most_sources(asker)).left_out if here else LeftOut()
        return Coming(found.chat, found.made_by, setup, here, left_out)

    async def take(
        self, code: str, place: Place, kind: ChatKind, asker: Asker, *, may_offer: bool
    ) -> tuple[Plan, LeftOut]:
        """Let what is behind a code become the setup of a place, by whoever made it.

        Returns when digests come there, and what was more than the place may hold. Summaries are offered
        there if they were before, and it `may_offer` them. Raises "code_unknown".
        """
        taking = Taking(place, kind, asker.id, most_sources(asker), may_offer)
        left_out = await self._handovers.take(_digest(code), taking, int(self._clock()))
        if left_out is None:
            raise UserError("code_unknown")
        await self._schedules.revive(place.chat_id)  # its other topics, where it was closed
        return await self._schedules.of(place), left_out


def _digest(code: str) -> str:
    """Return what is kept of a code, however it was typed: who reads the database cannot use it."""
    return sha256("".join(code.split()).upper().encode("utf-8", "replace")).hexdigest()
