"""Members, invites, served chats, what Telegram was told, and counts, on every database."""

import asyncio

from sqlalchemy import insert

from bot.articles.model import Submission
from bot.digest.model import ChatKind, ChatState, Place
from bot.digest.people import Figures, Member, ServedChat
from bot.storage import Joined, Storage
from bot.storage.access import NOBODY, Standing
from bot.storage.ledger import Notice
from bot.storage.schema import deliveries, digests
from bot.storage.sql import writing
from tests.unit.storage.things import MORNING, chat_at, feed_at, in_memory_too

DAY = 86_400


@in_memory_too
async def test_what_is_known_of_a_person_and_a_chat(storage: Storage) -> None:
    assert await storage.access.standing(7, -1) == Standing(None, None, None)
    await storage.access.remove_member(7, 10, is_removed=False)
    await storage.access.serve(-1, added_by=7, now=20)
    member, chat = Member(7, 10), ServedChat(-1, 7, 20)
    assert await storage.access.standing(8, -1) == Standing(None, chat, member)
    assert await storage.access.standing(7, None) == Standing(member, None, None)
    await storage.access.remove_member(7, 30, is_removed=True)
    out = Member(7, 10, is_removed=True)
    assert await storage.access.standing(None, -1) == Standing(None, chat, out)


@in_memory_too
async def test_a_removed_chat_stays_removed_wherever_it_moves(storage: Storage) -> None:
    await storage.access.serve(-1, added_by=7, now=20)
    await storage.access.serve(-2, added_by=7, now=30)
    assert await storage.access.brought(7) == [-2, -1]
    await storage.access.remove_served(-1, is_removed=True)
    await storage.access.stop_serving(-1)
    await storage.move_chat(-1, -100)
    assert (await storage.access.standing(None, -100)).chat == ServedChat(-100, 7, 20, is_removed=True)
    assert await storage.access.brought(7) == [-2]
    assert await storage.access.served(9) == [ServedChat(-2, 7, 30), ServedChat(-100, 7, 20, is_removed=True)]
    assert [one.chat_id for one in await storage.access.served(1, 1)] == [-100]
    assert await storage.access.count_served() == 2


@in_memory_too
async def test_whoever_was_removed_stays_so_with_their_chats_when_they_have_all_forgotten(
    storage: Storage,
) -> None:
    for person, is_removed in ((7, True), (8, False)):
        await storage.access.remove_member(person, 10, is_removed=is_removed)
        await storage.access.serve(-person, added_by=person, now=20)
        await storage.erase.erase(person, keeps_access=False)
    out, left = ServedChat(-7, NOBODY, 20, is_removed=True), ServedChat(-8, NOBODY, 20)
    assert await storage.access.standing(7, -7) == Standing(Member(7, 10, is_removed=True), out, None)
    assert await storage.access.standing(8, -8) == Standing(None, left, None)


@in_memory_too
async def test_members_come_the_latest_first(storage: Storage) -> None:
    for number in range(5):
        await storage.access.remove_member(number, 10 * number, is_removed=number == 1)
    assert [one.user_id for one in await storage.access.members(3)] == [4, 3, 2]
    assert await storage.access.members(3, 3) == [Member(1, 10, is_removed=True), Member(0, 0)]
    assert await storage.access.count_members() == 5


@in_memory_too
async def test_the_last_use_of_an_invite_goes_to_one(storage: Storage) -> None:
    await storage.invites.add("code", 5, now=10, expires_at=99, uses=3)
    await storage.invites.add("code", 5, now=20, expires_at=99, uses=9)  # a button pressed twice
    joined = await asyncio.gather(*(storage.invites.join("code", person, 30) for person in range(10)))
    assert joined.count(Joined.WELCOME) == 3
    assert joined.count(Joined.USED_UP) == 7
    assert await storage.access.count_members() == 3
    assert await storage.invites.living(30, 9) == []


@in_memory_too
async def test_whoever_is_in_or_was_removed_uses_up_no_invite(storage: Storage) -> None:
    await storage.invites.add("code", 5, now=10, expires_at=99, uses=2)
    assert await storage.invites.join("code", 1, 30) is Joined.WELCOME
    assert await storage.invites.join("code", 1, 30) is Joined.KNOWN
    await storage.access.remove_member(1, 40, is_removed=True)
    assert await storage.invites.join("code", 1, 50) is Joined.REMOVED
    assert [invite.left for invite in await storage.invites.living(50, 9)] == [1]


