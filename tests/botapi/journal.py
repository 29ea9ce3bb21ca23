"""The record of what was asked of the server, and waiting for it to grow."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

from tests.botapi.model import Accepted, Refused

# Polling says nothing about what the bot did.
_LEFT_OUT = "getUpdates"


class Journal:
    """Calls carried out and calls refused, each in order."""

    def __init__(self) -> None:
        self.accepted: list[Accepted] = []
        self.refused: list[Refused] = []
        self.requests = 0
        self._by_method: dict[str, list[Accepted]] = defaultdict(list)
        self._by_chat: dict[object, list[Accepted]] = defaultdict(list)
        self._waiting: set[asyncio.Event] = set()

    def record(self, call: Accepted | Refused) -> None:
        """Put a call down and wake those who wait."""
        if isinstance(call, Accepted):
            self.accepted.append(call)
            self._by_method[call.method].append(call)
            self._by_chat[call.params.get("chat_id")].append(call)
        else:
            self.refused.append(call)
        for grown in self._waiting:
            grown.set()

    def of(self, method: str) -> list[Accepted]:
        """The accepted calls of one method."""
        return list(self._by_method.get(method, ()))

    def count(self, method: str) -> int:
        """How many calls of one method were accepted."""
        return len(self._by_method.get(method, ()))

    def to(self, chat_id: int | str, method: str = "sendMessage") -> list[Accepted]:
        """The accepted calls of one method to one chat, as the caller named it; quick among 100,000."""
        return [call for call in self._by_chat.get(chat_id, ()) if call.method == method]

    async def wait_until(self, holds: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait until the condition holds after some call; AssertionError with all calls otherwise."""
        grown = asyncio.Event()
        self._waiting.add(grown)
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    grown.clear()
                    await grown.wait()
        except TimeoutError:
            raise AssertionError(f"waited {seconds} s for {what}\n{self.account()}") from None
        finally:
            self._waiting.discard(grown)

    def account(self) -> str:
        """What was accepted and refused, a call a line, for a person to read."""
        lines = ["accepted:"]
        lines += [f"  {_line(call)}" for call in self.accepted if call.method != _LEFT_OUT]
        lines += ["refused:"]
        lines += [f"  {_line(call)} -> {call.code} {call.description}" for call in self.refused]
        return "\n".join(lines)


def _line(call: Accepted | Refused) -> str:
    shown = [f"{name}={value!r:.80}" for name, value in call.params.items()]
    return " ".join([f"{call.at:.3f}", call.method, *shown])
