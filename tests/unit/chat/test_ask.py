"""What stands behind `/summary`: how long a summary, and of what."""

import pytest

from bot.chat.ask import MAX_SECONDS, is_command, parse_command
from bot.errors import UserError
from bot.render.phrases import explain
from bot.services.budget import DEFAULT_BUDGET, Budget, Sentences, Words, words_read_in
from tests.unit.chat.messages import captioned, marked, message


def parsed(text: str) -> tuple[Budget, str]:
    command = parse_command(message(text))
    return command.budget, command.rest.text


@pytest.mark.parametrize(
    ("text", "sentences", "rest"),
    [
        ("/summary", None, ""),
        ("/summary 5", 5, ""),
        ("/summary@digest_bot 5", 5, ""),
        ("/summary 2 Some text.", 2, "Some text."),
        ("/summary Some text.\n\nMore.", None, "Some text.\n\nMore."),
        ("/summary\nText on the next line.", None, "Text on the next line."),
        ("/summary 2\nText.\nMore.", 2, "Text.\nMore."),
        ("/summary 2023 was a good year.", None, "2023 was a good year."),
        ("/summary 3.5 million people", None, "3.5 million people"),
        ("/summary 20", 20, ""),
    ],
)
def test_command_is_read(text: str, sentences: int | None, rest: str) -> None:
    assert parsed(text) == (Sentences(sentences) if sentences else DEFAULT_BUDGET, rest)


@pytest.mark.parametrize(
    ("text", "seconds", "rest"),
    [
        ("/summary 30s", 30, ""),
        ("/summary@digest_bot 1min", 60, ""),
        ("/summary 10MIN", 600, ""),
        ("/summary +1S", 1, ""),
        ("/summary 45s Some text.\nMore.", 45, "Some text.\nMore."),
        ("/summary 2min\nhttps://example.org/a", 120, "https://example.org/a"),
        ("/summary 1960s were loud.", None, "1960s were loud."),
        ("/summary 11min of play were left.", None, "11min of play were left."),
        ("/summary 30secs", None, "30secs"),
        ("/summary 30m of rope", None, "30m of rope"),
        ("/summary 5ſ", None, "5ſ"),
    ],
)
def test_a_reading_time_is_read(text: str, seconds: int | None, rest: str) -> None:
    assert parsed(text) == (Words(words_read_in(seconds)) if seconds else DEFAULT_BUDGET, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("/summary 0", "/summary 21", "/summary -1", "/summary 99999999"),
        *("/summary 0s", "/summary -30s", "/summary 601s", "/summary 11min", "/summary 999999999min"),
    ],
)
def test_a_number_that_cannot_be_given_is_said(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_command(message(text))
    assert caught.value.code == "count"
    assert f"up to {MAX_SECONDS // 60} minutes" in explain(caught.value)


@pytest.mark.parametrize("digits", [400, 5000])  # Python turns no more than 4300 into a number
@pytest.mark.parametrize("number", ["{}", "+{}", "-{}", "{}s", "{}min"])
def test_a_number_of_any_length_is_read_as_one(number: str, digits: int) -> None:
    asked = "/summary " + number.format("9" * digits)
    with pytest.raises(UserError) as caught:
        parse_command(message(asked))
    assert caught.value.code == "count"
    assert parsed(f"{asked} is a number.")[1] == asked.split()[1] + " is a number."


def test_links_behind_the_command_stay_where_they_are() -> None:
    text = "/summary 30s 🙂 see https://example.org/a"
    command = parse_command(message(**marked(text, links=("https://example.org/a",))))
    assert [link.url for link in command.rest.links()] == ["https://example.org/a"]


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("/summary", True),
        ("/SUMMARY 5", True),
        ("/summary@digest_bot 5", True),
        ("/summary@Digest_Bot", True),
        ("/summary@other_bot", False),
        ("/summaryx", False),
        ("a /summary", False),
        ("", False),
    ],
)
def test_a_text_or_caption_is_a_command_of_ours_or_not(text: str, is_ours: bool) -> None:
    assert is_command(message(text), "digest_bot") == is_ours
    assert is_command(captioned(text), "digest_bot") == is_ours
