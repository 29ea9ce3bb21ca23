"""What the answer to an inline query must be; pure checks, refusing in Telegram's words."""

from typing import Any

from tests.botapi.errors import RefusalError, bad_request
from tests.botapi.keyboards import reply_markup
from tests.botapi.previews import preview
from tests.botapi.rules import START_PARAMETER, message_text, object_of
from tests.botapi.urls import LinkError, check_link

MAX_RESULTS = 50
MAX_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
# Seconds for which clients keep an answer that says nothing of it, and at most.
CACHE_TIME, MAX_CACHE_TIME = 300, 24 * 3600
_ARTICLE_FIELDS = frozenset(
    [
        "type",
        "id",
        "title",
        "input_message_content",
        "reply_markup",
        "url",
        "description",
        "thumbnail_url",
        "thumbnail_width",
        "thumbnail_height",
    ]
)
_TEXT_FIELDS = frozenset(["message_text", "parse_mode", "entities", "link_preview_options"])
_PROBLEM = "can't parse InlineQueryResult: "

Json = dict[str, Any]


def inline_answer(params: Json) -> Json:
    """The answer as clients get it: results with the messages they send, the button above, its time."""
    results = params.get("results", [])
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    articles = [_article(result) for result in results]
    ids = [article["id"] for article in articles]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    offset = params.get("next_offset", "")
    if len(offset.encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    return {
        "results": articles,
        "button": _button(params["button"]) if "button" in params else None,
        "next_offset": offset,
        "is_personal": params.get("is_personal", False),
        "cache_time": max(0, min(params.get("cache_time", CACHE_TIME), MAX_CACHE_TIME)),
    }


def _button(button: object) -> Json:
    problem = "can't parse inline query results button: "
    given = object_of(
        "inline query results button", button, frozenset(["text", "start_parameter", "web_app"])
    )
    if not isinstance(given.get("text"), str) or not given["text"].strip():
        raise bad_request(f'{problem}Can\'t find field "text"')
    if ("start_parameter" in given) == ("web_app" in given):
        raise bad_request(f"{problem}InlineQueryResultsButton must have exactly one optional field")
    if "start_parameter" in given:
        _check_start_parameter(given["start_parameter"])
    return given


def _check_start_parameter(value: object) -> None:
    if not isinstance(value, str) or not value:
        raise bad_request("can't use empty start_parameter")
    if len(value) > 64:
        raise bad_request("too long start_parameter specified")
    if not START_PARAMETER.fullmatch(value):
        raise bad_request("unallowed characters in start_parameter are used")


def _article(result: object) -> Json:
    """One result, with the message that choosing it sends. The bot offers articles alone."""
    if not isinstance(result, dict):
        raise bad_request(f"{_PROBLEM}Inline query result must be an object")
    for field in ("type", "id"):
        if field not in result:
            raise bad_request(f'{_PROBLEM}Can\'t find field "{field}"')
    if result["type"] != "article":
        raise bad_request(f'{_PROBLEM}type "{result["type"]}" is unsupported for the inline query result')
    object_of("InlineQueryResult", result, _ARTICLE_FIELDS)
    number = str(result["id"])
    if not 1 <= len(number.encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID" if number else "RESULT_ID_EMPTY")
    if not isinstance(result.get("title"), str):
        raise bad_request(f'{_PROBLEM}Can\'t find field "title"')
    if not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    for field in ("url", "thumbnail_url"):
        _check_address(result.get(field))
    message = _message(result.get("input_message_content"))
    return {
        **result,
        "id": number,
        "message": message | {"keyboard": reply_markup(result.get("reply_markup"))},
    }


def _message(content: object) -> Json:
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request(f'{_PROBLEM}Can\'t find field "message_text"')
    given = object_of("InputTextMessageContent", content, _TEXT_FIELDS)
    try:
        text, entities = message_text({**given, "text": given["message_text"]})
    except RefusalError as refusal:
        reason = refusal.description.removeprefix("Bad Request: ")
        if reason == "message is too long":
            raise bad_request("MESSAGE_TOO_LONG") from refusal
        raise bad_request(
            _PROBLEM + reason if reason.startswith(("can't parse", "message text")) else reason
        ) from refusal
    html = given["message_text"] if given.get("parse_mode", "").lower() == "html" else None
    shown = preview(given.get("link_preview_options", {}), text, entities)
    return {"text": text, "entities": entities, "html": html, "preview": shown}


def _check_address(url: object) -> None:
    try:
        if url:
            check_link(str(url))
    except LinkError as error:
        raise bad_request("WEBDOCUMENT_URL_INVALID") from error
