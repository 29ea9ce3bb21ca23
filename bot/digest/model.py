"""Who gets digests, when, and what is sent. Moments are UTC seconds since 1970."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.digest.look import PLAIN, Look

ALL_WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat wants its digest."""

    timezone: str
    """A name of the IANA database such as "Europe/Berlin", or a fixed offset such as "UTC+05:30"."""
    times: tuple[time, ...]
    """Local times without seconds, ascending, none twice; none at all: no digest comes by itself."""
    weekdays: frozenset[int] = ALL_WEEK
    """Local days of the week, Monday is 0; never empty."""
    quiet: tuple[time, time] | None = None
    """From the first local time to the second nothing is sent; it may go past midnight."""
    paused_until: int | None = None
    """No digest before this moment; what is new meanwhile comes with the first after it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One digest of a schedule."""

    local: datetime
    """The local time it is meant for, without a zone: what it is known by, whenever it comes."""
    due_at: int


class ChatState(StrEnum):
    """Whether digests can be sent."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    """The person blocked the bot, or it was taken out of the group or channel; it may come back."""
    CLOSED = "closed"
    """The bot may not write there, or the chat is gone."""
    UNSERVED = "unserved"
    """Whoever decides over the bot does not let the chat in, and may again."""


class ChatKind(StrEnum):
    """Telegram's kinds of chats."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where messages go: a chat, or one topic of a forum."""

    chat_id: int
    """Telegram's number of the chat."""
    topic_id: int = 0
    """Telegram's `message_thread_id`; 0 without one."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A place with its settings. `id` is our own number and outlives a change of Telegram's."""

    id: int
    place: Place
    kind: ChatKind
    schedule: Schedule
    is_silent: bool
    """Whether digests come without a sound."""
    says_nothing_new: bool
    """Whether a line is sent where there is nothing new."""
    state: ChatState
    next_due_at: int | None
    last_slot: datetime | None
    """The local time that the newest digest was meant for."""
    shown_until: int
    """The greatest entry id that was there at the newest digest."""
    covered_at: int | None
    """When the newest digest was composed; before the first, when the chat subscribed first."""
    added_by: int | None
    """The Telegram user who set it up."""
    look: Look = PLAIN


class DeliveryState(StrEnum):
    """The life of one part: pending → sending → sent, unknown or dead; or back to pending."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    """Sent twice, and twice without an answer: it may have arrived once, twice or not at all."""
    DEAD = "dead"
    """It cannot be delivered."""
