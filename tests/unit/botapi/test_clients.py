"""Links that lead to the bot, and the commands that clients offer."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from tests.botapi import BotApiServer, Chat, User
from tests.unit.botapi.calls import buttons, refusal, updates


def texts(server: BotApiServer) -> list[str | None]:
    return [update.message.text for update in updates(server) if update.message]


async def test_links_into_the_private_chat(server: BotApiServer, anna: User) -> None:
    server.open(anna)
    server.open(anna, "invite-Ab_9")
    server.open(anna, "https://t.me/digest_test_bot?start=claim-1")
    server.open(anna, "t.me/Digest_Test_Bot")
    assert texts(server) == ["/start", "/start invite-Ab_9", "/start claim-1", "/start"]
    for wrong in ("https://t.me/other_bot?start=a", "a b", "x" * 65, "ü"):
        with pytest.raises(ValueError, match=r"does not lead to the bot|no client passes on"):
            server.open(anna, wrong)


async def test_links_into_a_group(server: BotApiServer, anna: User) -> None:
    group = server.group("G", admins=[anna], bot="left")
    assert server.open_in_group(anna, group) is None
    server.open_in_group(anna, group, "https://t.me/digest_test_bot?startgroup=move-1")
    added, greeted, asked = updates(server)
    assert added.my_chat_member is not None
    assert greeted.message is not None
    assert greeted.message.new_chat_members
    assert asked.message is not None
    assert asked.message.text == "/start@digest_test_bot move-1"


async def test_a_press_that_opens_the_private_chat(
    server: BotApiServer, bot: Bot, anna: User, chat: Chat
) -> None:
    await bot.send_message(chat.id, "one", reply_markup=buttons(More="m"))
    query = server.press(anna, server.last_message(chat.id), "More")
    for wrong in (
        "https://t.me/other_bot?start=a",
        "https://t.me/digest_test_bot",
        "t.me/digest_test_bot?start=",
    ):
        given = {"callback_query_id": query, "url": wrong}
        assert await refusal(server, "answerCallbackQuery", **given) == "URL_INVALID"
    with pytest.raises(LookupError, match="no link"):
        server.follow(anna, query)
    await bot.answer_callback_query(query, url=f"https://t.me/{bot.username}?start=s-1")
    server.follow(anna, query)
    assert texts(server) == ["/start s-1"]


async def test_the_narrowest_menu_counts(server: BotApiServer, bot: Bot, anna: User) -> None:
    bert = server.add_user("Bert", language_code="de-AT")
    group = server.group("G", members=[bert], admins=[anna])
    server.open(anna)
    menus = {
        "start": None,
        "mute": BotCommandScopeAllPrivateChats(),
        "digest": BotCommandScopeAllGroupChats(),
        "settings": BotCommandScopeAllChatAdministrators(),
        "users": BotCommandScopeChat(anna.id),
    }
    for name, scope in menus.items():
        await bot.set_my_commands([BotCommand(name, "x")], scope=scope)
    await bot.set_my_commands(
        [BotCommand("mute", "stumm")], scope=BotCommandScopeAllPrivateChats(), language_code="de"
    )
    assert [list(server.menu(user, chat)) for user in (anna, bert) for chat in (None, group)] == [
        ["users"],
        ["settings"],
        ["mute"],
        ["digest"],
    ]
    assert server.menu(bert) == {"mute": "stumm"}


@pytest.mark.parametrize(
    ("scope", "complaint"),
    [
        ({}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "everyone"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ({"type": "chat", "chat_id": 404}, "chat not found"),
        ({"type": "chat_administrators", "chat_id": 1001}, "can't use specified scope in private chats"),
        ({"type": "chat_member", "chat_id": 1001}, "can't parse BotCommandScope: Invalid user_id specified"),
        ({"type": "chat", "chat_id": -1_002_000_000_002}, "can't change commands in channel chats"),
    ],
)
@pytest.mark.usefixtures("chat")
async def test_menus_that_are_refused(server: BotApiServer, scope: object, complaint: str) -> None:
    server.channel("C")
    assert await refusal(server, "setMyCommands", commands=[], scope=scope) == complaint
