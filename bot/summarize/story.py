"""What every algorithm chooses from."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.summarize.words import words


@dataclass(frozen=True, slots=True)
class Story:
    """The sentences of one article, taken apart once for whoever rates them."""

    texts: Sequence[str]
    """The sentences as written, in source order."""
    words: Sequence[Sequence[str]]
    """The words of each."""
    paragraphs: Sequence[int]
    """The index of the paragraph of each."""
    title: str | None
    language: str
    """ISO 639-1, or `und`."""

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        paragraphs: Sequence[int] | None = None,
        title: str | None = None,
        language: str = "und",
    ) -> "Story":
        """Take `texts` as the sentences of an article, in one paragraph unless told otherwise."""
        found = [words(text, language) for text in texts]
        return cls(texts, found, [0] * len(texts) if paragraphs is None else paragraphs, title, language)
