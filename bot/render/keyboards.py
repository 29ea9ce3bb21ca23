"""The buttons under a message, and the data a press sends back. No secret and no text travels in it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.render.phrases import phrase

# "Shorter" and "Longer" step through these counts: fine steps where a sentence more is much, coarse
# ones further up.
LADDER = (1, 2, 3, 5, 8, 12, 20)
MAX_SENTENCES = LADDER[-1]


class Action(StrEnum):
    """What a button does; its value is the first letter of the callback data."""

    SHORTER = "s"
    LONGER = "l"
    PREVIOUS = "p"
    NEXT = "n"
    GET = "g"


# Ids are 16 characters (articles) and up to 52 bits (people): 40 bytes at most.
_DATA = re.compile(
    r"(?P<action>[slpng]):(?P<article>[\w-]{1,32}):(?P<sentences>\d{1,2})(?::(?P<asker>\d{1,16}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks for: an article in so many sentences. Pressed twice it asks the same."""

    action: Action
    article_id: str
    sentences: int
    asker: int | None = None
    """Whose message it is, in a chat of several people."""

    def encode(self) -> str:
        """Return the callback data, at most 64 bytes (Bot API, InlineKeyboardButton)."""
        asker = "" if self.asker is None else f":{self.asker}"
        return f"{self.action}:{self.article_id}:{self.sentences}{asker}"

    @classmethod
    def decode(cls, data: str) -> "Press | None":
        """Return the press, or None when the data is not one of ours."""
        match = _DATA.fullmatch(data)
        if not match or not 1 <= int(match["sentences"]) <= MAX_SENTENCES:
            return None
        asker = int(match["asker"]) if match["asker"] else None
        return cls(Action(match["action"]), match["article"], int(match["sentences"]), asker)


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it either sends `data` back or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


def shorter(sentences: int) -> int:
    """Return the next lower count, or the same at the bottom."""
    return max((step for step in LADDER if step < sentences), default=sentences)


def longer(sentences: int, available: int) -> int:
    """Return the next higher count that still shows more, or the same where there is nothing more."""
    shown = min(sentences, available)
    ceiling = min(available, MAX_SENTENCES)
    return min(min((step for step in LADDER if step > shown), default=ceiling), max(ceiling, shown))


def summary_keyboard(
    article_id: str,
    *,
    sentences: int,
    available: int,
    url: str | None = None,
    neighbours: tuple[str, str] | None = None,
    asker: int | None = None,
) -> Keyboard:
    """Return the buttons under a summary of `sentences` sentences.

    `neighbours` are the ids of the articles before and after this one in its list; `asker` is whose message
    it is, in a chat of several people. The places of the buttons never change, so that a finger can stay.
    """
    shown = min(sentences, available)
    rows: list[tuple[Button, ...]] = [
        (
            _button("button.shorter", Press(Action.SHORTER, article_id, shorter(shown), asker)),
            _button("button.longer", Press(Action.LONGER, article_id, longer(shown, available), asker)),
        )
    ]
    if neighbours:
        previous, following = neighbours
        rows.append(
            (
                _button("button.previous", Press(Action.PREVIOUS, previous, sentences, asker)),
                _button("button.next", Press(Action.NEXT, following, sentences, asker)),
            )
        )
    if url:
        rows.append((Button(phrase("button.read"), url=url),))
    return tuple(rows)


def start_keyboard(article_id: str, sentences: int) -> Keyboard:
    """Return the one button under the greeting: try it on the newest article."""
    return ((_button("button.get", Press(Action.GET, article_id, sentences)),),)


def _button(label: str, press: Press) -> Button:
    return Button(phrase(label), data=press.encode())
