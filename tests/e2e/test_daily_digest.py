"""The digest itself, from a source to a chat: every day, at its time, with only what is new."""

import asyncio
from pathlib import Path

import pytest

from bot.app import run_bot
from bot.config import Settings
from bot.errors import SettingsError
from tests.botapi import BotApiServer, Message
from tests.e2e.conversations import Conversation, running
from tests.e2e.sources import NOON, Clock, at_noon, put_feed, town
from tests.web import WebServer

TOWNS = ("Arden", "Berrow", "Corvey", "Dunmore")


@pytest.fixture
def reading(reading: Settings, tmp_path: Path, seeds: Path) -> Settings:
    """Settings with a folder of articles that tests may add to."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for seed in seeds.glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    return reading.model_copy(update={"seeds_dir": folder})


async def test_every_morning_at_eight_only_what_is_new(
    reading: Settings, server: BotApiServer, web: WebServer, anna: Conversation, clock: Clock
) -> None:
    async with at_noon(reading, server, clock):
        await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
        await anna.read("/subscribe seeds")
        await anna.read("/timezone Berlin")
        count = len(anna.answers)
        clock.now = NOON.replace(day=23, hour=6, minute=59)
        await asyncio.sleep(1)
        assert len(anna.answers) == count
        clock.now = NOON.replace(day=23, hour=7)
        first = await _digest(anna, count)
        assert "Monday 23 November" in first.text
        assert all(f"The ferry of {town}" in first.text for town in TOWNS[:3])
        assert "The ferry of Dunmore" not in first.text  # known before anybody followed
        assert "Ambassador Kelin" in first.text
        put_feed(web, "/feed.xml", "Town News", ("Elmstead", *TOWNS))
        clock.now = NOON.replace(day=24, hour=7)
        second = await _digest(anna, count + 1)
        assert "Tuesday 24 November" in second.text
        assert "The ferry of Elmstead" in second.text
        assert "Arden" not in second.text
        assert "Kelin" not in second.text
        (reading.seeds_dir / "new.txt").write_text(_ARTICLE)
        clock.now = NOON.replace(day=25, hour=7)
        third = await _digest(anna, count + 2)
        assert "lighthouse" in third.text
        assert "Elmstead" not in third.text
        clock.now = NOON.replace(day=26, hour=7)
        await asyncio.sleep(1)
        assert len(anna.answers) == count + 3  # nothing new: nothing comes
    assert server.refused == []


async def test_what_was_due_while_the_bot_was_off_comes_once_when_it_is_back(
    reading: Settings, server: BotApiServer, web: WebServer, anna: Conversation, clock: Clock
) -> None:
    async with at_noon(reading, server, clock):
        await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
        count = len(anna.answers)
        clock.now = NOON.replace(day=23, hour=8)
        await _digest(anna, count)
    put_feed(web, "/feed.xml", "Town News", ("Elmstead", *TOWNS))
    clock.now = NOON.replace(day=26, hour=10)
    async with at_noon(reading, server, clock):
        late = await _digest(anna, count + 1)
        assert "The ferry of Elmstead" in late.text
        assert "Monday 23 November" in late.text  # since when
        await asyncio.sleep(1)
        assert len(anna.answers) == count + 2


async def test_pages_of_a_delivered_digest_are_turned_in_place(
    reading: Settings, server: BotApiServer, web: WebServer, anna: Conversation, clock: Clock
) -> None:
    async with at_noon(reading, server, clock):
        await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', ['Arden'])}")
        count = len(anna.answers)
        towns = [town(number) for number in range(20)]
        put_feed(web, "/feed.xml", "Town News", towns)
        clock.now = NOON.replace(day=23, hour=8)
        first = await _digest(anna, count)
        page = (await anna.press(first, next(label for label in first.labels if label.startswith("1/"))))[0]
        assert page == first
        seen = _towns(first, towns)
        while len(seen) < len(towns):
            page, _ = await anna.press(page, "▶")
            more = _towns(page, towns)
            assert more
            assert not set(more) & set(seen)
            seen += more
        back, _ = await anna.press(page, "▶")  # after the last comes the first
        assert back.text == first.text
    assert server.refused == []


async def test_summary_alone_is_of_the_newest_article_that_is_followed(
    reading: Settings, server: BotApiServer, web: WebServer, anna: Conversation, clock: Clock
) -> None:
    async with at_noon(reading, server, clock):
        assert "TASS" in (await anna.read("/summary")).text  # of the folder, while nothing is followed
        await anna.read(f"/subscribe {put_feed(web, '/feed.xml', 'Town News', TOWNS)}")
        card = await anna.read("/summary 1")
        assert "Arden" in card.text
        assert "article 1 of 3" in card.text
        following, _ = await anna.press(card, "Next article")
        assert "Berrow" in following.text
        longer, _ = await anna.press(following, "Longer")
        assert "article 2 of 3" in longer.text
        put_feed(web, "/none.xml", "Quiet", [])
        boris = Conversation.of(server, "Boris")
        await boris.read(f"/subscribe {web.url('/none.xml')}")
        assert "/feeds" in (await boris.read("/summary")).text


@pytest.mark.file
async def test_a_second_process_on_one_database_says_so_and_ends(
    reading: Settings, server: BotApiServer, clock: Clock
) -> None:
    async with at_noon(reading, server, clock):
        with pytest.raises(SettingsError, match="another process"):
            await asyncio.wait_for(run_bot(reading, asyncio.Event()), 5)
    async with running(reading, server):  # and the next may, when the first is gone
        pass


async def _digest(anna: Conversation, count: int) -> Message:
    await anna.server.wait_until(lambda: len(anna.answers) > count, 30, "a digest")
    assert len(anna.answers) == count + 1
    return anna.answers[-1]


def _towns(message: Message, towns: list[str]) -> list[str]:
    return [town for town in towns if f"The ferry of {town}" in message.text]


_ARTICLE = """The old lighthouse of the island shines again

BERGEN, November 24. The old lighthouse at the northern end of the island was lit again on Tuesday evening.
For eleven years its lamp had been dark, because nobody was left who could mend the clockwork that turns it.
A watchmaker of the town took it apart in the spring, cleaned its four hundred wheels, and made nine anew.
"It was never broken, it was only tired," she said when the light went round for the first time.
Ships do not need it any more, but the school will bring its classes up, and visitors may come on Sundays.
"""
