"""Two processes that do something at one moment on one PostgreSQL: as if one had come after the other."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import URL, NullPool, create_engine, event, func, select, text, update

from bot.digest.look import PLAIN
from bot.digest.model import Chat, ChatKind, ChatState, Place
from bot.storage import Storage
from bot.storage.contents import Content
from bot.storage.due_digests import Due, Materialised
from bot.storage.handovers import Taking
from bot.storage.ledger import Claim
from bot.storage.schema import deliveries, digest_entries, inputs
from bot.storage.sql import engine_for, writing
from tests.postgresql import Server
from tests.unit.storage.things import chat_at, feed_at, rows

NOW, NEXT = 1000, 90_000
SLOT = datetime.fromisoformat("2026-11-23T08:00")
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)

Beside = Callable[[Callable[[Storage], Awaitable[Any]]], Future[Any]]


@pytest.fixture(scope="module")
def url(postgresql: Server) -> Iterator[URL]:
    """One database for all tests here, each with chats of its own."""
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


@pytest.fixture
def beside(url: URL) -> Iterator[Beside]:
    """Do something as another process does; come back when it is done, or waits for somebody here."""
    under_way: list[Future[Any]] = []
    watching = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def do(act: Callable[[Storage], Awaitable[Any]]) -> Future[Any]:
        async def run() -> Any:
            other = Storage(engine_for(url))
            try:
                return await act(other)
            finally:
                await other.close()

        under_way.append(future := threads.submit(lambda: asyncio.run(run())))
        until = time.monotonic() + 30
        while sum(not one.done() for one in under_way) > connection.execute(text(_WAITING)).scalar_one():
            assert time.monotonic() < until, "it neither ends nor waits"
            time.sleep(0.005)
        return future

    with watching.connect() as connection, ThreadPoolExecutor() as threads:
        yield do


def before(storage: Storage, words: str, act: Callable[[], object]) -> None:
    """Do something at the moment at which a statement with these words is about to be executed, once."""
    waits = [act]

    def look(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if words in sql and waits:
            waits.pop()()

    event.listen(storage._engine.sync_engine, "before_cursor_execute", look)


async def due_chat(storage: Storage, number: int) -> tuple[Chat, Due]:
    """A chat that is due, and follows what nobody else does."""
    chat = await chat_at(storage, number)
    feed = await feed_at(storage, f"https://{number}", f"story {number}")
    await storage.subscriptions.add(chat.id, feed.id, now=1)
    await storage.chats.set_schedule(chat.id, chat.schedule, NOW)
    due = await storage.digests.due(NOW, (), 99)
    return chat, next(one for one in due if one.first == chat.id)


def made(due: Due, digest_id: int | None) -> Materialised:
    text = None if digest_id else "Nothing new"
    return Materialised(due, SLOT, NOW, NEXT, shown_until=9, digest_id=digest_id, parts=1, text=text)


async def keep(storage: Storage, *keys: str) -> dict[str, int]:
    contents = [Content(key, ["page"], [(1, f"story of {key}")], 1, 1, 9, 1) for key in keys]
    return {key: shared.id for key, shared in (await storage.digests.put(contents, NOW)).items()}


async def turn(storage: Storage, owner: str, freeze: Callable[[Claim], str] = lambda _: "text") -> list[int]:
    claims = await storage.deliveries.turn(
        [], owner=owner, now=NOW, lease_until=NOW + 120, limit=9, freeze=freeze
    )
    return [claim.chat.id for claim in claims]


async def test_what_a_sender_is_about_to_take_nobody_else_takes_or_ends(
    storage: Storage, beside: Beside
) -> None:
    forgetting, recalled = [await due_chat(storage, number) for number in (1, 2)]
    kept = await keep(storage, "a")
    await storage.digests.materialise([made(due, kept["a"]) for _, due in (forgetting, recalled)], NOW)
    done: list[Future[Any]] = []

    def freeze(_claim: Claim) -> str:
        if not done:
            done.append(beside(lambda other: turn(other, "another sender")))
            done.append(beside(lambda other: other.erase.hold(1)))
            done.append(beside(lambda other: other.digests.recall([recalled[0].id], NOW)))
        return "text"

    mine = {forgetting[0].id, recalled[0].id}
    assert set(await turn(storage, "one sender", freeze)) == mine
    others, _, taken_back = [await asyncio.wrap_future(one) for one in done]
    assert (others, taken_back) == ([], set())
    assert await storage.erase.is_sending(1)
    found = select(deliveries.c.state, deliveries.c.owner).where(deliveries.c.chat_id.in_(mine))
    assert await rows(storage, found) == [("sending", "one sender")] * 2


async def test_a_chat_whose_digest_is_being_entered_changes_after_that(
    storage: Storage, beside: Beside
) -> None:
    (chat, due), (forgetting, also_due), paused = [await due_chat(storage, number) for number in (3, 4, 5)]
    done: list[Future[Any]] = []

    def change() -> None:
        done.append(beside(lambda other: other.looks.set(chat.id, replace(PLAIN, sentences=5))))
        done.append(beside(lambda other: other.erase.hold(4)))
        done.append(beside(lambda other: other.deliveries.pause([paused[0].id], ChatState.UNSERVED, NOW)))

    before(storage, "shown_until=", change)
    await storage.digests.materialise([made(one, None) for one in (due, also_due, paused[1])], NOW)
    for one in done:
        await asyncio.wrap_future(one)
    found = await storage.chats.get(chat.id)
    assert found
    assert (found.next_due_at, found.shown_until, found.look.sentences) == (NEXT, 9, 5)
    still = (deliveries.c.chat_id.in_([forgetting.id, paused[0].id]), deliveries.c.state != "dead")
    assert await rows(storage, select(deliveries.c.id).where(*still)) == []


async def test_no_digest_is_entered_for_a_chat_that_is_becoming_another(
    storage: Storage, beside: Beside
) -> None:
    (goal, due), old = await due_chat(storage, 6), await chat_at(storage, 7)
    await storage.handovers.offer(old.id, "code", 5, NOW, NOW + 1)
    entered: list[Future[Any]] = []

    def enter() -> None:
        entered.append(beside(lambda other: other.digests.materialise([made(due, None)], NOW)))

    before(storage, "is_personal=", enter)
    taking = Taking(Place(6), ChatKind.GROUP, by=5, most_sources=9, may_offer=False)
    assert await storage.handovers.take("code", taking, NOW) is not None
    await asyncio.wrap_future(entered[0])
    assert await rows(storage, select(deliveries.c.id).where(deliveries.c.chat_id == goal.id)) == []


async def test_two_who_keep_the_same_content_keep_it_once(storage: Storage, beside: Beside) -> None:
    kept: list[Future[Any]] = []
    before(storage, "INSERT INTO digests", lambda: kept.append(beside(lambda other: keep(other, "c", "b"))))
    mine = await keep(storage, "b", "c", "d")
    assert await asyncio.wrap_future(kept[0]) == {key: mine[key] for key in "bc"}
    of_mine = digest_entries.c.digest_id.in_(mine.values())
    assert await rows(storage, select(func.count()).where(of_mine)) == [(3,)]


async def test_two_who_offer_the_same_links_do_not_block_each_other(storage: Storage, beside: Beside) -> None:
    links = [("b", "https://b"), ("a", "https://a")]
    await storage.inputs.offer(links, 1)
    async with writing(storage._engine) as connection:
        await connection.execute(update(inputs).where(inputs.c.id == "a").values(stored_at=3))
        offered = beside(lambda other: other.inputs.offer(links, 2))
        await connection.execute(update(inputs).where(inputs.c.id == "b").values(stored_at=3))
    await asyncio.wrap_future(offered)
    assert await rows(storage, select(inputs.c.stored_at)) == [(2,), (2,)]
