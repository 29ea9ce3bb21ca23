"""Setups that move to another chat."""

from dataclasses import replace
from datetime import time

from sqlalchemy import select

from bot.articles.feed import FeedKind
from bot.articles.lists import Listed
from bot.digest.look import Look
from bot.digest.model import ChatKind, ChatState, Place, Schedule
from bot.digest.profile import Field, Filter
from bot.digest.schedule import next_slot
from bot.digest.setup import LeftOut
from bot.digest.wishes import MOST_WORDS, Taste
from bot.storage import Storage
from bot.storage.handovers import Taking
from bot.storage.schema import chats, deliveries
from tests.unit.storage.test_erase import enter
from tests.unit.storage.things import MORNING, bring, chat_at, feed_at, rows, sinces

THERE = Place(-77, 4)
EVENING = Schedule("Asia/Kolkata", (time(19),))


async def test_a_setup_becomes_that_of_another_chat_and_the_old_one_has_none(storage: Storage) -> None:
    old, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a")
    await storage.subscriptions.add_all(old.id, [Listed("https://a", FeedKind.FEED, "A", ("News",))], 1)
    await storage.profiles.set_words(old.id, Taste.MUTE, ["zinc"], 0, 1)
    look = Look("de", is_language_chosen=True, sentences=2, has_offers=True)
    await storage.looks.set(old.id, look)
    await enter(storage, old.id, "2026-11-22T08:00", state="sent", message_id=9)
    before = await storage.setups.of(old.id)
    assert before
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    assert await take(storage, "code", THERE, by=5) is not None
    assert await storage.chats.find(Place(1)) is None
    new = await storage.chats.find(THERE)
    assert new
    assert (new.id, new.kind, new.added_by) == (old.id, ChatKind.SUPERGROUP, 5)
    after = await storage.setups.of(new.id)
    assert after == replace(before, look=replace(look, has_offers=False))
    assert set(await sinces(storage, new.id)) == {feed.id}
    assert await rows(storage, select(deliveries.c.message_id)) == [(None,)]
    assert await take(storage, "code", Place(3), by=5) is None


async def test_where_something_is_set_up_already_sources_are_united_and_settings_come(
    storage: Storage,
) -> None:
    old, here = await chat_at(storage, 1), await chat_at(storage, 2)
    a, b = await feed_at(storage, "https://a", *"abcde"), await feed_at(storage, "https://b", "b")
    await storage.subscriptions.add(old.id, a.id, 1)
    await storage.subscriptions.add(here.id, b.id, 1)
    await storage.chats.set_schedule(old.id, EVENING, 400)
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    assert await take(storage, "code", Place(2), by=5) == LeftOut()
    new = await storage.chats.find(Place(2))
    assert new
    assert new.schedule == EVENING
    assert set(await sinces(storage, new.id)) == {a.id, b.id}
    assert len(await rows(storage, select(chats.c.id))) == 1


async def test_a_code_is_of_no_use_to_anybody_else(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    await storage.handovers.offer(chat.id, "code", 5, 10, 100)
    assert await take(storage, "code", Place(6), by=6) is None
    assert await storage.chats.find(Place(1))
    assert await take(storage, "code", Place(6), by=5) is not None


async def test_digests_are_due_as_soon_as_the_setup_has_come(storage: Storage) -> None:
    """Whatever happens to the process then: nothing has to follow."""
    old, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", "a")
    await storage.subscriptions.add(old.id, feed.id, 1)
    await storage.chats.set_state(old.id, ChatState.BLOCKED, None)
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    await take(storage, "code", Place(2), by=5)
    new = await storage.chats.find(Place(2))
    slot = next_slot(MORNING, 20)
    assert new
    assert slot
    assert (new.state, new.next_due_at) == (ChatState.ACTIVE, slot.due_at)


async def test_what_two_places_hold_stays_within_the_limits_of_one(storage: Storage) -> None:
    old, here = await chat_at(storage, 1), await chat_at(storage, 2)
    a, b, c = [await feed_at(storage, f"https://{name}", name) for name in "abc"]
    for chat, feed in ((old, a), (here, b), (here, c)):
        await storage.subscriptions.add(chat.id, feed.id, feed.id)
    for chat, name, count in ((old, "coming", 70), (here, "here", 60)):
        words = [Filter(f"{name} {number}") for number in range(count)]
        await storage.profiles.add_filters(chat.id, Taste.MUTE, words, 1)
    await storage.profiles.add_filters(here.id, Taste.MUTE, [Filter("", Field.SOURCE, c.id)], 1)
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    assert await take(storage, "code", Place(2), by=5, most_sources=2) == LeftOut(1, 31)
    new = await storage.chats.find(Place(2))
    assert new
    assert set(await sinces(storage, new.id)) == {a.id, b.id}
    setup = await storage.setups.of(new.id)
    assert setup
    assert len(setup.words) == MOST_WORDS
    assert sum(word.word.startswith("coming") for word in setup.words) == 70


async def test_summaries_are_offered_where_either_place_had_them_and_they_can_be(storage: Storage) -> None:
    for number, (coming, here, may, expected) in enumerate(
        [
            (True, None, True, True),
            (True, None, False, False),
            (False, True, True, True),
            (False, False, True, False),
        ]
    ):
        old, place = await chat_at(storage, 100 + number), Place(-100 - number)
        await storage.looks.set(old.id, Look(has_offers=coming))
        if here is not None:
            await storage.looks.set((await chat_at(storage, place.chat_id)).id, Look(has_offers=here))
        await storage.handovers.offer(old.id, f"code {number}", 5, 10, 100)
        await take(storage, f"code {number}", place, by=5, may_offer=may)
        assert (await storage.looks.of(place)).has_offers is expected


async def test_how_far_it_has_come_moves_along(storage: Storage) -> None:
    old, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", *"abcde")
    await storage.subscriptions.add(old.id, feed.id, 1)
    before = await sinces(storage, old.id)
    await bring(storage, feed.id, "f")
    found = await storage.chats.get(old.id)
    assert found
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    await take(storage, "code", Place(2), by=5)
    new = await storage.chats.find(Place(2))
    assert new
    assert await sinces(storage, new.id) == before
    assert (new.shown_until, new.covered_at) == (found.shown_until, found.covered_at)
    assert new.last_slot == found.last_slot


async def test_codes_hold_once_for_a_while_and_the_newest_alone(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    await storage.handovers.offer(chat.id, "old", 5, 10, 100)
    await storage.handovers.offer(chat.id, "new", 5, 10, 100)
    assert await storage.handovers.find("old") is None
    assert await take(storage, "new", Place(2), by=5, now=100) is None
    found = await storage.handovers.find("new")
    assert found
    assert (found.chat.id, found.made_by, found.expires_at) == (chat.id, 5, 100)
    assert await storage.handovers.delete_expired(100) == 1
    assert await storage.handovers.find("new") is None


async def take(
    storage: Storage,
    code: str,
    place: Place,
    *,
    by: int,
    now: int = 20,
    most_sources: int = 500,
    may_offer: bool = False,
) -> LeftOut | None:
    kind = ChatKind.PRIVATE if place.chat_id > 0 else ChatKind.SUPERGROUP
    return await storage.handovers.take(code, Taking(place, kind, by, most_sources, may_offer), now)
