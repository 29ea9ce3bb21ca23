"""Updates of one chat are handled one after another, those of different chats side by side."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog
from telegram import Update
from telegram.ext import BaseUpdateProcessor

log = structlog.get_logger(__name__)

# Chats that are served side by side: more than the processors and the pace can use.
_AT_ONCE = 256
# Updates of one chat that wait for their turn. Nobody types more; a flood is cut off here.
_WAITING_IN_A_CHAT = 50
# The library's own bound counts updates that wait for their turn as well, so that one chat could use it up.
_NO_BOUND = 2**30


class OneByOneInAChat(BaseUpdateProcessor):
    """Keeps the order in which the messages of a chat came, and lets other chats pass meanwhile."""

    def __init__(self) -> None:
        super().__init__(_NO_BOUND)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when those before it in the same chat are done."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            async with self._places:
                await coroutine
            return
        waiting = self._waiting.get(chat.id, 0)
        if waiting >= _WAITING_IN_A_CHAT:
            log.warning("chat_floods", chat_id=chat.id)
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # or Python would warn that it was never awaited
            return
        self._waiting[chat.id] = waiting + 1
        try:
            async with self._locks.setdefault(chat.id, asyncio.Lock()), self._places:
                await coroutine
        finally:
            self._waiting[chat.id] -= 1
            if not self._waiting[chat.id]:
                del self._waiting[chat.id], self._locks[chat.id]
