"""/forget: everything of a chat deleted, and nothing sent to it afterwards."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.services.access import Access
from bot.services.asking import forget_asks
from bot.storage import Storage

log = structlog.get_logger(__name__)

# Seconds for what is being sent just now, which nobody can call back: as long as the slowest call takes.
_PATIENCE, _LOOK_AGAIN = 25.0, 0.05


@dataclass(frozen=True, slots=True)
class Held:
    """What is set up in a chat, in numbers."""

    parts: int
    """The chat itself and its topics, as far as they are set up."""
    sources: int
    words: int


class Erase:
    """Deletes chats."""

    def __init__(self, storage: Storage, access: Access) -> None:
        self._storage = storage
        self._access = access

    async def held(self, telegram_id: int) -> Held:
        """Return what is set up in a chat with all its topics."""
        chats = await self._storage.chats.of_telegram(telegram_id)
        setups = [setup for chat in chats if (setup := await self._storage.setups.of(chat.id))]
        return Held(
            parts=len(setups),
            sources=sum(len(setup.sources) for setup in setups),
            words=sum(len(setup.words) for setup in setups),
        )

    async def forget(self, telegram_id: int) -> None:
        """Delete every row of a chat with all its topics.

        What is being sent there just now is waited for, so that nothing comes after this returns; of what
        is being read for it nothing will be kept.
        """
        store = self._storage.erase
        forget_asks(telegram_id)
        await store.hold(telegram_id)
        for _ in range(int(_PATIENCE / _LOOK_AGAIN)):
            if not await store.is_sending(telegram_id):
                break
            await asyncio.sleep(_LOOK_AGAIN)
        else:
            log.warning("forgotten_while_sending")
        await store.erase(telegram_id, keeps_access=self._access.is_owner(telegram_id))
        log.info("chat_forgotten")
