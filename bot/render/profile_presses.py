"""The data behind the buttons of /settings, /mute and /only.

Every press says what is to hold afterwards. Words are longer than the data of a button may be, so it names
them by their ids.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.digest.wishes import Taste

BUDGETS: dict[str, tuple[int | None, int | None]] = {
    "=all": (None, None),
    "=5s": (5, None),
    "=10s": (10, None),
    "=20s": (20, None),
    "=5m": (None, 5),
    "=10m": (None, 10),
}
"""Stories and minutes of reading that a digest may hold, by the value of the press."""

# Fewer than two sources prove nothing; five are all the large ones that most people follow.
BREAKING_SOURCES = (0, 2, 3, 5)
BREAKING_MOST = (1, 3, 10)

_PRESS = re.compile(
    r"g(?P<screen>[mhwifruoybnlcd])(?P<value>[\w+\-=/]{0,32})(?::(?P<page>\d{1,4}))?(?:@(?P<asker>\d{1,16}))?",
    re.ASCII,
)


class Screen(StrEnum):
    """What a press shows or changes; its value is the second letter of the callback data."""

    MAIN = "m"
    BUDGET = "h"
    """Value: one of `BUDGETS`."""
    WEIGHTS = "w"
    WORD = "i"
    """Value: the id of a word, and "=2" to "=-2" behind it to set its weight."""
    SOURCE = "f"
    """Value: the number of a feed, and its weight as with words."""
    RESET = "r"
    """Value: "=1"; without one it asks."""
    MUTED = "u"
    """Value: "-" and the id of a filter that goes; "/" and the moment of those that are taken back."""
    ONLY = "o"
    """Likewise."""
    MUTED_IN = "n"
    """Value: the number of a feed; behind it the same, or for all of the source "=1" or "=0"."""
    ONLY_IN = "l"
    """Likewise."""
    MUTE_IN_ONE = "c"
    """The sources, to choose one."""
    ONLY_IN_ONE = "d"
    """Likewise."""
    ROUNDUP = "y"
    """Value: "=1" or "=0"."""
    BREAKING = "b"
    """Value: "=3" sources, "=0" for none; "/3" stories a day."""


FILTERS = {Taste.MUTE: Screen.MUTED, Taste.ONLY: Screen.ONLY}
"""The filters of the whole chat."""
FILTERS_IN = {Taste.MUTE: Screen.MUTED_IN, Taste.ONLY: Screen.ONLY_IN}
"""Those of one source."""
CHOICES = {Taste.MUTE: Screen.MUTE_IN_ONE, Taste.ONLY: Screen.ONLY_IN_ONE}
"""Which source is meant."""


@dataclass(frozen=True, slots=True)
class SettingsPress:
    """A press on a button of the settings; `page` is that of the list which it belongs to."""

    screen: Screen
    value: str = ""
    page: int = 1
    asker: int | None = None
    """Whose message it is, in a chat of several people."""

    def encode(self) -> str:
        """Return the callback data: at most 56 bytes."""
        page = f":{self.page}" if self.page > 1 else ""
        asker = "" if self.asker is None else f"@{self.asker}"
        return f"g{self.screen}{self.value}{page}{asker}"

    @classmethod
    def decode(cls, data: str) -> "SettingsPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _PRESS.fullmatch(data)
        if not match:
            return None
        asker = int(match["asker"]) if match["asker"] else None
        return cls(Screen(match["screen"]), match["value"], int(match["page"] or 1), asker)
