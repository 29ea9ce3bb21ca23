"""What a story card is made from, and what it says. Texts are verbatim, as their sources have them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.digest.story_card_figures import Figure

Terms = Callable[[Sequence[str], str], Sequence[Sequence[str]]]
"""From texts and their language (ISO 639-1 or `und`) to what carries meaning in each, stemmed."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One source's account of an event."""

    entry_id: int
    publisher: str
    at: int
    """When it was published: UTC seconds since 1970."""
    title: str | None
    language: str
    """ISO 639-1, or `und`."""
    summary: tuple[tuple[str, str | None], ...]
    """Its sentences, each with the link to its place; empty where it could not be summed up."""
    told: tuple[tuple[str, str | None], ...] = ()
    """The sentences of it that can be read alone, some of its summary among them, with their links."""
    words: int = 0
    """How many words the whole article has."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of a telling, taken apart. Each is itself alone, whatever others say."""

    source: int
    """The index of its telling."""
    text: str
    link: str | None
    language: str
    terms: frozenset[str]
    figures: tuple[Figure, ...]
    is_in_lead: bool
    """Whether the summary that leads the card has it."""
    retells: bool = False
    """Whether it says what the headline of its own source says."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that says something which no sentence above it says."""

    source: int
    """The index of its telling."""
    text: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with a figure that another source has otherwise."""

    source: int
    text: str
    link: str | None
    figure: str
    """The figure as it stands in the sentence: "2.1bn", "twelve"."""
    is_in_lead: bool
    """Whether the summary that leads the card has the sentence, so that it is not shown again."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One quantity with different figures: two quotes or more, each of another source and figure."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class StoryCard:
    """What is shown of a story beside the list of its sources."""

    lead: int
    """The index of the telling whose headline and summary are shown."""
    summary: tuple[tuple[str, str | None], ...] = ()
    """The sentences of that summary that were not shown before, with their links."""
    additions: tuple[Addition, ...] = ()
    """Source by source, the one that adds most first."""
    figures: tuple[Figures, ...] = ()
