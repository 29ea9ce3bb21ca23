"""What a chat wants of its digests beside its sources: filters, weights, and how much of it."""

from dataclasses import dataclass
from enum import StrEnum

# Weights of words and sources go from here to its negative: more steps than two nobody tells apart.
HEAVIEST = 2


class Field(StrEnum):
    """What a filter looks at."""

    TEXT = "text"
    """The headline and the sentences that may be shown."""
    SOURCE = "source"
    """Who brings it."""
    AUTHOR = "author"
    """Who wrote it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing that a chat mutes, or wants alone."""

    word: str
    """A word or phrase; an author; of a source "" for all of it, else the outlet of texts in the folder."""
    field: Field = Field.TEXT
    feed_id: int = 0
    """The source that is meant, or alone looked at; 0: every source of the chat."""

    @property
    def is_of_chat(self) -> bool:
        """Whether it stands among the filters of the whole chat, not of one source."""
        return self.feed_id == 0 or self.field is Field.SOURCE


@dataclass(frozen=True, slots=True)
class Profile:
    """The wishes of a chat. The default wishes nothing: such chats with the same sources share a digest.

    What filters leave of a story, `bot.digest.sieve` tells.
    """

    only: tuple[str, ...] = ()
    """Words or phrases; where there are any, a story without one of them is not shown."""
    muted: tuple[str, ...] = ()
    """Words or phrases; a story with one of them is not shown."""
    only_by: tuple[Filter, ...] = ()
    """Filters of the same kind that look at authors and sources, or at one source alone."""
    muted_by: tuple[Filter, ...] = ()
    """Likewise."""
    words: tuple[tuple[str, int], ...] = ()
    """Words of which the chat wants more (1, 2) or less (-1, -2)."""
    feeds: tuple[tuple[int, int], ...] = ()
    """Feed ids with their weights, likewise."""
    apart: frozenset[int] = frozenset()
    """Entry ids that belong to no story of others: the chat said so."""
    most_stories: int | None = None
    """So many in a digest at most."""
    most_minutes: int | None = None
    """Reading a digest takes no longer."""

    @property
    def has_weights(self) -> bool:
        """Whether anything is preferred to something else."""
        return bool(self.words or self.feeds)


NOTHING_WISHED = Profile()
