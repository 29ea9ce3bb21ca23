"""Calls of the Bot API on their way: counted by method and outcome, and whether Telegram answers."""

import re
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.metrics import CALLS
from bot.sender.refusals import never_sent

_METHOD = re.compile(r"/bot[^/]+/([A-Za-z]+)$")


@dataclass(slots=True)
class Presence:
    """Whether Telegram answered the newest call."""

    is_there: bool | None = None
    """None until there was one."""


class CountedRequest(HTTPXRequest):
    """A transport that counts its calls, and notes whether they are answered."""

    def __init__(self, *args: Any, presence: Presence | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.presence = presence or Presence()

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Make the call."""
        found = _METHOD.search(url)
        method = found[1] if found else "file"
        try:
            status, payload = await super().do_request(url, *args, **kwargs)
        except TelegramError as error:
            self.presence.is_there = False
            CALLS.labels(method, "unreachable" if never_sent(error) else "no_answer").inc()
            raise
        self.presence.is_there = status < 500  # else it was a server on the way, or Telegram is down
        CALLS.labels(method, _outcome(status)).inc()
        return status, payload


def _outcome(status: int) -> str:
    """Return what an HTTP status says; there is one word for each way in which the bot goes on."""
    if status < 300:
        return "accepted"
    if status == 429:
        return "too_many_requests"
    return "refused" if status < 500 else "server_error"
