"""The local Bot API server refuses what Telegram refuses, keeps a true record, and plays people well."""

import asyncio
import contextlib
import html
import json
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.request import HTTPXRequest

from tests.botapi import BotApiServer, Chat, Limits, Message, User
from tests.botapi.html import ParseError, parse
from tests.botapi.text import split_as_clients_do, tidy, utf16_length
from tests.botapi.urls import LinkError, check_link

# Everything here is plain HTTP; loading certificates for each client would take most of the time.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _waits_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without it the library warns of RetryAfter's old form whenever a 429 comes in.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None) as running:
        yield running


def bot_for(server: BotApiServer, token: str | None = None) -> Bot:
    requests = [HTTPXRequest(httpx_kwargs={"verify": NO_TLS}) for _ in range(2)]
    return Bot(
        token or server.token,
        base_url=f"{server.url}/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with bot_for(server) as client:
        yield client


@pytest.fixture
def anna(server: BotApiServer) -> User:
    return server.add_user("Anna", username="anna_test")


@pytest.fixture
def chat(server: BotApiServer, anna: User) -> Chat:
    return server.private_chat(anna)


async def raw(
    server: BotApiServer, method: str, token: str | None = None, /, **body: object
) -> dict[str, Any]:
    async with httpx.AsyncClient(verify=NO_TLS) as client:
        reply = await client.post(f"{server.url}/bot{token or server.token}/{method}", json=body)
    answer: dict[str, Any] = reply.json()
    assert reply.status_code == answer.get("error_code", 200)
    return answer


async def refusal(server: BotApiServer, method: str, **body: object) -> str:
    """The description of a 400, as it also stands in the record."""
    answer = await raw(server, method, **body)
    assert answer["ok"] is False
    assert answer["error_code"] == 400
    assert server.refused[-1].description == answer["description"]
    return str(answer["description"]).removeprefix("Bad Request: ")


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def buttons(**data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data[label]) for label in data]])


def updates(server: BotApiServer) -> list[Update]:
    """What waits for the bot, read by the library the bot uses."""
    return [Update.de_json(update, None) for update in server.updates.pending]


# --- Telegram HTML --------------------------------------------------------------------------------

