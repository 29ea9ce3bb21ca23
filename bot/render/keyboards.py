"""The buttons under a message, and the data a press sends back. No secret and no text travels in it."""

import re
from collections.abc import Sequence
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
    REFRESH = "r"
    """Read the page of the article anew."""
    LINK = "k"
    """Read the link of this id."""
    TRY_AGAIN = "t"
    """The same, in place of the message that says why it could not be read."""
    CANCEL = "c"
    """Stop the request of this id."""


# Ids are 16 characters (articles, links) or fewer (requests), people have up to 52 bits: 40 bytes at most.
_DATA = re.compile(
    r"(?P<action>[slpngrktc]):(?P<id>[\w-]{1,32}):(?P<sentences>\d{1,2})(?:w(?P<words>\d{1,4}))?"
    r"(?::(?P<asker>\d{1,16}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks for: an article in so many sentences. Pressed twice it asks the same."""

    action: Action
    id: str
    """Of the article; of the link for `LINK` and `TRY_AGAIN`, of the request for `CANCEL`."""
    sentences: int
    """0: as many as the place wants where it is pressed."""
    asker: int | None = None
    """Whose message it is, in a chat of several people."""
    words: int | None = None
    """So many words at most, up to 9999, where a reading time was asked for."""

    def encode(self) -> str:
        """Return the callback data, at most 64 bytes (Bot API, InlineKeyboardButton)."""
        words = "" if self.words is None else f"w{self.words}"
        asker = "" if self.asker is None else f":{self.asker}"
        return f"{self.action}:{self.id}:{self.sentences}{words}{asker}"

    @classmethod
    def decode(cls, data: str) -> "Press | None":
        """Return the press, or None when the data is not one of ours."""
        match = _DATA.fullmatch(data)
        if not match or int(match["sentences"]) > MAX_SENTENCES:
            return None
        asker, words = (int(number) if number else None for number in match.group("asker", "words"))
        return cls(Action(match["action"]), match["id"], int(match["sentences"]), asker, words)


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


def summary_keyboard(  # noqa: PLR0913  (all that the buttons depend on)
    article_id: str,
    *,
    sentences: int,
    available: int,
    url: str | None = None,
    refreshable: bool = False,
    neighbours: tuple[str, str] | None = None,
    asker: int | None = None,
    is_usual: bool = False,
) -> Keyboard:
    """Return the buttons under a summary of `sentences` sentences.

    `is_usual` tells that it is as long as its place wants, so that other articles shall be, too;
    `refreshable` tells that the article was read from a page; `neighbours` are the ids of the articles before
    and after this one in its list; `asker` is whose message it is, in a chat of several people. The places
    of the buttons never change, so that a finger can stay.
    """
    shown, others = min(sentences, available), 0 if is_usual else sentences
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
                _button("button.previous", Press(Action.PREVIOUS, previous, others, asker)),
                _button("button.next", Press(Action.NEXT, following, others, asker)),
            )
        )
    page: list[Button] = []
    if refreshable:
        page.append(_button("button.refresh", Press(Action.REFRESH, article_id, others, asker)))
    if url:
        page.append(_open(url))
    return (*rows, tuple(page)) if page else tuple(rows)


def choice_keyboard(labels: Sequence[str], presses: Sequence[Press]) -> Keyboard:
    """Return a button for each of several links, one below the other."""
    return tuple((Button(label, data=press.encode()),) for label, press in zip(labels, presses, strict=True))


def failure_keyboard(url: str | None, again: Press | None) -> Keyboard:
    """Return the buttons under what could not be read: try again, and open it oneself."""
    row = [_button("button.try_again", again)] if again else []
    if url:
        row.append(_open(url))
    return (tuple(row),) if row else ()


def cancel_keyboard(request_id: str, asker: int | None) -> Keyboard:
    """Return the one button under a line that says what is being done."""
    return ((_button("button.cancel", Press(Action.CANCEL, request_id, 1, asker)),),)


def _open(url: str) -> Button:
    return Button(phrase("button.read"), url=url)


def _button(label: str, press: Press) -> Button:
    return Button(phrase(label), data=press.encode())
