"""What a keyboard must be; pure checks, refusing in Telegram's words."""

from typing import Any

from tests.botapi.errors import bad_request
from tests.botapi.rules import checked_url, unknown_fields

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS_IN_ROW = 8
MAX_BUTTONS = 100
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

Keyboard = list[list[dict[str, Any]]]


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
        return {"url": checked_url(value, "inline keyboard button URL")}
    elif action == "web_app":
        address = value.get("url") if isinstance(value, dict) else ""
        checked_url(address, "inline keyboard button Web App URL", https_only=True)
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    return {}


def check_requests(markup: object, kind: str) -> None:
    """Refuse buttons that ask a person for their place or number where others would see it."""
    rows = markup.get("keyboard", []) if isinstance(markup, dict) else []
    for button in (button for row in rows for button in row if isinstance(button, dict)):
        for field, what in (("request_location", "location"), ("request_contact", "phone number")):
            if button.get(field) and kind != "private":
                raise bad_request(f"{what} can be requested in private chats only")


def _reply_keyboard(rows: object) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        text = button.get("text") if isinstance(button, dict) else button
        if not isinstance(text, str) or not text.strip():
            raise bad_request("keyboard button text must be non-empty")
