"""While Telegram refuses, does not answer or is away, nothing is lost and nothing is sent too often."""

import asyncio

import pytest

from tests.unit.services.deliver.waiting import doubted, person, settled, state_of, stopped
from tests.unit.services.post import EIGHT, Post, bot_of


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


async def test_a_text_that_telegram_does_not_take_is_sent_plain(post: Post) -> None:
    anna = person(post.server)
    await post.follow(anna, await post.feed("news", "a"))
    post.server.fault("sendMessage", code=400, description="Bad Request: can't parse entities: something")
    await post.due(EIGHT)
    (message,) = await post.sent(1)
    assert "Title a" in message.text
    assert "<" not in message.text


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
