"""Methods that answer what people pressed and typed."""

import re
from typing import Any

from tests.botapi.answers import inline_answer
from tests.botapi.errors import bad_request
from tests.botapi.methods import Params, method
from tests.botapi.posting import Publishers
from tests.botapi.rules import MAX_CALLBACK_ANSWER, START_PARAMETER
from tests.botapi.text import utf16_length

_TOO_LATE = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def _answer_callback_query(world: Publishers, params: Params) -> bool:
    query_id = params.get("callback_query_id", "")
    if utf16_length(params.get("text", "")) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in params and not _opens_bot(params["url"], world.bot.username or ""):
        raise bad_request("URL_INVALID")
    if not world.callback_is_open(query_id):
        raise bad_request(_TOO_LATE)
    world.callbacks[query_id].answer = params
    return True


@method("answerInlineQuery", "inline_query_id results cache_time is_personal next_offset button")
def _answer_inline_query(world: Publishers, params: Params) -> bool:
    answer: dict[str, Any] = inline_answer(params)
    query_id = params.get("inline_query_id", "")
    if not world.inline_is_open(query_id):
        raise bad_request(_TOO_LATE)
    world.answer_inline(query_id, answer)
    return True


def _opens_bot(url: str, username: str) -> bool:
    """Whether a link starts the bot with a parameter: the only one that a press may open without a game."""
    pattern = rf"(?:https?://)?t\.me/{re.escape(username)}\?start={START_PARAMETER.pattern}"
    return re.fullmatch(pattern, url, re.IGNORECASE) is not None
