"""A part of a chat as one page of HTML that needs nothing else: the bot's name, messages, their buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from tests.botapi import Message
from tests.pictures.markup import message_html

Button = Mapping[str, Any]
"""The Bot API's InlineKeyboardButton."""

_STYLE = (Path(__file__).parent / "style.css").read_text("utf-8")
# How many lines there are is known when the fonts are: a short quotation is whole, and a page is as high as
# what stands on it. Whoever takes the picture reads the height.
_MEASURE = """
for (const quotation of document.querySelectorAll(".expandable"))
  quotation.classList.toggle("collapsed", quotation.scrollHeight > quotation.clientHeight + 1);
document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);
"""


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as it is drawn."""

    text: str
    entities: Sequence[Mapping[str, Any]] = ()
    """The Bot API's MessageEntity, places counted in UTF-16 units."""
    keyboard: Sequence[Sequence[Button]] = ()
    own: bool = False
    """Whether the person wrote it who looks at the chat."""

    @classmethod
    def of(cls, message: Message) -> "Bubble":
        """Return a message of the local Bot API server."""
        return cls(message.text, message.entities, message.keyboard or (), own=not message.from_bot)


def page_html(bot_name: str, bubbles: Sequence[Bubble]) -> str:
    """Return a page with messages of a private chat with the bot, the oldest first."""
    name = escape(bot_name)
    drawn = "".join(_bubble(bubble) for bubble in bubbles)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{name}</title>'
        f"<style>{_STYLE}</style></head><body>"
        f'<header><div class="face">{escape(bot_name[:1])}</div>'
        f'<div><div class="name" dir="auto">{name}</div><div class="kind">bot</div></div></header>'
        f"<main>{drawn}</main><script>{_MEASURE}</script></body></html>"
    )


def _bubble(bubble: Bubble) -> str:
    side = "own" if bubble.own else "other"
    text = f'<div class="text">{message_html(bubble.text, bubble.entities)}</div>'
    rows = "".join(f'<div class="row">{"".join(map(_button, row))}</div>' for row in bubble.keyboard)
    return f'<section class="{side}">{text}{rows}</section>'


def _button(button: Button) -> str:
    kind = "button leaves" if "url" in button else "button"
    return f'<div class="{kind}"><span dir="auto">{escape(button["text"])}</span></div>'
