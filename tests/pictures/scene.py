"""A person and the bot: subscriptions, the digest of the morning, a story of it, and a summary."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.config import Settings, load_settings
from bot.sources import guard
from tests.botapi import BotApiServer, Message
from tests.e2e.conversations import Conversation
from tests.e2e.newsrooms import Newsroom
from tests.e2e.sources import NOON, Clock, at_noon
from tests.pictures.news import shared_event, single_events
from tests.web import WebServer

_SEEDS = Path(__file__).parent.parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Scene:
    """What stood in the chat, as the server accepted it."""

    bot_name: str
    summary: tuple[Message, ...]
    """The command and its answer."""
    digest: tuple[Message, ...]
    story: tuple[Message, ...]
    """The digest again, of which a button was pressed."""
    settings: tuple[Message, ...]
    arabic: tuple[Message, ...]
    """The digest of somebody whose Telegram speaks Arabic, and their settings: set from right to left."""


async def play() -> Scene:
    """Let the bot run and talk; raises `AssertionError` where the server refused one of its calls."""
    with TemporaryDirectory(prefix="pictures-") as folder:
        async with BotApiServer(limits=None) as server, WebServer() as web:
            scene = await _play(server, web, Path(folder))
            assert not server.refused, server.refused
            return scene


async def _play(server: BotApiServer, web: WebServer, folder: Path) -> Scene:
    anna, layla, clock = Conversation.of(server, "Anna"), Conversation.of(server, "ليلى", "ar"), Clock()
    shared, single = shared_event(), single_events()
    newsrooms = {told.publisher: Newsroom(web, told.publisher) for told in [*shared, *single]}
    with _names({newsroom.host: web.host for newsroom in newsrooms.values()}):
        async with at_noon(_settings(server, folder), server, clock):
            for newsroom in newsrooms.values():
                await anna.read(f"/subscribe {newsroom.url}")
                await layla.read(f"/subscribe {newsroom.url}")
            for hours, told in enumerate([*shared, *single], 1):
                newsrooms[told.publisher].publish(told, at=NOON + timedelta(hours=hours))
            clock.now = NOON.replace(day=NOON.day + 1, hour=8)
            digest = await anna.until(lambda message: message.text.startswith("Your digest"), "a digest")
            morning = await layla.until(lambda message: "1. " in message.text, "an Arabic digest")
            story, _ = await anna.press(digest, "1 · Get a summary")
            answer = await anna.read("/summary")
            command = [message for message in server.messages(anna.chat.id) if not message.from_bot][-1]
            settings, choices = await anna.ask("/settings"), await layla.ask("/settings")
    return Scene(
        server.bot.first_name, (command, answer), (digest,), (story,), (settings,), (morning, choices)
    )


def _settings(server: BotApiServer, folder: Path) -> Settings:
    return load_settings(
        {
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_URL": server.url,
            "DATA_DIR": str(folder / "data"),
            "SEEDS_DIR": str(_SEEDS),
            "ACCESS": "public",
            "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        },
        folder / "no.env",
    )


@contextmanager
def _names(known: Mapping[str, str]) -> Iterator[None]:
    """Let the bot find sites of these names on this machine, and no other."""

    def look_up(host: str, *_: Any, **__: Any) -> list[Any]:
        return socket.getaddrinfo(
            known.get(host, host), None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "getaddrinfo", look_up)
        yield
