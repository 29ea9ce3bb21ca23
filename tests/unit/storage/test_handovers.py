"""Setups that move to another chat."""

from dataclasses import replace
from datetime import time

from sqlalchemy import select

from bot.articles.feed import FeedKind
from bot.articles.lists import Listed
from bot.digest.look import Look
from bot.digest.model import ChatKind, ChatState, Place, Schedule
from bot.digest.wishes import Taste
from bot.storage import Storage
from bot.storage.schema import chats, deliveries
from tests.unit.storage.test_erase import enter
from tests.unit.storage.things import bring, chat_at, feed_at, rows, sinces

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
    assert await storage.handovers.take("code", THERE, ChatKind.SUPERGROUP, 6, 20)
    assert await storage.chats.find(Place(1)) is None
    new = await storage.chats.find(THERE)
    assert new
    assert (new.id, new.kind, new.added_by) == (old.id, ChatKind.SUPERGROUP, 6)
    after = await storage.setups.of(new.id)
    assert after == replace(before, look=replace(look, has_offers=False))
    assert set(await sinces(storage, new.id)) == {feed.id}
    assert await rows(storage, select(deliveries.c.message_id)) == [(None,)]
    assert not await storage.handovers.take("code", Place(3), ChatKind.PRIVATE, 6, 20)


async def test_where_something_is_set_up_already_sources_are_united_and_settings_come(
    storage: Storage,
) -> None:
    old, here = await chat_at(storage, 1), await chat_at(storage, 2)
    a, b = await feed_at(storage, "https://a", *"abcde"), await feed_at(storage, "https://b", "b")
    await storage.subscriptions.add(old.id, a.id, 1)
    await storage.subscriptions.add(here.id, b.id, 1)
    await storage.chats.set_schedule(old.id, EVENING, 400)
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    assert await storage.handovers.take("code", Place(2), ChatKind.PRIVATE, 2, 20)
    new = await storage.chats.find(Place(2))
    assert new
    assert (new.schedule, new.state, new.next_due_at) == (EVENING, ChatState.BLOCKED, None)
    assert set(await sinces(storage, new.id)) == {a.id, b.id}
    assert len(await rows(storage, select(chats.c.id))) == 1


async def test_how_far_it_has_come_moves_along(storage: Storage) -> None:
    old, feed = await chat_at(storage, 1), await feed_at(storage, "https://a", *"abcde")
    await storage.subscriptions.add(old.id, feed.id, 1)
    before = await sinces(storage, old.id)
    await bring(storage, feed.id, "f")
    found = await storage.chats.get(old.id)
    assert found
    await storage.handovers.offer(old.id, "code", 5, 10, 100)
    await storage.handovers.take("code", Place(2), ChatKind.PRIVATE, 2, 20)
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
    assert not await storage.handovers.take("new", Place(2), ChatKind.PRIVATE, 2, 100)
    found = await storage.handovers.find("new")
    assert found
    assert (found.chat.id, found.made_by, found.expires_at) == (chat.id, 5, 100)
    assert await storage.handovers.delete_expired(100) == 1
    assert await storage.handovers.find("new") is None
