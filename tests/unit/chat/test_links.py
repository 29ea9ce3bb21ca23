"""Which links a message has, and what a button for one of them says."""

import pytest
from telegram import MessageEntity

from bot.chat.links import Link, Piece, piece_of
from tests.unit.chat.messages import captioned, marked, message, preview, with_links

A, B = "https://a.example/one", "https://b.example/two"


def urls(text: str, *links: str, behind: dict[str, str] | None = None) -> list[str]:
    return [link.url for link in Piece(**marked(text, links=links, behind=behind)).links()]


@pytest.mark.parametrize(
    ("text", "links", "found"),
    [
        (f"See {A}", [A], [A]),
        (f"{A} and {B}", [A, B], [A, B]),
        ("See example.org/a", ["example.org/a"], ["https://example.org/a"]),
        ("See Example.org", ["Example.org"], ["https://Example.org"]),
        ("Say ftp://example.org", ["ftp://example.org"], ["ftp://example.org"]),
        # one page, however its link is spelled
        (f"{A}?utm_source=x {A}", [f"{A}?utm_source=x"], [f"{A}?utm_source=x"]),
        # bare names of sites and places in Telegram count only where there is nothing else
        (f"{A} says booking.com", [A, "booking.com"], [A]),
        (f"{A} https://t.me/news", [A, "https://t.me/news"], [A]),
        ("t.me/news/42", ["t.me/news/42"], ["https://t.me/news/42"]),
        (
            "https://t.me/news/42 booking.com",
            ["https://t.me/news/42", "booking.com"],
            ["https://booking.com"],
        ),
    ],
)
def test_links_that_are_written_out(text: str, links: list[str], found: list[str]) -> None:
    assert urls(text, *links) == found


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ({"here": A}, [A]),
        ({"here": A, "there": B}, [A, B]),
        ({"here": "tg://user?id=1"}, []),
        ({"here": "mailto:a@b.example"}, []),
        # behind a character that nobody sees: for the sake of the preview
        ({"here": A, "\u200b": B}, [A]),
        ({"\u200b": B}, [B]),
    ],
)
def test_links_behind_words(behind: dict[str, str], found: list[str]) -> None:
    assert urls("\u200bRead it here or there 🙂.", behind=behind) == found


def test_places_behind_emoji_are_found_where_they_are() -> None:
    piece = Piece(**marked("🙂🙂 read it now: https://a.example/x", links=("https://a.example/x",)))
    assert piece.links() == [Link("https://a.example/x")]
    assert piece.own_words() == "🙂🙂 read it now:"
    rest = Piece(**marked("/summary 🙂 see https://a.example/x", links=("https://a.example/x",))).after(9)
    assert rest.links() == [Link("https://a.example/x")]
    assert rest.own_words() == "🙂 see"


def test_words_with_a_link_behind_them_are_words_of_the_text() -> None:
    assert Piece(**marked("Read it here.", behind={"here": A})).own_words() == "Read it here."


def test_captions_have_links_too() -> None:
    assert [link.url for link in piece_of(captioned(f"See {A}", A)).links()] == [A]


def test_the_page_of_the_preview_counts_where_there_is_no_other() -> None:
    alone = message("Look!", link_preview_options=preview(A))
    assert [link.url for link in piece_of(alone).links()] == [A]
    hidden = message("Look!", link_preview_options=preview(A, disabled=True))
    assert piece_of(hidden).links() == []
    other = with_links(f"Look! {B}", B, link_preview_options=preview(A))
    assert [link.url for link in piece_of(other).links()] == [B]
    assert piece_of(message("Look!", link_preview_options=preview(None))).links() == []


def test_entities_that_overlap_or_lie_outside_break_nothing() -> None:
    entities = [MessageEntity("url", 0, 30), MessageEntity("url", 5, 10), MessageEntity("url", 90, 9)]
    piece = Piece("https://example.org/a and more", entities)
    assert piece.links()[0].url == "https://example.org/a and more"
    assert piece.own_words() == ""


@pytest.mark.parametrize(
    ("link", "label"),
    [
        (Link("https://www.example.org/"), "example.org"),
        (Link("https://example.org/2026/11/ferry?utm_source=x"), "example.org/2026/11/ferry"),
        (Link("https://example.org/?id=7"), "example.org?id=7"),
        (Link("https://example.org/a", "Ferry runs aground"), "Ferry runs aground · example.org"),
        (Link(f"https://example.org/{'a' * 90}"), f"example.org/{'a' * 27}…"),
        (Link("https://example.org/%D0%B0%E2%80%AE%D0%B1"), "example.org/аб"),
        (Link("https://пример.рф/а"), "пример.рф/а"),
    ],
)
def test_a_button_says_where_its_link_leads(link: Link, label: str) -> None:
    assert link.label == label
