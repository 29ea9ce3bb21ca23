"""PDF: the only file that knows pypdf. Gives the lines of each page, with where and how large they stand."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

from pypdf import PasswordType, PdfReader, apply_configuration, get_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic import DictionaryObject, PdfObject

from bot.errors import DocumentFailed
from bot.sources.documents.model import MAX_TEXT, Document, document, label, language_code
from bot.sources.documents.pdf_lines import Line, Run, make_line
from bot.sources.documents.pdf_text import clean_pages, first_heading, is_readable, paragraphs

MAX_PAGES = 200
"""Pages read: a summary of more says no more, and pypdf takes 20 to 30 ms for a full page."""

SECONDS = 3.0
"""CPU time after which no further page is begun: a child is given 5 s, and half a book is"
" better than none."""

# pypdf stops at 75 MB for each stream and at 2,000,000 things in one; the text of a page has some 50 kB and
# 5,000. At these bounds the worst page costs some seconds and 100 MB.
_LIMITS = get_configuration().with_overwrites(
    zlib_maximum_output_length=10_000_000,
    lzw_maximum_output_length=10_000_000,
    run_length_maximum_output_length=10_000_000,
    brotli_maximum_output_length=10_000_000,
    array_based_stream_maximum_output_length=10_000_000,
    stream_decoding_work_maximum_length=40_000_000,
    stream_parsing_work_maximum_count=400_000,
    page_tree_maximum_entries=20_000,
    xform_maximum_invocations_per_extraction=100,
)
# A drawing may break the bounds on one page of a report; where many pages do, that is what the file is for.
_MOST_REFUSED = 3
# Fewer letters a page, with pictures there: photographs of pages, perhaps with a stamp.
_SCANNED_LETTERS = 25
# Titles that programs put in by themselves.
_JUNK_TITLE = (
    "microsoft word",
    "microsoft powerpoint",
    "untitled",
    "без имени",
    "документ",
    "document",
    "print",
)
_JUNK_ENDS = (
    ".doc",
    ".docx",
    ".pdf",
    ".indd",
    ".odt",
    ".rtf",
    ".tex",
    ".dvi",
    ".qxd",
    ".pages",
    ".ppt",
    ".pptx",
)
_JUNK_AUTHOR = frozenset(
    {"user", "admin", "administrator", "unknown", "author", "пользователь", "админ", "owner", "pc"}
)


def read_pdf(data: bytes, clock: Callable[[], float] = time.process_time) -> Document:
    """Read a PDF. Raises `DocumentFailed`: encrypted, scanned (pictures of pages), broken, empty.

    At most `MAX_PAGES` pages, and those that are begun within `SECONDS` by the `clock`; `partial` tells where
    there are more.
    """
    # A hostile file could write megabytes of warnings.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(_LIMITS):
            return _read(data, clock)
    except (DocumentFailed, MemoryError):
        raise
    except (FileNotDecryptedError, DependencyError, NotImplementedError) as error:
        # A password, or a way of encryption that pypdf does not know.
        raise DocumentFailed("document_encrypted") from error
    except Exception as error:
        # pypdf's own words: "broken PDF files might cause other Exceptions".
        raise DocumentFailed("document_broken") from error


def _read(data: bytes, clock: Callable[[], float]) -> Document:
    end = clock() + SECONDS
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise DocumentFailed("document_encrypted")
    count = len(reader.pages)
    if not count:
        raise DocumentFailed("document_empty")
    pages = _pages(reader, min(count, MAX_PAGES), lambda: clock() > end)
    cleaned = clean_pages(pages)
    letters = sum(character.isalpha() for page in cleaned for line in page for character in line.text)
    if letters < _SCANNED_LETTERS * len(pages) and _has_pictures(reader, len(pages)):
        raise DocumentFailed("document_scanned")
    if letters and not is_readable(cleaned):
        raise DocumentFailed("document_scanned")
    card = _card(reader)
    return document(
        paragraphs(cleaned),
        title=_title(card.get("/Title"), cleaned),
        author=_author(card.get("/Author")),
        published=_day(card.get("/CreationDate")),
        language=language_code(_text(_root(reader).get("/Lang"))),
        partial=count > len(pages),
    )


def _pages(reader: PdfReader, count: int, is_late: Callable[[], bool]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    refused = faults = length = 0
    for number in range(count):
        lines: list[Line] = []
        try:
            lines = _lines(reader, number)
        except LimitReachedError as error:
            refused += 1
            if refused > _MOST_REFUSED:
                raise DocumentFailed("document_broken") from error
        except (MemoryError, FileNotDecryptedError, DependencyError):
            raise
        except Exception:  # whatever a damaged page makes pypdf raise costs that page only
            faults += 1
        pages.append(lines)
        length += sum(len(line.text) for line in lines)
        if length > MAX_TEXT or is_late():
            break
    if refused + faults == len(pages):
        raise DocumentFailed("document_broken")
    return pages


def _lines(reader: PdfReader, number: int) -> list[Line]:
    runs: list[Run] = []

    def visit(text: str, outer: list[float], inner: list[float], font: object, size: float) -> None:
        if text:
            runs.append(Run.of(text, outer, inner, size))

    reader.pages[number].extract_text(visitor_text=visit)
    return list(_split(runs))


def _split(runs: list[Run]) -> Iterator[Line]:
    """Yield the lines that the runs make: each newline in a run ends one."""
    line: list[Run] = []
    for run in runs:
        head, *tails = run.text.split("\n")
        line.append(run.with_text(head))
        for tail in tails:
            yield from make_line(line)
            line = [run.with_text(tail)]
    yield from make_line(line)


def _has_pictures(reader: PdfReader, count: int) -> bool:
    """Tell whether any of the first pages shows a picture."""
    for number in range(min(count, 10)):
        resources = reader.pages[number].get("/Resources")
        objects = _mapping(_mapping(resources).get("/XObject"))
        if any(_mapping(value).get("/Subtype") in {"/Image", "/Form"} for value in objects.values()):
            return True
    return False


def _mapping(value: PdfObject | None) -> DictionaryObject:
    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _root(reader: PdfReader) -> DictionaryObject:
    return _mapping(reader.trailer.get("/Root"))


def _card(reader: PdfReader) -> dict[str, str]:
    """Read the file's card, as far as its values are strings."""
    info = _mapping(reader.trailer.get("/Info"))
    return {key: _text(info.get(key)) for key in ("/Title", "/Author", "/CreationDate")}


def _text(value: PdfObject | None) -> str:
    found = None if value is None else value.get_object()
    return str(found) if isinstance(found, str) else ""


def _title(stated: str | None, pages: list[list[Line]]) -> str | None:
    """Choose between the title on the card and the one the first page shows."""
    title = label(stated)
    if title and (title.lower().startswith(_JUNK_TITLE) or title.lower().endswith(_JUNK_ENDS)):
        title = None
    shown = label(first_heading(pages))
    if title and shown:
        first = _letters(" ".join(line.text for line in pages[0]))
        # A card left over from another document names what the page does not, and many name it in short.
        return title if _letters(title) in first and _letters(title) not in _letters(shown) else shown
    return title or shown


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _author(stated: str | None) -> str | None:
    author = label(stated)
    return None if author and author.casefold() in _JUNK_AUTHOR else author


def _day(stated: str | None) -> date | None:
    """Read "D:20230324120000+03'00'"."""
    digits = (stated or "").removeprefix("D:")[:8]
    if len(digits) != 8 or not digits.isascii() or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
