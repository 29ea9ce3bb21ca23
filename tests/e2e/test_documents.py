"""A document in, its summary out, whatever its name says; or an honest word about why not."""

import pytest

from tests.botapi import BotApiServer, document, photo, video
from tests.botapi.files import MAX_DOWNLOAD
from tests.documents.office import docx
from tests.documents.pdf import Pdf, column, locked
from tests.e2e.conversations import Conversation
from tests.e2e.pages import documents, is_about, page, sentences, summary_of

pytestmark = pytest.mark.usefixtures("reading_bot")

KINDS = ["txt", "md", "html", "pdf", "docx", "epub", "fb2", "rtf", "eml"]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_document_needs_no_command(anna: Conversation, kind: str) -> None:
    answer = await anna.read(attachment=document(f"ferry.{kind}", documents("Karlsby")[kind]))
    assert summary_of(answer, "Karlsby") == 3
    assert answer.labels == ["Shorter", "Longer"]
    assert len(anna.server.journal.of("getFile")) == len(anna.server.journal.of("download")) == 1
    assert anna.server.refused == []


@pytest.mark.parametrize(
    ("kind", "name"), [("pdf", "ferry.txt"), ("docx", "ferry.pdf"), ("epub", "ferry"), ("html", "a.md")]
)
async def test_a_document_is_what_it_is_whatever_its_name_says(
    anna: Conversation, kind: str, name: str
) -> None:
    file = document(name, documents("Karlsby")[kind], mime_type="application/octet-stream")
    assert is_about(await anna.read(attachment=file), "Karlsby")


async def test_a_document_without_a_name(anna: Conversation) -> None:
    assert is_about(await anna.read(attachment=document(None, documents("Karlsby")["pdf"])), "Karlsby")


async def test_the_command_in_the_caption_says_how_long(anna: Conversation) -> None:
    file = document("ferry.pdf", documents("Karlsby")["pdf"])
    assert summary_of(await anna.read(caption="/summary 2", attachment=file), "Karlsby") == 2


async def test_longer_needs_no_second_download(anna: Conversation) -> None:
    answer = await anna.read(attachment=document("ferry.pdf", documents("Karlsby")["pdf"]))
    longer, _ = await anna.press(answer, "Longer")
    assert summary_of(longer, "Karlsby") == 5
    assert len(anna.server.journal.of("download")) == 1


async def test_a_document_is_known_whoever_sends_it_again(server: BotApiServer, anna: Conversation) -> None:
    file = document("ferry.pdf", documents("Karlsby")["pdf"])
    boris = Conversation.of(server, "Boris")
    first = await anna.read(attachment=file)
    assert (await boris.read(attachment=file)).text == first.text
    assert len(server.journal.of("getFile")) == 1


@pytest.mark.parametrize(
    ("size_told", "calls"), [(True, 0), (False, 0)], ids=["told by the message", "told by Telegram"]
)
async def test_a_document_that_is_too_large_is_said_before_any_download(
    anna: Conversation, size_told: bool, calls: int
) -> None:
    file = document("report.pdf", b"%PDF", size=MAX_DOWNLOAD + 1, size_told=size_told)
    answer = await anna.read(attachment=file)
    assert "report.pdf is larger than 20 MB" in answer.text
    assert len(anna.server.journal.of("getFile")) == calls
    assert anna.server.journal.of("download") == []


BROKEN = {
    "locked": (locked(documents("Karlsby")["pdf"], password="secret"), "locked with a password"),
    "scanned": (Pdf([[], []], picture=True).bytes(), "pictures of pages and no text"),
    "cut off": (documents("Karlsby")["docx"][:700], "damaged"),
    "empty": (b"", "holds no text"),
    "blank": (docx(""), "holds no text"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "I cannot read"),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_a_document_whose_text_cannot_be_had(anna: Conversation, case: str) -> None:
    content, words = BROKEN[case]
    answer = await anna.read(attachment=document("Report.pdf", content))
    assert words in answer.text
    assert "Report.pdf" in answer.text
    assert "Shorter" not in answer.labels


async def test_a_short_document_is_said_to_be_short(anna: Conversation) -> None:
    assert "short already" in (await anna.read(attachment=document("note.txt", b"Buy milk. And bread."))).text


async def test_a_name_cannot_hide_what_the_file_is(anna: Conversation) -> None:
    answer = await anna.read(
        attachment=document("report\u202etxt.exe\n\u200b" + "x" * 300, b"\x89PNG" + bytes(90))
    )
    assert not set(answer.text) & set("\u202e\u200b")
    assert len(answer.text) < 400


@pytest.mark.parametrize("fault", [{"reset": True}, {"reset": True, "after": True}, {"code": 404}])
async def test_a_download_that_fails_is_admitted_and_the_next_one_works(
    anna: Conversation, fault: dict[str, int]
) -> None:
    file = document("ferry.pdf", documents("Karlsby")["pdf"])
    anna.server.fault("download", times=2, **fault)  # type: ignore[arg-type]
    answer = await anna.read(attachment=file)
    if not is_about(answer, "Karlsby"):
        assert "Telegram did not give me ferry.pdf" in answer.text
        answer = await anna.read(attachment=file)
        if not is_about(answer, "Karlsby"):
            answer = await anna.read(attachment=file)
    assert is_about(answer, "Karlsby")


async def test_a_file_that_telegram_no_longer_has(anna: Conversation) -> None:
    anna.server.fault(
        "getFile", code=400, description="Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    answer = await anna.read(attachment=document("ferry.pdf", documents("Karlsby")["pdf"]))
    assert "Telegram did not give me ferry.pdf" in answer.text


async def test_two_documents_sent_as_an_album_are_two_answers(anna: Conversation) -> None:
    files = [document(f"{town}.pdf", documents(town)["pdf"]) for town in ("Karlsby", "Altstad")]
    anna.server.send_album(anna.user, files, anna.chat)
    for town in ("Karlsby", "Altstad"):
        await anna.until(lambda message, town=town: is_about(message, town), town)  # type: ignore[misc]
    assert len(anna.answers) == 2


async def test_a_saved_page_is_a_document_without_furniture(anna: Conversation) -> None:
    saved = page("Karlsby", after="<aside><p>Sign up for our newsletter and never miss a story.</p></aside>")
    answer = await anna.read(caption="/summary 20", attachment=document("ferry.html", saved.encode()))
    assert is_about(answer, "Karlsby")
    assert "newsletter" not in answer.text


async def test_a_pdf_of_several_pages_reads_without_headers_and_numbers(anna: Conversation) -> None:
    told = sentences("Karlsby") + sentences("Altstad")
    pages = []
    for number in range(3):
        lines = ["Quarterly report on ferries", ""]
        for sentence in told[number * 6 : number * 6 + 6]:
            lines += [
                sentence[:70].rsplit(" ", 1)[0],
                sentence[len(sentence[:70].rsplit(" ", 1)[0]) :].strip(),
            ]
        pages.append(column([*lines, "", str(number + 1)]))
    answer = await anna.read(caption="/summary 20", attachment=document("report.pdf", Pdf(pages).bytes()))
    assert "Some 4,000 commuters use the ferries between Karlsby and the islands every day." in answer.text
    assert "Quarterly report on ferries\n" not in answer.text.partition("\n\n")[2]


@pytest.mark.parametrize("file", [photo(), video()], ids=["photo", "video"])
async def test_pictures_and_films_without_words_get_an_answer(anna: Conversation, file: object) -> None:
    answer = await anna.read(attachment=file)
    assert "no text here" in answer.text
    assert anna.server.journal.of("getFile") == []
