import datetime as dt
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity

from bot.chat.ask import MAX_SECONDS, Ask, link_of, parse_command, replied_message, shown_article
from bot.errors import UserError
from bot.render.phrases import explain
from bot.services.budget import DEFAULT_BUDGET, Sentences, Words, words_read_in

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def message(text: str | None = None, **fields: Any) -> Message:
    return Message(1, NOW, Chat(1, "private"), text=text, **fields)


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
    budget = Sentences(sentences) if sentences else DEFAULT_BUDGET
    assert parse_command(message(text)) == Ask(budget, rest)


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
    budget = Words(words_read_in(seconds)) if seconds else DEFAULT_BUDGET
    assert parse_command(message(text)) == Ask(budget, rest)


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
    assert parse_command(message(f"{asked} is a number.")).text == asked.split()[1] + " is a number."


def test_in_a_topic_the_opening_message_is_no_reply() -> None:
    from telegram import ForumTopicCreated

    opening = message(forum_topic_created=ForumTopicCreated("News", 0))
    assert replied_message(message("/summary", reply_to_message=opening)) is None
    other = message("text")
    assert replied_message(message("/summary", reply_to_message=other)) is other


def with_links(text: str, *links: str) -> Message:
    entities = [MessageEntity("url", text.index(link), len(link)) for link in links]
    return message(text, entities=entities)


@pytest.mark.parametrize(
    ("link", "button"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("example.org/a", "https://example.org/a"),
        ("ftp://example.org", None),
        ("http://localhost/a", None),
        ("https://[::1", None),
    ],
)
def test_the_only_link_of_a_message_leads_to_the_article(link: str, button: str | None) -> None:
    assert link_of(with_links(f"See {link}", link)) == button


def test_of_several_links_none_is_the_article() -> None:
    assert (
        link_of(with_links("https://a.example https://b.example", "https://a.example", "https://b.example"))
        is None
    )


def test_a_link_behind_words_counts() -> None:
    text = "Read it here."
    entity = MessageEntity("text_link", 8, 4, url="https://example.org/story")
    assert link_of(message(text, entities=[entity])) == "https://example.org/story"


def test_a_forwarded_channel_post_is_its_own_article() -> None:
    from telegram import MessageOriginChannel

    origin = MessageOriginChannel(NOW, Chat(-100, "channel", username="news"), 42)
    assert link_of(message("text", forward_origin=origin)) == "https://t.me/news/42"


def test_a_message_without_our_buttons_shows_no_article() -> None:
    assert shown_article(message("text")) is None
