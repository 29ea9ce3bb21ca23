"""Files made to stop the reader: each ends in a document or in a failure with words, within bounds."""

import io
import random
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import DocumentFailed
from bot.sources.document import Document
from bot.sources.documents.archive import MAX_ENTRIES
from tests.documents.books import CONTAINER, Page, epub, fb2
from tests.documents.office import docx, eml, paragraph, rtf, zipped
from tests.documents.pdf import Pdf, column, locked, one_page, stream, write
from tests.documents.reading import STORY, STORY_TEXT, failure, read
from tests.unit.sources.test_document import SAMPLES

BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE bomb [<!ENTITY l0 "lol">{BOMB}]>'
FONT = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(("doctype", "entity"), [(DOCTYPE, "&l9;"), (OUTSIDE, "&f;"), (DOCTYPE, "")])
def test_entities_of_their_own(doctype: str, entity: str) -> None:
    text = f"<w:p><w:r><w:t>{entity}</w:t></w:r></w:p>"
    assert failure(docx(text + paragraph(STORY[0]), head=doctype)) == "document_broken"
    assert failure(fb2(f"<p>{entity}</p>", head=doctype)) == "document_broken"
    book = epub(
        [Page("a.xhtml", f"<p>{entity}</p>")],
        more={"OEBPS/book.opf": f"{doctype}<package>{entity}</package>"},
    )
    assert failure(book) == "document_broken"


@pytest.mark.parametrize(("doctype", "entity"), [(DOCTYPE, "&l9;"), (OUTSIDE, "&f;")])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_in_a_page_of_a_book(doctype: str, entity: str, charset: str) -> None:
    page = f'<?xml version="1.0" encoding="{charset}"?>{doctype}<html><body><p>{entity}</p></body></html>'
    book = epub([Page("a%20b.xhtml", "")], more={"OEBPS/a b.xhtml": page.encode(charset)})
    assert failure(book) == "document_broken"


def test_a_member_that_unpacks_to_much() -> None:
    bomb = zipped({"word/document.xml": b" " * 49_000_000, "[Content_Types].xml": "x"})
    assert len(bomb) < 60_000
    assert failure(bomb) == "document_broken"
    many = zipped({f"word/{n}.xml": bytes(900_000) for n in range(60)})
    assert failure(many) == "document_broken"


def test_a_member_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"[Content_Types].xml": "x", "word/document.xml": b" " * 3_000_000}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.rfind(signature)
        data[place + offset : place + offset + 4] = struct.pack("<I", 100)
    assert failure(bytes(data)) == "document_broken"


def test_the_same_bytes_under_many_names() -> None:
    data = bytearray(zipped({f"{n}.fb2": b"<p/>" for n in range(MAX_ENTRIES + 1)}))
    assert failure(bytes(data)) == "document_broken"


def test_a_million_entries_cost_no_time() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * 400_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65_535, 65_535, len(directory), 0, 0)
    assert failure(b"PK\x03\x04" + directory + end) == "document_broken"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_takes_memory_by_wish(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "<x/>")
    assert failure(out.getvalue()) == "document_broken"


def test_a_zip_with_a_password() -> None:
    data = bytearray(zipped({"[Content_Types].xml": "x", "word/document.xml": "<x/>"}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.rfind(signature) + offset] |= 1
    assert failure(bytes(data)) == "document_encrypted"


def test_archives_in_archives_are_never_opened() -> None:
    inner = SAMPLES["docx"]
    for _ in range(5):
        inner = zipped({"a.zip": inner})
    assert failure(inner) == "document_type"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\secret", "OEBPS/../../x"])
def test_names_that_lead_outside(name: str) -> None:
    container = CONTAINER.replace("OEBPS/book.opf", name)
    assert failure(zipped({"META-INF/container.xml": container})) == "document_broken"


def test_nesting() -> None:
    deep = 200_000
    assert failure(fb2("<section>" * deep)) in {"document_broken", "document_empty"}
    assert failure(docx("<w:sdt>" * deep)) == "document_broken"
    page = Page("a.xhtml", "<div>" * deep + STORY[0])
    assert failure(epub([page])) in {"", "document_empty", "document_broken"}
    assert failure(eml(b"<div>" * deep + b"text", "From: a", kind="text/html")) in {"", "document_empty"}
    assert failure(rtf("{" * deep)) == "document_broken"
    assert failure(b"> " * 50_000 + b"text\n\n# A\n\n[b](http://c)") in {"", "document_empty"}


def test_letters_in_letters() -> None:
    data = b"From: a@example.com\n"
    for number in range(3_000):
        data += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number)
    assert failure(data) in {"document_broken", "document_empty"}


