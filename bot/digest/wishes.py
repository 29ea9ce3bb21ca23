"""What a place wishes of its digests, as settings show it and change it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.articles.feed import Feed
from bot.digest.profile import NOTHING_WISHED, Field, Filter, Profile

MOST_WORDS = 100
"""So many words of all kinds a chat may have: every story of its digests is compared with each."""


class Taste(StrEnum):
    """What a word does to the stories that have it."""

    MUTE = "mute"
    """They are not shown."""
    ONLY = "only"
    """They are shown, and no others."""
    LIKE = "like"
    """They come earlier or later, by the weight of the word."""


@dataclass(frozen=True, slots=True)
class Options:
    """What else comes to a chat by itself."""

    has_roundup: bool = False
    """Whether a roundup of the week comes."""
    breaking_sources: int | None = None
    """So many independent sources within an hour make a story that is told at once; None: none is."""
    breaking_most: int = 3
    """So many of these a day at most."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that a place wishes; the default of one that nobody has set up."""

    profile: Profile = NOTHING_WISHED
    options: Options = Options()
    feeds: tuple[Feed, ...] = ()
    """What it follows, by title."""

    def words(self, taste: Taste) -> tuple[str, ...]:
        """Return the words of one kind, in alphabetical order."""
        match taste:
            case Taste.MUTE:
                return self.profile.muted
            case Taste.ONLY:
                return self.profile.only
            case Taste.LIKE:
                return tuple(word for word, _ in self.profile.words)

    def filters(self, taste: Taste, feed_id: int = 0) -> tuple[Filter, ...]:
        """Return the filters of one kind for the whole chat, or for one source: words, authors, sources."""
        every = self.every_filter(taste)
        if feed_id:
            return tuple(one for one in every if one.feed_id == feed_id and not one.is_of_chat)
        return tuple(one for one in every if one.is_of_chat)

    def every_filter(self, taste: Taste) -> tuple[Filter, ...]:
        """Return all filters of one kind; weights are none."""
        match taste:
            case Taste.MUTE:
                return (*map(Filter, self.profile.muted), *self.profile.muted_by)
            case Taste.ONLY:
                return (*map(Filter, self.profile.only), *self.profile.only_by)
            case Taste.LIKE:
                return ()

    def is_named(self, taste: Taste, feed_id: int) -> bool:
        """Whether a source is muted as a whole, or wanted as a whole."""
        return Filter("", Field.SOURCE, feed_id) in self.every_filter(taste)

    def with_own_filters(self, taste: Taste) -> tuple[Feed, ...]:
        """Return the sources that have filters of one kind for themselves, by title."""
        own = {one.feed_id for one in self.every_filter(taste) if not one.is_of_chat}
        return tuple(feed for feed in self.feeds if feed.id in own)

    def feed(self, feed_id: int) -> Feed | None:
        """Return a source by its number in the database; None where it is not followed."""
        return next((feed for feed in self.feeds if feed.id == feed_id), None)
