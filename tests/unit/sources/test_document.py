"""A document is read by what it is; its name only says what to call it."""

import pickle
import zlib

import pytest

from bot.errors import DocumentFailed
from bot.sources.document import MAX_BYTES, read_document
from tests.documents.books import Page, epub, fb2
from tests.documents.office import docx, eml, paragraph, rtf, zipped
from tests.documents.pdf import Pdf, column
from tests.documents.reading import STORY, STORY_TEXT, failure, read, read_html

SAMPLES = {
    "txt": STORY_TEXT.encode(),
    "md": f"# The bridge\n\n**{STORY[0]}**\n\n[{STORY[1]}](https://example.com)\n".encode(),
    "pdf": Pdf([column([STORY[0], "", STORY[1]])]).bytes(),
    "docx": docx("".join(map(paragraph, STORY))),
    "epub": epub([Page("one.xhtml", "".join(f"<p>{text}</p>" for text in STORY))]),
    "fb2": fb2("<section>" + "".join(f"<p>{text}</p>" for text in STORY) + "</section>"),
    "fb2.zip": zipped({"book.fb2": fb2("".join(f"<p>{text}</p>" for text in STORY))}),
    "rtf": rtf("\\par ".join(STORY)),
    "eml": eml(STORY_TEXT.encode(), "From: Anna <anna@example.com>", "Subject: The bridge"),
}
HTML = f"<!DOCTYPE html><html><body><p>{STORY[0]}</p></body></html>".encode()


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize(
    "ending", ["txt", "md", "html", "pdf", "docx", "epub", "fb2", "rtf", "eml", "jpg", "doc", ""]
)
def test_each_kind_under_each_name(kind: str, ending: str) -> None:
    text = read(SAMPLES[kind], f"report.{ending}").text
    assert text.endswith(STORY_TEXT)
    assert text.removesuffix(STORY_TEXT) in {"", "The bridge\n\n"}


@pytest.mark.parametrize("ending", ["html", "txt", "pdf", "docx", "md"])
@pytest.mark.parametrize(
    "page",
    [
        HTML,
        b"\xef\xbb\xbf" + HTML,
        HTML.decode().encode("utf-16"),
        b"<!-- saved from url=(0019)https://example.com -->\n" + HTML,
        b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>',
        b"<p>A page that is only its text.</p>",
        b"\n\n <HEAD><TITLE>Old</TITLE></HEAD>",
    ],
)
def test_pages_go_to_the_reader_of_pages(page: bytes, ending: str) -> None:
    document = read(page, f"page.{ending}")
    assert (document.text, document.title) == ("read as a page", f"{len(page)} bytes")


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000) + "WordDocument".encode("utf-16-le")),
        ("JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20),
        ("PNG", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))),
        ("packed bytes", zlib.compress(STORY_TEXT.encode() * 9)),
        ("pages of a Mac", zipped({"Index/Document.iwa": b"\0\1", "Metadata/Properties.plist": "x"})),
        ("spreadsheet", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})),
        ("zip of texts", zipped({"one.txt": "text", "two.txt": "text"})),
        ("zip of zips", zipped({"book.zip": SAMPLES["fb2.zip"]})),
        ("zip of two books", zipped({"a.fb2": SAMPLES["fb2"], "b.fb2": SAMPLES["fb2"]})),
        (
            "picture in XML",
            b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>Hi</text></svg>',
        ),
        ("feed", b"<rss version='2.0'><channel><title>News</title></channel></rss>"),
        ("book reader's", b"BOOKMOBI" + bytes(300)),
    ],
)
def test_what_is_no_document(what: str, data: bytes) -> None:
    assert failure(data, f"{what}.pdf") == "document_type"


@pytest.mark.parametrize(
    "data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"...\n\n---\n\n12 13", rtf(""), docx(""), fb2("")]
)
def test_empty_documents(data: bytes) -> None:
    assert failure(data) == "document_empty"


def test_locked_office_file() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "EncryptedPackage".encode("utf-16-le")
    assert failure(data, "secret.docx") == "document_encrypted"


def test_too_large() -> None:
    with pytest.raises(DocumentFailed) as failed:
        read_document(bytes(MAX_BYTES + 1), "film.txt", read_html=read_html)
    assert (failed.value.code, failed.value.values) == (
        "document_too_large",
        {"name": "film.txt", "limit": 20},
    )


def test_result_and_failure_travel_between_processes() -> None:
    document = read(SAMPLES["docx"])
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301  # our own bytes
    with pytest.raises(DocumentFailed) as failed:
        read(b"", "empty.txt")
    again = pickle.loads(pickle.dumps(failed.value))  # noqa: S301  # our own bytes
    assert (again.code, again.values) == ("document_empty", {"name": "empty.txt"})


def test_faults_of_pages_pass_through() -> None:
    class Wall(Exception):
        pass

    def wall(body: bytes) -> None:
        raise Wall

    with pytest.raises(Wall):
        read_document(HTML, "page.html", read_html=wall)  # type: ignore[arg-type]
