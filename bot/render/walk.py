"""The greeting, and the way of three taps from there to a digest; and how the bot is used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.digest.plan import Plan
from bot.render.keyboards import Action, Button, Keyboard, Press
from bot.render.look_presses import LookPress, LookScreen
from bot.render.menus import Do, Part, SchedulePress, SourcePress
from bot.render.moments import clock
from bot.render.phrases import phrase
from bot.render.profile_presses import Screen, SettingsPress
from bot.render.schedule import when, zone_line
from bot.render.text import Block, isolated, pack, shortened, visible
from bot.render.zone_cities import cities

SEEDS = "seeds"
"""The folder of articles, in place of the id of an offered link."""
# Before work, at lunch, after work.
_TIMES = (("button.morning_at", time(8)), ("button.noon_at", time(12)), ("button.evening_at", time(18, 30)))
# A label longer than this is cut by the clients.
_MOST_LABEL = 36

_PRESS = re.compile(
    r"w(?P<step>[shmfatzd])(?P<source>[\w-]{0,16})(?:=(?P<value>[\w/+:-]{1,26}))?(?:@(?P<asker>\d{1,16}))?",
    re.ASCII,
)


class Step(StrEnum):
    """What a press shows or does; its value is the second letter of the callback data."""

    START = "s"
    """The greeting."""
    HELP = "h"
    MORE = "m"
    """The second page of the help."""
    SOURCES = "f"
    """What shall be followed?"""
    ADDRESS = "a"
    """The next message names it."""
    TIMES = "t"
    """When shall it come?"""
    ZONE = "z"
    """Value: the name of a time zone that is to hold."""
    DONE = "d"
    """Follow the source, at the time that is the value ("0800"), and show the digest."""


@dataclass(frozen=True, slots=True)
class WalkPress:
    """A press on the way to the first digest."""

    step: Step
    source: str = ""
    """`SEEDS`, or the id of an offered link; empty: what is followed already."""
    value: str = ""
    asker: int | None = None
    """Whose message it is, in a chat of several people."""

    def encode(self) -> str:
        """Return the callback data: at most 62 bytes."""
        value = f"={self.value}" if self.value else ""
        asker = "" if self.asker is None else f"@{self.asker}"
        return f"w{self.step}{self.source}{value}{asker}"

    @classmethod
    def decode(cls, data: str) -> "WalkPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _PRESS.fullmatch(data)
        if not match:
            return None
        asker = int(match["asker"]) if match["asker"] else None
        return cls(Step(match["step"]), match["source"], match["value"] or "", asker)


def greeting_keyboard(article_id: str | None, asker: int | None) -> Keyboard:
    """Return the buttons below the greeting; the first sums up the newest article, where there is one."""
    try_it = (
        Button(phrase("button.get"), data=Press(Action.GET, article_id, 0).encode()) if article_id else None
    )
    language = Button(phrase("button.language"), data=LookPress(LookScreen.LANGUAGE, asker=asker).encode())
    return (
        *(((try_it,),) if try_it else ()),
        (_to("button.set_up", Step.SOURCES, asker),),
        (language, _to("button.help", Step.HELP, asker)),
    )


def to_greeting(asker: int | None) -> Button:
    """Return the button that leads back to the greeting."""
    return _to("button.back", Step.START, asker)


def help_text(paste_from: int, inline_name: str | None = None) -> str:
    """Return how the bot is used, as Telegram HTML; a text from `paste_from` characters on is an article.

    `inline_name` is the user name by which the bot can be asked in any chat; None where it cannot.
    """
    keys = ("help.summary", "help.follow", "help.digest", "help.rest", "help.groups")
    blocks = [phrase("help.send", paste_from=paste_from), *map(phrase, keys)]
    if inline_name:
        blocks.append(phrase("inline.help", bot=inline_name))
    return _page("help.head", blocks)


def more_help_text() -> str:
    """Return the rest of it, as Telegram HTML."""
    keys = ("many", "quotes", "documents", "schedule", "filters", "settings", "data", "buttons", "verbatim")
    return _page("help.more_head", [phrase(f"help.{key}") for key in keys])


def help_keyboard(asker: int | None) -> Keyboard:
    """Return the ways on from the help."""
    settings = SettingsPress(Screen.MAIN, asker=asker)
    now = SourcePress(Do.NOW, asker=asker)
    return (
        (
            Button(phrase("button.settings"), data=settings.encode()),
            _to("button.set_up", Step.SOURCES, asker),
        ),
        (
            Button(phrase("button.digest_now"), data=now.encode()),
            _to("button.more_help", Step.MORE, asker),
        ),
        (to_greeting(asker),),
    )


def more_help_keyboard(asker: int | None) -> Keyboard:
    """Return the way back to the first page of the help."""
    return ((_to("button.back", Step.HELP, asker),),)


def sources_keyboard(*, has_seeds: bool, has_sources: bool, asker: int | None) -> Keyboard:
    """Return what a digest can be made of."""
    kept = _to("button.kept_sources", Step.TIMES, asker)
    samples = _to("button.samples", Step.TIMES, asker, SEEDS)
    return (
        *(((kept,),) if has_sources else ()),
        *(((samples,),) if has_seeds else ()),
        (_to("button.address", Step.ADDRESS, asker),),
        (to_greeting(asker),),
    )


def address_keyboard(asker: int | None) -> Keyboard:
    """Return the way back from waiting for an address."""
    return ((_to("button.back", Step.SOURCES, asker),),)


def several_keyboard(labels: Sequence[str], ids: Sequence[str], asker: int | None) -> Keyboard:
    """Return a button for each of several feeds, given as label and id of the link."""
    rows = [
        (Button(_label(label), data=WalkPress(Step.TIMES, link_id, asker=asker).encode()),)
        for label, link_id in zip(labels, ids, strict=True)
    ]
    return (*rows, (_to("button.back", Step.SOURCES, asker),))


def times_text(title: str, plan: Plan) -> str:
    """Return the question when the digest shall come, below the name of its source (empty: several)."""
    chosen = [phrase("walk.chosen", title=isolated(_label(title)))] if title else []
    return pack([Block("\n".join([*chosen, zone_line(plan)])), Block(phrase("walk.times"))])[0]


def times_keyboard(source: str, asker: int | None) -> Keyboard:
    """Return the times to choose from."""
    times = [
        (
            Button(
                phrase(label, time=clock(moment)),
                data=WalkPress(Step.DONE, source, f"{moment:%H%M}", asker).encode(),
            ),
        )
        for label, moment in _TIMES
    ]
    zone, back = _to("button.time_zone", Step.ZONE, asker, source), _to("button.back", Step.SOURCES, asker)
    return (*times, (zone, back))


def zone_text(plan: Plan) -> str:
    """Return which time zone holds, and how another one is chosen, as Telegram HTML."""
    return pack([Block(zone_line(plan)), Block(phrase("walk.zone"))])[0]


def zone_keyboard(source: str, asker: int | None, *, private: bool) -> Keyboard:
    """Return cities to choose from, and in a private chat a way to share where one is."""

    def data(zone: str) -> str:
        return WalkPress(Step.ZONE, source, zone, asker).encode()

    share = Button(phrase("button.location"), data=SchedulePress(Part.ZONE, "=?", asker).encode())
    back = _to("button.back", Step.TIMES, asker, source)
    return (*cities(data), (share, back) if private else (back,))


def done_text(title: str, plan: Plan) -> str:
    """Return what holds from now on, and when the next digest comes, as Telegram HTML."""
    followed = [phrase("subscribe.done", title=isolated(title))] if title else []
    return pack([Block("\n".join([*followed, when(plan)])), Block(phrase("walk.change"))])[0]


def failed_keyboard(asker: int | None) -> Keyboard:
    """Return the way back from a source that cannot be followed."""
    return ((_to("button.back", Step.SOURCES, asker),),)


def _page(head: str, blocks: Sequence[str]) -> str:
    return pack([Block(phrase(head), "b"), *map(Block, blocks)])[0]


def _label(text: str) -> str:
    return shortened(visible(text), _MOST_LABEL) or "?"


def _to(label: str, step: Step, asker: int | None, source: str = "") -> Button:
    return Button(phrase(label), data=WalkPress(step, source, asker=asker).encode())
