"""Methods that ask about chats and their members, and the one that leaves a chat."""

from tests.botapi.errors import bad_request
from tests.botapi.members import member_json
from tests.botapi.methods import Json, Params, chat_of, method
from tests.botapi.model import Chat, User
from tests.botapi.posting import Publishers

_NO_GIFTS = dict.fromkeys(
    ["unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"], False
)
_DETAILS = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


@method("getChat", "chat_id")
def _get_chat(world: Publishers, params: Params) -> Json:
    chat = chat_of(world, params)
    linked = {"linked_chat_id": chat.linked} if chat.linked else {}
    return chat.to_json() | _DETAILS | linked


@method("getChatMember", "chat_id user_id")
def _get_chat_member(world: Publishers, params: Params) -> Json:
    chat = chat_of(world, params)
    if "user_id" not in params:
        raise bad_request("invalid user_id specified")
    user = world.users.get(params["user_id"])
    if user is None:
        raise bad_request("member not found")
    _check_members_shown(world, chat, user)
    return member_json(chat, user)


@method("getChatAdministrators", "chat_id return_bots")
def _get_chat_administrators(world: Publishers, params: Params) -> list[Json]:
    chat = chat_of(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    _check_members_shown(world, chat)
    chiefs = [user for user, status in chat.members.items() if status in ("creator", "administrator")]
    world.met.update(chiefs)
    return [
        member_json(chat, world.users[user])
        for user in chiefs
        if user == world.bot.id or not world.users[user].is_bot or params.get("return_bots")
    ]


@method("leaveChat", "chat_id")
def _leave_chat(world: Publishers, params: Params) -> bool:
    chat = chat_of(world, params)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world._set_bot_status(chat, world.bot, "left")
    return True


def _check_members_shown(world: Publishers, chat: Chat, user: User | None = None) -> None:
    """Refuse to tell a bot that is no administrator who is in a channel, or what a stranger is in a group.

    "The method is only guaranteed to work for other users if the bot is an administrator in the chat."
    """
    if (user and user.id == world.bot.id) or world.bot_status(chat) in ("administrator", "creator"):
        return
    if chat.type == "channel":
        raise bad_request("member list is inaccessible")
    if chat.type == "supergroup" and user and user.id not in world.met:
        raise bad_request("PARTICIPANT_ID_INVALID")
