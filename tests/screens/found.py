"""What a crawl finds: screens, their buttons, what each did, and what is wrong with any of it."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.botapi import Message
from tests.screens.texts import label_of, line_of

MAX_DATA = 64
"""Bytes that Telegram takes as the data of a button."""
LEAVING = "→"
"""The kind of a button that leads out of the chat."""
# The menus that callback data begins with; of a story the letter behind its number says what is wanted.
_STORY = re.compile(r"e\d+:\d+([a-z])")
_DIGEST = re.compile(r"d\d+:")


class Screen(NamedTuple):
    """What makes a message a screen of its own: what it says first, and of which menus its buttons are."""

    name: str
    menus: str

    def __str__(self) -> str:
        return f"{self.name} [{self.menus}]" if self.menus else self.name


class Button(NamedTuple):
    """A button of a screen, without what it names."""

    label: str
    kind: str


@dataclass
class Found:
    """What a crawl has found: by screen and button the results, and what is wrong."""

    results: dict[Screen, dict[Button, set[str]]] = field(default_factory=dict)
    """Of every screen that was seen, the buttons that were pressed there."""
    seen: dict[Screen, set[Button]] = field(default_factory=dict)
    presses: int = 0
    commands: int = 0
    unanswered: list[str] = field(default_factory=list)
    too_long: list[str] = field(default_factory=list)
    dead_ends: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    data: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """By kind of callback data, one press that sends it: chat, message, data."""
    all_data: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        """How many screens and buttons were found."""
        return len(self.results) + self.buttons

    @property
    def buttons(self) -> int:
        """How many buttons were pressed on all screens together."""
        return sum(map(len, self.results.values()))

    @property
    def unpressed(self) -> dict[Screen, set[Button]]:
        """Buttons that were seen and never pressed, by screen."""
        left = {screen: buttons - self.results[screen].keys() for screen, buttons in self.seen.items()}
        return {screen: buttons for screen, buttons in left.items() if buttons}


def kind_of(data: str) -> str:
    """Return what kind of callback data it is: what is wanted, without of what."""
    if story := _STORY.match(data):
        return f"e{story[1]}"
    return "d" if _DIGEST.match(data) else data[:2]


def screen_of(message: Message) -> Screen:
    """Return which screen a message shows."""
    menus = {":" if kind.endswith(":") else kind[0] for _, kind in buttons_of(message)}
    return Screen(line_of(message.text), "".join(sorted(menus)))


def buttons_of(message: Message) -> dict[Button, dict[str, Any]]:
    """Return the buttons below a message, one of each kind, with what Telegram has of them."""
    found: dict[Button, dict[str, Any]] = {}
    for row in message.keyboard or []:
        for button in row:
            data = button.get("callback_data")
            kind = kind_of(data) if data else LEAVING
            found.setdefault(Button(label_of(button["text"]), kind), button)
    return found
