"""What every algorithm chooses from."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.model import Article, Span
from bot.summarize.sentences import article_sentences
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
    spans: Sequence[Span] = ()
    """Where each stands in the article it was read from."""
    total: int = 0
    """Words of that article, those of lines without a letter (rules, prices) included."""

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

    @classmethod
    def read(cls, article: Article) -> "Story":
        """Take an article apart; a sentence has a letter at least."""
        texts, worded, paragraphs, spans, total = [], [], [], [], 0
        for sentence in article_sentences(article):
            text = sentence.span.of(article.text)
            found = words(text, article.language)
            total += len(found)
            if any(map(str.isalpha, text)):
                texts.append(text)
                worded.append(found)
                paragraphs.append(sentence.paragraph)
                spans.append(sentence.span)
        return cls(texts, worded, paragraphs, article.title, article.language, spans, total)