REFUSED_HTML = [
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
    ("x <b", "Unclosed start tag at byte offset 2"),
    ("<a href", 'Unclosed start tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ('<a href="x"/>y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=x/>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("🙂<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ('<tg-time unix="soon">y</tg-time>', "Invalid timestamp specified"),
    (
        "&#xD83D;",
        "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units",
    ),
]


@pytest.mark.parametrize(("text", "complaint"), REFUSED_HTML)
def test_html_is_refused_in_telegrams_words(text: str, complaint: str) -> None:
    with pytest.raises(ParseError) as error:
        parse(text)
    assert str(error.value) == complaint


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


READ_HTML = [
    ("&lt;&gt;&amp;&quot;&nbsp;&#8212;&#x2014;&#12345678;&lt", '<>&"&nbsp;——&#12345678;<', []),
    ("🙂<b>🙂a</b>", "🙂🙂a", [entity("bold", 2, 3)]),
    ("<STRONG>a<em>b</em></STRONG>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
    ("<i>a</>", "a", [entity("italic", 0, 1)]),
    ("<b></b>a", "a", []),
    ("<ins>a</ins><del>b</del>", "ab", [entity("underline", 0, 1), entity("strikethrough", 1, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
    ("<pre><code>a</code></pre>", "a", [entity("pre", 0, 1), entity("code", 0, 1)]),
    ('<a href="tg://user?id=7">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 7})]),
    (
        "<a href='https://Example.com?a=1&amp;b=2'>a</a>",
        "a",
        [entity("text_link", 0, 1, url="https://example.com/?a=1&b=2")],
    ),
    ("<a>example.com</a>", "example.com", [entity("text_link", 0, 11, url="http://example.com/")]),
    (
        '<tg-time unix="5" format="t">a</tg-time>',
        "a",
        [entity("date_time", 0, 1, unix_time=5, date_time_format="t")],
    ),
    ('<tg-emoji emoji-id="5">a</tg-emoji>', "a", [entity("custom_emoji", 0, 1, custom_emoji_id="5")]),
]


@pytest.mark.parametrize(("text", "plain", "entities"), READ_HTML)
def test_html_is_read_as_telegram_reads_it(text: str, plain: str, entities: list[dict[str, Any]]) -> None:
    parsed = parse(text)
    assert parsed.text == plain
    for found in parsed.entities:
        if "user" in found:
            found["user"] = {"id": found["user"]["id"]}
    assert parsed.entities == entities


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXT)
def test_escaped_text_comes_back_the_same(text: str) -> None:
    for escaped in (html.escape(text, quote=False), html.escape(text).replace("&#x27;", "'")):
        parsed = parse(escaped)
        assert parsed.text == text
        assert parsed.entities == []


@given(st.lists(st.tuples(st.sampled_from(["b", "i", "u", "s", "code", "blockquote"]), TEXT)))
def test_entities_cover_the_text_of_their_tags(parts: list[tuple[str, str]]) -> None:
    parsed = parse("".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts))
    units = parsed.text.encode("utf-16-le")
    covered = [
        units[2 * found["offset"] : 2 * (found["offset"] + found["length"])].decode("utf-16-le")
        for found in parsed.entities
    ]
    assert covered == [text for _, text in parts if text]


@given(st.text(st.sampled_from("ab <>/&;\"'=#&é🙂"), max_size=30))
def test_any_html_is_either_read_or_refused(text: str) -> None:
    with contextlib.suppress(ParseError):
        assert utf16_length(parse(text).text) <= utf16_length(text)


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("localhost:8080/x", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("https://", "URL host is empty"),
        ("https://a b.com", "Disallowed character in URL host"),
        ("https://example.com:99999", "Wrong port number specified in the URL"),
        ("tg://resolve:80?domain=x", "Wrong tg URL"),
        ("tg://re.solve?domain=x", "Unallowed characters in URL host"),
    ],
)
def test_links_that_lead_nowhere(url: str, complaint: str) -> None:
    with pytest.raises(LinkError) as error:
        check_link(url)
    assert str(error.value) == complaint


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("https://example.com/a?b=c#:~:text=d", "https://example.com/a?b=c#:~:text=d"),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("https://пример.рф/я", "https://пример.рф/я"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://user@Example.com/", "https://user@example.com/"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
    ],
)
def test_links_that_are_kept(url: str, kept: str) -> None:
    assert check_link(url) == kept


def test_text_is_tidied_as_telegram_does() -> None:
    assert tidy(" \n a\tb\r\nc\u202e  \n", []) == ("a b\nc", [])
    text, entities = tidy("  🙂 b  ", [entity("bold", 0, 2), entity("italic", 5, 3)])
    # The start stays as it is where an entity begins, and what covered only blanks is gone.
    assert (text, entities) == ("  🙂 b", [entity("bold", 0, 2), entity("italic", 5, 1)])


# --- who may call, and what -----------------------------------------------------------------------


async def test_a_wrong_token_is_refused(server: BotApiServer) -> None:
    wrong = await raw(server, "getMe", "123456:OTHER")
    assert wrong == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    malformed = await raw(server, "getMe", "no-token")
    assert malformed == {"ok": False, "error_code": 404, "description": "Not Found"}
    stranger = bot_for(server, "123456:OTHER")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_unknown_methods_and_parameters_are_refused(server: BotApiServer) -> None:
    assert (await raw(server, "sendPigeon"))["description"] == "Not Found: method not found"
    assert await refusal(server, "getMe", colour="red") == "unknown parameter colour"
    assert await refusal(server, "deleteMessage", message_id="x") == "parameter message_id must be an Integer"
    assert await refusal(server, "sendMessage", reply_markup="{") == "can't parse reply_markup JSON object"
    async with httpx.AsyncClient(verify=NO_TLS) as client:
        half = await client.post(
            f"{server.url}/bot{server.token}/sendMessage",
            content=rb'{"text": "\ud83d"}',
            headers={"Content-Type": "application/json"},
        )
    assert half.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_calls_by_query_form_multipart_and_json(server: BotApiServer, chat: Chat) -> None:
    url = f"{server.url}/bot{server.token}/SENDMESSAGE"
    markup = keyboard({"text": "A", "callback_data": "a"})
    fields = {"chat_id": str(chat.id), "text": "hi", "reply_markup": json.dumps(markup)}
    async with httpx.AsyncClient(verify=NO_TLS) as client:
        replies = [
            await client.get(url, params=fields),
            await client.post(url, data=fields),
            await client.post(url, files={name: (None, value) for name, value in fields.items()}),
            await client.post(url, json=fields | {"chat_id": chat.id, "reply_markup": markup}),
        ]
    assert [reply.json()["ok"] for reply in replies] == [True] * 4
    assert [call.method for call in server.accepted] == ["sendMessage"] * 4
    assert [call.params for call in server.accepted] == [
        {"chat_id": chat.id, "text": "hi", "reply_markup": markup}
    ] * 4
    assert server.requests == 4


# --- messages -------------------------------------------------------------------------------------


async def test_a_message_stands_as_sent(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    text = "<b>Title</b>\nSee <a href='https://example.com'>this</a> &amp; /help"
    sent = await bot.send_message(chat.id, text, parse_mode=ParseMode.HTML, reply_markup=buttons(More="m:1"))
    stored = server.last_message(chat.id)
    assert stored.message_id == sent.message_id
    assert stored.text == "Title\nSee this & /help" == sent.text
    assert stored.html == text
    assert [found["type"] for found in stored.entities] == ["bold", "text_link", "bot_command"]
    assert stored.keyboard == [[{"text": "More", "callback_data": "m:1"}]]
    assert stored.from_bot
    assert not stored.edited
    assert sent.reply_markup == buttons(More="m:1")
    assert sent.parse_entities([MessageEntity.TEXT_LINK]) == {sent.entities[1]: "this"}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "🙂" * 2049}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "html"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "Word"}, "unsupported parse_mode"),
        ({"text": "<i>x</i> " * 101, "parse_mode": "HTML"}, "too many entities"),
        ({"text": "<a href='here'>x</a>", "parse_mode": "HTML"}, "link 'here' would be dropped"),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
        ),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 9, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 9",
        ),
        (
            {"text": "x", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"text": "x", "entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "here"}]},
            "entity URL 'here' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 99}, "message thread not found"),
        ({"text": "x", "link_preview_options": {"url": "here"}}, "WEBPAGE_URL_INVALID"),
        (
            {"text": "x", "reply_parameters": [99]},
            "can't parse ReplyParameters: expected an Object",
        ),
        (
            {"text": "x", "reply_parameters": {"chat_id": 5}},
            "can't parse ReplyParameters: Can't find field \"message_id\"",
        ),
        ({"text": ["x"]}, "parameter text must be a String"),
        (
            {"text": "x", "link_preview_options": {"disabled": True}},
            "unknown field disabled of LinkPreviewOptions",
        ),
    ],
)
async def test_messages_that_are_refused(
    server: BotApiServer, chat: Chat, body: dict[str, Any], complaint: str
) -> None:
    assert await refusal(server, "sendMessage", chat_id=chat.id, **body) == complaint
    assert server.messages(chat.id) == []
    assert server.accepted == []


