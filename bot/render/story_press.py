"""The data behind the buttons of a story: which one of which digest, and what is to be shown or done."""

import re
from dataclasses import dataclass
from enum import StrEnum


class StoryDo(StrEnum):
    """What a button of a story asks for; its value is a letter of the callback data."""

    CARD = "c"
    """Show it at length."""
    SOURCES = "s"
    """Show who tells it."""
    WHY = "w"
    """Say why it is in the digest."""
    SPLIT = "x"
    """Take it apart from now on: it is not one story."""
    MORE_LIKE = "m"
    """Show more of this kind from now on."""
    LESS_LIKE = "l"
    """Show less of this kind from now on."""


_DATA = re.compile(
    rf"e(?P<id>\d{{1,18}}):(?P<number>\d{{1,4}})(?P<do>[{''.join(StoryDo)}])(?P<page>\d{{1,4}})"
    r"(?:@(?P<asker>\d{1,16}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class StoryPress:
    """A press on a button of a story."""

    digest_id: int
    number: int
    """Of the story in its digest, from 1."""
    do: StoryDo
    page: int
    """The page of the digest, from 1, that Back leads to."""
    asker: int | None = None
    """Whose message it is, in a chat of several people; None where the digest came by itself."""

    def encode(self) -> str:
        """Return the callback data: at most 46 bytes."""
        asker = "" if self.asker is None else f"@{self.asker}"
        return f"e{self.digest_id}:{self.number}{self.do}{self.page}{asker}"

    @classmethod
    def decode(cls, data: str) -> "StoryPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _DATA.fullmatch(data)
        if not match:
            return None
        asker = int(match["asker"]) if match["asker"] else None
        return cls(int(match["id"]), int(match["number"]), StoryDo(match["do"]), int(match["page"]), asker)
