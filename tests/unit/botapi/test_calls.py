"""Who may call the local Bot API server, how, and what the bot says of itself and asks."""

import json

import httpx
import pytest
from telegram import Bot, BotCommand
from telegram.constants import ChatAction
from telegram.error import InvalidToken

from tests.botapi import BotApiServer, Chat, User
from tests.unit.botapi.calls import NO_TLS, bot_for, keyboard, raw, refusal


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


async def test_profiles_by_language(server: BotApiServer, bot: Bot, anna: User) -> None:
    await bot.set_my_description("Reads for you")
    await bot.set_my_short_description("Reads")
    await bot.set_my_description("Liest", language_code="de")
    assert server.profile[""] == {"description": "Reads for you", "short_description": "Reads"}
    assert (await bot.get_my_description(language_code="de")).description == "Liest"
    assert (await bot.get_my_description(language_code="fr")).description == "Reads for you"
    assert (await bot.get_my_short_description(language_code="de")).short_description == "Reads"
    too_long = await refusal(server, "setMyShortDescription", short_description="x" * 121)
    assert too_long == "short_description length must not exceed 120"
    for method in ("setMyDescription", "setMyCommands"):
        given: dict[str, object] = {"commands": []} if method == "setMyCommands" else {}
        for language in ("deu", "DE", "d", "de-DE"):
            wrong = await refusal(server, method, language_code=language, **given)
            assert wrong == "invalid language code specified"


async def test_chat_actions(server: BotApiServer, bot: Bot, chat: Chat) -> None:
    assert await bot.send_chat_action(chat.id, ChatAction.TYPING)
    wrong = await refusal(server, "sendChatAction", chat_id=chat.id, action="thinking")
    assert wrong == "wrong parameter action in request"
    nowhere = {"chat_id": chat.id, "action": "typing", "message_thread_id": 99}
    assert await refusal(server, "sendChatAction", **nowhere) == "message thread not found"
    assert [call.params["action"] for call in server.journal.of("sendChatAction")] == ["typing"]
