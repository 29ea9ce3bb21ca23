"""What the settings of a place come to: worked out by services, shown in replies."""

from dataclasses import dataclass

from bot.digest.model import ChatState, Schedule, Slot


@dataclass(frozen=True, slots=True)
class Next:
    """The digest that comes next by itself."""

    slot: Slot
    late_seconds: int = 0
    """How late it may be, because very many are due at that moment; 0 where that is not worth a word."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a place; the defaults where nobody has set any."""

    schedule: Schedule
    now: int
    """The moment for which all of this holds."""
    next: Next | None
    """None: no times, nothing followed, or digests cannot be sent."""
    sources: int = 0
    """How many feeds are followed."""
    is_silent: bool = False
    says_nothing_new: bool = False
    state: ChatState = ChatState.ACTIVE
