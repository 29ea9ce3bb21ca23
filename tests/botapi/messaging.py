"""Methods that send: messages, documents, and the sign that something is being done."""

from typing import Any

from tests.botapi.errors import RefusalError, bad_request
from tests.botapi.files import MAX_UPLOAD, File
from tests.botapi.keyboards import check_requests, reply_markup
from tests.botapi.methods import Json, Params, chat_of, method
from tests.botapi.model import Chat, Message
from tests.botapi.posting import Publishers
from tests.botapi.previews import preview
from tests.botapi.rules import CHAT_ACTIONS, caption, message_text, object_of

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
# Thread of the General topic of a forum; its messages carry no thread.
_GENERAL = 1
_COMMON = (
    "business_connection_id chat_id message_thread_id parse_mode disable_notification protect_content "
    "allow_paid_broadcast message_effect_id reply_parameters reply_markup"
)


@method("sendMessage", f"{_COMMON} text entities link_preview_options")
def _send_message(world: Publishers, params: Params) -> Json:
    text, entities = message_text(params)
    shown = preview(params.get("link_preview_options", {}), text, entities)
    html = params["text"] if params.get("parse_mode", "").lower() == "html" else None
    return _sent(world, params, "text messages", text=text, html=html, entities=entities, preview=shown)


@method("sendDocument", f"{_COMMON} document caption caption_entities disable_content_type_detection")
def _send_document(world: Publishers, params: Params) -> Json:
    text, entities = caption(params)
    file = _file(world, params.get("document"))
    held = {"extra": world.files.sent(file), "caption": True}
    return _sent(world, params, "documents", text=text, entities=entities, **held)


@method("sendChatAction", "chat_id action message_thread_id business_connection_id")
def _send_chat_action(world: Publishers, params: Params) -> bool:
    if params.get("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    _thread(world, chat_of(world, params, send="text messages"), params)
    return True


def _sent(world: Publishers, params: Params, what: str, **content: Any) -> Json:
    """Put a message of the bot into its chat, after everything that all kinds have in common is checked."""
    markup = params.get("reply_markup")
    keyboard = reply_markup(markup)
    chat = chat_of(world, params, send=what)
    check_requests(markup, chat.type)
    replied = _replied_message(world, chat, params)
    thread = _thread(world, chat, params)
    world.pace.take(chat.id)
    message = world.add_message(
        chat,
        world.bot if chat.type != "channel" else None,
        keyboard=keyboard,
        from_bot=True,
        reply_to=replied.message_id if replied else None,
        thread_id=thread or (replied.thread_id if replied else None),
        **content,
    )
    message.reply_keyboard = isinstance(markup, dict) and "inline_keyboard" not in markup
    world.discuss(message)
    return world.json_of(message)


def _file(world: Publishers, given: object) -> File:
    """What is to be sent: an upload, or what was sent before, by its file_id."""
    if given is None:
        raise bad_request("there is no document in the request")
    if isinstance(given, str):
        known = world.files.known(given)
        if known is None:
            # Telegram would also fetch an address; here that is no way to send.
            raise bad_request("wrong remote file identifier specified: Wrong string length")
        return known
    assert isinstance(given, File)
    if not given.content:
        raise bad_request("file must be non-empty")
    if given.size > MAX_UPLOAD:
        raise RefusalError(413, "Request Entity Too Large")
    return given


def _replied_message(world: Publishers, chat: Chat, params: Params) -> Message | None:
    reply = params.get("reply_parameters")
    if not reply:
        return None
    if "message_id" not in object_of("ReplyParameters", reply, _REPLY_FIELDS):
        raise bad_request("can't parse ReplyParameters: Can't find field \"message_id\"")
    replied = world.find(int(reply.get("chat_id", chat.id)), int(reply["message_id"]))
    if replied is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if replied and reply.get("quote", "") not in replied.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return replied


def _thread(world: Publishers, chat: Chat, params: Params) -> int | None:
    """The topic to write to; General has no number, and what a mere reply calls its thread is no topic."""
    thread: int | None = params.get("message_thread_id")
    if thread is not None and (thread not in chat.topics or not chat.is_forum):
        raise bad_request("message thread not found")
    if (thread or _GENERAL) in chat.closed_topics and not chat.may(world.bot.id, "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread
