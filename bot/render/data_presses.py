"""The data behind the buttons of "Your data": what is kept of a chat, taken out, brought in, deleted."""

import re
from dataclasses import dataclass
from enum import StrEnum

_PRESS = re.compile(r"x(?P<screen>[mojivtpf])(?P<value>[\w=-]{0,32})(?:@(?P<asker>\d{1,16}))?", re.ASCII)


class DataScreen(StrEnum):
    """What a press shows or does; its value is the second letter of the callback data."""

    MENU = "m"
    OPML = "o"
    """Send the list of sources."""
    JSON = "j"
    """Send all that is kept."""
    IMPORT = "i"
    """Say how to bring in a list or a backup. Value: "=" and the id of a backup that is to be restored."""
    MOVE = "v"
    """Make a code by which another chat takes this setup."""
    TAKE = "t"
    """Value: "=" and the code of a setup that is to come here."""
    PRIVACY = "p"
    FORGET = "f"
    """Value: "=1" deletes; without one it asks."""


@dataclass(frozen=True, slots=True)
class DataPress:
    """A press on a button of "Your data"."""

    screen: DataScreen
    value: str = ""
    asker: int | None = None
    """Whose message it is, in a chat of several people."""

    def encode(self) -> str:
        """Return the callback data: at most 51 bytes."""
        asker = "" if self.asker is None else f"@{self.asker}"
        return f"x{self.screen}{self.value}{asker}"

    @classmethod
    def decode(cls, data: str) -> "DataPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _PRESS.fullmatch(data)
        if not match:
            return None
        asker = int(match["asker"]) if match["asker"] else None
        return cls(DataScreen(match["screen"]), match["value"], asker)
