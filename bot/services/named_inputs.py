"""What the command line names: files of every kind, links, and standard input, read as articles."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from bot.articles.clean import read_article
from bot.articles.model import Article, Submission
from bot.errors import UnreadableInput
from bot.sources.documents.kinds import Kind, kind_of

LINKS = ("http://", "https://")
# Texts in which marks stand for headings and emphasis, which are to be taken out.
_MARKED_UP = (".md", ".markdown", ".mdown", ".mkd")


def read_named(
    name: str, language: str | None, open_link: Callable[[str], Submission]
) -> tuple[Article, bool]:
    """Read a file, a link or, for `-`, standard input; return whether it is plain text, too.

    Plain text is taken as it stands, its newlines untouched; of everything else the text is drawn out.
    `open_link` reads what is behind a link. Raises `UserError`.
    """
    if name.startswith(LINKS):
        return _article(open_link(name), name, language), False
    try:
        with open_bytes(name) as file:
            data = file.read()
    except OSError as error:
        raise unreadable(name, error) from error
    if kind_of(data) is Kind.TEXT and not name.lower().endswith(_MARKED_UP):
        return read_article(_decoded(data), id=name, language=language), True
    # Of no use to a plain text, for which loading it would take longer than reading.
    from bot.services.read_bytes import read_bytes  # noqa: PLC0415

    return _article(read_bytes(data, Path(name).name), name, language), False


def open_bytes(name: str) -> AbstractContextManager[BinaryIO]:
    """Open a file; `-` is standard input. Raises `OSError`."""
    if name != "-":
        return Path(name).open("rb")
    if sys.stdin is None:
        return nullcontext(BytesIO())
    return nullcontext(sys.stdin.buffer)


def unreadable(name: str, error: OSError) -> UnreadableInput:
    """Return what to tell of a file that cannot be opened."""
    return UnreadableInput(name=name, why=error.strerror or "unknown reason")


def _article(submission: Submission, name: str, language: str | None) -> Article:
    from bot.services.folder_articles import read_submission  # noqa: PLC0415  # as above

    stated = submission if language is None else replace(submission, language=language)
    return replace(read_submission(stated), id=name)


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        from bot.sources.charset import decode  # noqa: PLC0415  # as above

        return decode(data, html=False)
