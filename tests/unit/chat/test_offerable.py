"""Of which posts, and of which messages in groups, a summary is offered."""

from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity, User

from bot.chat.offerable import may_be_offered, offerable_in_group, offerable_of_post
from bot.chat.pastes import PASTE_FROM
from bot.chat.wanted import Page, Text
from tests.texts import STORY
from tests.unit.chat.messages import captioned, from_channel, message, preview, with_links

CHANNEL = Chat(-100, "channel", title="Harbour News", username="harbour_news")
GROUP = Chat(-200, "supergroup", title="Readers")
BOT = User(7, "Robot", is_bot=True)
# Who Telegram names where a chat itself speaks.
ANONYMOUS = User(1_087_968_824, "Group", is_bot=True)
FERRY = "https://example.org/2026/ferry"
OTHER = "https://example.com/2026/tugs"


def post(text: str, *links: str, **fields: Any) -> Message:
    return with_links(text, *links, **{"chat": CHANNEL, "from_user": None, "message_id": 5} | fields)


def said(text: str, *links: str, **fields: Any) -> Message:
    return with_links(text, *links, **{"chat": GROUP} | fields)


@pytest.mark.parametrize(
    "made",
    [
        post(f"A ferry ran aground: {FERRY}", FERRY),
        post("A ferry ran aground", behind={"ferry": FERRY}),
        post("A ferry ran aground", link_preview_options=preview(FERRY)),
        captioned(f"A ferry {FERRY}", FERRY, chat=CHANNEL),
        post(f"Subscribe: https://t.me/harbour_news and read {FERRY}", "https://t.me/harbour_news", FERRY),
        post(f"{FERRY} and once more {FERRY}?utm_source=post", FERRY, f"{FERRY}?utm_source=post"),
        post(f"{FERRY} with a film https://youtu.be/abcdef", FERRY, "https://youtu.be/abcdef"),
    ],
    ids=["written", "behind words", "previewed", "caption", "beside its channel", "twice", "beside a film"],
)
def test_one_article_that_a_post_links_is_offered(made: Message) -> None:
    wanted = offerable_of_post(made)
    assert isinstance(wanted, Page)
    assert wanted.url.startswith(FERRY)


@pytest.mark.parametrize(
    "made",
    [
        post("A ferry ran aground today."),
        post(STORY[: PASTE_FROM - 1].strip()),
        post(f"{FERRY} {OTHER}", FERRY, OTHER),
        post("All news: https://example.org/", "https://example.org/"),
        post("All news: https://example.org/en/", "https://example.org/en/"),
        post("All news on example.org", "example.org"),
        post("Join https://t.me/harbour_news/42", "https://t.me/harbour_news/42"),
        post("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc"),
        post("https://example.org/ferry.JPG", "https://example.org/ferry.JPG"),
        post("https://music.example.org/a.mp3", "https://music.example.org/a.mp3"),
        post("\u200b A picture", behind={"\u200b": "https://telegra.ph/file/abc.jpg"}),
    ],
)
def test_a_short_post_without_one_article_gets_no_offer(made: Message) -> None:
    assert offerable_of_post(made) is None


def test_a_long_text_is_offered_itself_with_its_post_as_the_source() -> None:
    text = STORY[:PASTE_FROM]
    assert offerable_of_post(post(text)) == Text(text, "https://t.me/harbour_news/5", "Harbour News")
    private = Chat(-100, "channel", title="Harbour News")
    linked = offerable_of_post(post(f"{text} {FERRY}", FERRY, chat=private))
    assert linked == Text(f"{text} {FERRY}", FERRY, "Harbour News")


@pytest.mark.parametrize(
    "fields",
    [{"via_bot": BOT}, {"is_automatic_forward": True}],
    ids=["by way of a bot", "forwarded by itself"],
)
def test_what_comes_by_itself_is_left_alone(fields: dict[str, Any]) -> None:
    assert may_be_offered(said(FERRY, FERRY))
    assert not may_be_offered(said(FERRY, FERRY, **fields))
    assert offerable_in_group(said(FERRY, FERRY, **fields)) is None


def test_in_a_group_one_linked_article_is_offered_and_a_long_text_is_not() -> None:
    assert offerable_in_group(said(f"Look: {FERRY}", FERRY)) == Page(FERRY)
    assert offerable_in_group(said(STORY)) is None
    assert offerable_in_group(said(f"{FERRY} {OTHER}", FERRY, OTHER)) is None


@pytest.mark.parametrize(
    "fields",
    [{"from_user": BOT}, {"reply_to_message": message("Hello", chat=GROUP, from_user=BOT)}],
    ids=["by a bot", "to a bot"],
)
def test_what_bots_say_and_what_is_said_to_them_gets_no_offer(fields: dict[str, Any]) -> None:
    assert offerable_in_group(said(FERRY, FERRY, **fields)) is None


def test_a_command_gets_no_offer() -> None:
    marks = [MessageEntity("bot_command", 0, 8), MessageEntity("url", 9, len(FERRY))]
    assert offerable_in_group(message(f"/summary {FERRY}", chat=GROUP, entities=marks)) is None
    assert offerable_in_group(captioned(f"/summary {FERRY}", FERRY, chat=GROUP)) is None


def test_an_admin_without_a_name_is_no_bot() -> None:
    speaks = {"from_user": ANONYMOUS, "sender_chat": GROUP}
    assert offerable_in_group(said(FERRY, FERRY, **speaks)) == Page(FERRY)
    answered = message("Which ferry?", chat=GROUP, **speaks)
    assert offerable_in_group(said(FERRY, FERRY, reply_to_message=answered)) == Page(FERRY)


def test_what_somebody_forwards_into_a_group_is_offered() -> None:
    assert offerable_in_group(said(FERRY, FERRY, forward_origin=from_channel())) == Page(FERRY)
