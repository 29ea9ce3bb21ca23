"""How long a summary may be: a number of sentences or of words, a part of the article, or what is usual."""

from dataclasses import dataclass

from bot.articles.model import WORDS_A_MINUTE
from bot.digest.look import MOST_SENTENCES, Look


@dataclass(frozen=True, slots=True)
class Sentences:
    """So many sentences, as far as the text has them."""

    count: int


@dataclass(frozen=True, slots=True)
class Words:
    """As many sentences as have at most so many words together, one at least."""

    count: int


@dataclass(frozen=True, slots=True)
class Share:
    """So many percent of the sentences that a text has, one at least."""

    percent: int

    def of(self, available: int) -> int:
        """Return how many sentences that is."""
        return Look(share=self.percent).count(available, MOST_SENTENCES)


@dataclass(frozen=True, slots=True)
class Usual:
    """As much as the place wants for which it is, and `DEFAULT_SENTENCES` where it wants nothing."""


Length = Sentences | Words | Share | Usual


@dataclass(frozen=True, slots=True)
class By:
    """A length, and the algorithm that is to choose the sentences in place of the usual one."""

    algorithm: str
    length: Length


Budget = Length | By

DEFAULT_SENTENCES = 3
DEFAULT_BUDGET = Usual()


def wanted_by(look: Look, budget: Budget) -> Budget:
    """Return how long a summary is in a place with this look, where it is asked for within a budget."""
    if isinstance(budget, By):
        return budget
    length = budget
    if isinstance(length, Usual):
        length = Sentences(look.count(0, DEFAULT_SENTENCES)) if look.share is None else Share(look.share)
    return By(look.algorithm, length) if look.algorithm else length


def asked_for(budget: Budget, chosen: int) -> int:
    """Return how many sentences a budget is for; where it does not say, so many as were `chosen`."""
    match budget:
        case Sentences(count):
            return count
        case Usual():
            return DEFAULT_SENTENCES
        case By(_, length):
            return asked_for(length, chosen)
        case Words() | Share():
            return chosen


def words_read_in(seconds: int) -> int:
    """Return how many words are read in so many seconds, at the pace of `Summary.read_seconds_saved`.

    A single Han or kana character counts as a word here as in every budget (`bot.summarize.words`).
    """
    return (seconds * WORDS_A_MINUTE + 30) // 60  # whole numbers: a float would end at some length
