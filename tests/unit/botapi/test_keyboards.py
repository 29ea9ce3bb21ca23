"""Which keyboards a message may have, and what a press of their buttons does."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.botapi import BotApiServer, Chat, User
from tests.unit.botapi.calls import Clock, bot_for, buttons, keyboard, raw, refusal, updates

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


async def test_a_place_is_asked_for_in_private(server: BotApiServer, anna: User, chat: Chat) -> None:
    markup = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    assert (await raw(server, "sendMessage", chat_id=chat.id, text="x", reply_markup=markup))["ok"]
    group = server.group("G", admins=[anna])
    refused = await refusal(server, "sendMessage", chat_id=group.id, text="x", reply_markup=markup)
    assert refused == "location can be requested in private chats only"


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


async def test_what_a_changed_client_can_press(
    server: BotApiServer, bot: Bot, anna: User, chat: Chat
) -> None:
    await bot.send_message(chat.id, "one", reply_markup=buttons(Longer="l:1"))
    server.press(anna, server.last_message(chat.id), data="made:up")
    forged = updates(server)[-1].callback_query
    assert forged is not None
    assert forged.data == "made:up"
    with pytest.raises(LookupError, match="does not see this chat"):
        server.press(server.add_user("Bert"), server.last_message(chat.id), "Longer")


async def test_a_press_where_the_bot_is_no_more(server: BotApiServer, bot: Bot, anna: User) -> None:
    group = server.group("G", admins=[anna])
    await bot.send_message(group.id, "one", reply_markup=buttons(Longer="l:1"))
    shown = server.last_message(group.id)
    server.remove_bot(group, by=anna)
    server.press(anna, shown, "Longer")
    query = updates(server)[-1].callback_query
    assert query is not None
    assert query.message is not None
    assert query.message.is_accessible is False


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
