"""Links by which owners let people in."""

import hashlib
import hmac
import re
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence

from bot.digest.people import Invite
from bot.errors import UserError
from bot.services.access import Access
from bot.storage import InviteStore, Joined

INVITE = "invite-"

USUAL_USES, USUAL_DAYS = 1, 7
# A link for more people, or for longer, is as good as ACCESS=public, and says less of what it is.
MOST_USES, MOST_DAYS = 1_000, 365

_DAY = 86_400
# 144 bits, which nobody guesses; in a link they are 24 characters.
_CODE_BYTES = 18
_DAYS = re.compile(r"(\d{1,4})([dw])", re.ASCII | re.IGNORECASE)
_DAYS_OF = {"d": 1, "w": 7}


class Invites:
    """Makes invites, and lets people in by them. Of a code only a digest is kept."""

    def __init__(self, store: InviteStore, access: Access, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._access = access
        self._clock = clock
        self._secret = secrets.token_bytes(32)

    def now(self) -> int:
        """Return the moment, in UTC seconds."""
        return int(self._clock())

    async def make(self, by: int, uses: int, days: int, mark: str) -> tuple[str, int]:
        """Return the payload of a link for so many people and days, and when it ends, in UTC seconds.

        The same mark gives the same link, so that a button pressed twice makes one.
        """
        made = hmac.digest(self._secret, f"{by} {uses} {days} {mark}".encode(), "sha256")
        code = urlsafe_b64encode(made[:_CODE_BYTES]).decode()
        now = self.now()
        expires_at = now + days * _DAY
        await self._store.add(_digest(code), by, now, expires_at, uses)
        return INVITE + code, expires_at

    async def living(self, limit: int, offset: int) -> tuple[list[Invite], int]:
        """Return invites that still let somebody in, the latest first, and how many there are in all."""
        now = self.now()
        return await self._store.living(now, limit, offset), await self._store.count_living(now)

    async def withdraw(self, invite_id: int) -> None:
        """Let an invite let nobody in any more."""
        await self._store.withdraw(invite_id)

    async def join(self, user_id: int, payload: str) -> Joined:
        """Let a person in by a link; owners, and where invites do not count all others, are left as they are.

        Where only owners are let in, every link is unknown.
        """
        if self._access.is_owner(user_id):
            return Joined.KNOWN
        if self._access.mode == "owner":
            return Joined.UNKNOWN
        if self._access.mode == "public" and await self._access.may_use(user_id, user_id, private=True):
            return Joined.KNOWN
        return await self._store.join(_digest(payload.removeprefix(INVITE)), user_id, self.now())


def parse_invite(words: Sequence[str]) -> tuple[int, int]:
    """Return for how many people and days an invite is to be: "5 7d", "5", "2w". Raises `UserError`."""
    uses = days = None
    for word in words:
        if word.isascii() and word.isdecimal() and uses is None and len(word) <= 4:
            uses = int(word)
        elif (match := _DAYS.fullmatch(word)) and days is None:
            days = int(match[1]) * _DAYS_OF[match[2].lower()]
        else:
            raise _unfit()
    uses, days = USUAL_USES if uses is None else uses, USUAL_DAYS if days is None else days
    if not (1 <= uses <= MOST_USES and 1 <= days <= MOST_DAYS):
        raise _unfit()
    return uses, days


def _unfit() -> UserError:
    return UserError("invite", uses=MOST_USES, days=MOST_DAYS)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
