"""What /subscribe means in a message that names several things, case by case; and names of sources."""

import pytest
from telegram import (
    Chat,
    ExternalReplyInfo,
    ForumTopicCreated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    TextQuote,
    User,
)

from bot.articles.feed import FeedKind
from bot.chat.followable import Named, Names, NothingNamed, Several, followable, is_list
from bot.chat.source_views import find_all_followed, find_followed
from bot.chat.wanted import File
from bot.errors import UserError
from bot.services.subscriptions import Followed
from tests.unit.chat.messages import captioned, document, from_channel, message, preview, with_links
from tests.unit.render.sources import feed

BOT = User(99, "Digest", is_bot=True)
FEED, OTHER = "https://example.org/feed.xml", "https://example.com/news"
GROUP = Chat(-5, "supergroup")


def asked(wanted: Message) -> object:
    return followable(wanted, BOT.id)


def replying(replied: Message) -> Message:
    return message("/subscribe", reply_to_message=replied)


@pytest.mark.parametrize(
    "text", ["seeds", "@harbour_news", "example.org", FEED, "t.me/harbour_news", "two words"]
)
def test_what_stands_behind_the_command_is_taken_as_it_is(text: str) -> None:
    assert asked(message(f"/subscribe {text}")) == Named(text)
    assert asked(message(f"/subscribe@digest_bot  {text} ")) == Named(text)


@pytest.mark.parametrize("text", ["@harbour_news,", "@harbour_news.", "@harbour_news !"])
def test_what_ends_a_sentence_is_no_part_of_a_name(text: str) -> None:
    assert asked(message(f"/subscribe {text}")) == Named("@harbour_news")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@one @two", ("@one", "@two")),
        ("@one, @two,", ("@one", "@two")),
        (f"@one\n{FEED}; example.org.", ("@one", FEED, "example.org")),
    ],
)
def test_nothing_but_names_are_all_followed(text: str, names: tuple[str, ...]) -> None:
    assert asked(message(f"/subscribe {text}")) == Names(names)


def test_links_among_words_and_behind_words_count() -> None:
    assert asked(with_links(f"/subscribe please {FEED}", FEED)) == Named(FEED)
    assert asked(with_links("/subscribe this", behind={"this": FEED})) == Named(FEED)
    several = asked(with_links(f"/subscribe one of {FEED} {OTHER}", FEED, OTHER))
    assert isinstance(several, Several)
    assert [url for url, _ in several.links] == [FEED, OTHER]


def test_what_stands_behind_the_command_comes_before_what_is_answered() -> None:
    replied = with_links(OTHER, OTHER)
    assert asked(message("/subscribe seeds", reply_to_message=replied)) == Named("seeds")


def test_nothing_is_named() -> None:
    assert asked(message("/subscribe")) == NothingNamed()
    opened = message(forum_topic_created=ForumTopicCreated("News", 0))
    assert asked(replying(opened)) == NothingNamed()


@pytest.mark.parametrize("name", ["sources.opml", "SOURCES.OPML", "feeds.xml"])
def test_a_list_of_sources_counts_as_caption_and_as_answer(name: str) -> None:
    listed = captioned("/subscribe", photo=(), document=document(name))
    assert asked(listed) == File("file", "unique", name, 1000)
    assert asked(replying(message(document=document(name)))) == File("file", "unique", name, 1000)


def test_other_documents_are_refused() -> None:
    for wanted in (
        captioned("/subscribe", photo=(), document=document()),
        replying(message(document=document())),
    ):
        with pytest.raises(UserError) as refused:
            asked(wanted)
        assert refused.value.code == "no_opml"


def test_only_lists_go_without_a_word() -> None:
    assert is_list(message(document=document("sources.opml")))
    assert not is_list(message(document=document("page.xml")))
    assert not is_list(message("sources.opml"))


