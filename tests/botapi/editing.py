"""Methods that change messages and delete them."""

import time

from tests.botapi.errors import bad_request
from tests.botapi.keyboards import reply_markup
from tests.botapi.methods import Json, Params, chat_of, method
from tests.botapi.model import Chat, Message
from tests.botapi.posting import Publishers
from tests.botapi.previews import preview
from tests.botapi.rules import message_text

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
MAX_DELETED = 100
# "A message can only be deleted if it was sent less than 48 hours ago"; no longer can posts be edited.
_CHANGEABLE_SECONDS = 48 * 3600
# "Service messages about a supergroup, channel, or forum topic creation can't be deleted."
_LASTING = ("forum_topic_created",)


@method(
    "editMessageText",
    "business_connection_id chat_id message_id inline_message_id text parse_mode entities "
    "link_preview_options reply_markup",
)
def _edit_message_text(world: Publishers, params: Params) -> Json | bool:
    text, entities = message_text(params)
    shown = preview(params.get("link_preview_options", {}), text, entities)
    keyboard = reply_markup(params.get("reply_markup"), inline_only=True)
    message = _editable(world, params)
    if message.caption:
        raise bad_request("there is no text in the message to edit")
    if (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise bad_request(_NOT_MODIFIED)
    world.pace.take(message.chat.id)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    message.html = params["text"] if params.get("parse_mode", "").lower() == "html" else None
    message.preview = shown
    message.edit_date = world.now()
    return _edited(world, message)


@method("editMessageReplyMarkup", "business_connection_id chat_id message_id inline_message_id reply_markup")
def _edit_message_reply_markup(world: Publishers, params: Params) -> Json | bool:
    keyboard = reply_markup(params.get("reply_markup"), inline_only=True)
    message = _editable(world, params, buttons_only=True)
    if keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    world.pace.take(message.chat.id)
    message.keyboard = keyboard
    return _edited(world, message)


@method("deleteMessage", "chat_id message_id")
def _delete_message(world: Publishers, params: Params) -> bool:
    chat = chat_of(world, params, write=True)
    message = _message(world, chat, params, "message to delete")
    _check_deletable(world, message)
    world.forget_message(message)
    return True


@method("deleteMessages", "chat_id message_ids")
def _delete_messages(world: Publishers, params: Params) -> bool:
    chat = chat_of(world, params, write=True)
    numbers = params.get("message_ids")
    if not isinstance(numbers, list) or not all(type(number) is int for number in numbers):
        raise bad_request("message identifiers are not specified")
    if not 1 <= len(numbers) <= MAX_DELETED:
        raise bad_request(
            "too many message identifiers specified" if numbers else "message identifiers are not specified"
        )
    found = [message for number in set(numbers) if (message := world.find(chat.id, number))]
    for message in found:  # unknown ones are skipped, but one that may not go keeps them all
        _check_deletable(world, message)
    for message in found:
        world.forget_message(message)
    return True


def _check_deletable(world: Publishers, message: Message) -> None:
    chat, bot = message.chat, world.bot.id
    may_delete = chat.type == "private" or chat.may(bot, "can_delete_messages")
    # A basic group knows no single rights: "If the bot is an administrator of a group, it can delete any".
    may_delete |= chat.type == "group" and chat.status(bot) == "administrator"
    own = message.from_bot and (chat.type != "channel" or chat.may(bot, "can_post_messages"))
    if not (own or may_delete) or any(name in message.extra for name in _LASTING):
        raise bad_request("message can't be deleted")
    if time.time() - message.date > _CHANGEABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def _message(world: Publishers, chat: Chat, params: Params, what: str) -> Message:
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = world.find(chat.id, params["message_id"])
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def _editable(world: Publishers, params: Params, *, buttons_only: bool = False) -> Message:
    if "inline_message_id" in params:
        sent = world.inline_message(params["inline_message_id"])
        if sent is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return sent
    chat = chat_of(world, params, write=True)
    message = _message(world, chat, params, "message to edit")
    if world.bot_status(chat) == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    if message.reply_keyboard or not _may_edit(world, message, buttons_only=buttons_only):
        raise bad_request("message can't be edited")
    return message


def _may_edit(world: Publishers, message: Message, *, buttons_only: bool) -> bool:
    """Own messages always; in a channel posts of others with the right to, their words for two days.

    A post with buttons of another bot stays that bot's (stricter than documented, which says nothing of it).
    """
    chat, bot = message.chat, world.bot.id
    may_edit = chat.type == "channel" and chat.may(bot, "can_edit_messages")
    if message.from_bot:
        return chat.type != "channel" or may_edit or chat.may(bot, "can_post_messages")
    if not may_edit or message.foreign_keyboard or message.via_bot or "forward_origin" in message.extra:
        return False
    return buttons_only or time.time() - message.date <= _CHANGEABLE_SECONDS


def _edited(world: Publishers, message: Message) -> Json | bool:
    message.edited = True
    if message.inline_id:
        return True
    if not message.from_bot:
        # Of what others wrote every change is announced, the bot's own as well.
        world.deliver(message, edited=True)
    return world.json_of(message)
