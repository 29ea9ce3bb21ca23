"""What could not be read, as a person sees it: why, what the page says of itself, and what to do next."""

from bot.errors import UserError
from bot.render.keyboards import Keyboard, Press, failure_keyboard
from bot.render.phrases import explain, phrase
from bot.render.text import Block, pack, visible

# As headlines of summaries; and a description is a sentence or two, or it is no description.
_MAX_TITLE = 300
_MAX_DESCRIPTION = 500

# Failures that can be over by themselves: the site was down or slow, showed an error or wanted fewer visits,
# or the quota was used up.
_PASSING = frozenset(
    {
        "link_unreachable",
        "link_server_error",
        "link_too_slow",
        "link_broken",
        "page_error",
        "quota_links",
        "quota_busy",
    }
)
_TOO_MANY_VISITS = 429
# Links that lead nowhere, or where a stranger should not lead anybody.
_NOT_TO_OPEN = frozenset({"link_invalid", "link_private", "link_certificate"})


def failure_text(error: UserError) -> str:
    """Return why a link could not be read as Telegram HTML, in one message.

    Title and description of the page, where the error has them as values, follow as a quotation.
    """
    title = _cut(error.values.get("title"), _MAX_TITLE)
    description = _cut(error.values.get("description"), _MAX_DESCRIPTION)
    blocks = [Block(explain(error))]
    if title or description:
        blocks += [Block(phrase("failure.page_says"))]
    if title:
        blocks += [Block(title, "b")]
    if description and description != title:
        blocks += [Block(f"“{description}”", "i")]
    return pack(blocks)[0]


def failure_buttons(error: UserError, url: str | None, again: Press) -> Keyboard:
    """Return the buttons below: opening the link where that makes sense, trying again where that can help.

    `url` is the link as it can be sent, None where it cannot.
    """
    helps = can_pass(error)
    return failure_keyboard(None if error.code in _NOT_TO_OPEN else url, again if helps else None)


def can_pass(error: UserError) -> bool:
    """Whether trying again later can help."""
    return error.code in _PASSING or error.values.get("status") == _TOO_MANY_VISITS


def _cut(value: str | int | None, limit: int) -> str:
    text = visible(str(value or ""))
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
