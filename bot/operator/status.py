"""What the status page shows: values, as they were at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.storage.operations import Operations


@dataclass(frozen=True, slots=True)
class Process:
    """What a process of the bot is, and what it has counted since it began. Times are UTC seconds."""

    name: str
    """The bot's @name; empty until Telegram has told it."""
    version: str
    role: str
    database: str
    """Its kind."""
    started_at: int
    updates: int = 0
    summaries: int = 0
    replies: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """By outcome and the class of a refusal."""
    too_many: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """Refusals with 429, by scope."""
    slow_hosts: Sequence[tuple[str, float]] = ()
    """Hosts of feeds that took long lately, and seconds."""


@dataclass(frozen=True, slots=True)
class Status:
    """All that the page shows."""

    now: int
    process: Process
    troubles: Sequence[str] = ()
    """Why the process is not ready, in words; empty where it is."""
    operations: Operations | None = None
    """None where the database does not answer."""
