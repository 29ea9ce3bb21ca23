"""Every screen of a private chat, pressed once, and forged presses of every kind of button met there.

One test, for one crawl: it takes half a minute.
"""

from tests.screens import forged
from tests.screens.chats import said, spot
from tests.screens.crawl import Crawl
from tests.screens.house import open_house
from tests.screens.table import PATH, faults, summary_of, written

BEHIND = "docs/screens.md is behind: python -m tests.screens"


async def test_every_button_of_a_private_chat_leads_on_and_no_forged_one_has_an_effect() -> None:
    async with open_house() as house:
        place = spot(house, "private")
        found = await Crawl(house, place.user, place.chat).run(said(house, "private"))
        assert {name: rows for name, rows in faults(found).items() if rows} == {}
        assert found.buttons > 200
        names, row = written(PATH.read_text("utf-8"), "private")
        assert {screen.name for screen in found.results} == names, BEHIND
        assert summary_of("private", found) == row, BEHIND

        anna, boris = place.user, house.server.add_user("Boris")
        assert await forged.changed(house, found, anna) == []
        assert await forged.elsewhere(house, found, anna) == []
        assert await forged.elsewhere(house, found, boris) == []
        assert await forged.expired(house, found, anna) == []
        assert await forged.deleted(house, found, anna) == []
