"""The values that travel through the house. Offsets count code points of `Article.text`."""

from dataclasses import dataclass
from datetime import date

# Mean silent reading of English non-fiction over 190 studies (Brysbaert 2019).
WORDS_A_MINUTE = 238


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]


def content_id(text: str, url: str | None = None) -> str:
    """Return an id that the same text from the same place always gets: 96 bits in 16 characters."""
    # The hashes come with all of OpenSSL, and an article that has an id needs none.
    import hashlib  # noqa: PLC0415  # a summary on the command line needs no id
    from base64 import urlsafe_b64encode  # noqa: PLC0415

    data = text if url is None else f"{url}\0{text}"
    # A Python string may hold half of a surrogate pair, which plain UTF-8 refuses.
    digest = hashlib.sha256(data.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest[:12]).decode()


@dataclass(frozen=True, slots=True)
class Submission:
    """A text as it came in, with what its sender or its source says about it."""

    id: str
    text: str
    title: str | None = None
    language: str | None = None
    url: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    is_page: bool = False
    """Whether the text was read from the page at `url`, and can be read there anew."""
    is_partial: bool = False
    """Whether there is more of it than was read."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read.

    `text` is the input, untouched. `paragraphs` are the spans of the story itself, in order and not
    overlapping: page furniture, the title and datelines lie outside them.
    """

    id: str
    text: str
    paragraphs: tuple[Span, ...]
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    language: str = "und"
    url: str | None = None
    author: str | None = None
    is_page: bool = False
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences chosen from an article: spans of its text in source order, none overlapping."""

    article: Article
    algorithm: str
    sentences: tuple[Span, ...]
    available: int
    """How many sentences the article has to choose from."""
    words: int
    """Words in the chosen sentences."""
    article_words: int
    """Words in the article's paragraphs."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The chosen sentences, verbatim."""
        return tuple(span.of(self.article.text) for span in self.sentences)

    @property
    def read_seconds_saved(self) -> int:
        """Seconds of silent reading that the summary saves."""
        return round((self.article_words - self.words) * 60 / WORDS_A_MINUTE)