async def test_length_counts_after_the_markup(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, f"<b>{'&lt;' * 4096}</b>", parse_mode=ParseMode.HTML)
    await bot.send_message(chat.id, "🙂" * 2048)
    await bot.send_message(chat.id, "<i>x</i> " * 100, parse_mode=ParseMode.HTML)
    assert [utf16_length(message.text) for message in server.messages(chat.id)] == [4096, 4096, 199]


BUTTON = {"text": "A", "callback_data": "a"}


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (keyboard({"text": "A", "callback_data": "я" * 33}), "BUTTON_DATA_INVALID"),
        (
            keyboard({"text": "A", "callback_data": ""}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard({"text": "A"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard({"text": "A", "callback_data": "a", "url": "https://example.com"}),
            "can't parse inline keyboard button: several actions in one button: url, callback_data",
        ),
        (
            keyboard({"text": "A", "url": "not-a-url"}),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard({"text": "A", "url": "ftp://example.com"}),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            keyboard({"text": "A", "web_app": {"url": "http://a.com"}}),
            "inline keyboard button Web App URL 'http://a.com' is invalid: Only HTTPS links are allowed",
        ),
        (keyboard({"text": "A", "copy_text": {"text": "x" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard({"text": "A", "pay": True}), "BUTTON_TYPE_INVALID"),
        (keyboard({"text": " ", "callback_data": "a"}), "inline keyboard button text must be non-empty"),
        (
            keyboard({"callback_data": "a"}),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (keyboard(BUTTON | {"colour": "red"}), "unknown field colour of InlineKeyboardButton"),
        (keyboard(*[BUTTON] * 9), "reply markup is too long"),
        ({"inline_keyboard": [[BUTTON]] * 101}, "reply markup is too long"),
        ({"inline_keyboard": "A"}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [BUTTON]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"inline_keyboard": [["A"]]}, "can't parse inline keyboard button: expected an Object"),
        ({"inline_keyboard": [[BUTTON]], "force_reply": True}, "reply markup of several kinds"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        ([], "object expected as reply markup"),
    ],
)
async def test_keyboards_that_are_refused(
    server: BotApiServer, chat: Chat, markup: object, complaint: str
) -> None:
    assert await refusal(server, "sendMessage", chat_id=chat.id, text="x", reply_markup=markup) == complaint


async def test_keyboards_that_are_taken(server: BotApiServer, chat: Chat) -> None:
    taken = [
        {"inline_keyboard": [[BUTTON] * 8] * 12 + [[], [BUTTON] * 4]},
        keyboard({"text": "A", "callback_data": "я" * 32}),
        keyboard({"text": "A", "switch_inline_query": ""}, {"text": "B", "copy_text": {"text": "b"}}),
        keyboard({"text": "A", "url": "example.com"}),
        {"keyboard": [["A", {"text": "B"}]]},
        {"remove_keyboard": True},
        {"force_reply": True},
    ]
    for markup in taken:
        assert (await raw(server, "sendMessage", chat_id=chat.id, text="x", reply_markup=markup))["ok"]
    boards = [message.keyboard for message in server.messages(chat.id)]
    assert [len(board or []) for board in boards] == [13, 1, 1, 1, 0, 0, 0]
    assert boards[3] == [[{"text": "A", "url": "http://example.com/"}]]


async def test_replies(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    asked = server.send(anna, "hello")
    answer = await bot.send_message(chat.id, "hi", reply_to_message_id=asked.message_id)
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "hello"
    assert server.last_message(chat.id).reply_to == asked.message_id
    lonely = ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(chat.id, "hi", reply_parameters=lonely)).reply_to_message is None


# --- where the bot may write ----------------------------------------------------------------------


async def test_chats_that_cannot_be_written_to(server: BotApiServer, bot: Bot, anna: User) -> None:
    assert await refusal(server, "sendMessage", text="x") == "chat_id is empty"
    assert await refusal(server, "sendMessage", chat_id=404, text="x") == "chat not found"
    assert await refusal(server, "sendMessage", chat_id="@nobody", text="x") == "chat not found"
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(anna.id, "x")
    server.block(anna)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    server.unblock(anna)
    await bot.send_message(anna.id, "x")


@pytest.mark.parametrize(("supergroup", "kind"), [(True, "supergroup"), (False, "group")])
async def test_groups_the_bot_is_not_in(
    server: BotApiServer, bot: Bot, anna: User, supergroup: bool, kind: str
) -> None:
    group = server.group("G", admins=[anna], supergroup=supergroup, bot="left")
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await bot.send_message(group.id, "x")
    server.add_bot(group, by=anna)
    await bot.send_message(group.id, "x")
    server.remove_bot(group, by=anna)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(group.id, "x")


async def test_a_channel_wants_an_administrator(server: BotApiServer, bot: Bot, anna: User) -> None:
    channel = server.channel("News", username="news_test", bot="member")
    with pytest.raises(BadRequest, match=r"[Nn]eed administrator rights in the channel chat"):
        await bot.send_message("@news_test", "x")
    server.add_bot(channel, by=anna, status="administrator")
    sent = await bot.send_message("@news_test", "x")
    assert sent.from_user is None
    await bot.edit_message_text("y", channel.id, sent.message_id)
    server.post(channel, "from the editor")
    post = updates(server)[-1].channel_post
    assert post is not None
    assert post.text == "from the editor"


async def test_a_group_that_moved(server: BotApiServer, bot: Bot, anna: User) -> None:
    old = server.group("G", members=[anna], supergroup=False)
    new = server.migrate(old)
    with pytest.raises(ChatMigrated) as error:
        await bot.send_message(old.id, "x")
    assert error.value.new_chat_id == new.id
    await bot.send_message(new.id, "x")
    moved = [update.message for update in updates(server) if update.message]
    assert [message.migrate_to_chat_id for message in moved] == [new.id, None]
    assert [message.migrate_from_chat_id for message in moved] == [None, old.id]


async def test_topics(server: BotApiServer, bot: Bot, anna: User) -> None:
    forum = server.group("F", members=[anna], topics=True)
    topic = server.topic(forum, "Science")
    asked = server.send(anna, "/summary", forum, thread_id=topic)
    update = updates(server)[-1].message
    assert update is not None
    assert update.is_topic_message
    assert update.message_thread_id == topic
    # Telegram shows the creation of the topic as what a first message replies to.
    assert update.reply_to_message is not None
    assert update.reply_to_message.forum_topic_created is not None
    await bot.send_message(forum.id, "in the topic", message_thread_id=topic)
    await bot.send_message(forum.id, "there too", reply_to_message_id=asked.message_id)
    await bot.send_message(forum.id, "in General", message_thread_id=1)
    threads = [message.thread_id for message in server.messages(forum.id) if message.from_bot]
    assert threads == [topic, topic, None]


# --- changing messages ----------------------------------------------------------------------------


async def test_edits(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "<b>one</b>", "HTML", reply_markup=buttons(Longer="l"))
    before = server.last_message(chat.id)
    edited = await bot.edit_message_text("two", chat.id, sent.message_id, reply_markup=buttons(Shorter="s"))
    assert isinstance(edited, type(sent))
    assert edited.edit_date is not None
    after = server.last_message(chat.id)
    assert (before.text, before.labels, before.edited) == ("one", ["Longer"], False)
    assert (after.text, after.labels, after.edited, after.html) == ("two", ["Shorter"], True, None)
    await bot.edit_message_reply_markup(chat.id, sent.message_id)
    assert server.last_message(chat.id).keyboard is None


async def test_edits_that_are_refused(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    same = "message is not modified: specified new message content and reply markup are exactly the same "
    same += "as a current content and reply markup of the message"
    sent = await bot.send_message(chat.id, "<b>one</b>", "HTML", reply_markup=buttons(Longer="l"))
    theirs = server.send(anna, "hello")
    here = {"chat_id": chat.id, "message_id": sent.message_id}
    board = buttons(Longer="l").to_dict()
    again = {"text": "<strong>one</strong> ", "parse_mode": "HTML", "reply_markup": board}
    assert await refusal(server, "editMessageText", **here, **again) == same
    assert await refusal(server, "editMessageReplyMarkup", **here, reply_markup=board) == same
    assert await refusal(server, "editMessageText", **here, text="x" * 4097) == "message is too long"
    forced = await refusal(server, "editMessageReplyMarkup", **here, reply_markup={"force_reply": True})
    assert forced == "inline keyboard expected"
    unknown = here | {"message_id": 99, "text": "x"}
    assert await refusal(server, "editMessageText", **unknown) == "message to edit not found"
    foreign = here | {"message_id": theirs.message_id, "text": "x"}
    assert await refusal(server, "editMessageText", **foreign) == "message can't be edited"
    nothing = await refusal(server, "editMessageText", chat_id=chat.id, text="x")
    assert nothing == "message identifier is not specified"
    assert server.messages(chat.id)[0].edited is False


async def test_deleting(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "x")
    await bot.delete_message(chat.id, sent.message_id)
    assert server.messages(chat.id) == []
    gone = await refusal(server, "deleteMessage", chat_id=chat.id, message_id=sent.message_id)
    assert gone == "message to delete not found"
    group = server.group("G")
    theirs = server.send(anna, "hello", group)
    answer = await refusal(server, "deleteMessage", chat_id=group.id, message_id=theirs.message_id)
    assert answer == "message can't be deleted"


# --- buttons --------------------------------------------------------------------------------------


async def test_pressing_a_button(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    asked = server.send(anna, "/summary")
    await bot.send_message(
        chat.id, "one", reply_markup=buttons(Longer="l:1"), reply_to_message_id=asked.message_id
    )
    shown = server.last_message(chat.id)
    query_id = server.press(anna, shown, "Longer")
    query = updates(server)[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "l:1", anna.id)
    assert query.message is not None
    assert query.message.to_dict()["text"] == "one"
    assert query.message.to_dict()["reply_to_message"]["text"] == "/summary"
    assert server.answer_to(query_id) is None
    await bot.answer_callback_query(query_id, "Done")
    assert server.answer_to(query_id) == {"callback_query_id": query_id, "text": "Done"}


async def test_pressing_what_is_no_longer_there(
    server: BotApiServer, bot: Bot, anna: User, chat: Chat
) -> None:
    sent = await bot.send_message(chat.id, "one", reply_markup=buttons(Longer="l:1"))
    shown = server.last_message(chat.id)
    await bot.edit_message_text("two", chat.id, sent.message_id, reply_markup=buttons(Shorter="s:1"))
    with pytest.raises(LookupError, match=r"no button 'Longer' among \['Shorter'\]"):
        server.press(anna, shown, "Longer")
    server.press_stale(anna, shown, "Longer")
    stale = updates(server)[-1].callback_query
    assert stale is not None
    assert stale.message is not None
    assert (stale.data, stale.message.to_dict()["text"]) == ("l:1", "two")
    await bot.delete_message(chat.id, sent.message_id)
    server.press_stale(anna, shown, "Longer")
    gone = updates(server)[-1].callback_query
    assert gone is not None
    assert gone.message is not None
    assert gone.message.is_accessible is False


async def test_a_link_button_sends_nothing(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Read", url="https://example.com/a")]])
    await bot.send_message(chat.id, "one", reply_markup=link)
    with pytest.raises(LookupError, match="sends nothing to the bot"):
        server.press(anna, server.last_message(chat.id), "Read")


async def test_a_query_is_answered_once_and_in_time() -> None:
    clock = Clock()
    late = "query is too old and response timeout expired or query ID is invalid"
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        anna = server.add_user()
        await bot.send_message(server.private_chat(anna).id, "one", reply_markup=buttons(More="m"))
        shown = server.last_message(anna.id)
        first, second = server.press(anna, shown, "More"), server.press(anna, shown, "More")
        long = await refusal(server, "answerCallbackQuery", callback_query_id=first, text="x" * 201)
        assert long == "MESSAGE_TOO_LONG"
        link = await refusal(server, "answerCallbackQuery", callback_query_id=first, url="https://a.com")
        assert link == "URL_INVALID"
        await bot.answer_callback_query(first, "x" * 200)
        assert await refusal(server, "answerCallbackQuery", callback_query_id=first) == late
        assert await refusal(server, "answerCallbackQuery", callback_query_id="1") == late
        clock.now += 61
        assert await refusal(server, "answerCallbackQuery", callback_query_id=second) == late


# --- what the bot says of itself and asks ---------------------------------------------------------


async def test_commands(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.set_my_commands([("start", "Begin"), BotCommand("summary_2", "x" * 256)])
    assert [command.command for command in await bot.get_my_commands()] == ["start", "summary_2"]
    assert await bot.get_my_commands(language_code="ru") == ()
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "su-m", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "/", "description": "x"}], "command must be non-empty"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": "a", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        (["a"], "can't parse BotCommand: expected an Object"),
        ("a", "can't parse commands JSON object"),
        (None, "expected an Array of BotCommand"),
    ],
)
async def test_commands_that_are_refused(server: BotApiServer, given: object, complaint: str) -> None:
    assert await refusal(server, "setMyCommands", commands=given) == complaint


async def test_profile_and_chats(server: BotApiServer, bot: Bot, anna: User) -> None:
    await bot.set_my_description("Reads for you")
    await bot.set_my_short_description("Reads")
    assert server.profile == {"description": "Reads for you", "short_description": "Reads"}
    too_long = await refusal(server, "setMyShortDescription", short_description="x" * 121)
    assert too_long == "short_description length must not exceed 120"
    bert = server.add_user("Bert")
    group = server.group("G", members=[bert], admins=[anna])
    assert (await bot.get_chat(group.id)).title == "G"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [anna.id]
    statuses = [(await bot.get_chat_member(group.id, user)).status for user in (anna.id, bert.id, bot.id)]
    assert statuses == ["creator", "member", "member"]
    assert await refusal(server, "getChatMember", chat_id=group.id, user_id=5) == "member not found"
    private = server.private_chat(anna).id
    nobody = await refusal(server, "getChatAdministrators", chat_id=private)
    assert nobody == "there are no administrators in the private chat"
    stay = await refusal(server, "leaveChat", chat_id=private)
    assert stay == "chat member status can't be changed in private chats"
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.get_chat(group.id)


async def test_chat_actions(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    assert await bot.send_chat_action(chat.id, ChatAction.TYPING)
    wrong = await refusal(server, "sendChatAction", chat_id=chat.id, action="thinking")
    assert wrong == "wrong parameter action in request"


# --- updates --------------------------------------------------------------------------------------


async def test_updates_are_kept_until_confirmed(server: BotApiServer, bot: Bot, anna: User) -> None:
    for text in ("one", "two", "three"):
        server.send(anna, text)
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first if update.message] == ["one", "two"]
    assert len(await bot.get_updates()) == 3
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three"]
    assert len(server.updates.pending) == 1
    server.send(anna, "four")
    assert len(await bot.get_updates(offset=-1)) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert server.updates.pending == []


async def test_polling_waits_for_an_update(server: BotApiServer, bot: Bot, anna: User) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    server.send(anna, "hello")
    async with asyncio.timeout(1):
        assert len(await waiting) == 1


async def test_only_allowed_updates_are_kept(server: BotApiServer, bot: Bot, anna: User) -> None:
    await bot.get_updates(allowed_updates=[Update.MESSAGE])
    server.block(anna)
    assert server.updates.pending == []
    await bot.get_updates(allowed_updates=[])
    server.block(anna)
    assert updates(server)[0].my_chat_member is not None


async def test_of_two_pollers_the_earlier_is_thrown_out(server: BotApiServer, anna: User) -> None:
    async with bot_for(server) as old, bot_for(server) as new:
        earlier = asyncio.create_task(old.get_updates(timeout=5))
        await asyncio.sleep(0.05)
        later = asyncio.create_task(new.get_updates(timeout=5))
        with pytest.raises(Conflict) as error:
            await earlier
        server.send(anna, "hello")
        assert len(await later) == 1
    said = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    assert str(error.value) == said
    assert server.refused[-1].code == 409


async def test_a_webhook_forbids_polling(server: BotApiServer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    await bot.set_webhook("https://example.com/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await waiting
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


# --- what people do -------------------------------------------------------------------------------


async def test_messages_of_people(server: BotApiServer, anna: User) -> None:
    server.send(anna, " \n/start@digest_test_bot 🙂 https://example.com/a. \n")
    message = updates(server)[0].message
    assert message is not None
    assert message.text == "/start@digest_test_bot 🙂 https://example.com/a."
    assert list(message.parse_entities().values()) == ["/start@digest_test_bot", "https://example.com/a"]
    assert message.from_user is not None
    assert message.from_user.to_dict() == anna.to_json()
    with pytest.raises(ValueError, match="nothing to send"):
        server.send(anna, " ")


@pytest.mark.parametrize("origin", ["user", "hidden_user", "channel", "chat", "given"])
async def test_forwarded_messages(server: BotApiServer, anna: User, origin: str) -> None:
    given_origin = {"type": "hidden_user", "sender_user_name": "N", "date": 1}
    sources: dict[str, User | Chat | str | dict[str, Any]] = {
        "user": anna,
        "hidden_user": "Someone",
        "channel": server.channel("News"),
        "chat": server.group("G"),
        "given": given_origin,
    }
    server.send(anna, "text", forward_origin=sources[origin])
    message = updates(server)[0].message
    assert message is not None
    assert message.forward_origin is not None
    assert message.forward_origin.type == ("hidden_user" if origin == "given" else origin)


async def test_captions_and_documents(server: BotApiServer, anna: User) -> None:
    document = {"file_id": "f", "file_unique_id": "u", "file_name": "a.txt", "mime_type": "text/plain"}
    server.send(anna, caption="a photo of example.com")
    server.send(anna, caption="/summary", extra={"document": document})
    server.send(anna, extra={"document": document})
    photo, file, bare = [update.message for update in updates(server)]
    assert photo is not None
    assert file is not None
    assert bare is not None
    assert photo.caption == "a photo of example.com"
    assert photo.photo
    assert list(photo.parse_caption_entities().values()) == ["example.com"]
    assert file.document is not None
    assert (file.document.file_name, file.caption, bare.caption) == ("a.txt", "/summary", None)


async def test_a_long_paste_comes_in_parts(server: BotApiServer, anna: User) -> None:
    text = " ".join(["word"] * 2000)
    server.send(anna, text)
    parts = [update.message.text or "" for update in updates(server) if update.message]
    assert [len(part) for part in parts] == [4094, 4094, 1809]
    assert " ".join(parts) == text


@given(st.text(st.sampled_from("ab 🙂\n"), max_size=200), st.integers(2, 20))
def test_parts_lose_nothing_but_blanks(text: str, limit: int) -> None:
    parts = split_as_clients_do(text, limit)
    assert all(0 < utf16_length(part) <= limit and part == part.strip() for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_edited_messages(server: BotApiServer, anna: User) -> None:
    message = server.send(anna, "one")
    server.edit(message, "two")
    edited = updates(server)[-1].edited_message
    assert edited is not None
    assert edited.text == "two"


async def test_privacy_mode(server: BotApiServer, bot: Bot, anna: User) -> None:
    group = server.group("G", members=[anna])
    own = await bot.send_message(group.id, "hello")
    reply_to = server.find(group.id, own.message_id)
    for text in ("chatter", "/help@other_bot", "/help", "/help@digest_test_bot"):
        server.send(anna, text, group)
    server.send(anna, "a reply", group, reply_to=reply_to)
    seen = [update.message.text for update in updates(server) if update.message]
    assert seen == ["/help", "/help@digest_test_bot", "a reply"]
    server.add_bot(group, by=anna, status="administrator")
    server.send(anna, "chatter", group)
    last = updates(server)[-1].message
    assert last is not None
    assert last.text == "chatter"


async def test_the_bot_is_added_and_removed(server: BotApiServer, anna: User) -> None:
    group = server.group("G", admins=[anna], bot="left")
    server.send(anna, "/help", group)
    server.add_bot(group, by=anna)
    server.remove_bot(group, by=anna)
    added, greeted, removed = updates(server)
    assert added.my_chat_member is not None
    assert removed.my_chat_member is not None
    assert greeted.message is not None
    changes = [added.my_chat_member, removed.my_chat_member]
    statuses = [(change.old_chat_member.status, change.new_chat_member.status) for change in changes]
    assert statuses == [("left", "member"), ("member", "kicked")]
    assert greeted.message.new_chat_members[0].id == server.bot.id


# --- pace -----------------------------------------------------------------------------------------


async def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        chat_id = server.private_chat(server.add_user()).id
        other = server.private_chat(server.add_user()).id
        for _ in range(3):
            await bot.send_message(chat_id, "x")
        flood = await raw(server, "sendMessage", chat_id=chat_id, text="x")
        assert flood == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 1",
            "parameters": {"retry_after": 1},
        }
        await bot.send_message(other, "x")
        await bot.send_chat_action(chat_id, "typing")
        # Half-way through the penalty nothing has changed, even though the average would allow it at the end.
        clock.now += 0.5
        first = server.messages(chat_id)[0].message_id
        edit = await raw(server, "editMessageText", text="y", chat_id=chat_id, message_id=first)
        assert edit["error_code"] == 429
        clock.now += 0.5
        await bot.edit_message_text("y", chat_id, first)
        with pytest.raises(RetryAfter):
            await bot.send_message(chat_id, "x")


async def test_a_group_takes_twenty_a_minute() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        group = server.group("G")
        for _ in range(20):
            await bot.send_message(group.id, "x")
            clock.now += 1
        assert (await raw(server, "sendMessage", chat_id=group.id, text="x"))["parameters"] == {
            "retry_after": 40
        }
        clock.now += 39
        with pytest.raises(RetryAfter):
            await bot.send_message(group.id, "x")
        clock.now += 1
        await bot.send_message(group.id, "x")


async def test_thirty_a_second_in_all() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        people = [server.private_chat(server.add_user()).id for _ in range(31)]
        for chat_id in people[:30]:
            await bot.send_message(chat_id, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[30], "x")
        clock.now += 1
        await bot.send_message(people[30], "x")


async def test_limits_may_be_loosened() -> None:
    async with BotApiServer(limits=Limits(private_burst=5), clock=Clock()) as server:
        chat_id = server.private_chat(server.add_user()).id
        replies = [await raw(server, "sendMessage", chat_id=chat_id, text="x") for _ in range(6)]
    assert [reply["ok"] for reply in replies] == [True] * 5 + [False]


# --- faults ---------------------------------------------------------------------------------------


async def test_ordered_errors(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", times=2, code=502)
    server.fault("sendMessage", code=403, description="Forbidden: user is deactivated", chat_id=chat.id)
    server.fault("sendMessage", migrate_to_chat_id=-100)
    server.fault("getMe", code=500)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(chat.id, "x")
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(chat.id, "x")
    with pytest.raises(ChatMigrated):
        await bot.send_message(chat.id, "x")
    await bot.send_message(chat.id, "x")
    assert [call.code for call in server.refused] == [502, 502, 403, 400]
    assert len(server.messages(chat.id)) == 1


async def test_an_ordered_429_bars_the_chat_for_its_time() -> None:
    clock = Clock()
    async with BotApiServer(clock=clock) as server, bot_for(server) as bot:
        chat_id = server.private_chat(server.add_user()).id
        server.fault("sendMessage", retry_after=5)
        for _ in range(2):
            with pytest.raises(RetryAfter) as error:
                await bot.send_message(chat_id, "x")
            assert error.value.retry_after == timedelta(seconds=5)
        clock.now += 5
        await bot.send_message(chat_id, "x")


async def test_a_connection_cut_before_and_after(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", reset=True)
    server.fault("sendMessage", reset=True, after=True)
    server.fault("sendMessage", code=502, after=True)
    for sent in (0, 1, 2):
        with pytest.raises(NetworkError):
            await bot.send_message(chat.id, "x")
        assert len(server.messages(chat.id)) == sent
    assert [(call.code, call.description) for call in server.refused] == [(0, "connection reset")]
    assert len(server.journal.of("sendMessage")) == 2


async def test_slow_replies(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    server.fault("sendMessage", delay=0.3, after=True)
    server.fault("sendMessage", delay=0.3)
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.1)
    assert len(server.messages(chat.id)) == 1
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.1)
    assert len(server.messages(chat.id)) == 1
    await server.wait_accepted("sendMessage", count=2)


# --- the record -----------------------------------------------------------------------------------


async def test_waiting_for_calls(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    waiting = asyncio.create_task(server.wait_accepted("sendMessage", count=2))
    await bot.send_message(chat.id, "one")
    await asyncio.sleep(0.01)
    assert not waiting.done()
    await bot.send_message(chat.id, "two")
    assert [call.params["text"] for call in await waiting] == ["one", "two"]
    await server.wait_until(lambda: server.last_message(chat.id).text == "two")


async def test_waiting_in_vain_tells_what_happened(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "one")
    await refusal(server, "sendMessage", chat_id=404, text="two")
    with pytest.raises(AssertionError) as error:
        await server.wait_accepted("editMessageText", timeout=0.05)
    told = str(error.value)
    assert "waited 0.05 s for 1 accepted editMessageText" in told
    assert f"sendMessage chat_id={chat.id} text='one'" in told
    assert "text='two' -> 400 Bad Request: chat not found" in told


async def test_a_restart_keeps_port_and_state(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "one")
    url = server.url
    await server.stop()
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "lost")
    await server.start()
    await bot.send_message(chat.id, "two")
    assert server.url == url
    assert [message.text for message in server.messages(chat.id)] == ["one", "two"]


async def test_every_chat_numbers_its_messages(server: BotApiServer, bot: Bot, anna: User) -> None:
    first, second = server.group("A"), server.group("B")
    numbers = [(await bot.send_message(group.id, "x")).message_id for group in (first, second, first)]
    assert numbers == [2, 2, 3]
    assert isinstance(server.last_message(first.id), Message)
    with pytest.raises(AssertionError, match="no message in chat"):
        server.last_message(server.private_chat(anna).id)
