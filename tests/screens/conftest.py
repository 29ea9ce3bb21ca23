"""One crawl of a private chat, and what came of forged presses there, for all tests that look at them."""

import asyncio
from dataclasses import dataclass

import pytest

from tests.screens import forged
from tests.screens.chats import said, spot
from tests.screens.crawl import Crawl
from tests.screens.found import Found
from tests.screens.house import open_house


@dataclass(frozen=True, slots=True)
class Tour:
    """What was found, and by way of forging what is not as it should be."""

    found: Found
    forged: dict[str, list[str]]


@pytest.fixture(scope="session")
def tour() -> Tour:
    return asyncio.run(_tour())


async def _tour() -> Tour:
    async with open_house() as house:
        place = spot(house, "private")
        found = await Crawl(house, place.user, place.chat).run(said(house, "private"))
        anna, boris = place.user, house.server.add_user("Boris")
        return Tour(
            found,
            {
                "changed": await forged.changed(house, found, anna),
                "below another message": await forged.elsewhere(house, found, anna),
                "by a stranger": await forged.elsewhere(house, found, boris),
                "expired": await forged.expired(house, found, anna),
                "deleted": await forged.deleted(house, found, anna),
            },
        )
