"""What is typed in the terminal: lines as they come, and the message that Telegram would make of each."""

import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from bot.render.text import utf16_length

PERSON_ID = 1
PERSON = {"id": PERSON_ID, "is_bot": False, "first_name": "You"}
CHAT = {"id": PERSON_ID, "type": "private", "first_name": "You"}

# An address as Telegram finds it in a text: without the punctuation that follows it in a sentence.
_LINK = re.compile(r"https?://\S*[^\s.,;:!?'\"»”’)\]}>…]", re.IGNORECASE)
_COMMAND = re.compile(r"/[a-z]+", re.IGNORECASE)
# What may stand before the path of a file: these commands take one, as its caption.
_WITH_FILE = re.compile(r"(?P<command>/(?:import|subscribe|summary)\s+)?(?P<path>\S.*)", re.IGNORECASE)
# As terminals put a file that is dropped into them.
_QUOTES = "'\""


def message_of(line: str, message_id: int) -> dict[str, Any]:
    """Return the message that a line is: a text, or the file whose path it gives."""
    message = {"message_id": message_id, "date": int(time.time()), "chat": CHAT, "from": PERSON}
    named = _WITH_FILE.fullmatch(line.strip())
    file = _file(named["path"]) if named else None
    if named is None or file is None:
        return message | {"text": line, "entities": _entities(line)}
    if not (caption := (named["command"] or "").strip()):
        return message | {"document": file}
    return message | {"document": file, "caption": caption, "caption_entities": _entities(caption)}


def _file(typed: str) -> dict[str, Any] | None:
    """Return the file of this path as a document; None where there is none, and for a plain word."""
    try:
        named = Path(typed.strip().strip(_QUOTES)).expanduser()
        path = named.resolve()
        if not path.is_file() or (len(named.parts) == 1 and not named.suffix):
            return None
        about = path.stat()
    except (OSError, ValueError, RuntimeError):  # no path at all: too long, or of a home that nobody has
        return None
    return {
        "file_id": str(path),
        "file_unique_id": f"{about.st_ino}-{about.st_mtime_ns}",
        "file_name": path.name,
        "file_size": about.st_size,
    }


def _entities(text: str) -> list[dict[str, Any]]:
    links = [_entity("url", text, match) for match in _LINK.finditer(text)]
    command = _COMMAND.match(text)
    return [_entity("bot_command", text, command), *links] if command else links


def _entity(kind: str, text: str, match: re.Match[str]) -> dict[str, Any]:
    offset = utf16_length(text[: match.start()])
    return {"type": kind, "offset": offset, "length": utf16_length(match.group())}


async def lines() -> AsyncIterator[str]:
    """Yield the lines of standard input as they come, without holding up the event loop."""
    if sys.stdin is None:
        return
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        # The loop is gone when the program was interrupted while this thread waited for input.
        with suppress(RuntimeError, ValueError):
            for line in sys.stdin:
                loop.call_soon_threadsafe(queue.put_nowait, line)
            loop.call_soon_threadsafe(queue.put_nowait, None)

    # A daemon, since nothing can wake a thread that reads from a terminal.
    Thread(target=read, daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line
