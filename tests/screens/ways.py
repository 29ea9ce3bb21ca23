"""Which way leads to a screen: what commands and buttons showed when they were last tried."""

from collections import deque
from collections.abc import Collection, Iterable
from typing import TypeAlias

from tests.screens.found import Button, Screen

Step: TypeAlias = tuple[Screen, Button] | str
"""A button of a screen, or a command."""


class Ways:
    """The map of what leads where, kept up to date by every step."""

    def __init__(self) -> None:
        self._shown: dict[Step, tuple[Screen, ...]] = {}
        self._buttons: dict[Screen, Collection[Button]] = {}

    def note(self, step: Step, shown: Iterable[Screen]) -> None:
        """Note what a step has just shown; it is what is expected of it from now on."""
        self._shown[step] = tuple(shown)

    def note_buttons(self, screen: Screen, buttons: Collection[Button]) -> None:
        """Note which buttons a screen has as it was shown last: not always all that it can have."""
        self._buttons[screen] = buttons

    def shown_by(self, step: Step) -> tuple[Screen, ...]:
        """Return what a step showed when it was last tried."""
        return self._shown.get(step, ())

    def first_step(self, at_hand: Iterable[Step], wanted: Collection[Screen]) -> tuple[Step, Screen] | None:
        """Return the first step of the shortest way to one of the screens wanted, and that screen.

        It is one of the buttons at hand or, where none of them leads there, a command.
        """
        commands = (step for step in self._shown if isinstance(step, str))
        seen: set[Screen] = set()
        for beginnings in (at_hand, commands):
            ahead = deque((step, step) for step in beginnings)
            while ahead:
                step, first = ahead.popleft()
                for screen in self.shown_by(step):
                    if screen in wanted:
                        return first, screen
                    if screen not in seen:
                        seen.add(screen)
                        ahead.extend((further, first) for further in self._from(screen))
        return None

    def _from(self, screen: Screen) -> list[Step]:
        return [(screen, button) for button in self._buttons.get(screen, ())]
