"""What arrives for a chat of which everything was deleted while it was being read."""

import asyncio

import pytest
from sqlalchemy import select

from bot.errors import ArticleGone
from bot.services.access import Access
from bot.services.asking import ask_for
from bot.services.budget import DEFAULT_BUDGET
from bot.services.erase import Erase
from bot.services.offers import Offers
from bot.services.read_input import Asker
from bot.storage import Storage
from bot.storage.schema import articles, asked, inputs
from tests.e2e.pages import page
from tests.unit.services.conftest import Clock, House
from tests.unit.services.test_offers import offers
from tests.unit.storage.things import rows
from tests.web import WebServer

__all__ = ["offers"]

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANNA, BEN = Asker(1), Asker(2)
HERE, THERE = -1001, -1002


@pytest.fixture
def erase(storage: Storage, clock: Clock) -> Erase:
    return Erase(storage, Access(storage.access, "public", frozenset(), clock))


class Ferry:
    """A page that is given when somebody says so."""

    def __init__(self, web: WebServer) -> None:
        self._web, self._release = web, asyncio.Event()
        self.url = web.page("/ferry", page("Karlsby"), hold=self._release.wait)

    async def is_asked_for(self) -> None:
        while not self._web.requests:
            await asyncio.sleep(0.01)

    def give(self) -> None:
        self._release.set()


async def kept(storage: Storage) -> int:
    """Count what is kept of texts, links, and who asked for them."""
    return sum([len(await rows(storage, select(table))) for table in (articles, inputs, asked)])


async def test_a_link_that_is_being_read_leaves_nothing_behind(
    house: House, storage: Storage, web: WebServer, erase: Erase
) -> None:
    ferry = Ferry(web)

    async def ask() -> None:
        ask_for(HERE)
        await house.summaries.link(ferry.url, DEFAULT_BUDGET, ANNA)

    asking = asyncio.create_task(ask())
    await ferry.is_asked_for()
    await erase.forget(HERE)
    ferry.give()
    await asking
    assert await kept(storage) == 0
    await asyncio.create_task(ask())  # whoever asks again is somebody new
    assert await kept(storage) > 0


async def test_an_offer_that_is_being_read_leaves_nothing_behind(
    offers: Offers, storage: Storage, web: WebServer, erase: Erase
) -> None:
    ferry = Ferry(web)

    async def press() -> None:
        ask_for(HERE)
        item = await offers.keep_link(ferry.url)
        async with asyncio.timeout(5):
            await offers.short(item, ANNA, HERE, 3)

    pressing = asyncio.create_task(press())
    await ferry.is_asked_for()
    await erase.forget(HERE)
    ferry.give()
    await asyncio.gather(pressing, return_exceptions=True)
    assert await kept(storage) == 0


async def test_others_who_wait_for_the_same_have_it(
    offers: Offers, storage: Storage, web: WebServer, erase: Erase
) -> None:
    ferry = Ferry(web)

    async def press(chat_id: int, asker: Asker) -> str:
        ask_for(chat_id)
        item = await offers.keep_link(ferry.url)
        return (await offers.short(item, asker, chat_id, 3)).text

    first = asyncio.create_task(press(HERE, ANNA))
    await ferry.is_asked_for()
    other = asyncio.create_task(press(THERE, BEN))
    while (THERE,) not in await rows(storage, select(asked.c.telegram_id)):
        await asyncio.sleep(0.01)
    await erase.forget(HERE)
    ferry.give()
    await asyncio.gather(first, return_exceptions=True)
    assert await other
    assert {row[0] for row in await rows(storage, select(asked.c.telegram_id))} == {THERE}


async def test_no_sentences_are_left_of_a_text_that_was_deleted(
    offers: Offers, storage: Storage, erase: Erase
) -> None:
    ask_for(HERE)
    item = await offers.keep_text(
        " ".join(["The ferry of Karlsby ran aground in the fog today."] * 9), None, None
    )
    await offers.short(item, ANNA, HERE, 3)
    await erase.forget(HERE)
    offers.forget(HERE)
    with pytest.raises(ArticleGone):
        await offers.short(item, ANNA, HERE, 3)
