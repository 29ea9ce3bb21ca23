"""How long a summary may be: a number of sentences, or of words."""

from dataclasses import dataclass

from bot.articles.model import WORDS_A_MINUTE


@dataclass(frozen=True, slots=True)
class Sentences:
    """So many sentences, as far as the text has them."""

    count: int


@dataclass(frozen=True, slots=True)
class Words:
    """As many sentences as have at most so many words together, one at least."""

    count: int


Budget = Sentences | Words

DEFAULT_SENTENCES = 3
DEFAULT_BUDGET = Sentences(DEFAULT_SENTENCES)


def words_read_in(seconds: int) -> int:
    """Return how many words are read in so many seconds, at the pace of `Summary.read_seconds_saved`.

    A single Han or kana character counts as a word here as in every budget (`bot.summarize.words`).
    """
    return (seconds * WORDS_A_MINUTE + 30) // 60  # whole numbers: a float would end at some length
