"""What a row of the furniture tables is, and how rows are written."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a rule drops."""

    LINE = "the line"
    BYLINE = "the line; it may name the outlet"
    HEADLINES = "the line and the headlines that follow it"
    MENU = "the line; the name of the site may stand above it"
    ABOUT = "the line and the paragraph that follows it, in a press release"
    END = "the line and, below the story, everything after it"
    ENDING = "the line, for the way it ends"
    INLINE = "a stretch between two sentences of one line"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: whole-line phrases in small letters, or a pattern; `origin` says where it was met.

    Patterns are sources, any of which may match: thousands of lines ask for a few of them. A line rule's
    pattern is matched against the whole line as a reader sees it, in small letters unless `cased`; that of
    an ENDING row is searched in its last characters; an INLINE one begins where a sentence would. An ENDING
    row needs one of the words `near` the end of its line, and so does an INLINE row whose beginning tells
    nothing. `takes` is how many headlines a HEADLINES row drops at most. An INLINE row that is found
    `anywhere` needs no sentence to end before it; one `at_end` stands only at the end of a line.
    """

    kind: Kind
    what: frozenset[str] | tuple[str, ...]
    origin: str
    cased: bool = False
    takes: int = 0
    anywhere: bool = False
    at_end: bool = False
    near: tuple[str, ...] = ()


def phrases(rows: str) -> frozenset[str]:
    """Phrases separated by bars or line ends."""
    return frozenset(
        phrase.strip() for line in rows.splitlines() for phrase in line.split("|") if phrase.strip()
    )


def each(rows: str, before: str = "", after: str = "") -> tuple[str, ...]:
    """A pattern for each line of `rows`, between what stands around all of them."""
    return tuple(f"{before}(?:{row.strip()}){after}" for row in rows.splitlines() if row.strip())


def line(rows: str) -> tuple[str, ...]:
    """A line that may close with a full stop or an exclamation mark."""
    return each(rows, after=r"\s?[.!]?")


def open_line(rows: str) -> tuple[str, ...]:
    """A line without a full stop: with one, the same words are a sentence."""
    return each(rows, after=r"(?<![.])")
