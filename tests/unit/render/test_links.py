import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.links import MAX_LINK, web_link
from tests.botapi.urls import check_link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.ORG:8080/A?b=1&c=%20#d", "http://example.org:8080/A?b=1&c=%20#d"),
        ("https://example.org/статья", "https://example.org/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://straße.example。org/", "https://xn--strae-oqa.example.org/"),
        ('https://example.org/"<b>"', "https://example.org/%22%3Cb%3E%22"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
    ],
)
def test_addresses_become_links_of_plain_characters(url: str, link: str) -> None:
    assert web_link(url) == link


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "example.org/a",
        "//example.org/a",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "data:text/html,a",
        "tg://user?id=1",
        "https://",
        "https:///a",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        " https://example.org/",
        "https://example.org/a\nb",
        "https://example.org/\x00",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\ud83d",
        "https://example.org\\@evil.example/",
        "https://exa%6dple.org/",
        "https://localhost/",
        "https://example..org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:port/",
        "https://[::1/",
        "https://example.org/" + "a" * MAX_LINK,
    ],
)
def test_anything_else_is_no_link(url: str | None) -> None:
    assert web_link(url) is None


@given(st.text() | st.text().map(lambda rest: f"https://example.org/{rest}"))
def test_a_link_stays_as_it_is_and_telegram_takes_it(url: str) -> None:
    link = web_link(url)
    if link:
        assert link.isascii()
        assert web_link(link) == link == check_link(link)
