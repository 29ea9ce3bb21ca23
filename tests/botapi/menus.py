"""What the bot tells of itself: its commands by scope and language, its descriptions by language."""

import re

from tests.botapi.errors import bad_request
from tests.botapi.methods import Handler, Json, Params, chat_of, method
from tests.botapi.params import chat_id
from tests.botapi.posting import Publishers
from tests.botapi.rules import unknown_fields

MAX_COMMANDS = 100
_COMMAND_NAME = re.compile(r"[a-z0-9_]+\Z")
_LANGUAGE = re.compile(r"([a-z]{2})?\Z")
_WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


def _language(params: Params) -> str:
    language: str = params.get("language_code", "")
    if not _LANGUAGE.match(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(world: Publishers, given: object) -> tuple[str, int, int]:
    """The scope as kind, chat and person, 0 where it has none."""
    if given is None:
        return "default", 0, 0
    problem = "can't parse BotCommandScope: "
    if not isinstance(given, dict):
        raise bad_request(f"{problem}BotCommandScope must be an Object")
    unknown_fields("BotCommandScope", given, {"type", "chat_id", "user_id"})
    if "type" not in given:
        raise bad_request(f'{problem}Can\'t find field "type"')
    kind = given["type"]
    if kind in _WIDE_SCOPES:
        return kind, 0, 0
    if kind not in _CHAT_SCOPES:
        raise bad_request(f"{problem}Unsupported type specified")
    if "chat_id" not in given:
        raise bad_request(f'{problem}Can\'t find field "chat_id"')
    user: int = given.get("user_id", 0) if kind == "chat_member" else 0
    if kind == "chat_member" and user <= 0:
        raise bad_request(f"{problem}Invalid user_id specified")
    chat = chat_of(world, {"chat_id": chat_id(given["chat_id"])})
    if chat.type == "channel":
        raise bad_request("can't change commands in channel chats")
    if chat.type == "private" and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    return kind, chat.id, user


def _commands(values: object) -> list[dict[str, str]]:
    """The command list as Telegram keeps it: no slash, no blanks around."""
    if not isinstance(values, list):
        raise bad_request("expected an Array of BotCommand")
    if len(values) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(value) for value in values]


def _command(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(value.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = value["command"].strip().removeprefix("/"), value["description"].strip()
    for label, text, limit in (("command", name, 32), ("command description", description, 256)):
        if not text:
            raise bad_request(f"{label} must be non-empty")
        if len(text) > limit:
            raise bad_request(f"{label} length must not exceed {limit}")
    if not _COMMAND_NAME.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


@method("setMyCommands", "commands scope language_code")
def _set_my_commands(world: Publishers, params: Params) -> bool:
    given = _commands(params.get("commands"))
    world.commands[*_scope(world, params.get("scope")), _language(params)] = given
    return True


@method("getMyCommands", "scope language_code")
def _get_my_commands(world: Publishers, params: Params) -> list[dict[str, str]]:
    return world.commands.get((*_scope(world, params.get("scope")), _language(params)), [])


@method("deleteMyCommands", "scope language_code")
def _delete_my_commands(world: Publishers, params: Params) -> bool:
    world.commands.pop((*_scope(world, params.get("scope")), _language(params)), None)
    return True


def _set_profile(field: str, limit: int) -> Handler:
    def handler(world: Publishers, params: Params) -> bool:
        text = params.get(field, "")
        if len(text) > limit:
            raise bad_request(f"{field} length must not exceed {limit}")
        world.profile[_language(params)][field] = text
        return True

    return handler


def _get_profile(field: str) -> Handler:
    def handler(world: Publishers, params: Params) -> Json:
        own = world.profile[_language(params)].get(field)
        return {field: own or world.profile[""].get(field, "")}

    return handler


for _field, _limit in (("description", 512), ("short_description", 120)):
    _title = "".join(word.capitalize() for word in _field.split("_"))
    method(f"setMy{_title}", f"{_field} language_code")(_set_profile(_field, _limit))
    method(f"getMy{_title}", "language_code")(_get_profile(_field))
