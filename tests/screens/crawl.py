"""Pressing every button of every screen, from every command, until there is nothing new."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeAlias

from tests.botapi import Accepted, Chat, Message, User, document
from tests.e2e.sources import opml
from tests.screens.found import MAX_DATA, Button, Found, Screen, buttons_of, kind_of, screen_of
from tests.screens.house import House
from tests.screens.refusals import Refusals
from tests.screens.texts import OWN_WORDS, line_of
from tests.screens.ways import Ways

Place: TypeAlias = tuple[int, int]
"""A chat and a message in it."""
Json: TypeAlias = dict[str, Any]

_WRITES = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup", "sendDocument"})
# Steps towards a screen with buttons that were not pressed, before it is given up: three ways of the longest
# kind. A step that shows something else than before, or the screen without these buttons, ends one of them.
_IN_VAIN, _OF_A_WAY = 24, 8


class Crawl:
    """One person in one chat who presses whatever there is to press."""

    def __init__(self, house: House, user: User, chat: Chat, thread_id: int | None = None) -> None:
        self.house, self.user, self.chat, self.thread_id = house, user, chat, thread_id
        self.found = Found()
        self._ways = Ways()
        # By place, the newest last, what a message of the bot shows.
        self._open: dict[Place, tuple[Screen, dict[Button, Json]]] = {}

    async def run(self, commands: Sequence[str], most: int = 3_000) -> Found:
        """Send the commands, then press until every button was pressed that can be reached."""
        known = -1
        while known < len(self.found) and self.found.presses < most:
            known = len(self.found)
            # What a chat is told depends on what was pressed before.
            for command in commands:
                await self._say(command)
            await self._press_all(most)
        self.found.raised = self.house.errors
        self.found.refused = Refusals(self.house.server).new()
        return self.found

    async def _press_all(self, most: int) -> None:
        """Press what was not pressed yet, at hand or further on, until no way leads there."""
        in_vain: Counter[Screen] = Counter()
        while self.found.presses < most:
            at_hand = self._at_hand()
            if new := next((step for step in at_hand if self._is_new(*step)), None):
                await self._press(at_hand[new], *new)
                in_vain[new[0]] = 0
                continue
            wanted = {screen for screen in self.found.unpressed if in_vain[screen] < _IN_VAIN}
            if (way := self._ways.first_step(at_hand, wanted)) is None:
                return
            step, target = way
            expected = self._ways.shown_by(step)
            await (self._say(step) if isinstance(step, str) else self._press(at_hand[step], *step))
            is_over = target in expected or self._ways.shown_by(step) != expected
            in_vain[target] += _OF_A_WAY if is_over else 1

    async def _say(self, command: str) -> None:
        before = len(self.house.server.accepted)
        self._send(command)
        await self.house.settle()
        self.found.commands += 1
        self._ways.note(command, [screen for _, screen in self._shown(before)])

    def _send(self, text: str) -> None:
        server = self.house.server
        if self.chat.type == "channel":
            server.post(self.chat, text, by=self.user)
        elif text == "opml":
            file = document("feeds.opml", opml(self.house.outlets[0].url))
            server.send(self.user, chat=self.chat, attachment=file, thread_id=self.thread_id)
        else:
            server.send(self.user, text, self.chat, thread_id=self.thread_id)

    def _at_hand(self) -> dict[tuple[Screen, Button], Place]:
        """What can be pressed now: every button with the newest message that has it."""
        found: dict[tuple[Screen, Button], Place] = {}
        for place, (screen, buttons) in reversed(self._open.items()):
            if self.house.server.find(*place):
                for button in buttons:
                    found.setdefault((screen, button), place)
        return found

    def _is_new(self, screen: Screen, button: Button) -> bool:
        return button not in self.found.results.get(screen, {})

    async def _press(self, place: Place, screen: Screen, button: Button) -> None:
        message, sent = self.house.server.find(*place), self._open[place][1][button]
        assert message
        results = self.found.results.setdefault(screen, {}).setdefault(button, set())
        if "callback_data" not in sent:
            results.add("leads out of the chat")
            return
        before = len(self.house.server.accepted)
        query = self.house.server.press(self.user, message, data=sent["callback_data"])
        await self.house.settle()
        self.found.presses += 1
        answer = self.house.server.answer_to(query)
        if answer is None:
            self.found.unanswered.append(f"{screen}: {button.label}")
        elif answer.get("text"):
            results.add(f"says {line_of(answer['text'])}")
        elif answer.get("url"):
            results.add("opens the private chat")
        shown = self._shown(before)
        self._ways.note((screen, button), [to for _, to in shown])
        for call, to in shown:
            is_edit = call.method.startswith("edit")
            results.add(
                "sends a file" if call.method == "sendDocument" else f"{'shows' if is_edit else 'sends'} {to}"
            )
            if is_edit and not to.menus:
                self.found.dead_ends.append(f"{screen}: {button.label} → {to}")
        if button.kind.startswith("v") and button.label == OWN_WORDS:  # a language: go back to the first
            self._send("/language English")
            await self.house.settle()
        if not results:
            results.add("nothing to change")

    def _shown(self, before: int) -> list[tuple[Accepted, Screen]]:
        """Put down the messages that were sent or edited since so many calls; return what they show now."""
        calls = {_place(call): call for call in self.house.server.accepted[before:] if _shows(call)}
        shown = []
        for place, call in calls.items():
            message = self.house.server.find(*place)
            if message and "Cancel" not in message.labels:  # a line that says how far an answer is
                shown.append((call, self._remember(place, message)))
        return shown

    def _remember(self, place: Place, message: Message) -> Screen:
        screen, buttons = screen_of(message), buttons_of(message)
        self._open.pop(place, None)
        self._open[place] = screen, buttons
        self.found.results.setdefault(screen, {})
        self.found.seen.setdefault(screen, set()).update(buttons)
        self._ways.note_buttons(screen, buttons)
        for row in message.keyboard or []:
            for data in (button.get("callback_data", "") for button in row):
                if data:
                    self.found.all_data.add(data)
                    self.found.data.setdefault(kind_of(data), (*place, data))
                if len(data.encode()) > MAX_DATA:
                    self.found.too_long.append(data)
        return screen


def _place(call: Accepted) -> Place:
    return call.result["chat"]["id"], call.result["message_id"]


def _shows(call: Accepted) -> bool:
    return call.method in _WRITES and isinstance(call.result, dict)
