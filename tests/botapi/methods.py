"""The table of methods; a further one is one function with @method, here or in a module like messaging.py."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.botapi.errors import RefusalError, bad_request, conflict, forbidden
from tests.botapi.model import Chat, member_json
from tests.botapi.people import People
from tests.botapi.rules import MAX_CALLBACK_ANSWER, commands

Params = dict[str, Any]
Json = dict[str, Any]
# A method gives its result, or something to wait for it with.
Handler = Callable[[People, Params], object]
Carrier = TypeVar("Carrier", bound=Handler)


@dataclass(frozen=True)
class Method:
    """A method of the Bot API: its name, the parameters it knows, what carries it out."""

    name: str
    params: frozenset[str]
    carry_out: Handler


METHODS: dict[str, Method] = {}


def method(name: str, params: str = "") -> Callable[[Carrier], Carrier]:
    """Enter the function in the table under the name; `params` are separated by blanks."""

    def enter(handler: Carrier) -> Carrier:
        METHODS[name.lower()] = Method(name, frozenset(params.split()), handler)
        return handler

    return enter


def chat_of(world: People, params: Params, *, write: bool = False) -> Chat:
    """The chat a call is about, after the checks of access that Telegram makes."""
    given = params.get("chat_id")
    if given is None:
        raise bad_request("chat_id is empty")
    if isinstance(given, str):
        named = [chat for chat in world.chats.values() if chat.username and f"@{chat.username}" == given]
        chat = named[0] if named else None
    else:
        chat = world.chats.get(given)
    if chat is None and write and given in world.users:
        if world.users[given].is_bot:
            raise forbidden("bot can't send messages to bots")
        raise forbidden("bot can't initiate conversation with a user")
    if chat is None:
        raise bad_request("chat not found")
    _check_access(world, chat, write=write)
    return chat


def _check_access(world: People, chat: Chat, *, write: bool) -> None:
    status = world.bot_status(chat)
    if chat.type == "private":
        if write and chat.deleted:
            raise forbidden("user is deactivated")
        if write and status == "kicked":
            raise forbidden("bot was blocked by the user")
        return
    if chat.migrated_to and write:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise RefusalError(400, text, {"migrate_to_chat_id": chat.migrated_to})
    if chat.type == "group" and not write:
        return
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if chat.type == "channel" and write and (status != "administrator" or not chat.bot_may_post):
        raise bad_request("need administrator rights in the channel chat")
    if status == "restricted" and write:
        raise bad_request("not enough rights to send text messages to the chat")


@method("getMe")
def _get_me(world: People, _: Params) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy_mode}
    return world.bot.to_json() | rights | {"supports_inline_queries": False}


@method("getUpdates", "offset limit timeout allowed_updates")
def _get_updates(world: People, params: Params) -> Awaitable[list[Json]]:
    world.updates.allow(params.get("allowed_updates"))
    return world.updates.poll(params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0))


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
def _set_webhook(world: People, params: Params) -> bool:
    world.updates.webhook_url = params.get("url", "")
    world.updates.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        world.updates.clear()
    if world.updates.webhook_url:
        world.updates.interrupt(conflict("terminated by setWebhook request"))
    return True


@method("deleteWebhook", "drop_pending_updates")
def _delete_webhook(world: People, params: Params) -> bool:
    return _set_webhook(world, {"drop_pending_updates": params.get("drop_pending_updates")})


@method("getWebhookInfo")
def _get_webhook_info(world: People, _: Params) -> Json:
    waiting = len(world.updates.pending)
    return {
        "url": world.updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": waiting,
    }


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def _answer_callback_query(world: People, params: Params) -> bool:
    query_id = params.get("callback_query_id", "")
    if len(params.get("text", "")) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    own_link = f"https://t.me/{world.bot.username}?start="
    if "url" in params and not params["url"].startswith(own_link):
        raise bad_request("URL_INVALID")
    if not world.callback_is_open(query_id):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.callbacks[query_id].answer = params
    return True


@method("getFile", "file_id")
def _get_file(world: People, params: Params) -> Json:
    return world.files.describe(params.get("file_id", ""))


def _command_list(params: Params) -> tuple[str, str]:
    scope = params.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.get("language_code", "")


@method("setMyCommands", "commands scope language_code")
def _set_my_commands(world: People, params: Params) -> bool:
    world.commands[_command_list(params)] = commands(params.get("commands"))
    return True


@method("getMyCommands", "scope language_code")
def _get_my_commands(world: People, params: Params) -> list[dict[str, str]]:
    return world.commands.get(_command_list(params), [])


@method("deleteMyCommands", "scope language_code")
def _delete_my_commands(world: People, params: Params) -> bool:
    world.commands.pop(_command_list(params), None)
    return True


def _set_profile(field: str, limit: int) -> Handler:
    def handler(world: People, params: Params) -> bool:
        text = params.get(field, "")
        if len(text) > limit:
            raise bad_request(f"{field} length must not exceed {limit}")
        world.profile[field] = text
        return True

    return handler


method("setMyDescription", "description language_code")(_set_profile("description", 512))
method("setMyShortDescription", "short_description language_code")(_set_profile("short_description", 120))


@method("getChat", "chat_id")
def _get_chat(world: People, params: Params) -> Json:
    no_gifts = dict.fromkeys(
        ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"],
        False,
    )
    details = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": no_gifts}
    return chat_of(world, params).to_json() | details


@method("getChatMember", "chat_id user_id")
def _get_chat_member(world: People, params: Params) -> Json:
    chat = chat_of(world, params)
    user = world.users.get(params.get("user_id", 0))
    if user is None:
        raise bad_request("member not found")
    if user.id == world.bot.id and chat.type == "channel":
        return member_json(user, chat.status(user.id), may_post=chat.bot_may_post)
    return member_json(user, chat.status(user.id))


@method("getChatAdministrators", "chat_id return_bots")
def _get_chat_administrators(world: People, params: Params) -> list[Json]:
    chat = chat_of(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    chief = {user: status for user, status in chat.members.items() if status in ("creator", "administrator")}
    return [
        member_json(world.users[user], status)
        for user, status in chief.items()
        if user == world.bot.id or not world.users[user].is_bot or params.get("return_bots")
    ]


@method("leaveChat", "chat_id")
def _leave_chat(world: People, params: Params) -> bool:
    chat = chat_of(world, params)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[world.bot.id] = "left"
    return True
