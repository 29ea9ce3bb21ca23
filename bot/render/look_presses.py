"""The data behind the buttons by which a chat sets how it wants what it is sent.

Every press says what is to hold afterwards.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_PRESS = re.compile(r"v(?P<screen>[klfapsogx])(?P<value>[\w=%-]{0,24})(?:@(?P<asker>\d{1,16}))?", re.ASCII)

ON, OFF = "=1", "=0"
AS_IN_TELEGRAM = "=auto"


class LookScreen(StrEnum):
    """What a press shows or changes; its value is the second letter of the callback data."""

    LOOK = "k"
    """Show what there is beside length and form."""
    LENGTH = "l"
    """Value: "=5" sentences, or "%20" of them."""
    FORM = "f"
    """Value: "=s" for summaries, "=h" for headlines."""
    ALGORITHM = "a"
    """Value: "=" and its name."""
    LINKS = "p"
    """Value: "=1" or "=0"."""
    SILENT = "s"
    """Value: "=1" or "=0"."""
    OFFERS = "o"
    """Value: "=1" or "=0"; without one it shows the screen."""
    LANGUAGE = "g"
    """Value: "=" and its code, or `AS_IN_TELEGRAM`."""
    CLOSE = "x"
    """Delete the menu."""


@dataclass(frozen=True, slots=True)
class LookPress:
    """A press on a button of these screens. Without a value it only shows one."""

    screen: LookScreen
    value: str = ""
    asker: int | None = None
    """Whose message it is, in a chat of several people."""

    def encode(self) -> str:
        """Return the callback data: at most 43 bytes."""
        asker = "" if self.asker is None else f"@{self.asker}"
        return f"v{self.screen}{self.value}{asker}"

    @classmethod
    def decode(cls, data: str) -> "LookPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _PRESS.fullmatch(data)
        if not match:
            return None
        asker = int(match["asker"]) if match["asker"] else None
        return cls(LookScreen(match["screen"]), match["value"], asker)
