"""What is due is sent: once, in order, and whatever happens."""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.digest.model import ChatState, Place
from bot.storage import open_storage, sqlite_url
from tests.botapi import BotApiServer
from tests.unit.services.post import DAILY, EIGHT, MORNING, Clock, Post, bot_of

DAY = 86_400


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(limits=None) as server:
        yield server


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables, to be copied: migrations take a second."""
    url = sqlite_url(tmp_path_factory.mktemp("migrated"))

    async def make() -> None:
        await (await open_storage(url)).close()

    asyncio.run(make())
    return Path(url.database or "")


@pytest.fixture
async def post(server: BotApiServer, tmp_path: Path, migrated: Path) -> AsyncIterator[Post]:
    url = sqlite_url(tmp_path)
    shutil.copy(migrated, url.database or "")
    storage = await open_storage(url)
    async with bot_of(server) as bot:
        post = Post(storage, server, Clock(), bot)
        post.start()
        yield post
        await post.stop()
    await storage.close()


def person(server: BotApiServer, name: str = "Anna") -> int:
    user = server.add_user(name)
    return server.private_chat(user).id


async def test_a_digest_comes_when_it_is_due_with_what_is_new_and_is_recorded(post: Post) -> None:
    anna = person(post.server)
    feed = await post.feed("news", "old", "a", "b", "c")
    await post.follow(anna, feed)
    await post.due(EIGHT - 1)
    assert await post.ledger() == []
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert message.chat.id == anna
    assert [title in message.text for title in ("Title a", "Title b", "Title c", "Title old")] == [
        True,
        True,
        True,
        False,
    ]
    (row,) = await settled(post)
    assert (row["state"], row["message_id"], row["text"]) == ("sent", message.message_id, None)


async def test_the_next_digest_has_only_what_is_new_since(post: Post) -> None:
    anna = person(post.server)
    feed = await post.feed("news", "a", "b", "c")
    await post.follow(anna, feed)
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 3600
    await post.read(feed, "d")
    await post.due(EIGHT + DAY)
    first, second = await post.sent(2)
    assert "Title d" in second.text
    assert "Title c" not in second.text
    assert "Title d" not in first.text


async def test_where_nothing_is_new_nothing_comes_or_a_line_if_that_is_wanted(post: Post) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    feed = await post.feed("news", "a")
    for place in (anna, boris):
        await post.follow(place, feed)
    chat = await post.follow(boris, feed)
    await post.storage.chats.set_options(chat.id, says_nothing_new=True)
    await post.due(EIGHT)
    await post.sent(2)
    await post.due(EIGHT + DAY)
    *_, line = await post.sent(3)
    await settled(post)
    assert line.chat.id == boris
    assert "Title" not in line.text
    assert len(post.messages) == 3


async def test_an_outage_ends_in_one_digest_that_says_what_it_covers(post: Post) -> None:
    anna = person(post.server)
    feed = await post.feed("news", "a")
    await post.follow(anna, feed)
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 3 * DAY + 7200
    await post.read(feed, "b", "c")
    await post.due(EIGHT + 3 * DAY + 7200)
    _, message = await post.sent(2)
    await settled(post)
    assert len(post.messages) == 2
    assert "Title b" in message.text
    assert "Monday 5 January" in message.text  # since when
    await post.due(EIGHT + 4 * DAY)
    assert len(await post.ledger()) == 2  # and the next one comes at its time, if there is anything new


async def test_a_source_not_read_lately_is_read_first_and_waited_for(post: Post) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    stale = await post.feed("news", "a")
    await post.follow(anna, stale)
    post.clock.now = EIGHT - 60
    fresh = await post.feed("other", "x")
    await post.follow(boris, fresh)
    post.clock.now = EIGHT
    post.read_at_once.clear()
    await post.digests.tick()
    (first,) = await post.sent(1)
    assert first.chat.id == boris  # who follows nothing stale does not wait
    assert post.asked == [stale.id]
    await post.read(stale, "b")
    post.read_at_once.set()
    _, second = await post.sent(2)
    assert "Title b" in second.text


async def test_one_article_of_two_feeds_is_shown_once_whenever_it_comes(post: Post) -> None:
    anna = person(post.server)
    one = await post.feed("one", "a")
    other = await post.feed("other", "z")
    await post.follow(anna, one, other)
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 60
    await post.read(one, "b")
    await post.read(other, "a", "c")  # "a" was told by the first one yesterday
    await post.due(EIGHT + DAY)
    _, message = await post.sent(2)
    assert [f"Title {key}" in message.text for key in "abc"] == [False, True, True]


async def test_a_refusal_for_a_while_is_waited_out_and_holds_up_nobody_else(post: Post) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    feed = await post.feed("news", "a")
    for place in (anna, boris):
        await post.follow(place, feed)
    post.server.fault("sendMessage", retry_after=1, chat_id=anna)
    await post.due(EIGHT)
    (only,) = await post.sent(1)
    assert only.chat.id == boris
    await post.server.wait_until(lambda: len(post.server.refused) == 1)
    await state_of(post, anna, "pending")
    calls = post.server.requests
    post.clock.now += 1
    post.deliver.wake()
    await asyncio.sleep(1.1)  # Telegram's own second
    assert post.server.requests == calls
    post.clock.now += 1
    post.deliver.wake()
    *_, late = await post.sent(2)
    assert late.chat.id == anna
    assert post.server.early == []


@pytest.mark.parametrize("after", [False, True])
async def test_a_lost_answer_is_asked_for_once_more_and_never_twice(post: Post, after: bool) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    post.server.fault("sendMessage", times=1, reset=True, after=after)
    await post.due(EIGHT)
    await doubted(post)
    post.clock.now += 5
    post.deliver.wake()
    await state_of(post, anna, "sent")
    assert len(post.messages) == 1 + after


async def test_twice_without_an_answer_ends_the_attempts(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    post.server.fault("sendMessage", times=2, code=502, after=True)
    await post.due(EIGHT)
    await doubted(post)
    post.clock.now += 5
    post.deliver.wake()
    await state_of(post, anna, "unknown")
    post.clock.now += 500
    post.deliver.wake()
    await asyncio.sleep(0.1)
    assert len(post.messages) == 2


async def test_while_telegram_is_away_nothing_is_lost_and_all_goes_on_when_it_is_back(post: Post) -> None:
    people = [person(post.server, name) for name in ("Anna", "Boris", "Clara")]
    feed = await post.feed("news", "a")
    for place in people:
        await post.follow(place, feed)
    await post.server.stop()
    await post.due(EIGHT)
    await asyncio.sleep(0.3)
    assert {row["state"] for row in await post.ledger()} <= {"pending", "sending"}
    await post.server.start()
    await post.sent(3)
    await settled(post)
    assert sorted(message.chat.id for message in post.messages) == sorted(people)


async def test_whoever_blocked_the_bot_is_asked_once_and_misses_nothing_when_back(post: Post) -> None:
    user = post.server.add_user("Anna")
    anna = post.server.private_chat(user).id
    feed = await post.feed("news", "a", "b")
    chat = await post.follow(anna, feed)
    await post.due(EIGHT)
    await post.sent(1)
    post.server.block(user)
    await post.read(feed, "c")
    await post.due(EIGHT + DAY)
    await settled(post)
    blocked = await post.storage.chats.get(chat.id)
    assert blocked
    assert (blocked.state, blocked.next_due_at) == (ChatState.BLOCKED, None)
    assert len(post.server.refused) == 1
    await post.read(feed, "d")
    await post.due(EIGHT + 2 * DAY)
    assert len(post.server.refused) == 1
    post.server.unblock(user)
    await post.storage.chats.set_state(chat.id, ChatState.ACTIVE, EIGHT + 3 * DAY)
    await post.due(EIGHT + 3 * DAY)
    _, message = await post.sent(2)
    assert [f"Title {key}" in message.text for key in "abcd"] == [False, False, True, True]


async def test_a_group_that_became_a_supergroup_gets_its_digest_under_the_new_number(post: Post) -> None:
    group = post.server.group("Readers", supergroup=False)
    await post.follow(group.id, await post.feed("news", "a"))
    moved = post.server.migrate(group)
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert message.chat.id == moved.id
    await settled(post)
    assert len(post.server.refused) == 1


async def test_a_digest_for_a_topic_that_is_gone_comes_to_the_general_one_and_says_so(post: Post) -> None:
    group = post.server.group("Readers", topics=True)
    topic = post.server.topic(group, "News")
    await post.follow(group.id, await post.feed("news", "a"), topic_id=topic)
    del post.server.chats[group.id].topics[topic]
    await post.due(EIGHT)
    messages = await post.sent(2)
    await settled(post)
    assert [message.thread_id for message in messages] == [None, None]
    assert any("Title a" in message.text for message in messages)
    assert any("topic" in message.text for message in messages)


async def test_a_lost_right_to_write_pauses_the_chat_and_is_told_to_whoever_set_it_up(post: Post) -> None:
    user = post.server.add_user("Anna")
    anna = post.server.private_chat(user).id
    channel = post.server.channel("Readers")
    feed = await post.feed("news", "a")
    await post.follow(anna)
    chat = await post.follow(channel.id, feed, by=anna)
    post.server.chats[channel.id].bot_may_post = False
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    await settled(post)
    assert message.chat.id == anna
    closed = await post.storage.chats.get(chat.id)
    assert closed
    assert closed.state is ChatState.CLOSED


async def test_a_text_that_telegram_does_not_take_is_sent_plain(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    post.server.fault("sendMessage", code=400, description="Bad Request: can't parse entities: something")
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert "Title a" in message.text
    assert "<" not in message.text


async def test_a_channel_gets_all_pages_in_order(post: Post) -> None:
    channel = post.server.channel("Readers")
    feed = await post.feed("news", "0")
    await post.follow(channel.id, feed)
    await post.due(EIGHT)
    await post.sent(1)
    await post.read(feed, *(f"{number:02}" for number in range(40)))
    post.server.fault("sendMessage", reset=True)
    await post.due(EIGHT + DAY)
    pages = len(await post.ledger()) - 1
    assert pages > 1
    await doubted(post)
    post.clock.now += 5
    post.deliver.wake()
    _, *messages = await post.sent(pages + 1)
    titles = [title for message in messages for title in re.findall(r"Title \d\d", message.text)]
    assert sorted(titles) == [f"Title {number:02}" for number in range(40)]
    assert titles == sorted(titles, reverse=True)


async def test_what_a_dead_process_was_sending_is_sent_by_the_next(post: Post, tmp_path: Path) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    post.deliver.stop()
    await post.due(EIGHT)
    assert post.task
    await post.task
    claimed = await post.storage.deliveries.turn(
        [], owner="dead", now=EIGHT, lease_until=EIGHT + 120, limit=9, freeze=lambda _: "frozen"
    )
    assert len(claimed) == 1
    heir = Post(post.storage, post.server, post.clock, post.bot, owner="heir")
    heir.start()
    (message,) = await heir.sent(1)
    assert message.text == "frozen"
    await heir.stop()


async def test_nothing_is_sent_while_it_could_not_be_noted_and_all_when_it_can(
    post: Post, tmp_path: Path
) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    feed = await post.feed("news", "a")
    for place in (anna, boris):
        await post.follow(place, feed)
    await quick_to_give_up(post)
    post.deliver.stop()
    assert post.task
    await post.task
    await post.due(EIGHT)
    heir = Post(post.storage, post.server, post.clock, post.bot, owner="heir")
    with capture_logs() as events:
        async with locked(tmp_path):
            heir.start()
            await asyncio.sleep(1)
            assert heir.messages == []
        await heir.sent(2)
    await settled(heir)
    await heir.stop()
    assert [event["event"] for event in events].count("ledger_unwritable") == 1


async def test_notices_are_sent_once_and_not_in_quiet_hours(post: Post) -> None:
    anna = person(post.server)
    quiet = replace(DAILY, quiet=(time(6), time(7, 30)))
    chat = await post.follow(anna, schedule=quiet)
    for _ in range(2):
        await post.deliver.notices([chat], "feed 1 fails", "It fails.", post.now)
    await asyncio.sleep(0.1)
    assert post.messages == []
    post.clock.now = MORNING + 1800
    post.deliver.wake()
    (message,) = await post.sent(1)
    await settled(post)
    assert message.text == "It fails."


async def settled(post: Post) -> list[dict[str, Any]]:
    """Wait until the ledger has nothing open, and return its rows."""
    async with asyncio.timeout(15):
        while any(row["state"] in {"pending", "sending"} for row in await post.ledger()):
            await asyncio.sleep(0.02)
    return await post.ledger()


async def state_of(post: Post, telegram_id: int, state: str) -> None:
    """Wait until what is to be sent to a chat is in a state."""
    chat = await post.storage.chats.find(Place(telegram_id))
    assert chat
    async with asyncio.timeout(15):
        while [row["state"] for row in await post.ledger() if row["chat_id"] == chat.id] != [state]:
            await asyncio.sleep(0.02)


async def doubted(post: Post) -> None:
    """Wait until a part is known to have been sent without an answer."""
    async with asyncio.timeout(15):
        while not any(row["doubts"] == 1 and row["state"] == "pending" for row in await post.ledger()):
            await asyncio.sleep(0.02)


async def quick_to_give_up(post: Post) -> None:
    """Let the database wait for a lock for a moment only."""
    engine = post.storage._engine
    await engine.dispose()
    event.listen(engine.sync_engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout = 50"))


@asynccontextmanager
async def locked(folder: Path) -> AsyncIterator[None]:
    """Hold the one lock for writing, as another program may."""
    other = sqlite3.connect(folder / "digest-bot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()
