"""Messages to chats that belong to no digest: a source fails, is gone, or can be read again."""

import asyncio
from collections.abc import Callable, Sequence

from bot.digest.model import Chat, ChatState
from bot.digest.schedule import quiet_until
from bot.storage import Storage
from bot.storage.ledger import Notice

# Chats whose notices are written in one transaction, while nobody else is answered.
_BATCH = 500


class Notices:
    """Puts notices into the ledger; `wake` is called when there is something new to be sent."""

    def __init__(self, storage: Storage, wake: Callable[[], None]) -> None:
        self._ledger = storage.deliveries
        self._wake = wake

    async def put(self, chats: Sequence[Chat], slot: str, text: str, now: int) -> None:
        """Have a message sent to chats, in their quiet hours at the end of these; of one slot only once."""
        for start in range(0, len(chats), _BATCH):
            await self._ledger.notify(
                [
                    Notice(chat.id, slot, text, quiet_until(chat.schedule, now) or 0)
                    for chat in chats[start : start + _BATCH]
                    if chat.state is ChatState.ACTIVE
                ],
                now,
            )
            self._wake()
            await asyncio.sleep(0)
