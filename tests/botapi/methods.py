"""The table of methods; a further one is one function with @method, here or in a module like messaging.py."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.botapi.errors import RefusalError, bad_request, forbidden
from tests.botapi.model import Chat
from tests.botapi.posting import Publishers
from tests.botapi.webhooks import hook_of

Params = dict[str, Any]
Json = dict[str, Any]
# A method gives its result, or something to wait for it with.
Handler = Callable[[Publishers, Params], object]
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


def chat_of(world: Publishers, params: Params, *, write: bool = False, send: str = "") -> Chat:
    """The chat a call is about, after the checks of access that Telegram makes.

    To `write` is to change something there, to `send` (text messages, documents …) takes a right of its own.
    """
    given = params.get("chat_id")
    if given is None:
        raise bad_request("chat_id is empty")
    if isinstance(given, str):
        named = [chat for chat in world.chats.values() if chat.username and f"@{chat.username}" == given]
        chat = named[0] if named else None
    else:
        chat = world.chats.get(given)
    writes = write or bool(send)
    if chat is None and writes and given in world.users:
        if world.users[given].is_bot:
            raise forbidden("bot can't send messages to bots")
        raise forbidden("bot can't initiate conversation with a user")
    if chat is None:
        raise bad_request("chat not found")
    _check_access(world, chat, write=writes)
    if send:
        _check_sending(world, chat, send)
    return chat


def _check_access(world: Publishers, chat: Chat, *, write: bool) -> None:
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
    # What is public can be looked at by anybody.
    if status == "left" and (write or not chat.username):
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def _check_sending(world: Publishers, chat: Chat, what: str) -> None:
    if chat.type == "channel" and not chat.may(world.bot.id, "can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if chat.type != "private" and world.bot_status(chat) == "restricted":
        raise bad_request(f"not enough rights to send {what} to the chat")


@method("getMe")
def _get_me(world: Publishers, _: Params) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": not world.privacy_mode}
    return world.bot.to_json() | rights | {"supports_inline_queries": world.inline_mode}


@method("getUpdates", "offset limit timeout allowed_updates")
def _get_updates(world: Publishers, params: Params) -> Awaitable[list[Json]]:
    world.updates.allow(params.get("allowed_updates"))
    return world.updates.poll(params.get("offset", 0), params.get("limit", 100), params.get("timeout", 0))


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
async def _set_webhook(world: Publishers, params: Params) -> bool:
    hook = hook_of(params, local=world.self_hosted)
    world.updates.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        world.updates.clear()
    await world.updates.bring_to(hook)
    return True


@method("deleteWebhook", "drop_pending_updates")
async def _delete_webhook(world: Publishers, params: Params) -> bool:
    return await _set_webhook(world, {"drop_pending_updates": params.get("drop_pending_updates")})


@method("getWebhookInfo")
def _get_webhook_info(world: Publishers, _: Params) -> Json:
    updates, hook = world.updates, world.updates.postman.hook
    return {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending),
        **({"max_connections": hook.connections} if hook else {}),
        **({"allowed_updates": updates.allowed} if updates.allowed else {}),
        **updates.postman.last_error,
    }


@method("getFile", "file_id")
def _get_file(world: Publishers, params: Params) -> Json:
    return world.files.describe(params.get("file_id", ""))
