"""Links that let people in, on a real database."""

import asyncio

import pytest

from bot.digest.people import Mode
from bot.errors import UserError
from bot.services.access import Access
from bot.services.invites import INVITE, Invites, parse_invite
from bot.services.people import People
from bot.services.schedules import Schedules
from bot.storage import Joined, Storage
from tests.unit.services.conftest import Clock
from tests.unit.storage.things import MORNING

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWNER, ANNA, BORIS = 5, 1001, 1002
DAY = 86_400


def access_of(storage: Storage, mode: Mode = "invite") -> Access:
    return Access(storage.access, mode, frozenset({OWNER}))


def invites_of(storage: Storage, clock: Clock, mode: Mode = "invite") -> Invites:
    return Invites(storage.invites, access_of(storage, mode), clock)


def people_of(storage: Storage, access: Access) -> People:
    return People(storage.access, access, Schedules(storage, MORNING, 25))


async def test_a_link_lets_in_as_many_as_it_says(storage: Storage, clock: Clock) -> None:
    invites, access = invites_of(storage, clock), access_of(storage)
    payload, _ = await invites.make(OWNER, 2, 7, "a")
    assert payload.startswith(INVITE)
    assert len(payload) <= 64
    assert not await access.may_use(ANNA, ANNA, private=True)
    assert await invites.join(ANNA, payload) is Joined.WELCOME
    assert await access.may_use(ANNA, ANNA, private=True)
    assert await invites.join(ANNA, payload) is Joined.KNOWN
    assert await invites.join(BORIS, payload) is Joined.WELCOME
    assert await invites.join(1003, payload) is Joined.USED_UP
    assert not await access.may_use(1003, 1003, private=True)


async def test_members_and_owners_use_up_nothing(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    first, _ = await invites.make(OWNER, 1, 7, "a")
    second, _ = await invites.make(OWNER, 1, 7, "b")
    await invites.join(ANNA, first)
    assert await invites.join(ANNA, second) is Joined.KNOWN
    assert await invites.join(OWNER, second) is Joined.KNOWN
    assert await invites.join(BORIS, second) is Joined.WELCOME


async def test_two_people_at_once_on_the_last_use(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    payload, _ = await invites.make(OWNER, 1, 7, "a")
    joined = await asyncio.gather(*(invites.join(number, payload) for number in range(2000, 2020)))
    assert sorted(one.value for one in joined) == ["used_up"] * 19 + ["welcome"]
    assert await storage.access.count_members() == 1


async def test_one_person_who_opens_a_link_twice_at_once_uses_it_once(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    payload, _ = await invites.make(OWNER, 2, 7, "a")
    joined = await asyncio.gather(*(invites.join(ANNA, payload) for _ in range(5)))
    assert sorted(one.value for one in joined) == ["known"] * 4 + ["welcome"]
    assert (await invites.living(9, 0))[0][0].left == 1


async def test_a_link_ends_at_its_time(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    payload, expires_at = await invites.make(OWNER, 5, 7, "a")
    assert expires_at == int(clock.now) + 7 * DAY
    clock.now = expires_at - 1
    assert await invites.join(ANNA, payload) is Joined.WELCOME
    clock.now = expires_at
    assert await invites.join(BORIS, payload) is Joined.EXPIRED
    assert await invites.living(9, 0) == ([], 0)
    clock.now += 31 * DAY
    await invites.make(OWNER, 1, 1, "b")
    assert await invites.join(BORIS, payload) is Joined.UNKNOWN


async def test_a_withdrawn_link_lets_nobody_in(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    payload, _ = await invites.make(OWNER, 5, 7, "a")
    [living] = (await invites.living(9, 0))[0]
    for _ in range(2):
        await invites.withdraw(living.id)
    assert await invites.join(ANNA, payload) is Joined.WITHDRAWN
    assert await invites.living(9, 0) == ([], 0)


async def test_guesses_and_what_is_kept_let_nobody_in(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    payload, _ = await invites.make(OWNER, 5, 7, "a")
    assert await invites.join(ANNA, INVITE + "guess") is Joined.UNKNOWN
    assert await invites.join(ANNA, INVITE) is Joined.UNKNOWN
    async with storage._engine.connect() as connection:
        kept = (await connection.exec_driver_sql("SELECT * FROM invites")).all()
    assert payload.removeprefix(INVITE) not in str(kept)
    code = next(value for value in kept[0] if isinstance(value, str))
    assert await invites.join(ANNA, INVITE + code) is Joined.UNKNOWN


async def test_a_button_pressed_twice_makes_one_link(storage: Storage, clock: Clock) -> None:
    invites = invites_of(storage, clock)
    assert await invites.make(OWNER, 5, 7, "a") == await invites.make(OWNER, 5, 7, "a")
    assert (await invites.make(OWNER, 5, 7, "b"))[0] != (await invites.make(OWNER, 5, 7, "a"))[0]
    assert (await invites.living(9, 0))[1] == 2


async def test_whoever_was_removed_is_out_at_once_and_no_link_lets_them_in(
    storage: Storage, clock: Clock
) -> None:
    invites, access = invites_of(storage, clock), access_of(storage)
    people = people_of(storage, access)
    payload, _ = await invites.make(OWNER, 5, 7, "a")
    await invites.join(ANNA, payload)
    await access.added(-7, ANNA)
    await access.added(-8, OWNER)
    assert await access.may_use(BORIS, -7, private=False)
    await people.set_member(ANNA, is_removed=True)
    assert not await access.may_use(ANNA, ANNA, private=True)
    assert not await access.may_use(BORIS, -7, private=False)
    assert not await access.may_use(ANNA, -8, private=False)
    assert await access.may_use(BORIS, -8, private=False)
    assert await invites.join(ANNA, payload) is Joined.REMOVED
    await people.set_member(ANNA, is_removed=False)
    assert await access.may_use(ANNA, ANNA, private=True)
    assert await access.may_use(BORIS, -7, private=False)


async def test_links_count_only_where_people_are_invited(storage: Storage, clock: Clock) -> None:
    payload, _ = await invites_of(storage, clock).make(OWNER, 5, 7, "a")
    assert await invites_of(storage, clock, "owner").join(ANNA, payload) is Joined.UNKNOWN
    assert await invites_of(storage, clock, "public").join(ANNA, payload) is Joined.KNOWN
    assert await storage.access.count_members() == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [("5 7d", (5, 7)), ("7d 5", (5, 7)), ("25", (25, 7)), ("30D", (1, 30)), ("2w", (1, 14)), ("", (1, 7))],
)
async def test_invites_by_words(words: str, meant: tuple[int, int]) -> None:
    assert parse_invite(words.split()) == meant


@pytest.mark.parametrize(
    "words", ["0", "1001", "0d", "366d", "53w", "5 5", "7d 7d", "-1", "five", "5 7d x", "٣"]
)
async def test_what_is_no_invite_is_refused(words: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_invite(words.split())
    assert caught.value.code == "invite"
