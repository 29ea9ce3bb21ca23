"""Letters: what their sender wrote."""

from datetime import date
from email.header import Header
from email.message import EmailMessage

import pytest

from tests.documents.office import eml
from tests.documents.reading import STORY, STORY_TEXT, failure, read

HEAD = ("From: Anna <anna@example.com>", "Date: Fri, 24 Mar 2023 23:30:00 +0300", "Subject: The bridge")
LONG = " ".join(STORY * 2)


def text_of(body: str) -> str:
    return read(eml(body.encode(), *HEAD)).text


def test_headers() -> None:
    document = read(eml(STORY_TEXT.encode(), *HEAD, "Content-Language: en-GB, ru"))
    assert (document.title, document.author, document.language) == ("The bridge", "Anna", "en")
    assert (document.published, document.text) == (date(2023, 3, 24), STORY_TEXT)


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_encoded_headers_and_bodies(charset: str, coding: str) -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content("Мост закрыли в пятницу после проверки.\n", charset=charset, cte=coding)
    sender, subject = (Header(text, charset).encode() for text in ("Анна Иванова", "Fwd: Мост закрыт"))
    head = f"From: {sender} <a@example.com>\nSubject: {subject}\n"
    document = read(head.encode() + message.as_bytes())
    assert (document.title, document.author) == ("Мост закрыт", "Анна Иванова")
    assert document.text == "Мост закрыли в пятницу после проверки."


def test_raw_headers_and_unknown_charsets() -> None:
    head = "From: Анна Иванова <a@example.com>\nSubject: Мост закрыт сегодня\n".encode("cp1251")
    body = "Мост закрыли в пятницу после проверки.".encode("cp1251")
    data = head + eml(body, kind="text/plain; charset=no-such-charset")
    document = read(data)
    assert document.text == "Мост закрыли в пятницу после проверки."
    assert document.title == "Мост закрыт сегодня"


@pytest.mark.parametrize("prefix", ["Re: ", "RE: Fwd: ", "AW: ", "Отв: ", "Re[2]: ", "FW: FW: "])
def test_prefixes_of_the_subject(prefix: str) -> None:
    assert (
        read(
            eml(
                STORY_TEXT.encode(),
                "From: a@example.com",
                f"Subject: {Header(prefix + 'The bridge').encode()}",
            )
        ).title
        == "The bridge"
    )


@pytest.mark.parametrize(
    "tail",
    [
        "\n\n-- \nAnna Smith\nBridge Society\n+1 555 0100\n",
        "\n\nOn Fri, Mar 24, 2023 at 10:00 Ivan <i@example.com> wrote:\n> Is the bridge closed?\n> Really?\n",
        "\n\nOn Fri, Mar 24, 2023 at 10:00 Ivan Petrov\n<i@example.com> wrote:\n> Is the bridge closed?\n",
        "\n\n24 марта 2023 г., 10:00, Иван <i@example.com> пишет:\n> Мост закрыт?\n",
        "\n\n-----Original Message-----\nFrom: Ivan\nSent: Friday\nIs it closed?\n",
        (
            "\n\nFrom: Ivan <i@example.com>\nSent: Friday, March 24\nTo: Anna\nSubject:"
            " Bridge\n\nIs it closed?\n"
        ),
        "\n\nОт: Иван\nОтправлено: пятница\nКому: Анна\n\nМост закрыт?\n",
        "\n\nSent from my iPhone\n",
    ],
)
def test_signatures_and_quotations_go(tail: str) -> None:
    assert text_of(LONG + tail) == LONG


def test_answers_between_quotations_stay_in_order() -> None:
    body = f"> Is it closed?\n\n{STORY[0]}\n\n> And the market?\n{STORY[1]}\n\n{LONG}"
    assert text_of(body) == f"{STORY_TEXT}\n\n{LONG}"


def test_a_letter_that_only_passes_on() -> None:
    head = "From: Ivan <i@example.com>\nDate: Fri\nSubject: Bridge\nTo: Anna\n"
    body = f"FYI\n\n---------- Forwarded message ---------\n{head}\n{LONG}\n"
    assert text_of(body) == LONG
    assert text_of("Look:\n\n" + "\n".join(f"> {line}" for line in (LONG, "", LONG))) == f"{LONG}\n\n{LONG}"


def test_broken_lines() -> None:
    body = (
        "The city council closed the old bridge on Friday after engineers had \n"
        "found cracks in its pillars. Ferries will carry people until May, and \n"
        "the market moves.\n"
    )
    assert text_of(body) == f"{STORY[0]} Ferries will carry people until May, and the market moves."


def test_plain_text_is_preferred_and_attachments_are_left() -> None:
    message = EmailMessage()
    message["From"] = "a@example.com"
    message["Subject"] = "The bridge"
    message.set_content(STORY_TEXT)
    message.add_alternative("<p>The same in HTML.</p>", subtype="html")
    message.add_attachment("An attached text.", filename="a.txt")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    assert read(message.as_bytes()).text == STORY_TEXT


def test_html_alone() -> None:
    html = (
        f"<html><head><title>No</title><style>p{{}}</style></head><body><table><tr><td><p>{STORY[0]}</p></td></tr></table>"
        f"<div>{STORY[1]}<br><br>{LONG}</div><div class='gmail_signature'>Anna</div>"
        "<div class='gmail_quote gmail_quote_container'>On Friday Ivan wrote:<blockquote>Old"
        " text.</blockquote></div>"
        "<blockquote type='cite'>Older text.</blockquote></body></html>"
    )
    data = eml(html.encode("cp1251"), *HEAD, kind="text/html; charset=windows-1251")
    assert read(data).text == f"{STORY_TEXT}\n\n{LONG}"


def test_html_that_only_passes_on() -> None:
    html = f"<div>FYI</div><div class='gmail_quote'><p>{LONG}</p></div>"
    assert LONG in read(eml(html.encode(), *HEAD, kind="text/html; charset=utf-8")).text


def test_a_page_saved_by_a_browser_is_a_page() -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.com/bridge"
    message["Subject"] = "The bridge"
    message["Date"] = "Fri, 24 Mar 2023 10:00:00 -0000"
    message.set_content("<html><body>x</body></html>", subtype="html")
    document = read(message.as_bytes(), "page.mhtml")
    assert (document.text, document.published) == ("read as a page", date(2023, 3, 24))


def test_a_letter_without_words() -> None:
    assert failure(eml(b"", *HEAD)) == "document_empty"
    message = EmailMessage()
    message["From"] = "a@example.com"
    message.add_attachment(b"\0\1", maintype="image", subtype="png", filename="a.png")
    assert failure(message.as_bytes()) == "document_empty"


def test_headers_made_to_stop_the_reader() -> None:
    assert read(eml(STORY_TEXT.encode(), "From: " + "(" * 60_000)).text == STORY_TEXT
    assert (
        read(eml(STORY_TEXT.encode(), "From: a", "Subject: " + "=?utf-8?q?a?= " * 3_000)).text == STORY_TEXT
    )


@pytest.mark.parametrize("stated", ["Fri, 99 Foo 2023", "", "Thu, 01 Jan 99999 00:00:00 +9999"])
def test_dates_that_are_none(stated: str) -> None:
    assert read(eml(STORY_TEXT.encode(), "From: a@example.com", f"Date: {stated}")).published is None
