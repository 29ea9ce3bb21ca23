"""Chats that are not served: found in one look on every database, and paused with all that was due there."""

from itertools import product

import pytest
from sqlalchemy import select

from bot.digest.model import Chat, ChatKind, ChatState, DeliveryState, Place
from bot.digest.people import Mode
from bot.services.access import Access
from bot.storage import Storage
from bot.storage.ledger import Notice
from bot.storage.schema import deliveries
from tests.unit.storage.conftest import BACKENDS
from tests.unit.storage.things import MORNING, chat_at, rows

in_memory_too = pytest.mark.parametrize("url", [*BACKENDS, "memory"], indirect=True)

OWNER, MEMBER, REMOVED, UNKNOWN = 5, 7, 8, 9
PEOPLE = (OWNER, MEMBER, REMOVED, UNKNOWN)


async def people(storage: Storage) -> None:
    await storage.access.remove_member(MEMBER, 1, is_removed=False)
    await storage.access.remove_member(REMOVED, 1, is_removed=True)


async def every_chat(storage: Storage) -> list[Chat]:
    """Private chats of all kinds of people, and groups that any of them, or nobody, brought and set up."""
    made = [await storage.chats.open(Place(one), ChatKind.PRIVATE, MORNING, one, 1) for one in PEOPLE]
    ways = product((None, *PEOPLE), (False, True), (None, OWNER, UNKNOWN))
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
    is_brought = await storage.access.added_by(telegram_id) is not None
    return private or is_brought or not access.is_owner(chat.added_by)


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
    await storage.deliveries.give_up_all(out, ChatState.BLOCKED, "blocked", 20)
    await storage.deliveries.give_up_all(out, ChatState.BLOCKED, "blocked", 30)
    states = {chat.id: await storage.chats.get(chat.id) for chat in chats}
    assert all((one := states[number]) and one.state is ChatState.BLOCKED for number in out)
    assert all((one := states[number]) and one.next_due_at is None for number in out)
    assert all((one := states[number]) and one.next_due_at == 500 for number in kept)
    left = await rows(storage, select(deliveries.c.chat_id, deliveries.c.state, deliveries.c.ended_at))
    assert set(left) == {(out[1], DeliveryState.DEAD, 20), (kept[0], DeliveryState.PENDING, None)}


@in_memory_too
async def test_what_is_told_to_a_chat_that_was_paused_meanwhile_is_left_out(storage: Storage) -> None:
    chats = [await chat_at(storage, -number) for number in (1, 2)]
    await storage.deliveries.give_up_all([chats[0].id], ChatState.BLOCKED, "blocked", 20)
    await storage.deliveries.notify([Notice(chat.id, "news", "Text") for chat in chats], 30)
    assert await rows(storage, select(deliveries.c.chat_id)) == [(chats[1].id,)]
