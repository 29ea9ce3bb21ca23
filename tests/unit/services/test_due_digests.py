"""What is composed for whom, while people change their minds, clocks are wrong and Telegram is away."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from bot.digest.model import Chat, Place
from bot.sender import window
from bot.services.schedules import Schedules
from bot.storage import open_storage, sqlite_url
from bot.storage.due_digests import Due, Materialised
from tests.botapi import BotApiServer
from tests.unit.services.post import DAILY, EIGHT, MORNING, Clock, Post, bot_of, rows
from tests.unit.storage.things import bring

DAY = 86_400
ANNA, BORIS = 1001, 1002


@pytest.fixture
async def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Post]:
    monkeypatch.setattr(window, "_PRIVATE", (1000, 1.0))  # the pace has tests of its own
    storage = await open_storage(sqlite_url(tmp_path))
    async with BotApiServer(limits=None) as server, bot_of(server) as bot:
        for name in ("Anna", "Boris"):
            server.private_chat(server.add_user(name))
        post = Post(storage, server, Clock(), bot)
        yield post
        await post.stop()
    await storage.close()


async def test_a_feed_that_is_first_read_while_digests_are_composed_brings_only_its_newest_three(
    post: Post,
) -> None:
    known, another = await post.feed("known", "a"), await post.feed("another", "b")
    new = await post.storage.feeds.add("https://new.example/feed", known.kind, "new", post.now)
    await post.follow(ANNA, known, another, new)
    materialise = post.storage.digests.materialise

    async def read_meanwhile(made: Sequence[Materialised], now: int) -> None:
        if not await post.storage.entries.newest(new.id, 1):
            names = [f"n{number:02}" for number in range(40)]
            await bring(post.storage, new.id, names, now=now, first_read=True)
            await post.read(new)
        await materialise(made, now)

    post.storage.digests.materialise = read_meanwhile  # type: ignore[method-assign]
    post.start()
    await post.due(EIGHT)
    await post.sent(1)
    await post.due(EIGHT + DAY)
    _, second = await post.sent(2)
    titles = [f"n{number:02}" for number in range(40) if f"Title n{number:02}" in second.text]
    assert titles == ["n37", "n38", "n39"]


async def test_one_broken_row_keeps_nobody_else_from_the_digest(post: Post) -> None:
    feed = await post.feed("news", "a")
    await post.follow(ANNA, feed)
    chat = await post.follow(BORIS, feed)
    await post.storage.chats.set_schedule(chat.id, replace(DAILY, timezone="Mars/Base"), EIGHT)
    post.start()
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert message.chat.id == ANNA
    await post.digests.recompute()
    assert await post.digests.tick() == 0  # put off, and not tried again at once


async def test_days_that_a_wrong_clock_used_up_lose_no_news(post: Post) -> None:
    feed = await post.feed("news", "a")
    await post.follow(ANNA, feed)
    post.start()
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 10 * DAY
    await post.read(feed, "b")
    await post.due(EIGHT + 10 * DAY)
    await post.sent(2)
    post.clock.now = EIGHT + 3600  # it was ten days ahead
    await post.digests.recompute()
    for day in range(1, 13):
        post.clock.now = EIGHT + day * DAY
        await post.read(feed, f"day{day}")
        await post.due(EIGHT + day * DAY)
        if day != 10:  # whose digest came already; what is new comes with the next one
            await post.sent(2 + day - (day > 10))
    text = "".join(message.text for message in post.messages)
    assert [day for day in range(1, 13) if f"Title day{day}\n" not in text] == []


async def test_a_restart_in_quiet_hours_leaves_a_digest_put_off_to_their_end(post: Post) -> None:
    feed = await post.feed("news", "a")
    schedule = replace(DAILY, times=(time(21, 59),), quiet=(time(22), time(7)))
    chat = await post.follow(ANNA, feed, schedule=schedule)
    evening = MORNING + 15 * 3600 - 60  # 21:59 in Berlin
    post.clock.now = evening + 31 * 60
    await post.due(evening + 31 * 60)
    put_off = MORNING + 24 * 3600
    await post.digests.recompute()
    found = await post.storage.chats.get(chat.id)
    assert found
    assert found.next_due_at == put_off
    post.start()
    await post.due(put_off)
    (message,) = await post.sent(1)
    assert "Monday 5 January" in message.text


async def test_an_outage_of_telegram_for_days_ends_in_one_digest(post: Post) -> None:
    feed = await post.feed("news", "first")
    chat = await post.follow(ANNA, feed)
    for day in range(4):
        post.clock.now = EIGHT + day * DAY
        await post.read(feed, f"day{day}")
        await post.due(EIGHT + day * DAY)
    post.start()
    (message,) = await post.sent(1)
    await asyncio.sleep(0.2)
    assert len(post.messages) == 1
    assert [f"Title day{day}" in message.text for day in range(4)] == [True] * 4
    assert "Monday 5 January" in message.text  # since when
    ledger = [row for row in await post.ledger() if row["chat_id"] == chat.id]
    assert [row["state"] for row in ledger] == ["dead", "dead", "dead", "sent"]


async def test_who_drops_everything_while_digests_are_composed_gets_nothing(post: Post) -> None:
    feed = await post.feed("news", "a")
    schedule = replace(DAILY, quiet=(time(7, 30), time(9)))
    chat = await post.follow(ANNA, feed, schedule=schedule)
    await post.storage.chats.set_schedule(chat.id, schedule, EIGHT)
    put_off = post.storage.digests.put_off

    async def drop_meanwhile(moved: Sequence[tuple[Due, int | None]], now: int) -> None:
        await post.storage.subscriptions.remove(chat.id, feed.id, post.now)
        await put_off(moved, now)

    post.storage.digests.put_off = drop_meanwhile  # type: ignore[method-assign]
    await post.due(EIGHT)
    found = await post.storage.chats.get(chat.id)
    assert found
    assert found.next_due_at is None


async def test_a_new_time_is_no_reason_to_say_that_digests_were_left_out(post: Post) -> None:
    feed = await post.feed("news", "a")
    await post.follow(ANNA, feed)
    post.start()
    await post.due(EIGHT)
    await post.sent(1)
    post.clock.now = EIGHT + 12 * 3600
    schedules = Schedules(post.storage, DAILY, 25, post.clock)
    await schedules.change(
        Place(ANNA), (await _chat(post)).kind, replace(DAILY, times=(time(8), time(12))), ANNA
    )
    await post.read(feed, "b")
    await post.due(EIGHT + DAY)
    _, message = await post.sent(2)
    assert "left out" not in message.text


async def test_a_digest_that_waits_is_not_forgotten_with_the_old_ones(post: Post) -> None:
    feed = await post.feed("news", "a")
    await post.follow(ANNA, feed)
    await post.due(EIGHT)
    assert await post.storage.digests.delete_older(EIGHT + 90 * DAY) == 0
    post.start()
    (message,) = await post.sent(1)
    assert "Title a" in message.text


async def test_many_chats_share_one_content_and_their_order_is_drawn_anew_every_day(post: Post) -> None:
    feed = await post.feed("news", "a")
    for number in range(40):
        await post.follow(5000 + number, feed)
    orders = []
    for day in range(2):
        post.clock.now = EIGHT + day * DAY
        await post.read(feed, f"day{day}")
        await post.due(EIGHT + day * DAY)
        slot = f"2026-01-0{5 + day}T08:00"
        query = f"SELECT chat_id FROM deliveries WHERE slot = '{slot}' ORDER BY lot"  # noqa: S608
        orders.append([row["chat_id"] for row in await rows(post.storage, query)])
    assert len(await rows(post.storage, "SELECT id FROM digests")) == 2
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1] != sorted(orders[1])


async def _chat(post: Post) -> Chat:
    chat = await post.storage.chats.find(Place(ANNA))
    assert chat
    return chat


async def test_what_a_dropped_feed_showed_does_not_come_again_by_another_one(post: Post) -> None:
    feed, other = await post.feed("feed", "a"), await post.feed("other", "o")
    chat = await post.follow(ANNA, feed, other)
    post.start()
    await post.due(EIGHT)
    await post.sent(1)
    await post.storage.subscriptions.remove(chat.id, feed.id, post.now)
    await post.read(other, "a", "b")
    await post.due(EIGHT + DAY)
    _, second = await post.sent(2)
    assert "Title b" in second.text
    assert "Title a" not in second.text
