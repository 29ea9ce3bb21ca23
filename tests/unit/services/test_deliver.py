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
from sqlalchemy import event, text
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
    post.clock.now += 60
    post.deliver.wake()
    await state_of(post, anna, "sent")
    assert len(post.messages) == 1 + after


async def test_twice_without_an_answer_ends_the_attempts(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    post.server.fault("sendMessage", times=2, code=502, after=True)
    await post.due(EIGHT)
    await doubted(post)
    post.clock.now += 60
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
    post.clock.now += 60
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


async def test_an_outage_of_sending_alone_loses_nothing(post: Post) -> None:
    feed = await post.feed("news", "a")
    for number in range(12):
        await post.follow(person(post.server, f"Anna {number}"), feed)
    post.server.fault("sendMessage", times=1000, code=502, description="Bad Gateway")
    await post.due(EIGHT)
    for _ in range(4):
        post.clock.now += 3
        post.deliver.wake()
        await asyncio.sleep(0.5)
    assert len(post.server.refused) <= 12
    assert {row["state"] for row in await post.ledger()} <= {"pending", "sending"}
    post.server._faults._queue.clear()
    post.clock.now += 50
    post.deliver.wake()
    await post.sent(12)
    assert {row["state"] for row in await settled(post)} == {"sent"}


async def test_a_part_that_was_claimed_and_that_nobody_sends_is_sent_when_its_lease_ends(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    await stopped(post)
    await post.due(EIGHT)
    claimed = await post.storage.deliveries.turn(  # and the answer of the database is lost
        [], owner=post.owner, now=EIGHT, lease_until=EIGHT + 120, limit=9, freeze=lambda _: "frozen"
    )
    assert len(claimed) == 1
    again = Post(post.storage, post.server, post.clock, post.bot)
    again.start()
    post.clock.now += 60
    again.deliver.wake()
    await asyncio.sleep(0.2)
    assert again.messages == []
    post.clock.now += 61
    again.deliver.wake()
    (message,) = await again.sent(1)
    assert message.text == "frozen"
    await again.stop()


async def test_a_refusal_on_the_old_number_of_a_group_does_not_end_its_digest(post: Post) -> None:
    old, new = post.server.group("Readers", supergroup=False), post.server.group("Readers")
    await post.follow(old.id, await post.feed("news", "a"))
    late = replace(DAILY, times=(time(20),))
    other = await post.follow(new.id, await post.feed("other", "x"), schedule=late)
    kicked = "Forbidden: bot was kicked from the group chat"
    post.server.fault("sendMessage", code=403, description=kicked, delay=0.5, chat_id=old.id)
    await post.due(EIGHT)
    await sending(post)
    await post.storage.move_chat(old.id, new.id)
    (message,) = await post.sent(1)
    assert message.chat.id == new.id
    (row,) = await settled(post)
    assert row["state"] == "sent"
    chat = await post.storage.chats.get(other.id)
    assert chat
    assert chat.state is ChatState.ACTIVE


async def test_whoever_comes_back_while_a_refusal_is_on_its_way_stays(post: Post) -> None:
    anna = person(post.server)
    chat = await post.follow(anna, await post.feed("news", "a"))
    blocked = "Forbidden: bot was blocked by the user"
    post.server.fault("sendMessage", code=403, description=blocked, delay=0.5, chat_id=anna)
    await post.due(EIGHT)
    await sending(post)
    await post.storage.deliveries.give_up(chat.id, ChatState.BLOCKED, "blocked", EIGHT)
    await post.storage.chats.set_state(chat.id, ChatState.ACTIVE, EIGHT + DAY)
    await post.server.wait_until(lambda: len(post.server.refused) == 1)
    await asyncio.sleep(0.2)
    back = await post.storage.chats.get(chat.id)
    assert back
    assert (back.state, back.next_due_at) == (ChatState.ACTIVE, EIGHT + DAY)


async def test_what_waited_into_the_quiet_hours_waits_for_their_end(post: Post) -> None:
    anna, boris = person(post.server), person(post.server, "Boris")
    feed = await post.feed("news", "a")
    await post.follow(anna, feed, schedule=replace(DAILY, quiet=(time(8, 30), time(10))))
    await post.follow(boris, feed)
    await stopped(post)
    await post.due(EIGHT)
    post.clock.now = EIGHT + 2700
    heir = Post(post.storage, post.server, post.clock, post.bot, owner="heir")
    heir.start()
    (message,) = await heir.sent(1)
    assert message.chat.id == boris
    await asyncio.sleep(0.2)
    assert len(heir.messages) == 1
    post.clock.now = EIGHT + 7200
    heir.deliver.wake()
    _, message = await heir.sent(2)
    assert message.chat.id == anna
    await heir.stop()


async def test_one_part_that_cannot_be_written_holds_up_no_other(post: Post) -> None:
    feed = await post.feed("news", "a")
    chats = [await post.follow(person(post.server, name), feed) for name in ("Anna", "Boris")]
    await stopped(post)
    await post.due(EIGHT)
    await change(post, "UPDATE deliveries SET slot = 'no time' WHERE chat_id = :id", id=chats[0].id)
    heir = Post(post.storage, post.server, post.clock, post.bot, owner="heir")
    heir.start()
    await heir.sent(1)
    ended = {row["chat_id"]: (row["state"], row["reason"]) for row in await settled(heir)}
    assert ended == {chats[0].id: ("dead", "internal"), chats[1].id: ("sent", None)}
    await heir.stop()


async def test_a_low_rate_is_reached(post: Post) -> None:
    feed = await post.feed("news", "a")
    for number in range(4):
        await post.follow(person(post.server, f"Anna {number}"), feed)
    await stopped(post)
    await post.due(EIGHT)
    async with bot_of(post.server, rate=2) as slow:
        heir = Post(post.storage, post.server, post.clock, slow, owner="heir")
        heir.start()
        await heir.sent(4, within=4)
        await heir.stop()


async def test_a_pause_of_all_outlives_a_restart(post: Post) -> None:
    feed = await post.feed("news", "a")
    for number in range(20):
        await post.follow(person(post.server, f"Anna {number}"), feed)
    post.server.fault("sendMessage", times=1000, retry_after=60)
    await stopped(post)
    await post.due(EIGHT)
    async with bot_of(post.server, rate=25) as bot:
        first = Post(post.storage, post.server, post.clock, bot, owner="first")
        first.start()
        await post.server.wait_until(lambda: len(post.server.refused) >= 3)
        await first.stop()
    refused = len(post.server.refused)
    assert refused < 20
    async with bot_of(post.server) as bot:
        heir = Post(post.storage, post.server, post.clock, bot, owner="heir")
        heir.start()
        await asyncio.sleep(0.3)
        await heir.stop()
    assert len(post.server.refused) == refused


async def test_a_text_refused_twice_is_given_up_whatever_came_between(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    bad = "Bad Request: can't parse entities: something"
    post.server.fault("sendMessage", code=400, description=bad)
    post.server.fault("sendMessage", retry_after=1)
    post.server.fault("sendMessage", code=400, description=bad)
    await post.due(EIGHT)
    await post.server.wait_until(lambda: len(post.server.refused) == 2)
    await asyncio.sleep(1.1)  # Telegram's own second
    post.clock.now += 5
    post.deliver.wake()
    await state_of(post, anna, "dead")
    assert post.messages == []


async def test_an_unexpected_fault_at_the_start_does_not_end_the_sending(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    await stopped(post)
    await post.due(EIGHT)
    heir = Post(post.storage, post.server, Stumbling(EIGHT), post.bot, owner="heir")
    with capture_logs() as events:
        heir.start()
        await heir.sent(1)
    assert [event["event"] for event in events].count("delivering_failed") == 1
    assert "ledger_writable_again" not in [event["event"] for event in events]
    await heir.stop()


async def test_a_chat_is_given_up_whose_digest_does_not_say_since_when_it_covers(post: Post) -> None:
    chat = await post.follow(person(post.server), await post.feed("news", "a"))
    await stopped(post)
    await post.due(EIGHT)
    await change(post, "UPDATE deliveries SET covers_from = NULL")
    await post.storage.deliveries.give_up(chat.id, ChatState.BLOCKED, "blocked", EIGHT)
    found = await post.storage.chats.get(chat.id)
    assert found
    assert found.state is ChatState.BLOCKED
    assert found.covered_at == EIGHT


async def test_notices_to_very_many_are_written_piece_by_piece(post: Post) -> None:
    quiet = replace(DAILY, quiet=(time(6), time(9)))
    chat = await post.follow(person(post.server), schedule=quiet)
    await change(
        post,
        "INSERT INTO chats (id, telegram_id, kind, added_at, timezone) "
        "WITH RECURSIVE some (id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM some WHERE id < 2199) "
        "SELECT id, -id, 'group', 0, 'UTC' FROM some",
    )
    chats = [replace(chat, id=number) for number in range(1000, 2200)]
    sizes: list[int] = []
    engine = post.storage._engine.sync_engine
    event.listen(
        engine,
        "before_cursor_execute",
        lambda _c, _cursor, sql, values, _context, many: (
            sizes.append(len(values)) if many and sql.startswith("INSERT") else None
        ),
    )
    await post.deliver.notices(chats, "feed 1 fails", "It fails.", post.now)
    assert sizes == [500, 500, 200]
    # What has to wait does not stand before all others.
    assert {row["due_at"] for row in await post.ledger()} == {MORNING + 7200}


class Stumbling(Clock):
    """A clock that cannot be read at first."""

    has_failed = False

    def __call__(self) -> float:
        if not self.has_failed:
            self.has_failed = True
            raise RuntimeError("no clock")
        return self.now


async def stopped(post: Post) -> None:
    """Let nothing be sent for now."""
    post.deliver.stop()
    assert post.task
    await post.task


async def sending(post: Post) -> None:
    """Wait until a part is under way."""
    async with asyncio.timeout(15):
        while not any(row["state"] == "sending" for row in await post.ledger()):
            await asyncio.sleep(0.02)


async def change(post: Post, statement: str, **values: int) -> None:
    """Change the database behind the bot's back."""
    async with post.storage._engine.begin() as connection:
        await connection.execute(text(statement), values)


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
