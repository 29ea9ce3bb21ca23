"""Telegram's end of the conversation, played on standard input and output."""

import asyncio
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

from rich.console import Console
from rich.text import Text
from telegram import Update
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.chat import App, house_of
from bot.render.data import import_text
from bot.render.phrases import phrase
from bot.render.text import visible
from bot.terminal.styled import styled
from bot.terminal.typed import CHAT, PERSON, lines, message_of

_BOT = {"id": 2, "is_bot": True, "first_name": "digest-bot", "username": "digest_bot"}

_INTRO = (
    "This is the bot in your terminal. Type /summary, a link, a text, the path of a file, "
    "or the number of a button. Ctrl-D ends it."
)
# Below what the bot says of files, which have no captions here.
_HOW_TO_IMPORT = "In this terminal, type /import and the path of the file."

Buttons = list[dict[str, Any]]


class _RefusedError(Exception):
    """What a call of the Bot API is refused with."""


class _Paper(Console):
    """What is written on, until whoever reads it goes away ("… | head -1")."""

    def on_broken_pipe(self) -> None:
        """Write no more; what Python still holds for the reader goes nowhere."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Terminal(BaseRequest):
    """Answers the bot's calls as Telegram would, shows what a person would see, and says what they type."""

    def __init__(self) -> None:
        self._console = _Paper(highlight=False, markup=False, emoji=False)
        self._message_id = 0
        self._update_id = 0
        self._last: dict[str, Any] = {}
        self._buttons: Buttons = []

    # Towards the bot: python-telegram-bot's own seam for a transport.

    @property
    def read_timeout(self) -> float | None:
        """No call waits."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_more_timeouts: object,
    ) -> tuple[int, bytes]:
        """Carry out a call of the Bot API."""
        name = url.rpartition("/")[2]
        parameters = request_data.parameters if request_data else {}
        files = (request_data.multipart_data if request_data else None) or {}
        for file_name, body, _ in files.values():
            if isinstance(body, bytes):
                self._show_file(file_name, body)
        try:
            answer = _CALLS.get(name, _accept)(self, parameters)
        except _RefusedError as error:
            return 400, json.dumps({"ok": False, "error_code": 400, "description": str(error)}).encode()
        return 200, json.dumps({"ok": True, "result": answer}).encode()

    def send_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Show a new message."""
        self._message_id += 1
        return self._show(self._message_id, parameters)

    def send_document(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Show what a file comes with; the file itself stands above it."""
        return self.send_message(parameters | {"text": parameters.get("caption", "")})

    def edit_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Show a message again as it now stands."""
        return self._show(parameters["message_id"], parameters)

    def delete_message(self, parameters: dict[str, Any]) -> bool:
        """Say that the last message is gone; one further up stays to be read, as paper does."""
        if parameters["message_id"] == self._last.get("message_id"):
            self._buttons = []
            self._console.print("(gone)", style="dim")
        return True

    def get_chat(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Tell who the one person here is."""
        if parameters["chat_id"] != CHAT["id"]:
            raise _RefusedError("Bad Request: chat not found")
        return CHAT | {"accent_color_id": 0, "max_reaction_count": 0}

    def get_file(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Tell where a file is that was named here."""
        path = parameters["file_id"]
        return {"file_id": path, "file_unique_id": path, "file_path": path}

    async def download(self, path: str, to: BinaryIO) -> None:
        """Write the file of a path to `to`; raises `NetworkError` where it cannot be read any more."""
        try:
            to.write(await asyncio.to_thread(Path(path).read_bytes))  # of MAX_MB at most: that is checked
        except OSError as error:
            raise NetworkError("the file cannot be read") from error

    def answer_press(self, parameters: dict[str, Any]) -> bool:
        """Show the pop-up that answers a pressed button."""
        if text := parameters.get("text"):
            self._console.print(Text(f"({text})", style="dim"), soft_wrap=True)
        return True

    def _show_file(self, name: str, body: bytes) -> None:
        self._console.print()
        self._console.print(Text(f"{name}:", style="dim"))
        self._console.print(Text(body.decode("utf-8", "replace").rstrip()), soft_wrap=True)

    def _show(self, message_id: int, parameters: dict[str, Any]) -> dict[str, Any]:
        # The other kind of keyboard, which stands in place of that of a phone, has nothing to press here.
        rows = parameters.get("reply_markup", {}).get("inline_keyboard", [])
        self._buttons = [button for row in rows for button in row]
        text = styled(parameters["text"])
        self._console.print()
        self._console.print(text, soft_wrap=not self._console.is_terminal)
        if parameters["text"] == import_text():
            self._console.print(_HOW_TO_IMPORT, style="dim", soft_wrap=True)
        if self._buttons:
            labels = (f"[{number}] {button['text']}" for number, button in enumerate(self._buttons, start=1))
            self._console.print()
            self._console.print("  ".join(labels), style="cyan", soft_wrap=True)
        self._console.print()
        self._last = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": CHAT,
            "from": _BOT,
            "text": text.plain,
            "reply_markup": {"inline_keyboard": rows},
        }
        return self._last

    # Towards the person.

    async def talk(self, app: App) -> None:
        """Hand the bot what is typed, until the end of input. With no input at all, show what it can do.

        Raises `BrokenPipeError` when nobody reads the answers any more.
        """
        interactive = self._console.is_terminal and sys.stdin is not None and sys.stdin.isatty()
        if interactive:
            self._console.print(_INTRO, style="dim")
            await self._hear(app, "/start")
        spoken = False
        async for line in lines():
            if line.strip():
                spoken = True
                if interactive:
                    await self._hear(app, line)
                else:
                    self._echo(line)
                    await self._hear_out(app, line)
        if not spoken and not interactive:
            await self._demonstrate(app)

    async def _demonstrate(self, app: App) -> None:
        count = len(await house_of(app).summaries.articles())
        following = phrase("button.next")
        self._echo("/summary")
        await self._hear_out(app, "/summary")
        for _ in range(count - 1):
            numbers = [n for n, button in enumerate(self._buttons, start=1) if button["text"] == following]
            self._echo(following)
            await self._hear_out(app, str(numbers[0]))

    def _echo(self, line: str) -> None:
        text = visible(line)
        self._console.print(f"> {text[:70]}{'…' if len(text) > 70 else ''}", style="dim", soft_wrap=True)

    async def _hear(self, app: App, line: str) -> None:
        if re.fullmatch(r"\d{1,3}", line.strip()):
            await self._press(app, int(line))
        else:
            self._message_id += 1
            await self._update(app, message=message_of(line.rstrip("\r\n"), self._message_id))

    async def _hear_out(self, app: App, line: str) -> None:
        """Hand the bot a line and wait for the answer: the next line may press a button of it."""
        await self._hear(app, line)
        await house_of(app).running.wait()
        if self._console.quiet:
            raise BrokenPipeError

    async def _press(self, app: App, number: int) -> None:
        if not 1 <= number <= len(self._buttons):
            self._console.print(f"There is no button {number} to press.", style="dim")
            return
        button = self._buttons[number - 1]
        if url := button.get("url"):
            self._console.print(url, soft_wrap=True)
            return
        query = {
            "id": str(self._update_id),
            "from": PERSON,
            "chat_instance": "terminal",
            "message": self._last,
            "data": button["callback_data"],
        }
        await self._update(app, callback_query=query)

    async def _update(self, app: App, **content: Any) -> None:  # noqa: ANN401  (a piece of JSON)
        self._update_id += 1
        update = Update.de_json({"update_id": self._update_id, **content}, app.bot)
        await app.process_update(update)


def _accept(_terminal: Terminal, _parameters: dict[str, Any]) -> object:
    return True


_CALLS = {
    "getMe": lambda _terminal, _parameters: _BOT,
    "sendMessage": Terminal.send_message,
    "sendDocument": Terminal.send_document,
    "editMessageText": Terminal.edit_message,
    "deleteMessage": Terminal.delete_message,
    "getChat": Terminal.get_chat,
    "getFile": Terminal.get_file,
    "answerCallbackQuery": Terminal.answer_press,
}
