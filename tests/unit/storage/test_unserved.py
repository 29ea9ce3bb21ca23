"""Chats that are not served: found in one look on every database, and paused with all that was due there."""

from itertools import product

import pytest
from sqlalchemy import insert, select

from bot.digest.model import Chat, ChatKind, ChatState, DeliveryState, Place
from bot.digest.people import Mode
from bot.services.access import Access
from bot.storage import Storage
from bot.storage.access import NOBODY
from bot.storage.contents import Content
from bot.storage.ledger import Notice
from bot.storage.schema import deliveries
from bot.storage.sql import writing
from tests.unit.storage.things import MORNING, chat_at, feed_at, in_memory_too, rows

OWNER, MEMBER, REMOVED, UNKNOWN = 5, 7, 8, 9
PEOPLE = (OWNER, MEMBER, REMOVED, UNKNOWN)


async def people(storage: Storage) -> None:
    await storage.access.remove_member(MEMBER, 1, is_removed=False)
    await storage.access.remove_member(REMOVED, 1, is_removed=True)


async def every_chat(storage: Storage) -> list[Chat]:
    """Private chats of all kinds of people, and groups that any of them, or nobody, brought and set up."""
    made = [await storage.chats.open(Place(one), ChatKind.PRIVATE, MORNING, one, 1) for one in PEOPLE]
    ways = product((None, NOBODY, *PEOPLE), (False, True), (None, OWNER, UNKNOWN))
    for number, (by, is_removed, added_by) in enumerate(ways, 1):
        if by is not None:
            await storage.access.serve(-number, by, 1)
            await storage.access.remove_served(-number, is_removed=is_removed)
        made.append(await storage.chats.open(Place(-number), ChatKind.GROUP, MORNING, added_by, 1))
    return made


async def is_refused(access: Access, storage: Storage, chat: Chat) -> bool:
    telegram_id, private = chat.place.chat_id, chat.kind is ChatKind.PRIVATE
    if await access.serves(telegram_id, private=private):
        return False
    brought = (await storage.access.standing(None, telegram_id)).chat
    is_known = brought is not None and (brought.is_removed or brought.added_by != NOBODY)
    return private or is_known or not access.is_owner(chat.added_by)


@in_memory_too
@pytest.mark.parametrize("mode", ["owner", "invite", "public"])
@pytest.mark.parametrize("owners", [frozenset({OWNER}), frozenset[int]()])
async def test_what_the_door_refuses_is_found(storage: Storage, mode: Mode, owners: frozenset[int]) -> None:
    await people(storage)
    made = await every_chat(storage)
    access = Access(storage.access, mode, owners)
    refused = {chat.id for chat in made if await is_refused(access, storage, chat)}
    assert await access.unserved() == sorted(refused)
    assert 0 < len(refused) < len(made) or not (owners or mode == "public")


@in_memory_too
async def test_only_what_gets_digests_is_found_each_topic_for_itself(storage: Storage) -> None:
    await storage.access.serve(-1, UNKNOWN, 1)
    topics = [await chat_at(storage, -1, topic) for topic in (0, 7, 8)]
    await storage.chats.set_state(topics[1].id, ChatState.CLOSED, None)
    found = await storage.access.unserved("owner", {OWNER})
    assert found == [topics[0].id, topics[2].id]


@in_memory_too
async def test_many_chats_are_paused_with_all_that_was_due(storage: Storage) -> None:
    chats = [await chat_at(storage, -number) for number in range(1, 5)]
    for chat in chats:
        await storage.chats.set_schedule(chat.id, MORNING, 500)
    await storage.deliveries.notify([Notice(chat.id, "news", "Text") for chat in chats[1:3]], 10)
    out, kept = [chat.id for chat in chats[:2]], [chat.id for chat in chats[2:]]
    await storage.deliveries.pause(out, ChatState.UNSERVED, 20)
    await storage.deliveries.pause(out, ChatState.UNSERVED, 30)
    states = {chat.id: await storage.chats.get(chat.id) for chat in chats}
    assert all((one := states[number]) and one.state is ChatState.UNSERVED for number in out)
    assert all((one := states[number]) and one.next_due_at is None for number in out)
    assert all((one := states[number]) and one.next_due_at == 500 for number in kept)
    left = await rows(storage, select(deliveries.c.chat_id, deliveries.c.state, deliveries.c.ended_at))
    assert set(left) == {(out[1], DeliveryState.DEAD, 20), (kept[0], DeliveryState.PENDING, None)}


@in_memory_too
async def test_what_is_told_to_a_chat_that_was_paused_meanwhile_is_left_out(storage: Storage) -> None:
    chats = [await chat_at(storage, -number) for number in (1, 2)]
    await storage.deliveries.pause([chats[0].id], ChatState.UNSERVED, 20)
    await storage.deliveries.notify([Notice(chat.id, "news", "Text") for chat in chats], 30)
    assert await rows(storage, select(deliveries.c.chat_id)) == [(chats[1].id,)]


@in_memory_too
async def test_a_digest_that_has_begun_goes_out_and_one_that_waits_will_be_new_again(
    storage: Storage,
) -> None:
    begun, waiting = await chat_at(storage, -1), await chat_at(storage, -2)
    feed = await feed_at(storage, "https://one", "a")
    content = Content("key", ["1", "2", "3"], [(1, "story a")], 1, 1, 60, 9)
    digest_id = (await storage.digests.put([content], 10))["key"].id
    parts = [
        {"chat_id": chat.id, "slot": "s", "part": part, "digest_id": digest_id, "due_at": 1, "lot": 1}
        | {"state": "sent" if part == 0 and chat is begun else "pending", "covers_from": 5}
        for chat in (begun, waiting)
        for part in range(3)
    ]
    async with writing(storage._engine) as connection:
        await connection.execute(insert(deliveries), parts)
    for chat in (begun, waiting):
        await storage.subscriptions.add(chat.id, feed.id, 1)
    await storage.deliveries.pause([begun.id, waiting.id], ChatState.UNSERVED, 20)
    query = select(deliveries.c.state).order_by(deliveries.c.part)
    assert await rows(storage, query.where(deliveries.c.chat_id == begun.id)) == [
        ("sent",),
        ("pending",),
        ("pending",),
    ]
    assert set(await rows(storage, query.where(deliveries.c.chat_id == waiting.id))) == {("dead",)}
    shown = await storage.digests.shown({begun.id: ["story a"], waiting.id: ["story a"]})
    assert shown == {begun.id: {"story a"}, waiting.id: set()}
