"""How the tests of this folder call the local Bot API server: through the bot's library, or by hand."""

import ssl
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.request import HTTPXRequest

from tests.botapi import BotApiServer

# Everything here is plain HTTP; loading certificates for each client would take most of the time.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def bot_for(server: BotApiServer, token: str | None = None) -> Bot:
    requests = [HTTPXRequest(httpx_kwargs={"verify": NO_TLS}) for _ in range(2)]
    return Bot(
        token or server.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )


async def raw(
    server: BotApiServer, method: str, token: str | None = None, /, **body: object
) -> dict[str, Any]:
    async with httpx.AsyncClient(verify=NO_TLS) as client:
        reply = await client.post(f"{server.url}/bot{token or server.token}/{method}", json=body)
    answer: dict[str, Any] = reply.json()
    assert reply.status_code == answer.get("error_code", 200)
    return answer


async def refusal(server: BotApiServer, method: str, **body: object) -> str:
    """The description of a 400, as it also stands in the record."""
    answer = await raw(server, method, **body)
    assert answer["ok"] is False
    assert answer["error_code"] == 400
    assert server.refused[-1].description == answer["description"]
    return str(answer["description"]).removeprefix("Bad Request: ")


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def buttons(**data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data[label]) for label in data]])


def updates(server: BotApiServer) -> list[Update]:
    """What waits for the bot, read by the library the bot uses."""
    return [Update.de_json(update, None) for update in server.updates.pending]
