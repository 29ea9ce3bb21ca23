"""When chats get their digests, as the settings of people change it."""

from dataclasses import replace
from datetime import time

import pytest

from bot.digest.model import ChatKind, ChatState, Place, Schedule
from bot.services.schedules import Schedules
from tests.unit.services.feeds import ANN, BEN, HOME, FeedHouse

pytestmark = pytest.mark.asyncio(loop_scope="module")

GROUP, TOPIC = Place(-5), Place(-5, 7)


async def due(feeds: FeedHouse, place: Place = HOME) -> int | None:
    chat = await feeds.storage.chats.find(place)
    assert chat
    return chat.next_due_at


async def test_a_place_that_nobody_has_set_up_has_the_defaults(feeds: FeedHouse) -> None:
    plan = await feeds.schedules.of(HOME)
    assert plan.schedule == Schedule("Europe/Berlin", (time(8),))
    assert (plan.sources, plan.next, plan.state) == (0, None, ChatState.ACTIVE)
    assert await feeds.storage.chats.find(HOME) is None


async def test_settings_come_before_sources(feeds: FeedHouse) -> None:
    evening = Schedule("Asia/Tokyo", (time(20),))
    plan, _ = await feeds.schedules.change(HOME, ChatKind.PRIVATE, evening, ANN.id)
    assert (plan.schedule, plan.next) == (evening, None)
    assert await due(feeds) is None
    done = await feeds.follow(feeds.serve(feeds.some("a")))
    assert done.plan.next
    # 20:00 in Tokyo is 11:00 in UTC, an hour ago.
    assert str(done.plan.next.slot.local) == "2026-11-21 20:00:00"


async def test_another_time_moves_the_digest_and_says_what_that_does(feeds: FeedHouse) -> None:
    await feeds.follow(feeds.serve(feeds.some("a")))
    later = Schedule("Europe/Berlin", (time(18, 30),))
    plan, change = await feeds.schedules.change(HOME, ChatKind.PRIVATE, later, ANN.id)
    assert plan.next
    assert change.next == plan.next.slot
    assert str(plan.next.slot.local) == "2026-11-20 18:30:00"
    assert await due(feeds) == plan.next.slot.due_at
    none, _ = await feeds.schedules.change(HOME, ChatKind.PRIVATE, replace(later, times=()), ANN.id)
    assert none.next is None
    assert await due(feeds) is None


async def test_options_are_set_one_by_one(feeds: FeedHouse) -> None:
    plan = await feeds.schedules.set_options(HOME, ChatKind.PRIVATE, ANN.id, is_silent=True)
    assert (plan.is_silent, plan.says_nothing_new) == (True, False)
    plan = await feeds.schedules.set_options(HOME, ChatKind.PRIVATE, ANN.id, says_nothing_new=True)
    assert (plan.is_silent, plan.says_nothing_new) == (True, True)


async def test_a_blocked_chat_rests_with_all_its_topics_until_it_is_revived(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    for place in (GROUP, TOPIC):
        await feeds.follow(url, place)
    await feeds.schedules.blocked(GROUP.chat_id)
    for place in (GROUP, TOPIC):
        assert await due(feeds, place) is None
        assert (await feeds.schedules.of(place)).state is ChatState.BLOCKED
    feeds.clock.now += 3 * 86_400
    await feeds.schedules.revive(GROUP.chat_id)
    for place in (GROUP, TOPIC):
        plan = await feeds.schedules.of(place)
        assert plan.state is ChatState.ACTIVE
        assert plan.next
        assert str(plan.next.slot.local) == "2026-11-24 08:00:00"
        assert await due(feeds, place) == plan.next.slot.due_at


async def test_whoever_sets_up_a_chat_lets_its_digests_go_on(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    await feeds.follow(url)
    daily = Schedule("Europe/Berlin", (time(8),))
    for act in (
        lambda: feeds.schedules.change(HOME, ChatKind.PRIVATE, daily, ANN.id),
        lambda: feeds.schedules.set_options(HOME, ChatKind.PRIVATE, ANN.id, is_silent=True),
        lambda: feeds.follow(url),
    ):
        await feeds.schedules.closed(HOME.chat_id)
        assert await due(feeds) is None
        await act()
        plan = await feeds.schedules.of(HOME)
        assert plan.next
        assert await due(feeds) == plan.next.slot.due_at


async def test_reviving_what_is_active_changes_nothing(feeds: FeedHouse) -> None:
    await feeds.follow(feeds.serve(feeds.some("a")))
    before = await due(feeds)
    await feeds.schedules.revive(HOME.chat_id)
    assert await due(feeds) == before


async def test_who_set_up_a_chat_is_told_that_the_bot_may_not_write_there_once(feeds: FeedHouse) -> None:
    await feeds.follow(feeds.serve(feeds.some("a")), GROUP)
    assert await feeds.schedules.closed(GROUP.chat_id) == ANN.id
    assert await feeds.schedules.closed(GROUP.chat_id) is None
    assert (await feeds.schedules.of(GROUP)).state is ChatState.CLOSED
    await feeds.schedules.open(Place(-9), ChatKind.GROUP, BEN.id)
    assert await feeds.schedules.closed(-9) is None
    assert await feeds.schedules.closed(-404) is None


async def test_a_group_that_becomes_a_supergroup_keeps_everything(feeds: FeedHouse) -> None:
    await feeds.follow(feeds.serve(feeds.some("a")), GROUP)
    before = await feeds.schedules.of(GROUP)
    await feeds.schedules.moved(GROUP.chat_id, -100_5)
    assert await feeds.schedules.of(Place(-100_5)) == before
    assert await feeds.storage.chats.find(GROUP) is None


async def test_where_very_many_are_due_it_says_how_late_it_may_be(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    for number in range(1, 7):
        await feeds.follow(url, Place(number))
    slow = Schedules(feeds.storage, Schedule("Europe/Berlin", (time(8),)), 0.05, feeds.clock)
    plan = await slow.of(HOME)
    assert plan.next
    assert plan.next.late_seconds == 120


async def test_zones_are_found_by_city_and_by_place(feeds: FeedHouse) -> None:
    assert (await feeds.schedules.find_zones("Europe/Berlin"))[0].name == "Europe/Berlin"
    assert await feeds.schedules.zone_at(52.5, 13.4) == "Europe/Berlin"
