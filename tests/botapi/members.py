"""What people and bots are in a chat: the rights of administrators, and the Bot API's ChatMember."""

from typing import Any

from tests.botapi.model import Chat, ChatType, User

_EVERYWHERE = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
_IN_GROUPS = ("can_pin_messages",)
_IN_SUPERGROUPS = ("can_pin_messages", "can_manage_topics")
_OF_KIND: dict[ChatType, tuple[str, ...]] = {
    "private": (),
    "group": _IN_GROUPS,
    "supergroup": _IN_SUPERGROUPS,
    "channel": _IN_CHANNELS,
}
_RESTRICTED = (
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_send_messages",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_manage_topics",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_edit_tag",
    "can_react_to_messages",
)


def rights_in(kind: ChatType) -> tuple[str, ...]:
    """What an administrator of such a chat may be allowed."""
    return _EVERYWHERE + _OF_KIND[kind]


def member_json(chat: Chat, user: User) -> dict[str, Any]:
    """The Bot API's ChatMember."""
    status = chat.status(user.id)
    fields: dict[str, Any] = {"user": user.to_json(), "status": status}
    if status == "creator":
        fields |= {"is_anonymous": user.id in chat.anonymous}
    if status == "administrator":
        fields |= {right: chat.may(user.id, right) for right in rights_in(chat.type)}
        fields |= {"is_anonymous": user.id in chat.anonymous, "can_be_edited": False}
    if status == "restricted":
        fields |= dict.fromkeys(_RESTRICTED, False) | {"is_member": True, "until_date": 0}
    if status == "kicked":
        fields |= {"until_date": 0}
    return fields
