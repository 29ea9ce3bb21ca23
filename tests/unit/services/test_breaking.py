"""Breaking news: at once, but only what many tell for themselves, and only to whom it is news and welcome."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.articles.feed import Feed
from bot.digest.model import Chat, ChatState
from bot.digest.profile import Field, Filter
from bot.digest.wishes import Taste
from bot.storage import StorageError
from bot.storage.ledger import Notice
from bot.storage.sql import writing
from tests.stories import Told
from tests.unit.services.outlets import DAY, HOUR, Got, World, edited, told, world
from tests.unit.services.post import DAILY, MORNING

TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES, LEDGER_RATES = told("same-04-rates")
LATER = [told("same-03-match"), told("same-05-resignation"), told("same-07-verdict")]


class Town(World):
    """A world with three outlets and one chat that wants to be told of what two report."""

    outlets: list[Feed]
    chat: Chat

    async def open(self) -> None:
        self.outlets = [await self.feed(name) for name in ("vale", "ledger", "third")]
        self.chat = await self.reader(1)

    async def reader(self, number: int, sources: int = 2, **wishes: object) -> Chat:
        chat = await self.follow(number, *self.outlets, schedule=replace(DAILY, **wishes))  # type: ignore[arg-type]
        await self.storage.profiles.set_options(chat.id, breaking_sources=sources)
        return chat

    async def both(self, one: Told = TRAIN, other: Told = LEDGER_TRAIN, ago: int = 0) -> list[Got]:
        """Let two outlets tell of one event; return what comes of it."""
        await self.tell(self.outlets[0], one, ago=ago)
        await self.tell(self.outlets[1], other, ago=ago)
        return await self.look()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with world(tmp_path, kind=Town) as one:
        assert isinstance(one, Town)
        await one.open()
        yield one


async def test_it_comes_once_and_not_again_with_the_digest_or_after_a_restart(town: Town) -> None:
    [got] = await town.both()
    assert "Breaking news" in got.text
    assert "Coldbrook" in got.text
    await town.tell(town.outlets[2], edited(TRAIN, without=2))
    assert await town.look() == []
    town.start()
    assert await town.look() == []
    digests = await town.morning(0)
    shown = {told.entry.id for card in await town.cards(got) for told in card.tellings}
    again = [told.entry.id for one in digests for card in await town.cards(one) for told in card.tellings]
    assert shown.isdisjoint(again)


async def test_one_source_is_not_many(town: Town) -> None:
    await town.tell(town.outlets[0], TRAIN)
    await town.tell(town.outlets[0], LEDGER_TRAIN)  # of the same publisher
    assert await town.look() == []


async def test_a_text_that_two_bring_is_one_source(town: Town) -> None:
    assert await town.both(TRAIN, TRAIN) == []
    assert await town.both(RATES, edited(RATES, without=99, plus="More follows.")) == []


async def test_who_wants_three_sources_is_not_told_of_two(town: Town) -> None:
    three = await town.reader(2, sources=3)
    assert [got.chat.id for got in await town.both()] == [town.chat.id]
    await town.storage.profiles.set_options(three.id, breaking_sources=0)
    assert [got.chat.id for got in await town.both(RATES, LEDGER_RATES)] == [town.chat.id]


async def test_only_the_sources_that_a_chat_follows_count(town: Town) -> None:
    await town.storage.subscriptions.remove(town.chat.id, town.outlets[1].id, town.now)
    assert await town.both() == []


async def test_nothing_comes_in_quiet_hours(town: Town) -> None:
    await town.reader(2, quiet=(time(6), time(9)))
    assert [got.chat.id for got in await town.both()] == [town.chat.id]


async def test_nothing_comes_to_a_chat_that_pauses_until_it_does_so_no_more(town: Town) -> None:
    await town.reader(2, paused_until=town.now + 2 * HOUR)
    assert [got.chat.id for got in await town.both()] == [town.chat.id]
    town.clock.now += 2 * HOUR
    assert len(await town.both(RATES, LEDGER_RATES)) == 2


async def test_a_chat_that_cannot_be_reached_gets_nothing(town: Town) -> None:
    await town.storage.deliveries.give_up(town.chat.id, ChatState.BLOCKED, "blocked", town.now)
    assert await town.both() == []


async def test_so_many_a_day_and_no_more_until_the_next_day_of_the_chat(town: Town) -> None:
    await town.storage.profiles.set_options(town.chat.id, breaking_most=2)
    counts = [
        len(await town.both(*pair)) for pair in ((TRAIN, LEDGER_TRAIN), (RATES, LEDGER_RATES), LATER[0])
    ]
    assert counts == [1, 1, 0]
    town.clock.now = MORNING + 16 * HOUR  # 23:00 in Berlin
    assert await town.both(*LATER[1]) == []
    town.clock.now += HOUR
    [got] = await town.both(*LATER[2])
    assert got.slot == "breaking 2026-01-06 1"


async def test_a_story_with_a_muted_word_is_no_news_and_one_without_a_wanted_word_neither(town: Town) -> None:
    other = await town.reader(2)
    await town.storage.profiles.set_word(town.chat.id, Taste.MUTE, "trains", 0, town.now)
    await town.storage.profiles.set_word(other.id, Taste.ONLY, "mortgage", 0, town.now)
    assert await town.both() == []
    assert len(await town.both(RATES, LEDGER_RATES)) == 2


async def test_a_source_that_is_muted_counts_for_nothing(town: Town) -> None:
    other = await town.reader(2)
    muted = Filter("", Field.SOURCE, town.outlets[1].id)
    await town.storage.profiles.add_filters(town.chat.id, Taste.MUTE, [muted], town.now)
    elsewhere = Filter("trains", feed_id=town.outlets[2].id)
    await town.storage.profiles.add_filters(other.id, Taste.MUTE, [elsewhere], town.now)
    assert [got.chat.id for got in await town.both()] == [other.id]


async def test_what_was_read_late_is_no_news(town: Town) -> None:
    assert await town.both(ago=2 * HOUR + 1) == []
    assert len(await town.both(RATES, LEDGER_RATES, ago=HOUR)) == 1


async def test_what_the_digest_told_is_no_news(town: Town) -> None:
    town.clock.now = MORNING + HOUR - 60
    await town.tell(town.outlets[0], TRAIN)
    assert len(await town.morning(0)) == 1
    await town.tell(town.outlets[1], LEDGER_TRAIN)
    assert await town.look() == []


async def test_what_a_chat_took_apart_is_not_told_of_with_fewer_sources_than_it_wants(town: Town) -> None:
    three = await town.reader(2, sources=3)
    ids = await town.tell(town.outlets[2], edited(TRAIN, without=99, plus="More follows."))
    ids += await town.tell(town.outlets[0], TRAIN)
    await town.storage.profiles.split(town.chat.id, ids, town.now)
    await town.tell(town.outlets[1], LEDGER_TRAIN)
    assert await town.look() == []
    assert three.id not in {got.chat.id for got in town.got}


async def test_what_one_chat_likes_is_said_to_no_other(town: Town) -> None:
    other = await town.reader(2)
    await town.storage.profiles.set_word(town.chat.id, Taste.LIKE, "Coldbrook", 2, town.now)
    found = {got.chat.id: (await town.cards(got))[0].why.liked for got in await town.both()}
    assert found == {town.chat.id: ("Coldbrook",), other.id: ()}


async def test_one_broken_row_keeps_nobody_else_from_the_news(town: Town) -> None:
    await town.reader(2)
    broken = replace(DAILY, timezone="Mars/Base")
    await town.storage.chats.set_schedule(town.chat.id, broken, None)
    assert [got.chat.place.chat_id for got in await town.both()] == [2]


async def test_a_notice_of_another_kind_does_not_count(town: Town) -> None:
    await town.storage.profiles.set_options(town.chat.id, breaking_most=1)
    await town.storage.deliveries.notify([Notice(town.chat.id, "week 2026-02", "A week")], town.now)
    assert [got.slot for got in await town.both()] == ["week 2026-02", "breaking 2026-01-05 1"]
    town.clock.now += DAY
    assert len(await town.both(RATES, LEDGER_RATES)) == 1


async def test_what_breaks_while_the_database_is_in_trouble_comes_when_that_is_over(town: Town) -> None:
    async def rename(old: str, new: str) -> None:
        async with writing(town.storage._engine) as connection:
            await connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    await rename("deliveries", "away")
    with pytest.raises(StorageError):
        await town.both()
    await rename("away", "deliveries")
    [got] = await town.look()
    assert "Coldbrook" in got.text