def page_tree(kids: str, more: dict[int, bytes] | None = None) -> bytes:
    tree = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count 9 /Kids [{kids}] >>".encode(),
    }
    return write({**tree, **(more or {})}, "/Root 1 0 R")


@pytest.mark.parametrize(
    "data",
    [
        page_tree("2 0 R"),
        page_tree("3 0 R", {3: b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>"}),
        page_tree(
            "3 0 R 3 0 R",
            {n: f"<< /Type /Pages /Kids [{n + 1} 0 R {n + 1} 0 R] >>".encode() for n in range(3, 60)},
        ),
        page_tree(" ".join(["9 0 R"] * 50_000)),
        page_tree("3 0 R", {3: b"3 0 R"}),
    ],
)
def test_page_trees_that_loop_or_explode(data: bytes) -> None:
    assert failure(data) in {"document_broken", "document_empty"}


def test_tables_that_loop() -> None:
    loop = bytearray(SAMPLES["pdf"])
    start = loop.rfind(b"xref\n0")
    place = loop.rfind(b"/Root")
    loop[place:place] = b"/Prev %d " % start
    assert failure(bytes(loop)) in {"", "document_broken"}


@pytest.mark.parametrize("length", [0, 10, 10**6, 10**12, -5])
def test_streams_that_lie_about_their_length(length: int) -> None:
    content = f"BT /F 11 Tf 70 700 Td ({STORY[0]}) Tj ET".encode()
    data = one_page(stream(content, length=length), resources=FONT)
    assert failure(data) in {"", "document_broken", "document_empty"}


def test_streams_that_unpack_to_much() -> None:
    bomb = zlib.compress(b"BT /F 9 Tf (text) Tj ET" + b" " * 200_000_000, 9)
    assert len(bomb) < 200_000
    assert failure(one_page(stream(bomb, "/Filter /FlateDecode"), resources=FONT)) == "document_broken"
    twice = stream(zlib.compress(bomb, 9), "/Filter [/FlateDecode /FlateDecode]")
    assert failure(one_page(twice, resources=FONT)) == "document_broken"


def test_pages_that_hold_too_much() -> None:
    content = stream(zlib.compress(b"BT /F 9 Tf (a) Tj ET " + b"q Q " * 1_000_000), "/Filter /FlateDecode")
    assert failure(one_page(content, resources=FONT)) == "document_broken"


def test_forms_that_call_themselves() -> None:
    forms = {
        n: stream(
            b"/X Do " * 9,
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
            f" /Resources << /XObject << /X {5 + (n - 4) % 9} 0 R >> >>",
        )
        for n in range(5, 14)
    }
    data = one_page(stream(b"/X Do"), resources="/XObject << /X 5 0 R >>", more=forms)
    assert failure(data) in {"document_broken", "document_empty", "document_scanned"}


def test_a_hundred_thousand_objects() -> None:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count 0 /Kids [] >>",
        **dict.fromkeys(range(3, 100_000), b"<< /A 1 >>"),
    }
    assert failure(write(objects, "/Root 1 0 R")) == "document_empty"


@pytest.mark.parametrize("kind", [*SAMPLES, "locked pdf"])
def test_truncated_files(kind: str) -> None:
    data = locked(SAMPLES["pdf"], password="") if kind == "locked pdf" else SAMPLES[kind]
    for part in range(20):
        assert failure(data[: len(data) * part // 20]) in {
            "",
            "document_broken",
            "document_empty",
            "document_type",
            "document_encrypted",
        }


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check(data: bytes) -> None:
    """A document with text, or a failure with words."""
    try:
        document = read(data)
    except DocumentFailed:
        return
    assert isinstance(document, Document)
    assert document.text.strip() == document.text != ""
    document.text.encode()
    for label in (document.title, document.author):
        assert label is None or label.strip()


@QUICK
@given(st.binary(max_size=2_000))
def test_any_bytes(data: bytes) -> None:
    check(data)


HEADS = [
    b"%PDF-1.4\n",
    b"{\\rtf1",
    b"<FictionBook>",
    b"From: a\nMIME-Version: 1.0\n",
    b"PK\x03\x04",
    b"# a\n\n**b** [c](/d)\n",
    b"<html>",
]


@QUICK
@given(st.sampled_from(HEADS), st.binary(max_size=1_000) | st.text(max_size=500).map(str.encode))
def test_any_bytes_after_a_true_beginning(head: bytes, data: bytes) -> None:
    check(head + data)


@pytest.mark.parametrize("kind", SAMPLES)
@QUICK
@given(seed=st.integers(0, 2**32))
def test_damaged_files(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SAMPLES[kind])
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(data))
        match chance.randint(0, 3):
            case 0:
                data[start] = chance.randrange(256)
            case 1:
                del data[start : start + chance.randint(1, 40)]
            case 2:
                other = chance.randrange(len(data))
                data[start:start] = data[other : other + chance.randint(1, 200)]
            case 3:
                data[start : start + 4] = struct.pack("<I", chance.choice([0, 1, 2**31, 2**32 - 1]))
        if not data:
            break
    check(bytes(data))


@QUICK
@given(
    st.lists(
        st.sampled_from(
            [
                "/F 11 Tf",
                "70 700 Td",
                "(text) Tj",
                "BT",
                "ET",
                "q",
                "Q",
                "cm",
                "1 0 0 1 0 0",
                "[(a) -500 (b)] TJ",
                "T*",
                "nan",
                "1e999",
                "<<",
                ">>",
                "[",
                "]",
                "BI",
                "ID",
                "EI",
                "Do",
                "/X",
            ]
        ),
        max_size=60,
    )
)
def test_any_operators_on_a_page(operators: list[str]) -> None:
    check(one_page(stream(" ".join(operators).encode()), resources=FONT))


@QUICK
@given(
    st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "\\u8212",
                "\\u-1?",
                "\\'e9",
                "\\uc9 ",
                "\\bin99999 ",
                "\\fonttbl",
                "\\f7",
                "\\fcharset204 ",
                "\\ansicpg99 ",
                "\\ansicpg65001 ",
                "\\v ",
                "\\*",
                "\\par ",
                "\\cell",
                "\\intbl ",
                "\\info",
                "\\title ",
                "\\creatim\\yr99999\\mo77 ",
                "text",
                "\\",
                "\n",
                "é",
            ]
        ),
        max_size=60,
    )
)
def test_any_words_of_rtf(words: list[str]) -> None:
    check(rtf("".join(words)))


@QUICK
@given(
    st.lists(
        st.sampled_from(
            [
                ">",
                "> a",
                "-- ",
                "On 1 x@y wrote:",
                "From: a",
                "Sent: b",
                "----- Original Message -----",
                "",
                "text of a letter",
                ":",
                "Sent from my iPhone",
            ]
        ),
        max_size=40,
    )
)
def test_any_lines_of_a_letter(lines: list[str]) -> None:
    check(eml("\n".join(lines).encode(), "From: a@example.com"))


def test_lines_that_are_never_furniture_alone() -> None:
    pages = [column([STORY[0], "", STORY[1]])]
    assert read(Pdf(pages).bytes()).text == STORY_TEXT
