"""What the terminal makes of a line: the message that Telegram would make of it."""

import pytest

from bot.console import Terminal


def links(line: str) -> list[str]:
    message = Terminal()._message(line)
    data = line.encode("utf-16-le")
    return [
        data[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in message["entities"]
        if entity["type"] == "url"
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("https://example.org/a", ["https://example.org/a"]),
        ("/summary 5 http://127.0.0.1:8080/a?b=c#d", ["http://127.0.0.1:8080/a?b=c#d"]),
        (
            "See (https://example.org/a), or “https://example.org/b”.",
            ["https://example.org/a", "https://example.org/b"],
        ),
        ("🙂 HTTPS://EXAMPLE.ORG/ and more", ["HTTPS://EXAMPLE.ORG/"]),
        ("https:// alone, example.org", []),
    ],
)
def test_addresses_are_marked_where_they_stand(line: str, found: list[str]) -> None:
    assert links(line) == found


def test_a_command_is_marked_first() -> None:
    entities = Terminal()._message("/summary https://example.org/a")["entities"]
    assert [entity["type"] for entity in entities] == ["bot_command", "url"]
