"""What is summed up of a message that holds several things: the rules of `bot.chat.inputs`, case by case."""

from typing import Any

import pytest
from telegram import (
    Animation,
    Chat,
    ExternalReplyInfo,
    ForumTopicCreated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Sticker,
    TextQuote,
    User,
)

from bot.chat.inputs import ask_of_command, ask_of_plain, replied_message
from bot.chat.wanted import Ask, Choice, File, Newest, Nothing, Offered, Page, Shown, Text
from bot.render.phrases import explain
from bot.services.budget import DEFAULT_BUDGET, Sentences
from tests.texts import STORY
from tests.unit.chat.messages import (
    ANNA,
    NOW,
    PRIVATE,
    captioned,
    document,
    from_channel,
    marked,
    message,
    preview,
    with_links,
)

LINK = "https://example.org/ferry"
OTHER = "https://example.com/harbour"
TEASER = STORY[:300]
POST = "https://t.me/harbour_news/42"
SOURCE = "Harbour News"
PDF = File("file", "unique", "report.pdf", 1000)
BOT = User(999, "Digest", is_bot=True)


def plain(asked: Message) -> Any:
    return ask_of_plain(asked).wanted


def command(asked: Message, album: Message | None = None) -> Any:
    return ask_of_command(asked, BOT.id, album).wanted


def reply(replied: Message, text: str = "/summary", **fields: Any) -> Message:
    return message(text, reply_to_message=replied, **fields)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (with_links(LINK, LINK), Page(LINK)),
        (with_links(f"Look at this: {LINK}", LINK), Page(LINK)),
        (with_links(f"{TEASER}{LINK}", LINK), Page(LINK)),
        (with_links(f"{STORY}{LINK}", LINK), Text(f"{STORY}{LINK}", LINK)),
        (with_links("Read it here.", behind={"here": LINK}), Page(LINK)),
        (with_links(f"{STORY}", behind={"harbour": LINK}), Text(STORY, LINK)),
        (captioned(f"{TEASER}{LINK}", LINK), Page(LINK)),
        (captioned(f"{STORY}{LINK}", LINK), Text(f"{STORY}{LINK}", LINK)),
        (captioned(STORY), Text(STORY)),
        (message("Look!", link_preview_options=preview(LINK)), Page(LINK)),
        (message(STORY), Text(STORY)),
        # the address itself makes no text long
        (with_links(f"See {LINK}?{'x' * 600}", f"{LINK}?{'x' * 600}"), Page(f"{LINK}?{'x' * 600}")),
        # names of sites in a text are no links to read
        (with_links(f"{STORY} booking.com", "booking.com"), Text(f"{STORY} booking.com")),
        (with_links(f"{TEASER} booking.com", "booking.com"), Text(f"{TEASER} booking.com")),
        (with_links("example.org", "example.org"), Page("https://example.org")),
        # what cannot be a button is no source either
        (
            with_links(f"{STORY} http://localhost/a", "http://localhost/a"),
            Text(f"{STORY} http://localhost/a"),
        ),
        (message(document=document()), PDF),
        (message(document=document(), caption=STORY), PDF),
        (message(document=document(None, None)), File("file", "unique", "document", None)),
        (message(document=document("a\u202efdp.exe")), File("file", "unique", "afdp.exe", 1000)),
    ],
)
def test_without_a_command(asked: Message, wanted: object) -> None:
    assert plain(asked) == wanted


