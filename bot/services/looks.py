"""How places want what they are sent, as settings show it and change it."""

from dataclasses import replace

from bot.digest.look import Look
from bot.digest.model import ChatKind, Place
from bot.services.schedules import Schedules
from bot.storage import Storage


class Looks:
    """The looks of places. `default` is the language where nobody said or chose another."""

    def __init__(self, storage: Storage, schedules: Schedules, default: str) -> None:
        self._looks, self._chats = storage.looks, storage.chats
        self._schedules = schedules
        self._default = default

    async def start(self) -> None:
        """Let chats that an older version set up, when there was one language, have the default one."""
        await self._looks.fill_languages(self._default)

    async def of(self, place: Place) -> Look:
        """Return the look of a place; a topic that nobody has set up has that of its chat."""
        return await self._looks.of(place)

    async def set(self, place: Place, kind: ChatKind, by: int | None, look: Look) -> Look:
        """Replace the look of a place."""
        chat = await self._schedules.open(place, kind, by)
        await self._looks.set(chat.id, look)
        return look

    async def language(self, place: Place, heard: str | None = None, *, private: bool = False) -> str:
        """Return the language that is spoken in a place.

        `heard` is what Telegram says of the person who writes, where there is one: that is spoken unless
        another one was chosen; in a group, where it speaks none yet. A private chat that is set up gets its
        digests in what was heard last.
        """
        look = await self.of(place)
        if private and heard and not look.is_language_chosen:
            if look.language and look.language != heard:
                await self._hear(place, heard)
            return heard
        return look.language or heard or self._default

    async def _hear(self, place: Place, language: str) -> None:
        chat = await self._chats.find(place)
        if chat:
            await self._looks.set(chat.id, replace(chat.look, language=language))
