"""What a chat wants of its digests beside its sources: filters, weights, and how much of it."""

from dataclasses import dataclass

# Weights of words and sources go from here to its negative: more steps than two nobody tells apart.
HEAVIEST = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """The wishes of a chat. The default wishes nothing: such chats with the same sources share a digest."""

    only: tuple[str, ...] = ()
    """Words or phrases; where there are any, a story without one of them is not shown."""
    muted: tuple[str, ...] = ()
    """Words or phrases; a story with one of them is not shown."""
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
