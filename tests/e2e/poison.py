"""Feeds whose reading kills its process. Children find it by name: it needs a module of its own."""

import os
import signal
from pathlib import Path

from bot.articles.feed import FeedKind
from bot.services.read_feed import Parsed, parse_feed

CPU, MEMORY, DEATH = "eats the processor", "eats the memory", "dies"


def parse(path: str, kind: FeedKind, url: str, content_type: str, charset: str | None) -> Parsed:
    """Read a feed as the bot does, unless its text says what is to happen instead."""
    match Path(path).read_bytes().decode(errors="replace"):
        case str(text) if text == CPU:
            while True:
                pass
        case str(text) if text == MEMORY:
            hoard = []
            while True:
                hoard.append(bytes(2**24))
        case str(text) if text == DEATH:
            os.kill(os.getpid(), signal.SIGKILL)
    return parse_feed(path, kind, url, content_type, charset)
