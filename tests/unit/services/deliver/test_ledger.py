"""What the ledger lets go when: after a kill, while it cannot be written, in quiet hours, after a fault."""

import asyncio
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.services.notices import Notices
from tests.unit.services.deliver.waiting import change, locked, person, quick_to_give_up, settled, stopped
from tests.unit.services.post import DAILY, EIGHT, MORNING, Clock, Post


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


async def test_whoever_waited_in_vain_for_the_end_may_wait_once_more(post: Post, tmp_path: Path) -> None:
    heir = Post(post.storage, post.server, post.clock, post.bot, owner="heir")
    async with locked(tmp_path):
        heir.deliver.start()
        await asyncio.sleep(0.2)  # it waits for the ledger
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await heir.deliver.close()
    await heir.deliver.close()
    assert not heir.deliver.is_going_on


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


async def test_notices_are_sent_once_and_not_in_quiet_hours(post: Post) -> None:
    anna = person(post.server)
    quiet = replace(DAILY, quiet=(time(6), time(7, 30)))
    chat = await post.follow(anna, schedule=quiet)
    for _ in range(2):
        await Notices(post.storage, post.deliver.wake).put([chat], "feed 1 fails", "It fails.", post.now)
    await asyncio.sleep(0.1)
    assert post.messages == []
    post.clock.now = MORNING + 1800
    post.deliver.wake()
    (message,) = await post.sent(1)
    await settled(post)
    assert message.text == "It fails."


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
    await Notices(post.storage, post.deliver.wake).put(chats, "feed 1 fails", "It fails.", post.now)
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
