"""Messages stand as sent, are refused as Telegram refuses them, edited and deleted."""

from typing import Any

import pytest
from telegram import Bot, MessageEntity, ReplyParameters
from telegram.constants import ParseMode

from tests.botapi import BotApiServer, Chat, User
from tests.botapi.text import utf16_length
from tests.unit.botapi.calls import buttons, refusal


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


async def test_replies(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    asked = server.send(anna, "hello")
    answer = await bot.send_message(chat.id, "hi", reply_to_message_id=asked.message_id)
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "hello"
    assert server.last_message(chat.id).reply_to == asked.message_id
    lonely = ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(chat.id, "hi", reply_parameters=lonely)).reply_to_message is None
    wrong = {"message_id": asked.message_id, "quote": "good bye"}
    quoted = await refusal(server, "sendMessage", chat_id=chat.id, text="hi", reply_parameters=wrong)
    assert quoted == "QUOTE_TEXT_INVALID"


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


async def test_deleting_several(server: BotApiServer, bot: Bot, anna: User, chat: Chat) -> None:
    sent = [(await bot.send_message(chat.id, "x")).message_id for _ in range(3)]
    assert await bot.delete_messages(chat.id, [*sent[:2], 99])
    assert [message.message_id for message in server.messages(chat.id)] == sent[2:]
    nothing = "message identifiers are not specified"
    assert await refusal(server, "deleteMessages", chat_id=chat.id) == nothing
    assert await refusal(server, "deleteMessages", chat_id=chat.id, message_ids=[]) == nothing
    many = await refusal(server, "deleteMessages", chat_id=chat.id, message_ids=list(range(1, 102)))
    assert many == "too many message identifiers specified"
    group = server.group("G")
    own = await bot.send_message(group.id, "x")
    theirs = server.send(anna, "/help", group)
    both = [own.message_id, theirs.message_id]
    refused = await refusal(server, "deleteMessages", chat_id=group.id, message_ids=both)
    assert refused == "message can't be deleted"
    assert len(server.messages(group.id)) == 2


async def test_a_message_of_long_ago_stays(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "x")
    living = server.find(chat.id, sent.message_id)
    assert living is not None
    living.date -= 49 * 3600
    refused = await refusal(server, "deleteMessage", chat_id=chat.id, message_id=sent.message_id)
    assert refused == "message can't be deleted for everyone"
