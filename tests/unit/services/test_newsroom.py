"""The stories of the window: in whatever order they come, after a restart, and whatever a row holds."""

import random
from collections.abc import AsyncIterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.articles.clean import read_article
from bot.articles.feed import Feed, FeedKind
from bot.services.newsroom import WINDOW_SECONDS, Newsroom
from bot.storage.sql import writing
from tests.conftest import SEEDS
from tests.stories import Told, pairs
from tests.unit.services.outlets import DAY, HOUR, World, edited, told, world

TRAIN, LEDGER_TRAIN = told("same-01-train")
RATES = told("same-04-rates")[0]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as one:
        yield one


async def outlets(town: World, count: int = 3) -> list[Feed]:
    return [await town.feed(f"outlet{number}") for number in range(count)]


async def together(newsroom: Newsroom, ids: Sequence[int]) -> set[frozenset[int]]:
    """The pairs of entries that are in one story."""
    await newsroom.catch_up()
    return {frozenset((number, other)) for number in ids for other in newsroom.others([number])}


async def test_the_order_of_arrival_hardly_matters(tmp_path: Path) -> None:
    every = [
        told
        for pair in pairs()
        for told in ((0, pair.one), (1, pair.other), (2, edited(pair.one, without=1)))
    ]
    arrangements: list[set[frozenset[str]]] = []
    for seed in range(3):
        shuffled = random.Random(seed).sample(every, len(every))
        async with world(tmp_path) as town:
            feeds = await outlets(town)
            key_of: dict[int, str] = {}
            for outlet, one in shuffled:
                for number in await town.tell(feeds[outlet], one):
                    key_of[number] = one.article.id
                if random.Random(len(key_of) + seed).random() < 0.2:
                    await town.newsroom.catch_up()
            found = await together(town.newsroom, list(key_of))
            arrangements.append({frozenset(key_of[number] for number in pair) for pair in found})
    assert len(arrangements[0]) >= 40  # of 48
    for first, second in combinations(arrangements, 2):
        assert len(first ^ second) <= 0.02 * len(first | second)


async def test_a_restart_finds_the_same_stories(town: World) -> None:
    feeds = await outlets(town)
    ids: list[int] = []
    for place, pair in enumerate(pairs()):
        town.clock.now += 5 * HOUR
        ids += await town.tell(feeds[place % 3], pair.one)
        ids += await town.tell(feeds[(place + 1) % 3], pair.other)
        await town.newsroom.catch_up()
    before = await together(town.newsroom, ids)
    town.start()
    assert await together(town.newsroom, ids) == before
    assert len(before) >= 12


async def test_what_is_older_than_the_window_is_forgotten_at_once_and_after_a_restart(town: World) -> None:
    feeds = await outlets(town)
    [old] = await town.tell(feeds[0], TRAIN)
    await town.newsroom.catch_up()
    town.clock.now += WINDOW_SECONDS + HOUR
    [new] = await town.tell(feeds[1], LEDGER_TRAIN)
    await town.newsroom.catch_up()
    assert (old in town.newsroom, new in town.newsroom) == (False, True)
    assert town.newsroom.others([new]) == set()
    town.start()
    await town.newsroom.catch_up()
    assert (old in town.newsroom, new in town.newsroom) == (False, True)


async def test_what_was_published_years_ago_and_is_seen_now_has_its_story(town: World) -> None:
    feeds = await outlets(town)
    years = town.now - 900 * DAY
    ids = await town.tell(feeds[0], TRAIN, published=years)
    ids += await town.tell(feeds[1], LEDGER_TRAIN, published=years - 200 * DAY)
    for _ in range(3):
        assert await together(town.newsroom, ids) == {frozenset(ids)}
        town.clock.now += DAY


async def test_the_files_of_the_folder_are_related_and_no_one_story(town: World) -> None:
    folder = await town.feed("folder", FeedKind.FOLDER)
    seeds = [Told("", read_article(file.read_text("utf-8"))) for file in sorted(SEEDS.glob("*.txt"))]
    ids = await town.tell(folder, *seeds, published=town.now - 700 * DAY)
    await town.newsroom.catch_up()
    entries = await town.storage.entries.of(ids)
    one, other = town.newsroom.stories(list(entries.values()), {}, ())
    assert one.subject is not None
    assert one.subject == other.subject


@pytest.mark.parametrize(
    "features",
    [
        "",
        "{}",
        "[1]",
        "null",
        "7",
        '{"terms":5}',
        '{"terms":"A","counts":"","sketch":""}',
        "\x00",
        "{" * 9999,
    ],
)
async def test_one_unreadable_row_keeps_nothing_else_from_its_story(town: World, features: str) -> None:
    feeds = await outlets(town)
    broken = await town.tell(feeds[2], RATES)
    async with writing(town.storage._engine) as connection:
        row = {"features": features, "id": broken[0]}
        await connection.execute(text("UPDATE entries SET features = :features WHERE id = :id"), row)
    ids = await town.tell(feeds[0], TRAIN) + await town.tell(feeds[1], LEDGER_TRAIN)
    assert await together(town.newsroom, broken + ids) == {frozenset(ids)}
    chat = await town.follow(1, *feeds)
    [got] = await town.morning(0)
    assert got.chat.id == chat.id
    assert len(await town.cards(got)) == 2


async def test_those_who_tell_are_named_once_after_they_came(town: World) -> None:
    feeds = await outlets(town)
    ids = await town.tell(feeds[0], TRAIN)
    await town.newsroom.catch_up()
    assert [[one.entry_id for one in story] for story in town.newsroom.take_new()] == [ids]
    assert town.newsroom.take_new() == []
    ids += await town.tell(feeds[1], LEDGER_TRAIN)
    await town.newsroom.catch_up()
    assert [[one.entry_id for one in story] for story in town.newsroom.take_new()] == [ids]
    assert [[one.feed_id for one in story] for story in town.newsroom.told_in([feeds[1].id])] == [
        [feeds[1].id]
    ]
    assert town.newsroom.told_in([]) == []
