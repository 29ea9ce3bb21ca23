"""What the terminal makes of a line: the message that Telegram would make of it."""

from pathlib import Path
from typing import Any

import pytest

from bot.terminal.typed import message_of


def links(line: str) -> list[str]:
    data = line.encode("utf-16-le")
    return [
        data[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
        for entity in message_of(line, 1)["entities"]
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
    entities = message_of("/summary https://example.org/a", 1)["entities"]
    assert [entity["type"] for entity in entities] == ["bot_command", "url"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my sources.opml"
    path.write_text("<opml/>")
    return path


def told(message: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the name of the document of a message, and its caption."""
    return message.get("document", {}).get("file_name"), message.get("caption")


def test_the_path_of_a_file_is_the_file_with_the_command_as_its_caption(file: Path) -> None:
    assert told(message_of(f"/import {file}", 1)) == ("my sources.opml", "/import")
    assert told(message_of(f"/subscribe '{file}'", 1)) == ("my sources.opml", "/subscribe")
    assert told(message_of(f' "{file}" ', 1)) == ("my sources.opml", None)
    assert message_of(f"/import {file}", 1)["document"]["file_size"] == len("<opml/>")


def test_what_is_no_file_stays_a_text(file: Path) -> None:
    for line in (
        f"/import {file}.gone",
        f"/import {file.parent}",
        f"/mute {file}",  # a word to be muted may be the name of a file
        f"See {file}",
        "/import ~nobody-of-this-name/x",
        "x" * 100_000,
        "/import a\0b",
    ):
        assert message_of(line, 1)["text"] == line
