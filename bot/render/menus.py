"""The data behind the buttons of digests, sources and schedules, and what stands below the page of a digest.

Every press says what is to hold afterwards ("this time is chosen"), never what is to be switched, so that a
press that comes twice or from a screen that is behind changes nothing twice. The first letter keeps these
apart from one another and from the buttons of summaries.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.render.keyboards import Button, Keyboard, Press
from bot.render.phrases import phrase
from bot.render.story_press import StoryDo, StoryPress

# Two labels of this length are read whole on a phone.
_IN_A_ROW = 2
_ASKER = r"(?:@(?P<asker>\d{1,16}))?"
_OWNED = re.compile(r"[a-z][^@]*@(?P<asker>\d{1,16})", re.ASCII)
_DIGEST = re.compile(rf"d(?P<id>\d{{1,18}}):(?P<page>\d{{1,4}}){_ASKER}", re.ASCII)
_SOURCE = re.compile(rf"f(?P<do>[lodacsnmx])(?P<id>[\w-]{{0,32}}):(?P<page>\d{{1,4}}){_ASKER}", re.ASCII)
_SCHEDULE = re.compile(rf"t(?P<part>[motdqpzsn])(?P<value>[\w+\-=/:?]{{0,40}}){_ASKER}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DigestPress:
    """A press that asks for a page of a digest."""

    digest_id: int
    page: int
    """From 1."""
    asker: int | None = None
    """Whose message it is, in a chat of several people; None where the digest came by itself."""

    def encode(self) -> str:
        """Return the callback data."""
        return f"d{self.digest_id}:{self.page}{_at(self.asker)}"

    @classmethod
    def decode(cls, data: str) -> "DigestPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _DIGEST.fullmatch(data)
        return cls(int(match["id"]), int(match["page"]), _asker(match)) if match else None


class Do(StrEnum):
    """What a button of the sources does; its value is the second letter of the callback data."""

    LIST = "l"
    """Show a page of the list."""
    CHOOSE = "m"
    """Show a page of the list from which one is to be dropped."""
    SOURCE = "o"
    """Show the source of this id; Back leads to the page."""
    DROP = "d"
    """Follow the source of this id no more."""
    DROP_ALL = "x"
    """Follow nothing any more."""
    AGAIN = "a"
    """Follow the source of this id again."""
    TAKE = "c"
    """Follow the feed at the offered link of this id."""
    SEEDS = "s"
    """Follow the folder of articles."""
    NOW = "n"
    """Show what the next digest would hold."""


@dataclass(frozen=True, slots=True)
class SourcePress:
    """A press on a button of the sources."""

    do: Do
    id: str = ""
    page: int = 1
    asker: int | None = None

    def encode(self) -> str:
        """Return the callback data: at most 55 bytes."""
        return f"f{self.do}{self.id}:{self.page}{_at(self.asker)}"

    @classmethod
    def decode(cls, data: str) -> "SourcePress | None":
        """Return the press, or None when the data is not one of these."""
        match = _SOURCE.fullmatch(data)
        return cls(Do(match["do"]), match["id"], int(match["page"]), _asker(match)) if match else None


FROM_SETTINGS = "s"
"""Value of a press that shows a part of a schedule, from which Back leads to the settings."""


class Part(StrEnum):
    """A part of a schedule that buttons change. A press without a value only shows it."""

    MAIN = "m"
    TIMES = "t"
    """Value: "+0830" or "-0830"; "am" or "pm" shows that half of the day."""
    OFF = "o"
    """Turn digests off."""
    DAYS = "d"
    """Value: "+3" or "-3", Monday is 0; or "=01234"."""
    QUIET = "q"
    """Value: "=2200-0700", or "=off"."""
    PAUSE = "p"
    """Value: "=1d", "=1w", "=ever", or "=off"."""
    ZONE = "z"
    """Value: "=" and the name; "=?" asks for a shared location; `FROM_SETTINGS` only shows it."""
    SILENT = "s"
    """Value: "=1" or "=0"."""
    NOTHING_NEW = "n"
    """Value: "=1" or "=0"."""


@dataclass(frozen=True, slots=True)
class SchedulePress:
    """A press on a button of the schedule."""

    part: Part
    value: str = ""
    asker: int | None = None

    def encode(self) -> str:
        """Return the callback data: at most 59 bytes."""
        return f"t{self.part}{self.value}{_at(self.asker)}"

    @classmethod
    def decode(cls, data: str) -> "SchedulePress | None":
        """Return the press, or None when the data is not one of these."""
        match = _SCHEDULE.fullmatch(data)
        return cls(Part(match["part"]), match["value"], _asker(match)) if match else None


def asker_in(data: str) -> int | None:
    """Return whose message it is, as a button says: those of menus all end with "@" and the asker."""
    if press := Press.decode(data):
        return press.asker
    match = _OWNED.fullmatch(data)
    return int(match["asker"]) if match else None


def digest_keyboard(
    digest_id: int, page: int, pages: int, stories: Sequence[int], asker: int | None = None
) -> Keyboard:
    """Return the buttons under a page of a digest: one for each of its `stories`, and those that turn pages.

    `stories` are the numbers of those on the page that have more to show.
    """
    buttons = [_story_button(StoryPress(digest_id, number, StoryDo.CARD, page, asker)) for number in stories]
    rows = [tuple(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]
    row = turning(page, pages, lambda number: DigestPress(digest_id, number, asker).encode())
    return (*rows, row) if row else tuple(rows)


def turning(page: int, pages: int, data: Callable[[int], str]) -> tuple[Button, ...]:
    """Return the row that turns pages, empty where there is only one.

    After the last page comes the first, so that the buttons keep their places and none is without use.
    """
    if pages <= 1:
        return ()
    before, after = (page - 1 or pages), (page % pages + 1)
    return (
        Button(phrase("button.page_before"), data=data(before)),
        Button(phrase("button.page", page=page, pages=pages), data=data(page)),
        Button(phrase("button.page_after"), data=data(after)),
    )


def _story_button(press: StoryPress) -> Button:
    label = phrase("button.numbered", number=press.number, label=phrase("button.get"))
    return Button(label, data=press.encode())


def _at(asker: int | None) -> str:
    return "" if asker is None else f"@{asker}"


def _asker(match: re.Match[str]) -> int | None:
    return int(match["asker"]) if match["asker"] else None
