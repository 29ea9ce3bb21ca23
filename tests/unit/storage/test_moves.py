"""Groups that became supergroups, and everything that goes along."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from bot.articles.feed import UNREAD
from bot.digest.model import ChatKind, ChatState, Place, Schedule
from bot.digest.wishes import Taste
from bot.storage import IN_MEMORY, Storage, open_storage
from bot.storage.following import renew_sources
from bot.storage.schema import chats, deliveries, subscriptions
from bot.storage.sql import writing
from tests.unit.storage.test_subscriptions import keys_of
from tests.unit.storage.things import MORNING, bring, chat_at, feed_at, rows, sinces

Merging = tuple[asyncio.Runner, Storage, list[int]]

OLD, NEW = -7, -100_7
EVENING = Schedule("Asia/Kolkata", (time(19),))


async def test_a_group_that_became_a_supergroup_keeps_everything(storage: Storage) -> None:
    old, feed = await chat_at(storage, OLD), await feed_at(storage, "https://a", "a")
    await storage.subscriptions.add(old.id, feed.id, now=1)
    await storage.chats.set_schedule(old.id, MORNING, 500)
    await storage.access.serve(OLD, added_by=5, now=1)
    await enter(storage, old.id, "2026-11-22T08:00")
    before = await storage.chats.get(old.id)
    assert before
    for _ in range(2):  # Telegram says it to both chats
        await storage.move_chat(OLD, NEW)
        after = replace(before, place=Place(NEW), kind=ChatKind.SUPERGROUP)
        assert await storage.chats.find(Place(NEW)) == await storage.chats.get(old.id) == after
        assert await storage.chats.find(Place(OLD)) is None
        assert await storage.subscriptions.count(old.id) == 1
        assert await ledger(storage) == {(old.id, "2026-11-22T08:00", 0)}
        assert await storage.access.added_by(NEW) == 5
        assert await storage.access.added_by(OLD) is None


async def test_a_move_to_itself_changes_nothing(storage: Storage) -> None:
    chat = await chat_at(storage, OLD)
    await storage.access.serve(OLD, added_by=5, now=1)
    await storage.move_chat(OLD, OLD)
    assert await storage.chats.find(Place(OLD)) == chat
    assert await storage.access.added_by(OLD) == 5


async def test_all_topics_move_and_those_known_at_both_become_one(storage: Storage) -> None:
    await chat_at(storage, OLD, 3)
    await chat_at(storage, OLD, 4)
    there = await chat_at(storage, NEW, 4)
    await storage.move_chat(OLD, NEW)
    assert await storage.chats.of_telegram(OLD) == []
    found = await storage.chats.of_telegram(NEW)
    assert [chat.place.topic_id for chat in found] == [3, 4]
    assert found[1].id == there.id


async def test_two_chats_become_one_that_follows_what_both_followed(storage: Storage) -> None:
    a, b, c = [await feed_at(storage, f"https://{name}", f"k{name}") for name in "abc"]
    old, new = await chat_at(storage, OLD), await chat_at(storage, NEW)
    for chat, feed in ((old, a), (old, b), (new, b), (new, c)):
        await storage.subscriptions.add(chat.id, feed.id, now=chat.id)
    await storage.chats.set_schedule(old.id, EVENING, 400)
    await storage.chats.set_schedule(new.id, MORNING, 500)
    await storage.move_chat(OLD, NEW)
    assert await storage.chats.get(old.id) is None
    one = await storage.chats.find(Place(NEW))
    assert one
    assert (one.id, one.schedule, one.next_due_at) == (new.id, MORNING, 500)
    assert set(await sinces(storage, new.id)) == {a.id, b.id, c.id}
    twin = await chat_at(storage, 1)
    for feed in (a, b, c):
        await storage.subscriptions.add(twin.id, feed.id, now=1)
    assert await keys_of(storage, new.id) == await keys_of(storage, twin.id)


async def test_the_settings_are_those_of_the_chat_that_followed_something(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    old, new = await chat_at(storage, OLD), await chat_at(storage, NEW)
    await storage.subscriptions.add(old.id, feed.id, now=1)
    await storage.chats.set_schedule(old.id, EVENING, 400)
    await storage.chats.set_options(old.id, is_silent=True)
    await progress(storage, old.id, 1, last_slot="2026-11-22T19:00")
    await storage.move_chat(OLD, NEW)
    one = await storage.chats.get(new.id)
    assert one
    assert (one.schedule, one.next_due_at, one.is_silent) == (EVENING, 400, True)
    assert (one.shown_until, one.last_slot) == (1, datetime.fromisoformat("2026-11-22T19:00"))
    assert await sinces(storage, new.id) == {feed.id: 0}


async def test_two_chats_that_become_one_keep_the_words_splits_and_weights_of_both(storage: Storage) -> None:
    old, new = await chat_at(storage, OLD), await chat_at(storage, NEW)
    one, other = await feed_at(storage, "https://a", "a"), await feed_at(storage, "https://b", "b")
    [entry] = await storage.entries.newest(one.id, 1)
    wishes = storage.profiles
    for chat, feed, weight in ((old, one, 2), (old, other, 1), (new, other, -2)):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
        await wishes.weigh_feed(chat.id, feed.id, weight)
    for chat, words in ((old, ["ferry", "zinc"]), (new, ["Ferry", "tin"])):
        await wishes.set_words(chat.id, Taste.MUTE, words, 0, now=1)
    await wishes.split(old.id, [entry.id], now=1)
    await wishes.set_budget(old.id, 5, None)
    await storage.move_chat(OLD, NEW)
    profile = (await wishes.of([new.id]))[new.id]
    assert profile.feeds == ((one.id, 2), (other.id, -2))
    assert {word.casefold() for word in profile.muted} == {"ferry", "tin", "zinc"}
    assert profile.apart == {entry.id}
    assert profile.most_stories is None  # its own settings
    async with storage._engine.connect() as connection:
        assert (await connection.execute(select(chats.c.is_personal))).scalars().all() == [True]


async def test_a_chat_that_can_be_written_to_stays_so(storage: Storage) -> None:
    old, new = await chat_at(storage, OLD), await chat_at(storage, NEW)
    feed = await feed_at(storage, "https://a", "a")
    for chat in (old, new):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    await storage.chats.set_schedule(old.id, MORNING, 400)
    await storage.chats.set_state(new.id, ChatState.CLOSED, None)
    await storage.move_chat(OLD, NEW)
    one = await storage.chats.get(new.id)
    assert one
    assert (one.state, one.next_due_at) == (ChatState.ACTIVE, 400)


async def test_nothing_is_sent_twice_under_one_slot(storage: Storage) -> None:
    old, new = await chat_at(storage, OLD), await chat_at(storage, NEW)
    await enter(storage, old.id, "monday", "tuesday")
    await enter(storage, old.id, "monday", part=1)
    await enter(storage, new.id, "monday", "wednesday")
    await progress(storage, old.id, 0, last_slot="2026-11-23T08:00")
    await progress(storage, new.id, 0, last_slot="2026-11-22T08:00")
    await storage.move_chat(OLD, NEW)
    assert await ledger(storage) == {(new.id, slot, 0) for slot in ("monday", "tuesday", "wednesday")}
    one = await storage.chats.get(new.id)
    assert one
    assert one.last_slot == datetime.fromisoformat("2026-11-23T08:00")


async def test_a_failure_in_the_middle_of_a_move_undoes_it(storage: Storage) -> None:
    old = await chat_at(storage, OLD)
    await storage.access.serve(OLD, added_by=5, now=1)
    await asyncio.wait(
        [task := asyncio.create_task(storage.move_chat(OLD, NEW))], timeout=0
    )  # it has only just begun
    task.cancel()
    await asyncio.wait([task])
    assert await storage.chats.find(Place(OLD)) == old
    assert await storage.access.added_by(OLD) == 5


Followed = dict[int, int | None]
SINCE = st.none() | st.integers(0, 12)


@pytest.fixture(scope="module")
def merging() -> Iterator[Merging]:
    """A database with four feeds that all examples use."""
    with asyncio.Runner() as runner:
        storage = runner.run(open_storage(IN_MEMORY))
        feeds = [runner.run(feed_at(storage, f"https://{number}")).id for number in range(4)]
        yield runner, storage, feeds
        runner.run(storage.close())


@given(
    old=st.dictionaries(st.integers(0, 3), SINCE),
    new=st.dictionaries(st.integers(0, 3), SINCE),
    shown=st.tuples(st.integers(0, 12), st.integers(0, 12)),
)
@settings(max_examples=25, deadline=None)
def test_after_a_merge_exactly_what_neither_had_shown_is_new(
    merging: Merging, old: Followed, new: Followed, shown: tuple[int, int]
) -> None:
    runner, storage, feeds = merging
    expected: dict[int, int] = {}
    for followed, until in ((old, shown[0]), (new, shown[1])):
        for number, since in followed.items():
            feed = feeds[number]
            expected[feed] = max(expected.get(feed, 0), until if since is None else since)
    follows = [{feeds[number]: since for number, since in one.items()} for one in (old, new)]
    assert runner.run(merged(storage, follows, shown)) == expected


async def merged(storage: Storage, follows: list[Followed], shown: tuple[int, int]) -> dict[int, int]:
    """From which entry on each feed is new for two chats that became one."""
    chats = [await chat_at(storage, OLD), await chat_at(storage, NEW)]
    for chat, followed, until in zip(chats, follows, shown, strict=True):
        await progress(storage, chat.id, until, follows=followed)
    await storage.move_chat(OLD, NEW)
    one = await storage.chats.find(Place(NEW))
    assert one
    found = await sinces(storage, one.id)
    key, has_new = await keys_of(storage, one.id)
    assert (key is not None, has_new) == (bool(found), any(since is not None for since in found.values()))
    await storage.move_chat(NEW, one.id)  # out of the way of the next example
    return {feed: one.shown_until if since is None else since for feed, since in found.items()}


async def test_a_feed_never_read_stays_unread_for_the_chat_that_is_left(storage: Storage) -> None:
    old, new, feed = (
        await chat_at(storage, OLD),
        await chat_at(storage, NEW),
        await feed_at(storage, "https://a"),
    )
    for chat in (old, new):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    await storage.move_chat(OLD, NEW)
    assert await sinces(storage, new.id) == {feed.id: UNREAD}
    await bring(storage, feed.id, "abcdef", first_read=True)
    assert await sinces(storage, new.id) != {feed.id: UNREAD}


async def enter(storage: Storage, chat_id: int, *slots: str, part: int = 0) -> None:
    values = [{"chat_id": chat_id, "slot": slot, "part": part, "due_at": 1, "lot": 1} for slot in slots]
    async with writing(storage._engine) as connection:
        await connection.execute(insert(deliveries), values)


async def ledger(storage: Storage) -> set[tuple[int, str, int]]:
    query = select(deliveries.c.chat_id, deliveries.c.slot, deliveries.c.part)
    return {(chat_id, slot, part) for chat_id, slot, part in await rows(storage, query)}


async def progress(
    storage: Storage,
    chat_id: int,
    shown_until: int,
    last_slot: str | None = None,
    follows: Followed | None = None,
) -> None:
    """Say how far a chat has come, and what it follows from where."""
    values = [
        {"chat_id": chat_id, "feed_id": feed_id, "since": since, "added_at": 1}
        for feed_id, since in (follows or {}).items()
    ]
    async with writing(storage._engine) as connection:
        if values:
            await connection.execute(insert(subscriptions), values)
        moved = update(chats).where(chats.c.id == chat_id)
        await connection.execute(moved.values(shown_until=shown_until, last_slot=last_slot))
        await renew_sources(connection, [chat_id])
