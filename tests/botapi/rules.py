"""What a message, a keyboard or a command list must be; pure checks, refusing in Telegram's words."""

import re
from typing import Any

from tests.botapi.errors import bad_request
from tests.botapi.html import ParseError, parse, sort_entities
from tests.botapi.text import MAX_TEXT, mark, tidy, utf16_length
from tests.botapi.urls import LinkError, check_link

MAX_ENTITIES = 100
# Of all entities together. Measured by people and confirmed by the developers of the Bot API; not documented.
MAX_ENTITY_BYTES = 9_500
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS_IN_ROW = 8
MAX_BUTTONS = 100
MAX_CALLBACK_ANSWER = 200
MAX_COMMANDS = 100
CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)

_BUTTON_ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]
_BUTTON_FIELDS = {"text", "style", "icon_custom_emoji_id", *_BUTTON_ACTIONS}
_ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_COMMAND_NAME = re.compile(r"[a-z0-9_]+\Z")

Keyboard = list[list[dict[str, Any]]]


def message_text(params: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and entities of a message as Telegram will keep them."""
    raw = params.get("text") or ""
    if not raw:
        raise bad_request("message text is empty")
    text, entities = _formatted(raw, params.get("parse_mode") or "", params.get("entities") or [])
    text, entities = tidy(text, entities)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    if len(entities) > MAX_ENTITIES:
        # Stricter than Telegram, which drops the rest without a word: formatting must not get lost.
        raise bad_request("too many entities")
    # Only what was given is sent on; what Telegram finds itself takes no place.
    if sum(map(_entity_bytes, entities)) > MAX_ENTITY_BYTES:
        raise bad_request("ENTITIES_TOO_LONG")
    return text, mark(text, entities)


def _entity_bytes(entity: dict[str, Any]) -> int:
    """What an entity takes in Telegram's own protocol: kind, offset and length, and a link behind them."""
    if "url" not in entity:
        return 12
    size = len(entity["url"].encode())
    # The length of a string stands before it in one byte, or in four from 254 on; all is padded to fours.
    return 12 + -(-(size + (1 if size < 254 else 4)) // 4) * 4


def _formatted(raw: str, mode: str, entities: object) -> tuple[str, list[dict[str, Any]]]:
    if not mode:
        return raw, _given_entities(raw, entities)
    if mode.lower() != "html":
        # Markdown is real, but nothing here sends it, and a text that slipped into it would be garbled.
        raise bad_request("unsupported parse_mode")
    try:
        parsed = parse(raw)
    except ParseError as error:
        raise bad_request(f"can't parse entities: {error}") from error
    if parsed.dropped_links:
        # Stricter than Telegram, which shows the text without its link.
        raise bad_request(f"link '{parsed.dropped_links[0]}' would be dropped")
    return parsed.text, parsed.entities


def _given_entities(text: str, entities: object) -> list[dict[str, Any]]:
    if not isinstance(entities, list):
        raise bad_request("expected an Array of MessageEntity")
    return sort_entities([_given_entity(text, entity) for entity in entities])


def _given_entity(text: str, entity: object) -> dict[str, Any]:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    if entity.get("type") not in _ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    needed = ["offset", "length"] + (["url"] if entity["type"] == "text_link" else [])
    for name in needed:
        if name not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    start, end = entity["offset"], entity["offset"] + entity["length"]
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if start > utf16_length(text):
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if end > utf16_length(text):
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    if entity["type"] == "text_link":
        return dict(entity) | {"url": _checked_url(entity["url"], "entity URL")}
    return dict(entity)


def _checked_url(url: object, what: str, *, https_only: bool = False) -> str:
    try:
        return check_link(str(url), https_only=https_only)
    except LinkError as error:
        raise bad_request(f"{what} '{url}' is invalid: {error}") from error


def reply_markup(markup: object, *, inline_only: bool = False) -> Keyboard | None:
    """The inline keyboard as Telegram keeps it; None without one (a reply keyboard is checked, not kept)."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kinds = {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"} & markup.keys()
    if len(kinds) > 1:
        raise bad_request("reply markup of several kinds")
    if "inline_keyboard" in kinds:
        unknown_fields("InlineKeyboardMarkup", markup, {"inline_keyboard"})
        return _inline_keyboard(markup["inline_keyboard"])
    if inline_only and kinds:
        raise bad_request("inline keyboard expected")
    if "keyboard" in kinds:
        _reply_keyboard(markup["keyboard"])
    return None


def _inline_keyboard(rows: object) -> Keyboard | None:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = [[_inline_button(button) for button in row] for row in rows if row]
    if any(len(row) > MAX_BUTTONS_IN_ROW for row in keyboard) or sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard or None


def _inline_button(button: object) -> dict[str, Any]:
    problem = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(f"{problem}expected an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{problem}Can\'t find field "text"')
    unknown_fields("InlineKeyboardButton", button, _BUTTON_FIELDS)
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _BUTTON_ACTIONS if _given(button, name)]
    if not actions:
        raise bad_request(f"{problem}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # Stricter than Telegram, which takes one of them.
        raise bad_request(f"{problem}several actions in one button: {', '.join(actions)}")
    return button | _checked_action(actions[0], button[actions[0]])


def _given(button: dict[str, Any], action: str) -> bool:
    """Whether the button has the action: an empty query invites to type one, else empty counts as absent."""
    return bool(button.get(action)) or (button.get(action) == "" and action.startswith("switch"))


def _checked_action(action: str, value: object) -> dict[str, Any]:
    if action == "callback_data":
        if not isinstance(value, str) or len(value.encode()) > MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        return {"url": _checked_url(value, "inline keyboard button URL")}
    elif action == "web_app":
        address = value.get("url") if isinstance(value, dict) else ""
        _checked_url(address, "inline keyboard button Web App URL", https_only=True)
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    return {}


def _reply_keyboard(rows: object) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        text = button.get("text") if isinstance(button, dict) else button
        if not isinstance(text, str) or not text.strip():
            raise bad_request("keyboard button text must be non-empty")


def commands(values: object) -> list[dict[str, str]]:
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


def unknown_fields(what: str, given: dict[str, Any], known: set[str] | frozenset[str]) -> None:
    """Refuse fields that the Bot API does not have.

    Stricter than Telegram, which ignores them: a misspelt option would go unnoticed.
    """
    for name in given:
        if name not in known:
            raise bad_request(f"unknown field {name} of {what}")
