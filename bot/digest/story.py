"""Stories as a digest holds them: who tells of an event, what is shown of it, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.articles.feed import Entry, Feed
from bot.articles.model import WORDS_A_MINUTE
from bot.digest.story_card_model import Addition, Figures


@dataclass(frozen=True, slots=True)
class Story:
    """One event: what is new of it for a chat, and what that chat was told before."""

    entries: tuple[Entry, ...]
    """New to the chat, ids ascending; never empty."""
    before: tuple[Entry, ...] = ()
    """Shown to it already, ids ascending."""
    wires: tuple[tuple[int, ...], ...] = ()
    """Groups of entry ids, old and new, whose texts are nearly the same; each of two or more."""
    independent: int = 1
    """How many sources, old and new, tell it for themselves."""
    subject: int | None = None
    """Stories with the same number are related; None for one that stands alone."""

    @property
    def first(self) -> int:
        """The lowest of its new entries' ids: what a story of a digest is known by."""
        return self.entries[0].id


@dataclass(frozen=True, slots=True)
class Told:
    """One source's telling."""

    entry: Entry
    feed: Feed


@dataclass(frozen=True, slots=True)
class Why:
    """What gave a story its place."""

    independent: int = 1
    """How many sources tell it for themselves."""
    only: tuple[str, ...] = ()
    """The reader's own words, of those the digest is limited to, that it has."""
    liked: tuple[str, ...] = ()
    """Words it has of which the reader wanted more."""
    disliked: tuple[str, ...] = ()
    """Words it has of which the reader wanted less."""
    weight: int = 0
    """The weight that the reader gave to its best source: -2 to 2."""
    is_off_profile: bool = False
    """Whether it has the place that is kept for something else than usual."""


ONE_SOURCE = Why()
"""It is new, and nothing else is to be said."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a story."""

    tellings: tuple[Told, ...]
    """The one that leads first; of a publisher that brought several all. Additions and figures point here."""
    sentences: tuple[tuple[str, str | None], ...] = ()
    """Of the one that leads, each with the link to its place; without those that were shown before."""
    additions: tuple[Addition, ...] = ()
    figures: tuple[Figures, ...] = ()
    before: tuple[Entry, ...] = ()
    """What was shown of the story in earlier digests."""
    wires: tuple[tuple[int, ...], ...] = ()
    """As in `Story`."""
    subject: int | None = None
    """As in `Story`."""
    why: Why = ONE_SOURCE

    @property
    def lead(self) -> Told:
        """The telling whose headline stands above the card."""
        return self.tellings[0]

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The sources that tell it, each once, the one that leads first."""
        return tuple({told.feed.id: told.feed for told in self.tellings}.values())

    @property
    def words(self) -> int:
        """How many words of it are shown."""
        shown = [text for text, _ in self.sentences] + [addition.text for addition in self.additions]
        shown += [quote.text for some in self.figures for quote in some.quotes if not quote.is_in_lead]
        return sum(len(text.split()) for text in shown)

    @property
    def article_words(self) -> int:
        """How many words its articles have, of those that could be summed up."""
        return sum(told.entry.summary.article_words for told in self.tellings if told.entry.summary)


@dataclass(frozen=True, slots=True)
class Subject:
    """Stories on one subject: related, no more. Most stand alone."""

    cards: tuple[Card, ...]
    names: tuple[str, ...] = ()
    """What they have in common, as one of their headlines spells it; empty where a story stands alone."""


@dataclass(frozen=True)
class DigestContent:
    """A digest before it is laid out."""

    subjects: tuple[Subject, ...] = ()
    """In the order in which they stand."""
    left_out: int = 0
    """How many articles are new and not shown."""

    def __iter__(self) -> Iterator[Card]:
        return iter(self.cards)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The stories, in order."""
        return tuple(card for subject in self.subjects for card in subject.cards)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown, in order."""
        return tuple(told.entry for card in self.cards for told in card.tellings)

    @property
    def articles(self) -> int:
        """How many articles are shown."""
        return len(self.entries)

    @property
    def sources(self) -> int:
        """How many sources they come from."""
        return len({told.feed.id for card in self.cards for told in card.tellings})

    @property
    def seconds_whole(self) -> int:
        """Seconds of silent reading that the articles take."""
        return _seconds(sum(card.article_words for card in self.cards))

    @property
    def seconds_shown(self) -> int:
        """Seconds that what is shown of them takes; never more than the articles."""
        return min(self.seconds_whole, _seconds(sum(card.words for card in self.cards if card.article_words)))


def _seconds(words: int) -> int:
    return round(words * 60 / WORDS_A_MINUTE)
