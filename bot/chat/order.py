"""Updates of one chat are handled one after another, those of different chats side by side."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import structlog
from telegram import Chat, Update
from telegram.ext import BaseUpdateProcessor

from bot.correlation import begin_request
from bot.metrics import UPDATES

log = structlog.get_logger(__name__)

# Chats that are served side by side: more than the processors and the pace can use.
_AT_ONCE = 256
# Updates of one chat that wait for their turn: two full answers of getUpdates (100 each) and some more, so
# that whoever forwards a hundred posts reaches the bound of `Running` first, which refuses in words. What
# goes beyond that is no person, and is cut off here.
_WAITING_IN_A_CHAT = 250
# The library's own bound counts updates that wait for their turn as well, so that one chat could use it up.
_NO_BOUND = 2**30


class OneByOneInAChat(BaseUpdateProcessor):
    """Keeps the order in which the messages of a chat came, and lets other chats pass meanwhile.

    A group that becomes a supergroup gets a new id: the message that says so comes after everything of the
    old chat and before everything of the new one.
    """

    def __init__(self) -> None:
        super().__init__(_NO_BOUND)
        self._places = asyncio.Semaphore(_AT_ONCE)
        # By chat: the end of the newest update, which the next one waits for.
        self._newest: dict[int, asyncio.Event] = {}
        self._waiting: Counter[int] = Counter()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when those before it in the same chat are done; its task is its own."""
        begin_request(update_id=update.update_id if isinstance(update, Update) else None)
        UPDATES.labels(_kind(update)).inc()
        try:
            await self._handle(update, coroutine)
        finally:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # or Python would warn that it was never awaited

    async def _handle(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if not isinstance(update, Update) or chat is None:
            async with self._places:
                await coroutine
            return
        if self._waiting[chat.id] >= _WAITING_IN_A_CHAT:
            log.warning("chat_floods", chat_id=chat.id)
            return
        await self._in_turn(_chats(update, chat), coroutine)

    async def _in_turn(self, chats: set[int], coroutine: Awaitable[Any]) -> None:
        before = [self._newest[chat] for chat in chats if chat in self._newest]
        done = asyncio.Event()
        # Queued in all its chats at one moment, so that no two updates can wait for each other.
        self._newest.update(dict.fromkeys(chats, done))
        self._waiting.update(chats)
        try:
            for earlier in before:
                await earlier.wait()
            async with self._places:
                await coroutine
        finally:
            done.set()
            self._waiting.subtract(chats)
            for chat in chats:
                if not self._waiting[chat]:
                    del self._waiting[chat], self._newest[chat]


def _kind(update: object) -> str:
    """Return what kind of update this is, as Telegram names it; "other" for what the library cannot read."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None)), "other")


def _chats(update: Update, chat: Chat) -> set[int]:
    """Return the ids under which an update has its turn: two where it says that a chat moved."""
    message = update.message
    ids = {chat.id, message and message.migrate_to_chat_id, message and message.migrate_from_chat_id}
    return {number for number in ids if number}
