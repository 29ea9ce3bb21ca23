"""All that somebody has set up in a place, so that it can be kept in a file and set up again elsewhere."""

from dataclasses import dataclass

from bot.articles.lists import Listed
from bot.digest.look import PLAIN, Look
from bot.digest.model import Schedule
from bot.digest.profile import Field
from bot.digest.wishes import Options, Taste


@dataclass(frozen=True, slots=True)
class KeptWord:
    """A word of a place."""

    kind: Taste
    word: str
    weight: int = 0
    field: Field = Field.TEXT
    source: str | None = None
    """The address of the source whose stories it is for; None: all of the place's."""


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings, sources and words of a place."""

    schedule: Schedule
    options: Options
    is_silent: bool = False
    says_nothing_new: bool = False
    look: Look = PLAIN
    most_stories: int | None = None
    most_minutes: int | None = None
    sources: tuple[Listed, ...] = ()
    words: tuple[KeptWord, ...] = ()
