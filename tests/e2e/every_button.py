"""Pressing every button of a screen: by those who may, by those who may not, and from another chat."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tests.botapi import Message
from tests.e2e.every_chat import Kind, Role, Stage
from tests.e2e.every_press import Effect, Others, does, sort_of
from tests.e2e.every_state import Rows
from tests.e2e.every_text import bare, said

# What a button never says to somebody who may press it, where it stands.
_REFUSALS = (
    "toast.old_menu",
    "toast.old_button",
    "toast.admins_only",
    "toast.rights_needed",
    "toast.edit_needed",
    "toast.sent_privately",
    "toast.open_private",
    "toast.start_first",
)
# What is told to whoever sends what no button of the message sends.
_FOREIGN = ("toast.old_menu", "toast.old_button", "access.stranger")
# How a button begins that says what holds already.
_CHOSEN = "✓"
# Messages that a press sends below, at most.
_MOST_BELOW = 8


@dataclass(frozen=True, slots=True)
class Screen:
    """What a message showed, and what was written down when it did."""

    message: Message
    state: Rows


class Fingers:
    """Everybody who presses in a chat, and somebody who is an admin of another one.

    Each sort of button is pressed once, on the first screen that has it, `by` one of these after the other;
    those that are `tried` only where a command shows them. Who may change nothing presses what they asked for
    themselves. Where the whole `matrix` is wanted, those press as well who may not.
    """

    def __init__(
        self, stage: Stage, tried: set[str] | None = None, *, by: tuple[Role, ...] = (), matrix: bool = True
    ) -> None:
        self.stage, self._server, self._state = stage, stage.server, stage.state
        self._by, self._matrix = by or stage.chiefs, matrix
        self._is_chief = set(self._by).isdisjoint(stage.others)
        self._tried = set[str]() if tried is None else tried
        self._screens = deque[Screen]()
        # Sorts seen only where they say what holds already, which may be a switch that is on.
        self._chosen: dict[str, Screen] = {}
        self._refusals = {said(key, stage.language) for key in _REFUSALS}
        self._foreign = {said(key, stage.language) for key in _FOREIGN}
        self.pressed: list[str] = []
        """The sorts of buttons that somebody pressed who may."""
        self.refused: list[str] = []
        """Those that are refused to whoever asked for the screen."""

    async def press_all_from(self, message: Message) -> None:
        """Press every button of what a command showed, and of all that these lead to."""
        self._tried.difference_update(set(self._presses(message)) - {*self.pressed, *self.refused})
        self._note(message)
        await self._press_noted()

    async def press_the_chosen(self) -> None:
        """Press what was seen only where it says what holds already."""
        while self._chosen:
            sort, screen = self._chosen.popitem()
            if sort not in self._tried:
                await self._press_each(screen, {sort: self._presses(screen.message)[sort]})
                await self._press_noted()

    async def _press_noted(self) -> None:
        while self._screens:
            screen = self._screens.popleft()
            presses = self._new(screen.message)
            chosen = {data for label, data in _buttons(screen.message) if label.startswith(_CHOSEN)}
            self._chosen.update({sort: screen for sort, data in presses.items() if data in chosen})
            await self._press_each(
                screen, {sort: data for sort, data in presses.items() if data not in chosen}
            )

    def _note(self, message: Message) -> None:
        if self._new(message):
            self._screens.append(Screen(message.snapshot(), self._state.kept()))

    def _presses(self, message: Message) -> dict[str, str]:
        """Return one button of each sort, the last that does not say what holds already."""
        buttons = sorted(_buttons(message), key=lambda button: not button[0].startswith(_CHOSEN))
        return {sort_of(data): data for _, data in buttons}

    def _new(self, message: Message) -> dict[str, str]:
        return {sort: data for sort, data in self._presses(message).items() if sort not in self._tried}

    async def _press_each(self, screen: Screen, presses: dict[str, str]) -> None:
        """Press these: in vain by those who may not, then by those who may."""
        self._tried.update(presses)
        others = {sort: does(sort, self.stage.kind).others for sort in presses}
        if not self._is_chief:
            closed = {sort: data for sort, data in presses.items() if self._is_closed_to_asker(sort)}
            self.refused.extend(closed)
            presses = {sort: data for sort, data in presses.items() if sort not in closed}
            for role in self._by:
                await self._press_in_vain(role, screen, closed)
        elif presses and self._matrix:
            await self._state.put_back(screen.state)
            await self._press_elsewhere(list(presses.values()))
            closed = {sort: data for sort, data in presses.items() if others[sort] is not Others.MAY}
            for role in self.stage.others:
                await self._press_in_vain(role, screen, closed)
        for sort, data in presses.items():
            await self._press_for_good(self._presser(sort), screen, sort, data)
            self.pressed.append(sort)
            if self._matrix and others[sort] is Others.MAY:
                for role in self.stage.others:
                    await self._press_for_good(role, screen, sort, data)

    def _is_closed_to_asker(self, sort: str) -> bool:
        """Whether somebody who decides nothing there is refused: they may turn their own pages, and close."""
        found = does(sort, self.stage.kind)
        return found.others is Others.CHIEFS and found.effect is not Effect.CLOSES

    def _presser(self, sort: str) -> Role:
        stage = self.stage
        is_of_maker = does(sort, stage.kind).is_of_maker
        return stage.chief if is_of_maker else self._by[len(self.pressed) % len(self._by)]

    async def _press_in_vain(self, role: Role, screen: Screen, presses: dict[str, str]) -> None:
        """Nothing changes for whoever may not, who is told why, or answered in private."""
        stage, user = self.stage, self.stage.people[role]
        await self._state.put_back(screen.state)
        all_do = {data: does(sort, stage.kind) for sort, data in presses.items()}
        keys = {data: one.others.toast(stage.kind, role) for data, one in all_do.items()}
        makes = {data for data, one in all_do.items() if one.makes}
        for some in filter(None, (keys.keys() - makes, makes)):
            shown, private = stage.show(screen.message), self._in_private(role)
            toasts = await stage.pressed(user, shown, *some)
            await stage.settled()
            for data, toast in zip(some, toasts, strict=True):
                key = keys[data]
                assert toast == said(key, stage.language), (stage.kind, role, data, key, toast)
            assert some <= makes or not self._state.is_changed(), (stage.kind, role, presses)
            assert not self._state.is_wished_otherwise(), (stage.kind, role, presses)
            copies = sum(keys[data] in {Others.COPY, Others.SENT} for data in some)
            assert self._in_private(role) == private + copies, (stage.kind, role, presses)
            now = self._server.find(shown.chat.id, shown.message_id)
            assert now, (stage.kind, role, presses)
            assert _content(now) == _content(screen.message), (stage.kind, role, presses)

    def _in_private(self, role: Role) -> int:
        """Return how much the bot has told somebody in private."""
        return len(self._server.journal.to(self.stage.people[role].id))

    async def _press_elsewhere(self, presses: list[str]) -> None:
        """What is copied below a message of another chat has no effect, there and here."""
        stage, own = self.stage, self.stage.show_elsewhere()
        content = _content(own)
        toasts = await stage.pressed(stage.rita, own, *presses)
        await stage.settled()
        assert set(toasts) <= self._foreign, (stage.kind, list(zip(presses, toasts, strict=True)))
        assert (self._state.is_changed(), _content(own)) == (False, content), (stage.kind, presses)

    async def _press_for_good(self, role: Role, screen: Screen, sort: str, data: str) -> None:
        """Whoever may press a button has the effect that it is there for, in the chat and its topic."""
        stage = self.stage
        await self._state.put_back(screen.state)
        shown, private = stage.show(screen.message), self._in_private(role)
        (toast,) = await stage.pressed(stage.people[role], shown, data)
        await stage.settled()
        now = self._server.find(shown.chat.id, shown.message_id)
        below = list(self._below(shown))
        effects = {
            Effect.SETS: self._state.is_wished_otherwise(),
            Effect.SHOWS: bool(below) or (now is not None and _content(now) != _content(screen.message)),
            Effect.BELOW: bool(below),
            Effect.CLOSES: now is None,
            Effect.TELLS: bool(toast),
            Effect.PRIVATELY: stage.kind is not Kind.PRIVATE and self._in_private(role) > private,
        }
        expected = does(sort, stage.kind).effect
        case = (stage.kind, role, data, screen.message.text, toast)
        assert effects[expected], (expected, *case)
        assert effects[Effect.SETS] is (expected is Effect.SETS), (expected, *case)
        assert toast not in self._refusals, case
        assert {one.thread_id for one in below} <= {stage.topic}, case
        self._check_language(data, toast, *below, *([now] if now else []))
        for message in (now, *below):
            if message:
                self._note(message)

    def _check_language(self, data: str, toast: str, *messages: Message) -> None:
        english = self.stage.english
        if data.startswith("vg="):  # another language is spoken from now on
            return
        assert english.in_text(toast) == [], (data, toast)
        for message in messages:
            assert english.in_message(message) == [], (data, message.text, message.labels)

    def _below(self, message: Message) -> Iterator[Message]:
        for step in range(1, _MOST_BELOW):
            later = self._server.find(message.chat.id, message.message_id + step)
            if later and later.from_bot:
                yield later


def _buttons(message: Message) -> list[tuple[str, str]]:
    """Return the label and the data of each button that sends something."""
    buttons = [button for row in message.keyboard or [] for button in row]
    return [
        (bare(button["text"]), button["callback_data"]) for button in buttons if "callback_data" in button
    ]


def _content(message: Message) -> tuple[str, list[tuple[str, str]]]:
    return message.text, _buttons(message)
