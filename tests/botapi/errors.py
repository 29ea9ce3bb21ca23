"""Refusals: how the server says no, in the words of the Bot API."""

from typing import Any


class RefusalError(Exception):
    """A call the server does not carry out: HTTP status, description, response parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def to_json(self) -> dict[str, Any]:
        """The body of the reply, `parameters` only where there are some."""
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> RefusalError:
    """400; the reason begins small, as Telegram writes it, unless it is a constant (BUTTON_DATA_INVALID)."""
    second_is_capital = len(reason) > 1 and (reason[1] == "_" or "A" <= reason[1] <= "Z")
    text = reason if second_is_capital else reason[:1].lower() + reason[1:]
    return RefusalError(400, f"Bad Request: {text}")


def forbidden(reason: str) -> RefusalError:
    """403, for a chat the bot may not write to."""
    return RefusalError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> RefusalError:
    """409, for a second receiver of updates."""
    return RefusalError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> RefusalError:
    """429 with the whole seconds to wait."""
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