def test_several_links_are_a_choice_and_a_long_text_with_them_is_a_text() -> None:
    choice = plain(with_links(f"{LINK} or {OTHER}", LINK, OTHER))
    assert isinstance(choice, Choice)
    assert [link.url for link in choice.links] == [LINK, OTHER]
    text = f"{STORY} {LINK} {OTHER}"
    assert plain(with_links(text, LINK, OTHER)) == Text(text)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (message(STORY, forward_origin=from_channel()), Text(STORY, POST, SOURCE)),
        (message(STORY, forward_origin=from_channel(None)), Text(STORY, None, SOURCE)),
        (message(TEASER, forward_origin=from_channel()), Text(TEASER, POST, SOURCE)),
        (with_links(f"{TEASER}{LINK}", LINK, forward_origin=from_channel()), Page(LINK)),
        (
            with_links(f"{TEASER}{LINK} t.me/harbour_news", LINK, "t.me/harbour_news"),
            Page(LINK),
        ),
        (captioned(f"{TEASER}{LINK}", LINK, forward_origin=from_channel()), Page(LINK)),
        (
            with_links(f"{STORY}{LINK}", LINK, forward_origin=from_channel()),
            Text(f"{STORY}{LINK}", POST, SOURCE),
        ),
        (
            with_links(f"{STORY}{LINK}", LINK, forward_origin=from_channel(None)),
            Text(f"{STORY}{LINK}", LINK, SOURCE),
        ),
        (
            message(STORY, forward_origin=MessageOriginChat(NOW, Chat(-5, "group", title="Readers"))),
            Text(STORY, None, "Readers"),
        ),
        # people are no source: whoever forwards a message need not name its writer to others
        (message(STORY, forward_origin=MessageOriginUser(NOW, ANNA)), Text(STORY)),
        (message(TEASER, forward_origin=MessageOriginHiddenUser(NOW, "Anna")), Text(TEASER)),
        (message(document=document(), forward_origin=from_channel()), PDF),
    ],
)
def test_forwarded_posts(asked: Message, wanted: object) -> None:
    assert plain(asked) == wanted


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (message("Hello there"), "600"),
        (message(TEASER), "600"),
        (message("🙂"), "no text here"),
        (captioned(""), "not pictures"),
        (message(sticker=Sticker("s", "s", 1, 1, False, False, "regular")), "not pictures"),
        (captioned("", forward_origin=from_channel()), "not pictures"),
        (message(animation=Animation("a", "a", 1, 1, 1), document=document("a.mp4")), "not pictures"),
    ],
)
def test_what_holds_nothing_is_told_why(asked: Message, words: str) -> None:
    nothing = plain(asked)
    assert isinstance(nothing, Nothing)
    assert words in explain(nothing.error)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (message("/summary"), Newest()),
        (message("/summary A short text."), Text("A short text.")),
        (with_links(f"/summary {LINK}", LINK), Page(LINK)),
        (with_links(f"/summary 5 {TEASER}{LINK}", LINK), Page(LINK)),
        (with_links(f"/summary {STORY}{LINK}", LINK), Text(f"{STORY}{LINK}", LINK)),
        (captioned(f"/summary 5 {LINK}", LINK), Page(LINK)),
        (message(document=document(), caption="/summary 5"), PDF),
        (reply(message(TEASER)), Text(TEASER)),
        (reply(with_links(f"See {LINK}", LINK)), Page(LINK)),
        (reply(captioned(f"See {LINK}", LINK)), Page(LINK)),
        (reply(message(document=document(), caption="Read this")), PDF),
        (reply(message(STORY, forward_origin=from_channel())), Text(STORY, POST, SOURCE)),
        (with_links(f"/summary {LINK}", LINK, reply_to_message=message(TEASER)), Page(LINK)),
        (reply(message("Look!", link_preview_options=preview(LINK))), Page(LINK)),
    ],
)
def test_with_the_command(asked: Message, wanted: object) -> None:
    assert command(asked) == wanted


@pytest.mark.parametrize(
    ("replied", "quote", "wanted"),
    [
        (message(STORY), TextQuote(TEASER, 0), Text(TEASER)),
        (message(STORY, forward_origin=from_channel()), TextQuote(TEASER, 0), Text(TEASER, POST, SOURCE)),
        (message(document=document(), caption=STORY), TextQuote(TEASER, 0), Text(TEASER)),
        (
            with_links(f"{STORY}{LINK}", LINK),
            TextQuote(position=0, **marked(LINK, links=(LINK,))),
            Page(LINK),
        ),
        (with_links(f"{TEASER}{LINK}", LINK), TextQuote(TEASER, 0), Text(TEASER)),
    ],
)
def test_of_a_quoted_part_only_that_part_counts(replied: Message, quote: TextQuote, wanted: object) -> None:
    assert command(reply(replied, quote=quote)) == wanted


