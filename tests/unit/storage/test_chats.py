"""Chats, their settings, and when they are due."""

import asyncio
from dataclasses import replace
from datetime import datetime, time

from hypothesis import given
from hypothesis import strategies as st

from bot.digest.model import Chat, ChatKind, ChatState, Place, Schedule
from bot.storage import Storage
from bot.storage.rows import chat_columns, chat_of, local_of, local_text, schedule_columns, schedule_values
from tests.unit.storage.things import MORNING, bring, chat_at, feed_at

TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
SCHEDULES = st.builds(
    Schedule,
    timezone=st.sampled_from(["Europe/Berlin", "UTC+05:30"]),
    times=st.frozensets(TIMES, max_size=6).map(lambda moments: tuple(sorted(moments))),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    quiet=st.none() | st.tuples(TIMES, TIMES),
    paused_until=st.none() | st.integers(0, 2**40),
)


async def test_a_chat_is_made_once_and_found_again(storage: Storage) -> None:
    place = Place(-100, 7)
    made = await storage.chats.open(place, ChatKind.SUPERGROUP, MORNING, added_by=5, now=100)
    assert made == Chat(
        id=made.id,
        place=place,
        kind=ChatKind.SUPERGROUP,
        schedule=MORNING,
        is_silent=False,
        says_nothing_new=False,
        state=ChatState.ACTIVE,
        next_due_at=None,
        last_slot=None,
        shown_until=0,
        covered_at=100,
        added_by=5,
    )
    other = Schedule("UTC", ())
    assert await storage.chats.open(place, ChatKind.GROUP, other, added_by=6, now=200) == made
    assert await storage.chats.find(place) == await storage.chats.get(made.id) == made
    assert await storage.chats.find(Place(-100)) is None
    assert await storage.chats.get(made.id + 1) is None


async def test_a_chat_opened_twenty_times_at_once_is_one(storage: Storage) -> None:
    found = await asyncio.gather(*(chat_at(storage, 1) for _ in range(20)))
    assert len({chat.id for chat in found}) == 1


async def test_what_was_there_before_a_chat_counts_as_shown(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "k1", "k2")
    newest = await storage.entries.newest(feed.id, 1)
    assert (await chat_at(storage, 1)).shown_until == newest[0].id


async def test_settings_are_changed_one_by_one(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    other = await chat_at(storage, 2)
    schedule = Schedule("UTC+05:30", (time(7, 5), time(18, 30)), frozenset({0, 6}), (time(22), time(7)), 900)
    await storage.chats.set_schedule(chat.id, schedule, next_due_at=500)
    await storage.chats.set_options(chat.id, is_silent=True)
    await storage.chats.set_options(chat.id, says_nothing_new=True)
    await storage.chats.set_options(chat.id)
    expected = replace(chat, schedule=schedule, next_due_at=500, is_silent=True, says_nothing_new=True)
    assert await storage.chats.get(chat.id) == expected
    await storage.chats.set_state(chat.id, ChatState.BLOCKED, next_due_at=None)
    expected = replace(expected, state=ChatState.BLOCKED, next_due_at=None)
    assert await storage.chats.get(chat.id) == expected
    assert await storage.chats.get(other.id) == other


async def test_a_telegram_chat_has_all_its_topics(storage: Storage) -> None:
    made = [await chat_at(storage, -1, topic) for topic in (0, 3, 9)]
    await chat_at(storage, -2)
    assert await storage.chats.of_telegram(-1) == made
    assert await storage.chats.of_telegram(-3) == []


async def test_how_many_are_due(storage: Storage) -> None:
    for number, due in enumerate([None, 10, 10, 20, 30]):
        chat = await chat_at(storage, number)
        await storage.chats.set_schedule(chat.id, MORNING, due)
    assert [await storage.chats.due_between(10, end) for end in (10, 11, 30, 31)] == [0, 2, 3, 4]


async def test_a_chat_without_sources_is_due_no_more(storage: Storage) -> None:
    chat, feed = await chat_at(storage, 1), await feed_at(storage, "https://a")
    await storage.subscriptions.add(chat.id, feed.id, now=1)
    await storage.chats.set_schedule(chat.id, MORNING, 500)
    await storage.subscriptions.remove(chat.id, feed.id, 200)
    assert await storage.chats.due_between(0, 1000) == 0


async def test_every_kind_of_chat_is_kept(storage: Storage) -> None:
    for number, kind in enumerate(ChatKind):
        made = await storage.chats.open(Place(number), kind, MORNING, added_by=None, now=1)
        assert (made.kind, made.added_by) == (kind, None)


async def test_a_forum_topic_that_is_gone_goes_on_as_the_chat(storage: Storage) -> None:
    topic, feed = await chat_at(storage, -1, 7), await feed_at(storage, "https://a", "k1")
    await storage.subscriptions.add(topic.id, feed.id, now=1)
    for _ in range(2):
        assert await storage.chats.leave_topic(topic.id) == topic.id
        assert await storage.chats.get(topic.id) == replace(topic, place=Place(-1))
    assert await storage.subscriptions.count(topic.id) == 1
    assert await storage.chats.leave_topic(99) == 99


async def test_a_topic_that_is_gone_becomes_one_with_the_chat(storage: Storage) -> None:
    general, topic = await chat_at(storage, -1), await chat_at(storage, -1, 7)
    feeds = [await feed_at(storage, f"https://{name}", f"k {name}") for name in "ab"]
    await storage.subscriptions.add(general.id, feeds[0].id, now=1)
    await storage.subscriptions.add(topic.id, feeds[1].id, now=1)
    assert await storage.chats.leave_topic(topic.id) == general.id
    assert await storage.chats.get(topic.id) is None
    assert await storage.subscriptions.count(general.id) == 2
    await bring(storage, feeds[1].id, ["k new"])


@given(SCHEDULES)
def test_a_schedule_comes_back_as_it_was(schedule: Schedule) -> None:
    values = schedule_values(schedule) | {"kind": "private", "state": "active", "last_slot": None}
    row = [values.get(column.name, 0) for column in chat_columns]
    assert chat_of(row).schedule == schedule
    assert [column.name for column in schedule_columns] == list(schedule_values(schedule))


@given(st.datetimes())
def test_a_local_time_comes_back_to_the_minute(local: datetime) -> None:
    minute = local.replace(second=0, microsecond=0, fold=0)
    assert local_of(local_text(minute)) == minute
    assert local_of(None) is None
