"""Which queries hold a whole link."""

import pytest

from bot.chat.inline import link_in


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://example.org/ferry", "https://example.org/ferry"),
        ("HTTP://127.0.0.1:8080/ferry?a=1", "HTTP://127.0.0.1:8080/ferry?a=1"),
        ("look at https://example.org/ferry please", "https://example.org/ferry"),
        ("https://пример.рф/паром", "https://пример.рф/паром"),
        ("https://[::1]/ferry", "https://[::1]/ferry"),
        ("example.org/ferry", "https://example.org/ferry"),
        ("t.me/ferries/12", "https://t.me/ferries/12"),
        ("https://example.org", None),
        ("https://example", None),
        ("https://exam/ple", None),
        ("https://", None),
        ("example.org", None),
        ("example.org/", None),
        ("and/or", None),
        ("read example.org/ferry", None),
        ("24.11/25", None),
        ("ferries", None),
        ("", None),
    ],
)
def test_a_link_counts_when_its_host_is_whole(typed: str, link: str | None) -> None:
    assert link_in(typed) == link
