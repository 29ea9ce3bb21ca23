"""What Telegram marks in a text by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.links import find_links
from tests.botapi.text import mark


def found(text: str) -> list[str]:
    return [text[start:end] for kind, start, end in find_links(text) if kind == "url"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see example.com/x.", ["example.com/x"]),
        ("https://example.com/a. Then", ["https://example.com/a"]),
        ("(https://en.example.org/wiki/A_(b)) and", ["https://en.example.org/wiki/A_(b)"]),
        ("http://127.0.0.1:8080/a?b=c, and", ["http://127.0.0.1:8080/a?b=c"]),
        ("http://127.0.0.1.:80/x", ["http://127.0.0.1.:80/x"]),
        ("http://user:word@example.org/x", ["http://user:word@example.org/x"]),
        ("https://a.com/1 https://b.com/2\nc.org/3", ["https://a.com/1", "https://b.com/2", "c.org/3"]),
        ("here:https://a.com/b", ["https://a.com/b"]),
        ("«https://a.com/x»", ["https://a.com/x"]),
        ("https://example.com?x=1", ["https://example.com?x=1"]),
        ("end.com. Done", ["end.com"]),
        ("пример.рф/тест", ["пример.рф/тест"]),
        ("http://пример.испытание/", ["http://пример.испытание/"]),
        ("ftp://example.org:99999/ferry", ["ftp://example.org"]),
        ("readme.md", ["readme.md"]),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    assert found(text) == links


@pytest.mark.parametrize(
    "text",
    [
        "http://localhost/x",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "gopher://example.org/x",
        "file:///etc/passwd",
        "e.g. this, i.e. that",
        "3.14 and v1.2",
        "End.Next",
        "file.exe",
        "@name.com",
        "a..b.com",
        "first.last@example.com",
    ],
)
def test_what_is_no_link_to_telegram(text: str) -> None:
    assert found(text) == []


def test_addresses_of_e_mail_commands_and_links_side_by_side() -> None:
    text = "/summary 2 🙂 example.com/x a.b@example.com @somebody #tag"
    marked = [(entity["type"], entity["offset"]) for entity in mark(text, [])]
    assert marked == [("bot_command", 0), ("url", 14), ("email", 28), ("mention", 44), ("hashtag", 54)]


@given(st.text(st.sampled_from("ab.:/@?#() com1"), max_size=60))
def test_marks_never_overlap_and_lie_within_the_text(text: str) -> None:
    end = 0
    for entity in mark(text, []):
        assert end <= entity["offset"]
        end = entity["offset"] + entity["length"]
        assert end <= len(text)