def test_a_post_means_its_channel_before_its_links() -> None:
    post = with_links(FEED, FEED, forward_origin=from_channel())
    assert asked(replying(post)) == Named("@harbour_news")
    channel = Chat(-100, "channel", username="harbour_news")
    discussed = with_links(FEED, FEED, sender_chat=channel, chat=GROUP)
    assert asked(replying(discussed)) == Named("@harbour_news")


def test_a_quoted_part_comes_first() -> None:
    quoted = message("/subscribe", reply_to_message=with_links(f"{FEED} {OTHER}", FEED, OTHER))
    part = with_links(OTHER, OTHER)
    quoted = message(
        "/subscribe",
        reply_to_message=quoted.reply_to_message,
        quote=TextQuote(OTHER, 0, entities=part.entities),
    )
    assert asked(quoted) == Named(OTHER)


def test_a_message_of_another_chat_means_its_channel_or_its_preview() -> None:
    outside = ExternalReplyInfo(origin=from_channel())
    assert asked(message("/subscribe", external_reply=outside)) == Named("@harbour_news")


def test_a_post_of_a_private_channel_means_no_site_that_it_names() -> None:
    origin = from_channel(username=None)
    outside = ExternalReplyInfo(origin=origin, link_preview_options=preview(FEED))
    for answer in (
        replying(with_links(FEED, FEED, forward_origin=origin)),
        replying(message("News of the day.", forward_origin=origin)),
        message("/subscribe", external_reply=outside),
    ):
        with pytest.raises(UserError) as refused:
            asked(answer)
        assert refused.value.code == "channel_private"


def test_of_our_own_messages_the_page_counts_that_a_button_opens() -> None:
    button = InlineKeyboardMarkup([[InlineKeyboardButton("Read the article", url=OTHER)]])
    own = with_links(f"See {FEED}", FEED, from_user=BOT, reply_markup=button)
    assert asked(replying(own)) == Named(OTHER)
    with pytest.raises(UserError) as refused:
        asked(replying(with_links(f"See {FEED}", FEED, from_user=BOT)))
    assert refused.value.code == "nothing_to_follow"


def followed(number: int, title: str | None, url: str, kind: FeedKind = FeedKind.FEED) -> Followed:
    return Followed(feed(number, title, url=url, site_url=None, kind=kind), None, None)


LIST = [
    followed(7, "Alpha News", "https://www.example.org/feed.xml"),
    followed(8, "Beta", "https://t.me/s/beta_news", FeedKind.CHANNEL),
    followed(9, None, "folder:seeds", FeedKind.FOLDER),
    followed(10, "Beta Extra", "https://example.com/"),
]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("1", 7),
        ("4", 10),
        ("alpha", 7),
        ("BETA", 8),
        ("beta extra", 10),
        ("https://example.org/feed.xml", 7),
        ("example.org/feed.xml", 7),
        ("@beta_news", 8),
        ("t.me/beta_news", 8),
        ("seeds", 9),
        ("example.com", 10),
    ],
)
def test_a_source_is_found_by_what_people_call_it(name: str, number: int) -> None:
    assert find_followed(LIST, name).feed.id == number


@pytest.mark.parametrize(
    ("name", "code"),
    [("gamma", "not_followed"), ("0", "not_followed"), ("5", "not_followed"), ("bet", "several_followed")],
)
def test_what_fits_none_or_several_is_refused(name: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        find_followed(LIST, name)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        ("1, 2", [7, 8]),
        ("1 2", [7, 8]),
        ("beta, alpha.", [8, 7]),
        ("beta seeds.", None),
        ("Beta @beta_news", [8, 8]),
        ("beta extra", [10]),
        ("@beta_news,", [8]),
        ("the beta", None),
        ("1, gamma", None),
    ],
)
def test_several_sources_are_named_at_once(names: str, numbers: list[int] | None) -> None:
    if numbers is None:
        with pytest.raises(UserError) as refused:
            find_all_followed(LIST, names)
        assert refused.value.code == "not_followed"
    else:
        assert [one.feed.id for one in find_all_followed(LIST, names)] == numbers
