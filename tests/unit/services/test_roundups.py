"""The roundup of the week: on its last day, once, and only where there is something to say."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from bot.articles.feed import Feed
from bot.digest.model import Chat
from bot.digest.profile import Field, Filter
from bot.digest.wishes import Taste
from tests.unit.services.outlets import Got, World, edited, told, world
from tests.unit.services.post import DAILY

TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES, LEDGER_RATES = told("same-04-rates")
SUNDAY = 6


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as one:
        yield one


async def reader(town: World, *feeds: Feed, **schedule: object) -> Chat:
    chat = await town.follow(1, *feeds, schedule=replace(DAILY, **schedule))  # type: ignore[arg-type]
    await town.storage.profiles.set_options(chat.id, has_roundup=True)
    return chat


def roundups(some: list[Got]) -> list[Got]:
    return [got for got in some if got.slot.startswith("week")]


async def test_it_tells_what_lasted_and_what_ended_on_the_last_day_of_the_week(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    await reader(town, vale, ledger)
    await town.tell(vale, RATES)
    await town.tell(ledger, LEDGER_RATES)
    for day in range(SUNDAY):
        await town.morning(day)
        if day >= 2:
            await town.tell((vale, ledger)[day % 2], edited(TRAIN, without=day, plus=f"It was day {day}."))
    sent = await town.morning(SUNDAY)
    [got] = roundups(sent)
    lasted, ended = got.text.split("\n\n")[1:]
    assert "Coldbrook" in lasted
    assert "4 days" in lasted
    assert "rate" in ended
    assert sent == [got]  # it comes although no digest does: the last copy says nothing new


async def test_it_leaves_out_what_is_muted(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    chat = await reader(town, vale, ledger)
    await town.storage.profiles.add_filters(chat.id, Taste.MUTE, [Filter("Coldbrook")], town.now)
    for pair in ((RATES, LEDGER_RATES), (TRAIN, LEDGER_TRAIN)):
        await town.tell(vale, pair[0])
        await town.tell(ledger, pair[1])
    sent = [got for day in range(SUNDAY + 1) for got in roundups(await town.morning(day))]
    assert ["Coldbrook" in got.text or "rate" not in got.text for got in sent] == [False]
    await town.storage.profiles.add_filters(
        chat.id, Taste.MUTE, [Filter("", Field.SOURCE, ledger.id)], town.now
    )
    await town.tell(ledger, RATES, LEDGER_TRAIN)
    assert [got for day in range(7, 14) for got in roundups(await town.morning(day))] == []


async def test_it_comes_once_a_week_whatever_is_asked_and_however_many_digests_a_day_has(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    await reader(town, vale, ledger, times=(time(7, 30), time(8)))
    await town.tell(vale, RATES)
    await town.tell(ledger, LEDGER_RATES)
    days = [len(roundups(await town.morning(day))) for day in range(13)]
    town.start()
    days.append(len(roundups(await town.morning(13))))
    assert [day for day, count in enumerate(days) if count] == [SUNDAY]
    assert max(days) == 1


async def test_the_week_ends_on_the_last_day_that_the_chat_chose_in_its_zone(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    # 08:00 on Thursday in Auckland is 19:00 on Wednesday in UTC.
    await reader(town, vale, ledger, timezone="Pacific/Auckland", weekdays=frozenset({0, 3}))
    await town.tell(vale, RATES)
    await town.tell(ledger, LEDGER_RATES)
    came = [day for day in range(8) if roundups(await town.morning(day))]
    assert came == [3]
    assert "Thursday" in roundups(town.got)[0].text


async def test_it_names_a_source_that_fell_silent_once(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    await reader(town, vale, ledger)
    for day in range(4):
        await town.morning(day)
        await town.tell(vale, edited(RATES, without=day, plus=f"It was day {day}."))
    said = [got.text for day in range(4, 29) for got in roundups(await town.morning(day))]
    assert sum("• Vale" in text for text in said) == 1
    assert "• Ledger" not in "".join(said)


async def test_where_there_is_nothing_to_say_none_comes(town: World) -> None:
    await reader(town, await town.feed("vale"))
    for day in range(14):
        assert roundups(await town.morning(day)) == []


async def test_who_does_not_want_it_gets_none(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    await town.follow(2, vale, ledger)
    await town.tell(vale, RATES)
    await town.tell(ledger, LEDGER_RATES)
    assert [got for day in range(8) for got in roundups(await town.morning(day))] == []


async def test_what_other_feeds_told_is_in_no_roundup(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    await reader(town, vale)
    await town.tell(vale, RATES)
    town.clock.now += 60
    await town.tell(ledger, LEDGER_RATES)
    assert roundups(await town.morning(SUNDAY)) == []  # one source on one day
