"""The button that offers a summary, the data behind it, and the summary that fits into a pop-up."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from bot.articles.model import Summary
from bot.render.keyboards import Button, Keyboard
from bot.render.phrases import phrase
from bot.render.text import utf16_length, visible

# Longest text of a pop-up, in UTF-16 units to be safe (Bot API, answerCallbackQuery: 200 characters).
POP_UP_LIMIT = 200
_DATA = re.compile(r"q(?P<kind>[sl])(?P<id>[\w-]{16})(?P<seal>[\w-]{16})", re.ASCII)


Kind = Literal["s", "l"]


@dataclass(frozen=True, slots=True)
class Item:
    """What is offered: the text of this id ("s"), or the page behind the link of this id ("l")."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class OfferPress:
    """A press on an offer, sealed for the chat it stands in.

    Of an old post Telegram no longer tells which buttons it has; the seal tells that this one is ours.
    """

    item: Item
    seal: str

    def encode(self) -> str:
        """Return the callback data: 34 bytes."""
        return f"q{self.item.kind}{self.item.id}{self.seal}"

    @classmethod
    def decode(cls, data: str) -> "OfferPress | None":
        """Return the press, or None when the data is not one of these."""
        match = _DATA.fullmatch(data)
        return cls(Item(cast(Kind, match["kind"]), match["id"]), match["seal"]) if match else None


def post_keyboard(press: OfferPress) -> Keyboard:
    """Return the one button under a post of a channel, which says all by itself."""
    return ((Button(phrase("button.offer"), data=press.encode()),),)


def link_keyboard(press: OfferPress) -> Keyboard:
    """Return the one button of the message that offers a summary below a link in a group."""
    return ((Button(phrase("button.get"), data=press.encode()),),)


def pop_up_text(summary: Summary) -> str:
    """Return the sentences of a summary, whole and word for word; empty where a pop-up cannot hold them."""
    text = "\n".join(map(visible, summary.texts))
    return text if utf16_length(text) <= POP_UP_LIMIT else ""
