"""A story that is told at once."""

from datetime import datetime

from bot.render.moments import clock
from bot.render.phrases import phrase
from bot.render.text import Block, to_html


def breaking_page(page: str, now_local: datetime) -> str:
    """Return the page of a story as Telegram HTML, with what it is and the time of the chat above it."""
    return f"{to_html(Block(phrase('breaking.head', time=clock(now_local)), 'b'))}\n\n{page}"
