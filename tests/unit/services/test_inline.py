"""What a person finds in any chat of what they follow."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.articles.feed import Feed, FeedKind
from bot.digest.model import Place
from bot.digest.story import Card
from bot.services.inline import PAGE, Found, Inline
from bot.workers import Workers
from tests.stories import pairs
from tests.unit.services.outlets import HOUR, World, told, world

pytestmark = pytest.mark.asyncio(loop_scope="module")

TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES = told("same-04-rates")[0]
# One article of each event: as many as two pages hold.
MANY = [pair.one for pair in pairs() if pair.kind != "apart"]


@pytest_asyncio.fixture(loop_scope="module")
async def town(tmp_path: Path, workers: Workers) -> AsyncIterator[World]:
    async with world(tmp_path, workers) as one:
        yield one


def inline(town: World) -> Inline:
    return Inline(town.storage, town.newsroom, town.digests, town.summaries)


def titles(found: Found) -> list[str | None]:
    return [one.lead.entry.title if isinstance(one, Card) else one.title for one in found.items]


async def test_who_follows_nothing_finds_nothing_and_is_known_not_to(town: World) -> None:
    for found in (await inline(town).newest(Place(9)), await inline(town).search(Place(9), "train")):
        assert found == Found()
    await town.follow(1)
    assert not (await inline(town).newest(Place(1))).is_following


async def test_before_the_first_digest_its_stories_come_as_it_would_hold_them_now(town: World) -> None:
    vale = await town.feed("vale")
    chat = await town.follow(1, vale)
    await town.tell(vale, TRAIN)
    found = await inline(town).newest(chat.place)
    assert titles(found) == [TRAIN.article.title, "Vale"]
    assert (found.next, found.is_following) == (None, True)
    (got,) = await town.morning(0)
    assert got.digest
    assert len(got.digest.stories) == 1  # nothing counted as shown


async def test_after_it_they_are_those_of_the_newest_one_until_the_next(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    chat = await town.follow(1, vale, ledger)
    await town.tell(vale, TRAIN)
    await town.tell(ledger, LEDGER_TRAIN)
    await town.morning(0)
    await town.tell(vale, RATES)
    found = await inline(town).newest(chat.place)
    assert titles(found)[1:] == ["Ledger", "Vale"]
    story = found.items[0]
    assert isinstance(story, Card)
    assert len(story.tellings) == 2
    await town.morning(1)
    assert titles(await inline(town).newest(chat.place)) == [RATES.article.title, "Ledger", "Vale"]


async def test_words_find_stories_by_headline_and_sentences_the_newest_first(town: World) -> None:
    vale, ledger = await town.feed("vale"), await town.feed("ledger")
    chat = await town.follow(1, vale, ledger)
    await town.tell(vale, RATES, ago=HOUR)
    await town.tell(vale, TRAIN, ago=2 * HOUR)
    await town.tell(ledger, LEDGER_TRAIN, ago=3 * HOUR)
    (story,) = (await inline(town).search(chat.place, "train")).items
    assert isinstance(story, Card)
    assert {one.feed.id for one in story.tellings} == {vale.id, ledger.id}
    both = await inline(town).search(chat.place, "t")
    assert titles(both)[0] == RATES.article.title
    assert (await inline(town).search(chat.place, "xylophone")) == Found(is_following=True)


async def test_words_find_sources_by_name_before_all_stories(town: World) -> None:
    vale = await town.feed("vale")
    chat = await town.follow(1, vale, await town.feed("ledger"))
    found = await inline(town).search(chat.place, "led")
    assert [one.title for one in found.items if isinstance(one, Feed)] == ["Ledger"]


async def test_the_folder_of_the_owners_machine_is_no_source_for_others(town: World) -> None:
    chat = await town.follow(1, await town.feed("vale", FeedKind.FOLDER))
    assert await inline(town).newest(chat.place) == Found(is_following=True)
    assert await inline(town).search(chat.place, "vale") == Found(is_following=True)


async def test_what_does_not_fit_on_a_page_is_on_the_next_and_nothing_twice(town: World) -> None:
    vale = await town.feed("vale")
    chat = await town.follow(1, vale)
    for number, one in enumerate(MANY):
        await town.tell(vale, one, ago=number * 60)
    seen: list[str | None] = []
    start: int | None = 0
    while start is not None:
        found = await inline(town).newest(chat.place, start)
        assert len(found.items) <= PAGE
        seen += titles(found)
        start = found.next
    assert len(seen) > PAGE
    assert len(set(seen)) == len(seen)
    assert seen[-1] == "Vale"
    assert await inline(town).newest(chat.place, 10_000) == Found(is_following=True)
