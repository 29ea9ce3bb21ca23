"""What is said to the ledger and what it answers: claims, outcomes, notices."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.digest.model import Chat, DeliveryState
from bot.storage.contents import Shared

# A part that was twice sent without an answer is not sent a third time.
MOST_DOUBTS = 2
# The `Outcome.reason` of what Telegram put off when it wanted nothing from this bot for a while.
FLOOD_ALL = "flood all"
# The states of a part that is still to be sent.
OPEN = (DeliveryState.PENDING, DeliveryState.SENDING)
# A moment further ahead than the longest pause and the longest quiet hours: the clock was wrong.
WRONG_CLOCK = 25 * 3600


@dataclass(frozen=True, slots=True)
class Claim:
    """One part that this process is to send now, and nobody else."""

    id: int
    chat: Chat
    slot: str
    part: int
    due_at: int
    digest: Shared | None
    covers_from: int | None
    doubts: int
    text: str
    """As it is sent, now and ever after."""
    reason: str | None = None
    """Why it was not taken before."""


Freeze = Callable[[Claim], str]
"""Gives the text of a claim that has none yet. Pure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one claimed part."""

    id: int
    state: DeliveryState
    doubts: int
    message_id: int | None = None
    not_before: int = 0
    reason: str | None = None
    text: str | None = None
    """What is to be sent instead, where the text was at fault."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to a chat that is no digest."""

    chat_id: int
    slot: str
    text: str
    not_before: int = 0
    digest_id: int | None = None
    """The content that it shows, which counts as shown with it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a delivered message was meant for."""

    slot: str
    due_at: int
    covers_from: int | None
    ended_at: int
