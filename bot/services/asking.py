"""For which chat something is being asked: so that what only it asked for can be deleted with it."""

from collections.abc import Callable
from contextvars import ContextVar

from bot.storage import Storage
from bot.storage.asked import Kind

# Ambient, as the language is: set once by the edge for an update, and inherited by the tasks that it begins.
_CHAT: ContextVar[int | None] = ContextVar("asking_chat", default=None)


def ask_for(telegram_id: int) -> None:
    """Note for the rest of this task in which chat it is asked; for inline queries, by whom."""
    _CHAT.set(telegram_id)


class Asking:
    """Notes what is asked for. `clock` gives UTC seconds."""

    def __init__(self, storage: Storage, clock: Callable[[], float]) -> None:
        self._asked = storage.asked
        self._clock = clock

    async def note(self, *items: tuple[Kind, str]) -> None:
        """Note that this chat asked for articles and inputs; nothing where nobody asks."""
        telegram_id = _CHAT.get()
        if telegram_id is not None:
            await self._asked.note(telegram_id, items, int(self._clock()))
