"""What is kept of a chat, given out: its sources as OPML, and all of it as JSON."""

import asyncio
import json
import time
from collections.abc import Callable

from bot.articles.lists import Listed
from bot.digest.model import Place
from bot.errors import UserError
from bot.sources.backup import FORMAT, VERSION, moment_text, setup_values
from bot.sources.opml_writer import write_opml
from bot.storage import Storage
from bot.storage.records import Records, Row


class Exports:
    """Makes files of what is kept. `clock` gives UTC seconds."""

    def __init__(self, storage: Storage, clock: Callable[[], float] = time.time) -> None:
        self._chats, self._subscriptions = storage.chats, storage.subscriptions
        self._setups, self._records = storage.setups, storage.records
        self._clock = clock

    async def opml(self, place: Place, title: str) -> tuple[bytes, int]:
        """Return what a place follows as OPML, and how many sources that are; raises "no_sources"."""
        sources = await self._followed(place)
        if not sources:
            raise UserError("no_sources")
        return await asyncio.to_thread(write_opml, sources, title, self._now()), len(sources)

    async def everything(self, place: Place) -> bytes:
        """Return all that is kept of the chat of a place as JSON; `bot.sources.backup` has the keys."""
        records = await self._records.of(place.chat_id)
        setups = {}
        for chat in await self._chats.of_telegram(place.chat_id):
            if setup := await self._setups.of(chat.id):
                setups[chat.place.topic_id] = setup_values(setup)
        values = {
            "format": FORMAT,
            "version": VERSION,
            "exported_at": moment_text(self._now()),
            "setup": setups.pop(place.topic_id, {}),
            "other_topics": [{"topic": topic, "setup": setup} for topic, setup in setups.items()],
            **_recorded(records),
        }
        return await asyncio.to_thread(_written, values)

    async def _followed(self, place: Place) -> list[Listed]:
        chat = await self._chats.find(place)
        return await self._subscriptions.listed(chat.id) if chat else []

    def _now(self) -> int:
        return int(self._clock())


def _recorded(records: Records) -> dict[str, object]:
    return {
        "chats": [
            {
                **{name: value for name, value in _told(row).items() if name != "id"},
                "shown": [_told(one) for one in records.shown[int(str(row["id"]))]],
                "apart": [_told(one) for one in records.apart[int(str(row["id"]))]],
            }
            for row in records.chats
        ],
        "asked": [_told(row) for row in records.asked],
        "access": {name: [_told(row) for row in rows] for name, rows in records.access.items()},
    }


def _told(row: Row) -> Row:
    """Return a row with its moments as the file has them."""
    return {
        name: moment_text(value) if name.endswith("_at") and isinstance(value, int) else value
        for name, value in row.items()
    }


def _written(values: dict[str, object]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
