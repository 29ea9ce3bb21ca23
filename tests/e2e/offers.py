"""Chats in which summaries are offered, and what is seen there."""

from collections.abc import Sequence
from html import escape
from typing import Any

from bot.config import Settings
from bot.digest.look import Look
from bot.digest.model import ChatKind, Place, Schedule
from bot.storage import open_storage
from tests.botapi import BotApiServer, Chat, Message, User
from tests.databases import url_of

OFFER = "No time to read? Get a summary"
GET = "Get a summary"


async def offer_in(
    settings: Settings,
    chat: Chat,
    by: User | None = None,
    *,
    is_on: bool = True,
    language: str = "en",
    topic: int = 0,
) -> None:
    """Turn the offers of a chat, or of a topic of it, on or off, as its settings do."""
    storage = await open_storage(url_of(settings))
    try:
        schedule = Schedule("UTC", ())
        known = await storage.chats.open(
            Place(chat.id, topic), ChatKind(chat.type), schedule, by.id if by else None, 2_000_000_000
        )
        await storage.looks.set(known.id, Look(language=language, has_offers=is_on))
    finally:
        await storage.close()


def page_of(sentences: Sequence[str]) -> str:
    """A page that holds an article of these sentences."""
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The tides</title></head>'
        f"<body><main><article><h1>The tides</h1>{body}</article></main></body></html>"
    )


def sentence_of(length: int, number: int) -> str:
    """A sentence of so many characters; those of different numbers share few words."""
    words = [f"harbour{number} pilot{number} said that{number} ships{number}", "waited", "for", "the", "tide"]
    text = f"The {' '.join(words)}"
    while len(text) < length - 8:
        text += f" mile{number}"
    return f"{text}{'s' * (length - len(text) - 1)}."


async def offered(server: BotApiServer, post: Message) -> Message:
    """Wait until a post has the button, and return it."""
    await server.wait_until(
        lambda: OFFER in _now(server, post).labels, what=f"an offer at {post.text[:40]!r}"
    )
    return _now(server, post).snapshot()


async def seen(server: BotApiServer, channel: Chat) -> None:
    """Wait until the bot has looked at all that was posted so far: it answers a command behind it."""
    before = len(server.messages(channel.id))
    server.post(channel, "/help")
    await server.wait_until(
        lambda: len(server.messages(channel.id)) > before + 1, what="an answer to the last post"
    )


def is_offered(server: BotApiServer, post: Message) -> bool:
    """Whether a post has the button."""
    return OFFER in _now(server, post).labels


def _now(server: BotApiServer, post: Message) -> Message:
    living = server.find(post.chat.id, post.message_id)
    assert living is not None
    return living


async def answer(server: BotApiServer, query: str) -> dict[str, Any]:
    """Wait until a press is answered, and return with what."""
    await server.wait_until(lambda: server.answer_to(query) is not None, what="an answer to a press")
    return server.answer_to(query) or {}
