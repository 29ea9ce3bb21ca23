"""All that somebody has set up in a place, so that it can be kept in a file and set up again elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.articles.lists import Listed
from bot.digest.look import PLAIN, Look
from bot.digest.model import Schedule
from bot.digest.profile import Field
from bot.digest.wished_words import word_key
from bot.digest.wishes import MOST_WORDS, Options, Taste


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


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much of two places that become one is more than one may hold."""

    sources: int = 0
    words: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.sources or self.words)


@dataclass(frozen=True, slots=True)
class United:
    """What two places hold together that become one."""

    sources: tuple[str, ...]
    """Addresses."""
    words: tuple[KeptWord, ...]
    left_out: LeftOut


def word_id(word: KeptWord) -> tuple[Taste, Field, str | None, str]:
    """Return what two words of a place have in common that differ in nothing but capitals and weight."""
    return word.kind, word.field, word.source, word_key(word.word)


def each_once(words: Iterable[KeptWord]) -> tuple[KeptWord, ...]:
    """Return words without those that are there already, in other capitals or with another weight."""
    found: dict[tuple[Taste, Field, str | None, str], KeptWord] = {}
    for word in words:
        found.setdefault(word_id(word), word)
    return tuple(found.values())


def united(first: Setup, second: Setup, most_sources: int | None) -> United:
    """Return what places with two setups hold together, at most `most_sources` and `MOST_WORDS`.

    All sources of the first stay, and what somebody typed stays rather than what was weighed; of the rest
    the first goes before the second. Words for a source that is left out go with it.
    """
    every = tuple(dict.fromkeys(source.url for source in (*first.sources, *second.sources)))
    kept = every if most_sources is None else every[: max(most_sources, len(first.sources))]
    words, of_kept = each_once((*first.words, *second.words)), {None, *kept}
    fit = [word for word in words if word.source in of_kept]
    stay = sorted(fit, key=lambda word: word.kind is Taste.LIKE)[:MOST_WORDS]
    return United(kept, tuple(stay), LeftOut(len(every) - len(kept), len(words) - len(stay)))
