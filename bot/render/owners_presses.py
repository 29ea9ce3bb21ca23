"""The data behind the buttons of owners. They stand in private chats, so no press says whose they are."""

import re
from dataclasses import dataclass
from enum import StrEnum

INVITE_USES = (1, 5, 25)
INVITE_DAYS = (1, 7, 30)

_PRESS = re.compile(
    r"o(?P<screen>[inkwuprxachqdbs])(?P<value>-?[\w.\-]{0,32})(?::(?P<page>\d{1,4}))?", re.ASCII
)
_INVITE = re.compile(r"(\d{1,4})x(\d{1,3})(?:\.([\w-]{1,16}))?", re.ASCII)


class OwnerScreen(StrEnum):
    """What a press shows or does; its value is the second letter of the callback data."""

    INVITES = "i"
    NEW_INVITE = "n"
    """Value: "5x7", people and days that are chosen."""
    MAKE_INVITE = "k"
    """Value: "5x7." and a mark: the same mark makes the same link."""
    WITHDRAW = "w"
    """Value: the number of an invite that lets nobody in any more."""
    PEOPLE = "u"
    PERSON = "p"
    """Value: the number of a person, as in the next three."""
    PERSON_SURE = "r"
    PERSON_OUT = "x"
    PERSON_IN = "a"
    CHATS = "c"
    CHAT = "h"
    """Value: the number of a group or channel, as in the next three."""
    CHAT_SURE = "q"
    CHAT_OUT = "d"
    CHAT_IN = "b"
    STATISTICS = "s"


@dataclass(frozen=True, slots=True)
class OwnerPress:
    """A press on a button of an owner; `page` is that of the list which it belongs to."""

    screen: OwnerScreen
    value: str = ""
    page: int = 1

    def encode(self) -> str:
        """Return the callback data: at most 39 bytes."""
        page = f":{self.page}" if self.page > 1 else ""
        return f"o{self.screen}{self.value}{page}"

    @classmethod
    def decode(cls, data: str) -> "OwnerPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _PRESS.fullmatch(data)
        return cls(OwnerScreen(match["screen"]), match["value"], int(match["page"] or 1)) if match else None

    @property
    def number(self) -> int:
        """The number that the value is; raises `ValueError`."""
        return int(self.value)

    @property
    def invite(self) -> tuple[int, int, str]:
        """For how many people and days an invite is to be, and its mark; raises `ValueError`."""
        match = _INVITE.fullmatch(self.value)
        if not match:
            raise ValueError(self.value)
        return int(match[1]), int(match[2]), match[3] or ""


def invite_value(uses: int, days: int, mark: str = "") -> str:
    """Return the value of a press for so many people and days."""
    return f"{uses}x{days}.{mark}" if mark else f"{uses}x{days}"
