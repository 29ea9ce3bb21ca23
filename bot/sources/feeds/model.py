"""What the readers of feeds give back, before texts are made plain."""

from dataclasses import dataclass, field
from enum import Enum

MOST_ENTRIES = 500
"""Entries read of one feed, the newest: what a busy newspaper publishes in a week."""


class Markup(Enum):
    """How a text of a feed is written."""

    NONE = "none"
    """As it is: "<b>" is meant to be seen."""
    HTML = "html"
    UNTOLD = "untold"
    """Nobody says: it is HTML if it looks so."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as its feed has it."""

    text: str
    markup: Markup = Markup.UNTOLD


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry. Links are absolute where that can be told; `bodies` are all texts it has, full or short."""

    guid: str | None = None
    url: str | None = None
    title: Written | None = None
    bodies: tuple[Written, ...] = ()
    author: str | None = None
    published: int | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed, its entries newest first as far as dates tell, at most `MOST_ENTRIES`."""

    title: Written | None = None
    site_url: str | None = None
    language: str | None = None
    entries: list[RawEntry] = field(default_factory=list)


def newest_first(moments: list[int | None]) -> list[int]:
    """Return the indexes of the newest entries, newest first, given the moment of each in the feed's order.

    One without a moment stays behind the one that it follows in the feed, or before the one it precedes.
    """
    told = next((moment for moment in moments if moment is not None), 0)
    order: list[tuple[int, int]] = []
    for index, moment in enumerate(moments):
        told = told if moment is None else moment
        order.append((-told, index))
    return [index for _, index in sorted(order)[:MOST_ENTRIES]]
