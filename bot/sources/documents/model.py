"""What every format's reader gives back: a `Document`, of paragraphs and what the file says of itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.errors import DocumentFailed

# A novel of five hundred pages. What comes after it would not change a summary, and later steps are spared
# a text that only a dump of something has.
MAX_TEXT = 1_000_000
# A title or a name that is longer is a fault of the file, and would fill the message.
_LONGEST_LABEL = 300
# Left behind by word processors, and never part of a word: soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\s*(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})(?:[-_][A-Za-z0-9_-]+)?\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document: paragraphs separated by blank lines, without the title.

    `title`, `author`, `published` and `language` (two letters) are what the file states, and files are often
    wrong about the language. `partial` tells that the document is longer than what was read.
    """

    text: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    language: str | None = None
    partial: bool = False


def document(
    paragraphs: Iterable[str],
    *,
    title: str | None = None,
    author: str | None = None,
    published: date | None = None,
    language: str | None = None,
    partial: bool = False,
) -> Document:
    """Make a document of its paragraphs, given with any white space inside.

    The title and the author, where the text begins with them, are left out. Reads no further than `MAX_TEXT`
    characters. Raises `DocumentFailed("document_empty")` where no paragraph holds a letter.
    """
    title, author = label(title), label(author)
    labels = {text.casefold() for text in (title, author) if text}
    kept: list[str] = []
    length = 0
    for paragraph in paragraphs:
        text = tidy(paragraph)
        if not text or (not kept and text.casefold() in labels):
            continue
        if length + len(text) > MAX_TEXT:
            partial = True
            if not kept:
                kept.append(text[:MAX_TEXT])
            break
        kept.append(text)
        length += len(text) + 2
    if not any(character.isalpha() for text in kept for character in text):
        raise DocumentFailed("document_empty")
    return Document(
        text="\n\n".join(kept),
        title=title,
        author=author,
        published=published,
        language=language,
        partial=partial,
    )


def tidy(text: str) -> str:
    """Return the text on one line, with single spaces and nothing invisible in its words."""
    return " ".join(_SURROGATE.sub("\ufffd", text.translate(_INVISIBLE)).split())


def label(text: str | None) -> str | None:
    """Return a title or a name as it can be shown, None where there is none."""
    text = tidy(text or "")
    return text if any(character.isalnum() for character in text) and len(text) <= _LONGEST_LABEL else None


def day(text: str | None) -> date | None:
    """Return the day an ISO date or time begins with, None for a year alone or anything else."""
    match = _DAY.match(text or "")
    if not match:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def language_code(text: str | None) -> str | None:
    """Return the two letters of a language tag ("ru-RU" is "ru"); None for longer codes and no language."""
    match = _LANGUAGE.fullmatch(text or "")
    return match[1].lower() if match else None


# What a sentence may end with, closing quotes and brackets after it.
_SENTENCE_END = re.compile(r"[.!?…。！？؟।:;][\"'”’»)\]」』）]*$")
# A cell of a table has fewer; a sentence that says something has more.
_PROSE_WORDS = 8
# Scripts without spaces have some two characters a word.
_PROSE_DENSE = 16
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")


def is_prose(text: str) -> bool:
    """Tell whether a cell of a table, or a box beside the text, holds a sentence and not a label."""
    if not _SENTENCE_END.search(text.rstrip()):
        return False
    return len(text.split()) >= _PROSE_WORDS or len(_DENSE.findall(text)) >= _PROSE_DENSE
