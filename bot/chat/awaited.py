"""Private chats in which the next message may name what is to be followed."""

import time
from collections import OrderedDict

# Who pressed that they send an address has it at hand; what comes later is meant for a summary.
_SECONDS = 15 * 60.0
# Chats that are waited for at once; of more the oldest are forgotten, and the command is still there.
_MOST = 10_000


class Awaited:
    """Chats that are waited for, each for a while."""

    def __init__(self) -> None:
        self._until: OrderedDict[int, float] = OrderedDict()

    def begin(self, chat_id: int) -> None:
        """Wait for the next message of a chat."""
        self._until[chat_id] = time.monotonic() + _SECONDS
        self._until.move_to_end(chat_id)
        if len(self._until) > _MOST:
            self._until.popitem(last=False)

    def is_waiting(self, chat_id: int) -> bool:
        """Whether the next message of a chat may name a source."""
        return self._until.get(chat_id, 0.0) > time.monotonic()

    def end(self, chat_id: int) -> bool:
        """Wait no more; return whether it was waited for."""
        waiting = self.is_waiting(chat_id)
        self._until.pop(chat_id, None)
        return waiting
