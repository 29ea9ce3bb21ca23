"""What is left of a chat after /forget, in memory and of what was being read just then."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import pytest

from bot.chat import inline
from bot.chat.context import House, move_in
from bot.config import Settings
from bot.render.phrases import phrase
from bot.services.quotas import Quotas
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, eventually, running
from tests.e2e.pages import page
from tests.e2e.test_data import everything, places_of
from tests.texts import STORY
from tests.web import WebServer


@pytest.fixture
def houses(monkeypatch: pytest.MonkeyPatch) -> list[House]:
    """The insides of the bots that are started."""
    found: list[House] = []

    def note(app: Any, house: House) -> None:
        found.append(house)
        move_in(app, house)

    monkeypatch.setattr("bot.chat.move_in", note)
    return found


@pytest.fixture
async def house(
    houses: list[House], reading: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    server.inline_mode = True
    for pause in ("_PAUSE", "_LINK_PAUSE"):
        monkeypatch.setattr(inline, pause, 0.0)
    async with running(reading, server):
        yield houses[-1]


async def forget(talk: Conversation) -> None:
    await talk.press(await talk.ask("/forget"), "Yes, delete it all")
    await talk.until(lambda message: message.text == phrase("data.forgotten"), "that it is done")


async def test_no_memory_names_whoever_was_forgotten(
    house: House, anna: Conversation, server: BotApiServer, web: WebServer
) -> None:
    """Everything that is kept between two updates, whatever is added to it."""
    url = web.page("/ferry", page("Karlsby"))
    await anna.read(url)
    await anna.ask(STORY)
    server.inline(anna.user, url)
    await eventually(lambda: bool(memories_of(house, anna.user.id, only="typists")), "a query")
    house.said.may_say("sorry", anna.chat.id, anna.user.id)
    house.awaited.begin(anna.chat.id)
    house.location_asked.add(anna.chat.id)
    assert set(memories_of(house, anna.user.id)) >= {"typists", "said", "awaited", "shown"}
    await forget(anna)
    await eventually(lambda: not memories_of(house, anna.user.id), "nothing to be remembered")


async def test_a_link_that_is_read_for_a_query_leaves_nothing_behind(
    house: House, anna: Conversation, server: BotApiServer, web: WebServer, reading: Settings
) -> None:
    release = asyncio.Event()
    url = web.page("/ferry", page("Karlsby"), hold=release.wait)
    server.inline(anna.user, url)
    await eventually(lambda: bool(web.requests), "the link to be fetched")
    await forget(anna)
    release.set()
    await house.running.wait()
    await anna.ask("/feeds")
    assert places_of(reading, anna.user.id) == []
    assert everything(reading) == "[[], []]"


def memories_of(house: House, number: int, only: str = "") -> list[str]:
    """Return which of the memories of a house hold a number, at whatever depth of its containers."""
    names = [only] if only else [name for name in House.__dataclass_fields__ if name not in SERVICES]
    return [name for name in names if _holds(getattr(house, name), number, 0)]


# What looks everything up in the database, holds Telegram's own client, or names owners, whom it serves.
SERVICES = {"upkeep", "background", "deliver", "announcer", "access", "invites", "people"}


def _holds(value: object, number: int, depth: int) -> bool:
    if isinstance(value, int):
        return value == number
    # What was used of quotas is kept until the hour is over, or this would be a way around them.
    if depth > 8 or isinstance(value, str | bytes | Quotas) or value is None:
        return False
    if isinstance(value, Mapping | OrderedDict):
        return any(_holds(part, number, depth + 1) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return any(_holds(part, number, depth + 1) for part in value)
    module = type(value).__module__
    if module.startswith(("bot.services", "bot.chat", "bot.digest.model")):
        return any(_holds(part, number, depth + 1) for part in _parts(value))
    return False


def _parts(value: object) -> Iterable[object]:
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    own = [getattr(value, name) for name in slots if name != "__weakref__" and hasattr(value, name)]
    return [*own, *vars(value).values()] if hasattr(value, "__dict__") else own
