"""Methods that write, change and delete messages."""

import time

from tests.botapi.errors import bad_request
from tests.botapi.methods import Json, Params, chat_of, method
from tests.botapi.model import Chat, Message
from tests.botapi.people import People
from tests.botapi.rules import CHAT_ACTIONS, message_text, reply_markup, unknown_fields
from tests.botapi.sending import preview_of
from tests.botapi.urls import LinkError, check_link

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_REPLY_FIELDS = frozenset(
    [
        "message_id",
        "chat_id",
        "allow_sending_without_reply",
        "quote",
        "quote_parse_mode",
        "quote_entities",
        "quote_position",
    ]
)
_PREVIEW_FIELDS = frozenset(
    ["is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"]
)
MAX_DELETED = 100
# "A message can only be deleted if it was sent less than 48 hours ago."
_DELETABLE_SECONDS = 48 * 3600
# Thread of the General topic of a forum; its messages carry no thread.
_GENERAL = 1


@method(
    "sendMessage",
    "business_connection_id chat_id message_thread_id text parse_mode entities link_preview_options "
    "disable_notification protect_content allow_paid_broadcast message_effect_id reply_parameters "
    "reply_markup",
)
def _send_message(world: People, params: Params) -> Json:
    text, entities = message_text(params)
    preview = _preview(params, text, entities)
    keyboard = reply_markup(params.get("reply_markup"))
    chat = chat_of(world, params, write=True)
    replied = _replied_message(world, chat, params)
    thread = _thread(world, chat, params)
    world.pace.take(chat.id)
    message = world.add_message(
        chat,
        world.bot if chat.type != "channel" else None,
        text,
        html=_html(params),
        entities=entities,
        keyboard=keyboard,
        preview=preview,
        from_bot=True,
        reply_to=replied.message_id if replied else None,
        thread_id=thread or (replied.thread_id if replied else None),
    )
    return world.json_of(message)


@method(
    "editMessageText",
    "business_connection_id chat_id message_id inline_message_id text parse_mode entities "
    "link_preview_options reply_markup",
)
def _edit_message_text(world: People, params: Params) -> Json:
    text, entities = message_text(params)
    preview = _preview(params, text, entities)
    keyboard = reply_markup(params.get("reply_markup"), inline_only=True)
    message = _editable(world, params)
    if (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise bad_request(_NOT_MODIFIED)
    world.pace.take(message.chat.id)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    message.html, message.preview = _html(params), preview
    return _edited(world, message)


@method("editMessageReplyMarkup", "business_connection_id chat_id message_id inline_message_id reply_markup")
def _edit_message_reply_markup(world: People, params: Params) -> Json:
    keyboard = reply_markup(params.get("reply_markup"), inline_only=True)
    message = _editable(world, params)
    if keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    world.pace.take(message.chat.id)
    message.keyboard = keyboard
    return _edited(world, message)


@method("deleteMessage", "chat_id message_id")
def _delete_message(world: People, params: Params) -> bool:
    chat = chat_of(world, params, write=True)
    message = _message(world, chat, params, "message to delete")
    _check_deletable(world, message)
    world.forget_message(message)
    return True


@method("deleteMessages", "chat_id message_ids")
def _delete_messages(world: People, params: Params) -> bool:
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


@method("sendChatAction", "chat_id action message_thread_id business_connection_id")
def _send_chat_action(world: People, params: Params) -> bool:
    if params.get("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    _thread(world, chat_of(world, params, write=True), params)
    return True


def _check_deletable(world: People, message: Message) -> None:
    may_delete = message.chat.type == "private" or world.bot_status(message.chat) == "administrator"
    if not message.from_bot and not may_delete:
        raise bad_request("message can't be deleted")
    if time.time() - message.date > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


def _html(params: Params) -> str | None:
    return params["text"] if params.get("parse_mode", "").lower() == "html" else None


def _preview(params: Params, text: str, entities: list[Json]) -> Json | None:
    """The link_preview_options of the message: those given, else what Telegram adds."""
    options = _object("LinkPreviewOptions", params.get("link_preview_options", {}), _PREVIEW_FIELDS)
    try:
        check_link(options.get("url") or "https://telegram.org")
    except LinkError as error:
        raise bad_request("WEBPAGE_URL_INVALID") from error
    return options or preview_of(text, entities)


def _replied_message(world: People, chat: Chat, params: Params) -> Message | None:
    reply = params.get("reply_parameters")
    if not reply:
        return None
    if "message_id" not in _object("ReplyParameters", reply, _REPLY_FIELDS):
        raise bad_request("can't parse ReplyParameters: Can't find field \"message_id\"")
    replied = world.find(int(reply.get("chat_id", chat.id)), int(reply["message_id"]))
    if replied is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if replied and reply.get("quote", "") not in replied.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return replied


def _object(what: str, value: object, known: frozenset[str]) -> Json:
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {what}: expected an Object")
    unknown_fields(what, value, known)
    return value


def _thread(world: People, chat: Chat, params: Params) -> int | None:
    thread: int = params.get("message_thread_id", _GENERAL)
    if thread != _GENERAL and (thread not in chat.topics or not chat.is_forum):
        raise bad_request("message thread not found")
    if thread == _GENERAL and "message_thread_id" in params and not chat.is_forum:
        raise bad_request("message thread not found")
    if thread in chat.closed_topics and world.bot_status(chat) not in ("administrator", "creator"):
        raise bad_request("TOPIC_CLOSED")
    return None if thread == _GENERAL else thread


def _message(world: People, chat: Chat, params: Params, what: str) -> Message:
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = world.find(chat.id, params["message_id"])
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def _editable(world: People, params: Params) -> Message:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    message = _message(world, chat_of(world, params, write=True), params, "message to edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edited(world: People, message: Message) -> Json:
    message.edited = True
    message.edit_date = message.date
    return world.json_of(message)
