"""Parameters of a call: from the text of a form, or from JSON, to values."""

import json
from collections.abc import Iterable
from typing import Any

from tests.botapi.errors import bad_request

_INTEGERS = frozenset(
    [
        "message_id",
        "message_thread_id",
        "offset",
        "limit",
        "timeout",
        "user_id",
        "cache_time",
        "max_connections",
    ]
)
_BOOLEANS = frozenset(
    [
        "disable_notification",
        "protect_content",
        "allow_paid_broadcast",
        "show_alert",
        "drop_pending_updates",
        "return_bots",
        "is_personal",
        "disable_content_type_detection",
    ]
)
_OBJECTS = frozenset(
    [
        "reply_markup",
        "reply_parameters",
        "link_preview_options",
        "message_ids",
        "entities",
        "allowed_updates",
        "commands",
        "scope",
        "caption_entities",
        "results",
        "button",
    ]
)


def decode(raw: Iterable[tuple[str, Any]], known: frozenset[str]) -> dict[str, Any]:
    """Values by name; empty ones count as not given.

    Stricter than the Bot API, which ignores parameters it does not know and reads "12abc" as 12.
    """
    params: dict[str, Any] = {}
    for name, value in raw:
        if name not in known:
            raise bad_request(f"unknown parameter {name}")
        if value is not None and value != "":
            params[name] = _value(name, value)
    return params


def _value(name: str, value: Any) -> Any:
    _check_text(value)
    if name == "chat_id":
        return chat_id(value)
    if name in _INTEGERS:
        return _integer(name, value)
    if name in _BOOLEANS:
        return str(value).lower() in ("true", "yes", "1")
    if name in _OBJECTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error
    if name not in _OBJECTS and isinstance(value, dict | list):
        raise bad_request(f"parameter {name} must be a String")
    return str(value) if isinstance(value, int | float) else value


def chat_id(value: object) -> int | str:
    """A chat by its number, or by its @name."""
    text = str(value)
    return int(text) if text.lstrip("-").isdecimal() else text


def _integer(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise bad_request(f"parameter {name} must be an Integer") from error


def _check_text(value: object) -> None:
    """Half of a surrogate pair can be written in JSON, but is no text."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
