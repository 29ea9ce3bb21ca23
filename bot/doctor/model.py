"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    """The bot runs, and something is worse than it could be."""
    WRONG = "wrong"
    """The bot does not run, or does not do what it is for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how it is, and what to do next, which is empty where all is well."""

    level: Level
    what: str
    next_step: str = ""

    def __str__(self) -> str:
        return " — ".join(filter(None, (self.level, self.what, self.next_step)))


def ok(what: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(Level.OK, what)


def warning(what: str, next_step: str) -> Finding:
    """Return that something should be looked after."""
    return Finding(Level.WARNING, what, next_step)


def wrong(what: str, next_step: str) -> Finding:
    """Return that something has to be mended."""
    return Finding(Level.WRONG, what, next_step)
