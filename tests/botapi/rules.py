"""What the words of a message must be; pure checks, refusing in Telegram's words."""

import re
from typing import Any

from tests.botapi.errors import bad_request
from tests.botapi.html import ParseError, parse, sort_entities
from tests.botapi.text import MAX_TEXT, mark, tidy, utf16_length
from tests.botapi.urls import LinkError, check_link

MAX_CAPTION = 1024
MAX_ENTITIES = 100
# Of all entities together. Measured by people and confirmed by the developers of the Bot API; not documented.
MAX_ENTITY_BYTES = 9_500
MAX_CALLBACK_ANSWER = 200
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

# What stands behind ?start= in a link to a bot.
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


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
    return text, _checked_entities(text, entities)


def caption(params: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and entities of the words below a file, which there need not be."""
    given = params.get("caption_entities") or []
    text, entities = tidy(*_formatted(params.get("caption") or "", params.get("parse_mode") or "", given))
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return text, _checked_entities(text, entities)


def _checked_entities(text: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(entities) > MAX_ENTITIES:
        # Stricter than Telegram, which drops the rest without a word: formatting must not get lost.
        raise bad_request("too many entities")
    # Only what was given is sent on; what Telegram finds itself takes no place.
    if sum(map(_entity_bytes, entities)) > MAX_ENTITY_BYTES:
        raise bad_request("ENTITIES_TOO_LONG")
    return mark(text, entities)


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
        return dict(entity) | {"url": checked_url(entity["url"], "entity URL")}
    return dict(entity)


def checked_url(url: object, what: str, *, https_only: bool = False) -> str:
    """The link as Telegram stores it."""
    try:
        return check_link(str(url), https_only=https_only)
    except LinkError as error:
        raise bad_request(f"{what} '{url}' is invalid: {error}") from error


def object_of(what: str, value: object, known: frozenset[str]) -> dict[str, Any]:
    """The value, if it is an object with no fields but the known ones."""
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {what}: expected an Object")
    unknown_fields(what, value, known)
    return value


def unknown_fields(what: str, given: dict[str, Any], known: set[str] | frozenset[str]) -> None:
    """Refuse fields that the Bot API does not have.

    Stricter than Telegram, which ignores them: a misspelt option would go unnoticed.
    """
    for name in given:
        if name not in known:
            raise bad_request(f"unknown field {name} of {what}")
