"""Documents that people send: read by what they really are, whatever their name says."""

from collections.abc import Callable

from bot.errors import DocumentFailed
from bot.sources.charset import decode
from bot.sources.documents.archive import Archive
from bot.sources.documents.docx import main_part, read_docx
from bot.sources.documents.epub import CONTAINER, read_epub
from bot.sources.documents.fb2 import read_fb2
from bot.sources.documents.kinds import Kind, kind_of
from bot.sources.documents.mail import read_mail
from bot.sources.documents.markdown import read_markdown, signs
from bot.sources.documents.model import Document
from bot.sources.documents.plain import read_plain
from bot.sources.documents.rtf import read_rtf

__all__ = ["MAX_BYTES", "MAX_MEGABYTES", "Document", "read_document"]

# The largest file that Telegram lets a bot download.
MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
# A text whose name does not say so is Markdown where it has two kinds of its signs.
_SIGNS = 2
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


def read_document(data: bytes, name: str, *, read_html: Callable[[bytes], Document]) -> Document:
    """Read a document: TXT, Markdown, HTML, PDF, DOCX, EPUB, FB2 (also zipped), RTF or EML.

    `name` is the file's, for the answer; what the file is, its bytes tell. `read_html` reads a web page.
    Raises `DocumentFailed`: document_too_large, document_type, document_encrypted, document_scanned,
    document_broken, document_empty; and what `read_html` raises. Meant for a child process: a hostile file
    meets the limits of the libraries where they have them, else those that the process is given.
    """
    if len(data) > MAX_BYTES:
        raise DocumentFailed("document_too_large", name=name, limit=MAX_MEGABYTES)
    try:
        return _read(data, name, read_html)
    except DocumentFailed as failure:
        raise DocumentFailed(failure.code, name=name) from failure


def _read(data: bytes, name: str, read_html: Callable[[bytes], Document]) -> Document:
    if not data.strip():
        raise DocumentFailed("document_empty")
    kind = kind_of(data)
    if kind is Kind.LOCKED:
        raise DocumentFailed("document_encrypted")
    if kind is Kind.UNKNOWN:
        raise DocumentFailed("document_type")
    readers: dict[Kind, Callable[[bytes], Document]] = {
        Kind.PDF: _read_pdf,
        Kind.ZIP: _read_zip,
        Kind.RTF: read_rtf,
        Kind.FB2: read_fb2,
        Kind.HTML: read_html,
        Kind.MAIL: lambda letter: read_mail(letter, read_html),
        Kind.TEXT: lambda text: _read_text(decode(text, html=False), name),
    }
    return readers[kind](data)


def _read_pdf(data: bytes) -> Document:
    # pypdf takes some 100 ms to import, which other documents need not wait for.
    from bot.sources.documents.pdf import read_pdf  # noqa: PLC0415

    return read_pdf(data)


def _read_zip(data: bytes) -> Document:
    archive = Archive(data)
    part = main_part(archive)
    if part is not None:
        return read_docx(archive, part)
    if CONTAINER in archive:
        return read_epub(archive)
    books = [member for member in archive.names if member.lower().endswith(".fb2")]
    if len(books) == 1:
        return read_fb2(archive.read(books[0]))
    raise DocumentFailed("document_type")


def _read_text(text: str, name: str) -> Document:
    wanted = 1 if name.lower().endswith(_MARKDOWN) else _SIGNS
    return read_markdown(text) if signs(text) >= wanted else read_plain(text)