@pytest.mark.parametrize(
    ("fields", "quote", "wanted"),
    [
        ({}, TextQuote(TEASER, 0), Text(TEASER, POST, SOURCE)),
        ({"document": document()}, None, PDF),
        ({"link_preview_options": preview(LINK)}, None, Page(LINK)),
    ],
)
def test_a_message_of_another_chat(fields: dict[str, Any], quote: TextQuote | None, wanted: object) -> None:
    outside = ExternalReplyInfo(origin=from_channel(), **fields)
    assert command(message("/summary", external_reply=outside, quote=quote)) == wanted


def test_a_message_of_another_chat_that_cannot_be_seen_is_told_so() -> None:
    nothing = command(message("/summary", external_reply=ExternalReplyInfo(origin=from_channel())))
    assert "another chat" in explain(nothing.error)


def test_the_command_says_how_long() -> None:
    assert ask_of_command(message("/summary 5"), BOT.id).budget == Sentences(5)
    assert ask_of_command(reply(message(TEASER)), BOT.id) == Ask(Text(TEASER), DEFAULT_BUDGET)
    nothing = command(message("/summary 50"))
    assert "1 to 20" in explain(nothing.error)


def with_buttons(*buttons: str, sender: User = BOT) -> Message:
    """A message with buttons, each given as its data or as the address that it opens."""
    row = [
        InlineKeyboardButton("A button", url=data)
        if data.startswith("http")
        else InlineKeyboardButton("A button", callback_data=data)
        for data in buttons
    ]
    return message(STORY, reply_markup=InlineKeyboardMarkup([row]), from_user=sender)


@pytest.mark.parametrize(
    ("buttons", "wanted"),
    [
        (("s:abc:3",), Shown("abc")),
        (("s:abc:3", "l:abc:5", LINK), Shown("abc")),
        (("t:abc:3", LINK), Offered("abc")),
        ((LINK,), Page(LINK)),
    ],
)
def test_an_answer_to_a_message_of_ours_is_of_what_it_shows(buttons: tuple[str, ...], wanted: object) -> None:
    assert command(reply(with_buttons(*buttons))) == wanted


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        (with_buttons("k:abc:3", "k:def:3"), "press the button of one"),
        (with_buttons("g:abc:3"), "no text here"),
        (with_buttons("other"), "no text here"),
        (message(STORY, from_user=BOT), "no text here"),
    ],
)
def test_our_own_words_are_never_summed_up(ours: Message, words: str) -> None:
    nothing = command(reply(ours))
    assert isinstance(nothing, Nothing)
    assert words in explain(nothing.error)


def test_of_others_the_text_counts_whatever_their_buttons_say() -> None:
    other = User(998, "Other", is_bot=True)
    assert command(reply(with_buttons("s:abc:3", sender=other))) == Text(STORY)


def test_an_answer_to_a_picture_of_an_album_is_of_the_albums_caption() -> None:
    speaker = captioned(f"See {LINK}", LINK, media_group_id="7")
    silent = captioned("", media_group_id="7")
    assert command(reply(silent), speaker) == Page(LINK)
    assert isinstance(command(reply(captioned("", media_group_id="8")), speaker), Nothing)


def test_in_a_topic_the_opening_message_is_no_reply() -> None:
    opening = message(forum_topic_created=ForumTopicCreated("News", 0), chat=PRIVATE)
    assert replied_message(reply(opening)) is None
    assert command(reply(opening)) == Newest()
    other = message("text")
    assert replied_message(reply(other)) is other
