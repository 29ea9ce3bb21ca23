"""Who may use the bot, on a real database."""

import pytest

from bot.services.access import CLAIM, Access
from bot.storage import Storage

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
    assert await public.added(-5, by=666)
    assert await public.added(-6, by=5)
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
    assert await access.added(-5, by=9)
