"""From the inbox to the handlers: who floods holds up nobody, and what one process has no other begins."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
from sqlalchemy import URL, delete, insert
from telegram import Update

from bot.chat import App
from bot.chat.order import OneByOneInAChat
from bot.services.inbox import Inbox
from bot.serving.arrivals import Arrivals
from bot.storage import IN_MEMORY, Storage, open_storage
from bot.storage.schema import leaders
from bot.storage.sql import writing
from tests.postgresql import Server


class Library:
    """What the library is for an update: it is handled in its turn, here for as long as the test wants."""

    bot = None

    def __init__(self) -> None:
        self.update_processor = OneByOneInAChat()
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.may_end: set[int] = set()

    async def process_update(self, update: Update) -> None:
        self.begun.append(update.update_id)
        while update.update_id not in self.may_end:
            await asyncio.sleep(0.01)
        self.ended.append(update.update_id)

    async def until_begun(self, *numbers: int) -> None:
        async with asyncio.timeout(20):
            while not set(numbers) <= set(self.begun):
                await asyncio.sleep(0.02)

    async def end(self, number: int) -> None:
        self.may_end.add(number)
        async with asyncio.timeout(20):
            while number not in self.ended:
                await asyncio.sleep(0.02)


@asynccontextmanager
async def handling(library: Library, storage: Storage, holder: str = "") -> AsyncIterator[None]:
    """Handle updates meanwhile; at the end, what is still at work is broken off."""
    stop, arrivals = asyncio.Event(), Arrivals(cast("App", library), Inbox(storage.updates, holder=holder))
    running = asyncio.create_task(arrivals.run(stop))
    try:
        yield
    finally:
        stop.set()
        await running
        await arrivals.finish()


async def put(storage: Storage, messages: dict[int, int]) -> None:
    """Put messages into the inbox: chats by the number of the update."""
    await storage.updates.put(
        {
            number: json.dumps(
                {
                    "update_id": number,
                    "message": {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "group"}},
                }
            )
            for number, chat in messages.items()
        },
        now=1,
    )


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[URL]:
    if request.param == "memory":
        yield IN_MEMORY
        return
    server: Server = request.getfixturevalue("postgresql")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
async def storage(url: URL) -> AsyncIterator[Storage]:
    opened = await open_storage(url)
    yield opened
    await opened.close()


@pytest.mark.parametrize("url", ["memory"], indirect=True)
async def test_some_chats_that_flood_hold_up_no_other(storage: Storage) -> None:
    library = Library()
    flood = {number: -1 - number % 5 for number in range(1250)}
    await put(storage, flood | {5000: -7})
    async with handling(library, storage):
        await library.until_begun(5000)
    assert set(library.begun) == {0, 1, 2, 3, 4, 5000}


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_whoever_takes_over_begins_nothing_that_is_being_handled(storage: Storage) -> None:
    one, other = Library(), Library()

    async def lead(holder: str) -> None:
        async with writing(storage._engine) as connection:
            await connection.execute(delete(leaders))
            await connection.execute(insert(leaders).values(name="gateway", holder=holder))

    await lead("one")
    await put(storage, {1: -1, 2: -2})
    async with handling(other, storage, "other"):
        async with handling(one, storage, "one"):
            await one.until_begun(1, 2)
            await lead("other")  # which the one does not know yet
            await put(storage, {3: -3})
            await other.until_begun(3)
            await one.end(1)
        await other.until_begun(2)  # what was broken off in order
    assert (one.begun, other.begun) == ([1, 2], [3, 2])
