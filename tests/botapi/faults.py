"""Faults that a test orders in advance: wrong replies, cut connections, slow ones."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tests.botapi.errors import RefusalError, too_many_requests

_MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"
# What Telegram says where the test does not, and the name of the status is not all.
_DESCRIPTIONS = {403: "Forbidden: bot was blocked by the user", 500: "Internal Server Error: restart"}


@dataclass
class Fault:
    """One ordered fault; `after` puts it behind the carrying out: the call counts, its reply is lost."""

    method: str
    times: int
    error: RefusalError | None
    reset: bool
    after: bool
    delay: float
    chat_id: int | None

    def matches(self, method: str, params: dict[str, Any]) -> bool:
        """Whether the fault is meant for this call."""
        here = self.chat_id is None or self.chat_id == params.get("chat_id")
        return self.times > 0 and self.method.lower() == method.lower() and here


def error_of(
    code: int | None, description: str | None, retry_after: int | None, migrate_to_chat_id: int | None
) -> RefusalError | None:
    """The error reply a fault asks for, if any."""
    if retry_after is not None:
        return too_many_requests(retry_after)
    if migrate_to_chat_id is not None:
        return RefusalError(400, _MIGRATED, {"migrate_to_chat_id": migrate_to_chat_id})
    if code is None:
        return None
    return RefusalError(code, description or _DESCRIPTIONS.get(code, HTTPStatus(code).phrase))


class Faults:
    """The queue of ordered faults; each call takes the first that is meant for it."""

    def __init__(self) -> None:
        self._queue: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order a fault."""
        self._queue.append(fault)

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault for this call, one of its times used up."""
        fault = next((fault for fault in self._queue if fault.matches(method, params)), None)
        if fault:
            fault.times -= 1
        return fault
