"""Faults that a test orders, or decides on call by call: wrong replies, cut connections, slow ones."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tests.botapi.errors import RefusalError, too_many_requests

_MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"
# What Telegram says where the test does not, and the name of the status is not all.
_DESCRIPTIONS = {403: "Forbidden: bot was blocked by the user", 500: "Internal Server Error: restart"}


@dataclass
class Fault:
    """What goes wrong with a call; `after` puts it behind the carrying out: it counts, its reply is lost."""

    error: RefusalError | None
    reset: bool
    garbled: bool
    after: bool
    delay: float


def fault(
    *,
    code: int | None = None,
    description: str | None = None,
    retry_after: int | None = None,
    migrate_to_chat_id: int | None = None,
    reset: bool = False,
    garbled: bool = False,
    after: bool = False,
    delay: float = 0.0,
) -> Fault:
    """Describe a fault; see `BotApiServer.fault` for what each means."""
    return Fault(error_of(code, description, retry_after, migrate_to_chat_id), reset, garbled, after, delay)


# Method and parameters of a call, to what is to go wrong with it, if anything.
Decide = Callable[[str, dict[str, Any]], Fault | None]


@dataclass
class Order:
    """A fault for the next calls of a method."""

    method: str
    times: int
    fault: Fault
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
    """The ordered faults: each call takes the first that is meant for it, else what `decide` says."""

    def __init__(self) -> None:
        self.decide: Decide | None = None
        self._queue: list[Order] = []

    def add(self, order: Order) -> None:
        """Order a fault."""
        self._queue.append(order)

    def take(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The fault for this call, one of its times used up."""
        order = next((order for order in self._queue if order.matches(method, params)), None)
        if order is None:
            return self.decide(method, params) if self.decide else None
        order.times -= 1
        if order.times <= 0:
            self._queue.remove(order)
        return order.fault