@in_memory_too
async def test_living_invites_come_the_latest_first(storage: Storage) -> None:
    for name in "abcd":
        await storage.invites.add(name, 5, now=10, expires_at=20 if name == "b" else 99, uses=2)
    living = await storage.invites.living(50, 9)
    assert len(living) == await storage.invites.count_living(50) == 3
    assert [one.id for one in living] == sorted((one.id for one in living), reverse=True)
    await storage.invites.withdraw(living[0].id)
    assert await storage.invites.living(50, 9) == living[1:]
    assert await storage.invites.join("d", 1, 50) is Joined.WITHDRAWN
    assert await storage.invites.join("b", 1, 50) is Joined.EXPIRED
    assert await storage.invites.living(50, 1, 1) == [living[2]]


@in_memory_too
async def test_what_telegram_was_told(storage: Storage) -> None:
    assert await storage.announced.all() == {}
    await storage.announced.note("short::", "a")
    await storage.announced.note("short::de", "b")
    await storage.announced.note("short::", "c")
    await storage.announced.forget("short::de")
    assert await storage.announced.all() == {"short::": "c"}


@in_memory_too
async def test_the_figures(storage: Storage) -> None:
    now = 100 * DAY
    empty = await storage.statistics.figures(now)
    assert empty == Figures(database_bytes=empty.database_bytes)
    assert empty.database_bytes > 0
    for number in (1, 2):
        await storage.chats.open(Place(number), ChatKind.PRIVATE, MORNING, None, 1)
    gone = await storage.chats.open(Place(3), ChatKind.PRIVATE, MORNING, None, 1)
    await storage.chats.set_state(gone.id, ChatState.BLOCKED, None)
    topics = [await chat_at(storage, -1, topic) for topic in (0, 7)]
    await storage.chats.open(Place(-2), ChatKind.SUPERGROUP, MORNING, None, 1)
    await storage.chats.open(Place(-3), ChatKind.CHANNEL, MORNING, None, 1)
    good, bad, nobodys = [await feed_at(storage, f"https://{name}", name) for name in "abc"]
    for chat in topics:
        for feed in (good, bad):
            await storage.subscriptions.add(chat.id, feed.id, now=1)
    for feed in (bad, nobodys):
        await storage.feeds.note_failure(feed.id, "link_timeout", now=1, next_poll_at=2)
    await storage.access.remove_member(7, 10, is_removed=False)
    await storage.access.remove_member(8, 10, is_removed=True)
    await storage.articles.put(Submission("abc", "Text."), now=1)
    await storage.deliveries.notify([Notice(topics[0].id, "about", "Text")], now)
    await deliver(
        storage, topics[0].id, {"1": now - 9, "2": now - DAY + 9, "3": now - DAY, "4": now - 7 * DAY}
    )
    figures = await storage.statistics.figures(now)
    assert figures == Figures(
        people=2,
        members=1,
        groups=2,
        channels=1,
        sources=2,
        failing=1,
        sent_day=2,
        sent_week=3,
        waiting=1,
        articles=1,
        database_bytes=figures.database_bytes,
    )


async def deliver(storage: Storage, chat_id: int, ends: dict[str, int]) -> None:
    """Note digests of two parts that arrived, and a notice and a digest that did not count."""
    digest = {
        "id": 1,
        "key": "key",
        "made_at": 1,
        "pages": "[]",
        "articles": 1,
        "sources": 1,
        "seconds_saved": 1,
    }
    sent = [(slot, part, 1, "sent", end) for slot, end in ends.items() for part in (0, 1)]
    others = [("notice", 0, None, "sent", max(ends.values())), ("dead", 0, 1, "dead", max(ends.values()))]
    names = ("slot", "part", "digest_id", "state", "ended_at")
    rows = [dict(zip(names, row, strict=True)) for row in (*sent, *others)]
    async with writing(storage._engine) as connection:
        await connection.execute(insert(digests), [digest])
        await connection.execute(
            insert(deliveries), [{"chat_id": chat_id, "due_at": 1, "lot": 1, **row} for row in rows]
        )
