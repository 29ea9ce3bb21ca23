"""What a place wishes of its digests, as settings show it and change it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.articles.feed import Feed
from bot.digest.profile import NOTHING_WISHED, Profile

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
