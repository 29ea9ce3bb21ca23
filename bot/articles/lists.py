"""Lists of sources, and the folders that these are sorted into."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.articles.feed import FeedKind

_PART = re.compile(r"/?((?:[^/\\]|\\.)+)", re.DOTALL)
# Longer paths nobody made by hand.
_MOST = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as a list has it."""

    url: str
    kind: FeedKind
    title: str | None = None
    folders: tuple[str, ...] = ()
    """Those that it is in, the outermost first."""
    site_url: str | None = field(default=None, compare=False)
    weight: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A feed of the list whose address is none."""

    name: str
    """Its title, else its address as it stands there."""
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a file stops being XML; lines and columns are counted from 1."""

    line: int
    column: int | None
    """None where it cannot be told."""


def folder_text(names: Sequence[str]) -> str | None:
    """Return the text that stands for folders, None for none: "News/Local", "AC\\/DC" for one called so.

    What lies too deep to be written in 300 characters lies in the innermost folder that can be.
    """
    text = ""
    for name in names:
        part = re.sub(r"([/\\])", r"\\\1", name)
        longer = f"{text}/{part}" if text else part
        if len(longer) > _MOST:
            break
        text = longer
    return text or None


def folder_names(text: str | None) -> tuple[str, ...]:
    """Return the names of folders that `folder_text` wrote."""
    return tuple(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in _PART.findall(text or ""))
