"""Who is let in, and what the bot has been doing: worked out by services, shown to owners."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Mode: TypeAlias = Literal["owner", "invite", "public"]
"""Who is let in at all: only owners, whom they invite, or everybody."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who came by an invite. Times are UTC seconds."""

    user_id: int
    joined_at: int
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class ServedChat:
    """A group or channel, and who brought the bot there."""

    chat_id: int
    added_by: int
    """0 where that is forgotten: of a removed chat it stays known that it was."""
    added_at: int
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Invite:
    """A link that lets people in."""

    id: int
    made_at: int
    expires_at: int
    uses: int
    used: int = 0

    @property
    def left(self) -> int:
        """How many more people it lets in."""
        return max(0, self.uses - self.used)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the database holds, in numbers that name nobody."""

    people: int = 0
    """Private chats that are set up."""
    members: int = 0
    """People whom invites let in."""
    groups: int = 0
    channels: int = 0
    sources: int = 0
    """Feeds that somebody follows."""
    failing: int = 0
    """Those of them that cannot be read just now."""
    sent_day: int = 0
    """Digests that arrived in the last 24 hours."""
    sent_week: int = 0
    waiting: int = 0
    """Messages that are still to be sent."""
    articles: int = 0
    database_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures, and what this process knows of itself."""

    figures: Figures
    summaries: int
    """Made since the start because somebody asked."""
    uptime: int
    """Seconds since the start."""
    version: str
