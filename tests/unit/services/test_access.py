"""Who may use the bot, on a real database."""

import pytest

from bot.digest.people import Mode
from bot.services import access as access_module
from bot.services.access import CLAIM, Access, Entry
from bot.services.people import People
from bot.services.schedules import Schedules
from bot.storage import Storage
from tests.unit.storage.things import MORNING

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_claim_works_once_and_is_remembered(storage: Storage) -> None:
    access = Access(storage.access, "owner", frozenset())
    payload = await access.start()
    assert payload is not None
    assert payload.startswith(CLAIM)
    assert len(payload) <= 64
    assert not await access.claim(1, CLAIM + "guess")
    assert not await access.may_use(1, 1, private=True)
    assert await access.claim(1, payload)
    assert not await access.claim(2, payload)
    assert await access.may_use(1, 1, private=True)
    assert not await access.may_use(2, 2, private=True)
    restarted = Access(storage.access, "owner", frozenset())
    assert await restarted.start() is None
    assert await restarted.may_use(1, 1, private=True)


async def test_every_start_makes_another_link(storage: Storage) -> None:
    assert (
        await Access(storage.access, "owner", frozenset()).start()
        != await Access(storage.access, "owner", frozenset()).start()
    )


async def test_owners_of_the_settings_shut_out_whoever_claimed(storage: Storage) -> None:
    await storage.access.add_owner(666, now=1)
    access = Access(storage.access, "owner", frozenset({5}))
    assert await access.start() is None
    assert not await access.may_use(666, 666, private=True)


async def test_groups_that_strangers_added_are_not_served_when_the_bot_is_private(storage: Storage) -> None:
    public = Access(storage.access, "public", frozenset({5}))
    assert await public.added(-5, by=666) is Entry.SERVED
    assert await public.added(-6, by=5) is Entry.SERVED
    private = Access(storage.access, "owner", frozenset({5}))
    assert not await private.may_use(777, -5, private=False)
    assert await private.may_use(777, -6, private=False)


async def test_an_owner_of_the_settings_needs_no_claim(storage: Storage) -> None:
    access = Access(storage.access, "owner", frozenset({5}))
    assert await access.start() is None
    assert await access.may_use(5, 5, private=True)
    assert await access.may_use(5, -1, private=False)
    assert not await access.may_use(None, -1, private=False)


async def test_public_means_everybody(storage: Storage) -> None:
    access = Access(storage.access, "public", frozenset())
    assert await access.may_use(9, 9, private=True)
    assert await access.added(-5, by=9) is Entry.SERVED
    assert await access.may_use(None, -7, private=False)


async def test_members_count_only_where_people_are_invited(storage: Storage) -> None:
    await storage.access.remove_member(7, 1, is_removed=False)
    served = {}
    for mode in modes():
        access = Access(storage.access, mode, frozenset({5}))
        served[mode] = await access.may_use(7, 7, private=True), await access.may_use(8, 8, private=True)
    assert served == {"owner": (False, False), "invite": (True, False), "public": (True, True)}


async def test_chats_are_served_that_members_bring_the_bot_into(storage: Storage) -> None:
    await storage.access.remove_member(7, 1, is_removed=False)
    access = Access(storage.access, "invite", frozenset({5}))
    assert await access.added(-1, by=8) is Entry.REFUSED
    assert await access.added(-1, by=7) is Entry.SERVED
    assert await access.added(-1, by=8) is Entry.SERVED  # it is served already
    assert await access.brought_by(-1) == 7
    assert await access.may_use(None, -1, private=False)
    assert not await access.may_use(7, -2, private=False)
    only_owners = Access(storage.access, "owner", frozenset({5}))
    assert not await only_owners.may_use(7, -1, private=False)


async def test_a_chat_that_was_removed_is_served_to_nobody_whoever_brings_the_bot(storage: Storage) -> None:
    access = Access(storage.access, "public", frozenset({5}))
    people = People(storage.access, access, Schedules(storage, MORNING, 25))
    await access.added(-1, by=7)
    await people.remove_chat(-1)
    assert not await access.may_use(8, -1, private=False)
    await access.removed(-1)
    assert await access.added(-1, by=9) is Entry.REFUSED
    assert await access.may_use(9, 9, private=True)
    await people.let_chat_in(-1, owner=5)
    assert await access.may_use(8, -1, private=False)
    assert await access.brought_by(-1) == 7
    await people.remove_chat(-1)
    assert await access.added(-1, by=5) is Entry.SERVED


async def test_whoever_has_no_name_brings_the_bot_where_it_is_served_anyway(storage: Storage) -> None:
    entries = {
        mode: await Access(storage.access, mode, frozenset({5})).added(-1, by=None) for mode in modes()
    }
    assert entries == {"owner": Entry.REFUSED, "invite": Entry.REFUSED, "public": Entry.SERVED}
    access = Access(storage.access, "owner", frozenset({5}))
    assert await access.brought_by(-1) is None
    await access.added(-1, by=5)
    assert await access.added(-1, by=None) is Entry.SERVED


async def test_a_chat_of_somebody_put_out_is_let_in_as_the_owners(storage: Storage) -> None:
    access = Access(storage.access, "invite", frozenset({5}))
    people = People(storage.access, access, Schedules(storage, MORNING, 25))
    await storage.access.remove_member(7, 1, is_removed=False)
    await access.added(-1, by=7)
    await people.set_member(7, is_removed=True)
    assert not await people.is_served(-1)
    await people.let_chat_in(-1, owner=5)
    assert await people.is_served(-1)


async def test_somebody_put_out_is_out_where_everybody_is_let_in(storage: Storage) -> None:
    access = Access(storage.access, "public", frozenset({5}))
    people = People(storage.access, access, Schedules(storage, MORNING, 25))
    await people.set_member(7, is_removed=True)
    assert not await access.may_use(7, 7, private=True)
    assert await access.added(-1, by=7) is Entry.REFUSED
    await people.set_member(5, is_removed=True)
    assert await access.may_use(5, 5, private=True)


async def test_one_person_brings_the_bot_into_so_many_chats(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_module, "MOST_CHATS", 2)
    access = Access(storage.access, "public", frozenset({5}))
    entries = [await access.added(-number, by=7) for number in (1, 2, 3)]
    assert entries == [Entry.SERVED, Entry.SERVED, Entry.TOO_MANY]
    assert await access.added(-2, by=7) is Entry.SERVED  # that is one of the two
    assert await access.added(-3, by=8) is Entry.SERVED
    assert [await access.added(-number, by=5) for number in (11, 12, 13)] == [Entry.SERVED] * 3
    await access.removed(-1)
    assert await access.added(-4, by=7) is Entry.SERVED


def modes() -> tuple[Mode, ...]:
    return "owner", "invite", "public"
