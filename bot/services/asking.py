"""For which chat something is being asked: so that what only it asked for can be deleted with it."""

from collections.abc import Callable
from contextvars import ContextVar
from weakref import WeakSet

from bot.storage import Storage
from bot.storage.asked import Kind


class _Ask:
    """One update that is being answered, for as long as anything that it began goes on."""

    def __init__(self, telegram_id: int) -> None:
        self.telegram_id = telegram_id
        self.is_forgotten = False


# Ambient, as the language is: set once by the edge for an update, and inherited by the tasks that it begins.
_ASK: ContextVar[_Ask | None] = ContextVar("ask", default=None)
_UNDER_WAY: WeakSet[_Ask] = WeakSet()


def ask_for(telegram_id: int) -> None:
    """Note for the rest of this task in which chat it is asked; for inline queries, by whom."""
    ask = _Ask(telegram_id)
    _UNDER_WAY.add(ask)
    _ASK.set(ask)


def forget_asks(telegram_id: int) -> None:
    """Let nothing be kept of what is being read for a chat just now, whenever it arrives."""
    for ask in _UNDER_WAY:
        if ask.telegram_id == telegram_id:
            ask.is_forgotten = True


class Asking:
    """Notes what is asked for. `clock` gives UTC seconds."""

    def __init__(self, storage: Storage, clock: Callable[[], float]) -> None:
        self._asked = storage.asked
        self._clock = clock

    async def note(self, *items: tuple[Kind, str]) -> None:
        """Note that this chat asked for articles and inputs; nothing where nobody asks.

        What is to be read is noted before, and what was read behind it: so /forget finds it at any moment.
        Where all of the chat was forgotten since it asked, they are deleted, unless others asked for them.
        """
        ask = _ASK.get()
        if ask is None:
            return
        if not ask.is_forgotten:
            await self._asked.note(ask.telegram_id, items, int(self._clock()))
        if ask.is_forgotten:  # be it while that was being written
            await self._asked.take_back(ask.telegram_id, items)
