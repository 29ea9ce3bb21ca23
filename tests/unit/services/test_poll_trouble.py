"""Feeds that fail, move, vanish or do harm; and the others meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text

from bot.articles.feed import Feed
from bot.digest.model import ChatState
from tests.unit.services import poison
from tests.unit.services.feeds import DAY, HOUR, RSS, FeedHouse, rss
from tests.web import Peer

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Elements within elements within elements: closed nowhere, and none of them to be skipped.
POISON = "<rss><channel><item><description>" + "<b>&lt;i&gt;" * 200_000


@asynccontextmanager
async def unwritable(feeds: FeedHouse) -> AsyncIterator[None]:
    """Let the database refuse all that would change it."""
    for state in ("ON", "OFF"):
        async with feeds.storage._engine.connect() as connection:
            await connection.execute(text(f"PRAGMA query_only = {state}"))
        if state == "ON":
            yield


async def failing_for(feeds: FeedHouse, feed: Feed, seconds: float) -> list[float]:
    """Let the clock go on from look to look; return when the server was asked."""
    end, asked = feeds.clock.now + seconds, []
    while (now := await feeds.now(feed)).next_poll_at <= end and not now.is_gone:
        feeds.clock.now = max(feeds.clock.now, float(now.next_poll_at))
        asked.append(feeds.clock.now)
        await feeds.tick()
    return asked


async def test_subscribers_are_told_after_a_day_and_when_it_is_over_once_each(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    feeds.web.page("/feed", status=503)
    await feeds.poll(feed)
    began = feeds.clock.now
    await failing_for(feeds, feed, DAY - 1)
    assert feeds.notices.texts == []
    await failing_for(feeds, feed, 3 * DAY)
    (notice,) = feeds.notices.texts
    assert notice.startswith("Lindholm Gazette")
    assert "for a day: its server answers with an error" in notice
    assert (1, f"feed {feed.id} fails 2026-11-20") in feeds.notices.told
    assert (await feeds.now(feed)).failing_since == began
    feeds.serve(feeds.some("a"))
    await failing_for(feeds, feed, DAY)
    assert len(feeds.notices.texts) == 2
    assert "can be read again" in feeds.notices.texts[1]
    now = await feeds.now(feed)
    assert (now.failures, now.failing_since, now.failure, now.is_told) == (0, None, None, False)


async def test_who_has_blocked_the_bot_is_told_nothing(feeds: FeedHouse) -> None:
    done = await feeds.follow(feeds.serve(feeds.some("a")))
    chat = (await feeds.storage.feeds.subscribers(done.feed.id))[0]
    await feeds.storage.chats.set_state(chat.id, ChatState.BLOCKED, None)
    feeds.web.page("/feed", status=503)
    await feeds.poll(done.feed)
    await failing_for(feeds, done.feed, 2 * DAY)
    assert feeds.notices.texts == []


async def test_nobody_is_asked_before_the_time_they_named(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    feeds.web.page("/feed", status=429, headers=[("Retry-After", str(2 * DAY))])
    await feeds.poll(feed)
    hits, asked_at = feeds.web.hits()["/feed"], feeds.clock.now
    chat = (await feeds.storage.feeds.subscribers(feed.id))[0]
    for _ in range(47):
        await feeds.storage.chats.set_schedule(chat.id, chat.schedule, int(feeds.clock.now) + 60)
        await feeds.tick(HOUR)
        await feeds.polls.read_now([feed.id], 1)
    assert feeds.web.hits()["/feed"] == hits
    await feeds.tick(asked_at + 2 * DAY - feeds.clock.now)
    assert feeds.web.hits()["/feed"] == hits + 1


async def test_a_server_that_asks_for_a_pause_gets_it_from_all_its_feeds(feeds: FeedHouse) -> None:
    many = [await feeds.add(feeds.serve(feeds.some(f"a{n}"), f"/f{n}", "busy.example")) for n in range(8)]
    other = await feeds.add(feeds.serve(feeds.some("b"), "/b", "calm.example"))
    for number in range(8):
        feeds.web.page(f"/f{number}", status=429, headers=[("Retry-After", str(6 * HOUR))])
    await feeds.tick()
    assert sum(feeds.web.hits()[f"/f{number}"] for number in range(8)) <= 2
    assert (await feeds.now(other)).read_at is not None
    for number in range(8):
        feeds.serve(feeds.some(f"a{number}"), f"/f{number}")
    await feeds.tick(HOUR)
    assert sum(feeds.web.hits()[f"/f{number}"] for number in range(8)) <= 2
    await feeds.tick(5 * HOUR + 60)
    assert all([(await feeds.now(feed)).read_at for feed in many])


async def test_a_poisoned_feed_harms_no_other(feeds: FeedHouse) -> None:
    good = [await feeds.add(feeds.serve(feeds.some(f"a{n}"), f"/f{n}", f"h{n}.example")) for n in range(10)]
    feeds.web.page("/poison", POISON, content_type=RSS)
    bad = await feeds.add(feeds.web.url("/poison", "bad.example"))
    await feeds.tick()
    for feed in good:
        assert (await feeds.now(feed)).read_at == int(feeds.clock.now)
    now = await feeds.now(bad)
    assert (now.failures, now.read_at) == (1, None)
    assert now.failure in {"too_heavy", "feed_broken", "feed_not_feed"}


async def test_what_kills_its_child_thrice_is_read_once_a_day(
    feeds: FeedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.feed_sources.parse_feed", poison.die)
    feed = await feeds.add(feeds.serve(feeds.some("a")))
    for _ in range(3):
        feeds.clock.now = float((await feeds.now(feed)).next_poll_at)
        await feeds.tick()
    now = await feeds.now(feed)
    assert (now.failure, now.failures) == ("too_heavy", 3)
    assert now.next_poll_at >= feeds.clock.now + DAY - 3 * HOUR


async def test_a_slow_feed_holds_up_no_other(feeds: FeedHouse) -> None:
    let_go = asyncio.Event()
    slow = [f"slow{n}.example" for n in range(3)]
    for host in slow:
        feeds.web.page(f"/{host}", rss(feeds.web, []), content_type=RSS, hold=let_go.wait)
        await feeds.add(feeds.web.url(f"/{host}", host))
    good = [await feeds.add(feeds.serve(feeds.some(f"a{n}"), f"/f{n}", f"h{n}.example")) for n in range(16)]
    await feeds.polls.tick()
    await feeds.polls.read_now([feed.id for feed in good], 10)
    for feed in good:
        assert (await feeds.now(feed)).read_at is not None
    let_go.set()
    await feeds.polls.settle()


async def test_one_server_is_asked_by_two_at_once(feeds: FeedHouse) -> None:
    async def a_moment() -> None:
        await asyncio.sleep(0.3)  # long enough for a busy machine to send a second request

    for number in range(8):
        feeds.web.page(f"/f{number}", rss(feeds.web, []), content_type=RSS, hold=a_moment)
        await feeds.add(feeds.web.url(f"/f{number}"))
    await feeds.tick()
    assert feeds.web.peak == 2
    assert sum(feeds.web.hits().values()) == 8


async def test_one_feed_is_never_read_twice_at_once(feeds: FeedHouse) -> None:
    async def a_moment() -> None:
        await asyncio.sleep(0.05)

    feed = await feeds.add(feeds.web.page("/feed", rss(feeds.web, []), content_type=RSS, hold=a_moment))
    await feeds.polls.tick()
    await feeds.polls.tick()
    await asyncio.gather(feeds.polls.poll(feed), feeds.polls.poll(feed), feeds.polls.read_now([feed.id], 5))
    await feeds.polls.settle()
    assert feeds.web.hits()["/feed"] == 1


async def test_what_a_digest_needs_soon_is_read_before_its_time(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    chat = (await feeds.storage.feeds.subscribers(feed.id))[0]
    due = int(feeds.clock.now) + 45 * 60
    await feeds.storage.chats.set_schedule(chat.id, chat.schedule, due)
    await feeds.tick(35 * 60)
    assert feeds.web.hits()["/feed"] == 1
    await feeds.tick(5 * 60)
    assert feeds.web.hits()["/feed"] == 2
    await feeds.tick(4 * 60)
    assert feeds.web.hits()["/feed"] == 2


async def test_a_digest_waits_only_so_long_for_a_feed(feeds: FeedHouse) -> None:
    let_go = asyncio.Event()
    url = feeds.web.page("/slow", rss(feeds.web, feeds.some("a")), content_type=RSS, hold=let_go.wait)
    feed = await feeds.add(url)
    loop = asyncio.get_running_loop()
    began = loop.time()
    await feeds.polls.read_now([feed.id], 0.1)
    assert loop.time() - began < 1
    let_go.set()
    await feeds.polls.settle()
    assert await feeds.titles(feed) == ["News of a"]


async def test_what_cannot_be_kept_is_tried_again_and_said_once(
    feeds: FeedHouse, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    followed = [
        await feeds.add(feeds.serve(feeds.some(f"b{n}"), f"/f{n}", f"h{n}.example")) for n in range(3)
    ]
    capsys.readouterr()
    async with unwritable(feeds):
        feeds.serve(feeds.some("c", "a"))
        await feeds.tick(3 * HOUR)
        await feeds.tick(10)
    said = capsys.readouterr().out
    assert said.count("feeds_not_kept") == 1
    assert await feeds.titles(feed) == ["News of a"]
    await feeds.tick(10 * 60)
    assert "feeds_kept_again" in capsys.readouterr().out
    assert await feeds.titles(feed) == ["News of c", "News of a"]
    for one in followed:
        assert (await feeds.now(one)).failures == 0
        assert (await feeds.now(one)).read_at is not None


async def test_stopping_leaves_the_rest_for_the_next_start(feeds: FeedHouse) -> None:
    url = feeds.web.script("/slow", stay)
    feed = await feeds.add(url)
    await feeds.polls.tick()
    await asyncio.sleep(0.05)
    await asyncio.wait_for(feeds.polls.close(), 1)
    now = await feeds.now(feed)
    assert (now.polled_at, now.failures) == (None, 0)
    await feeds.polls.tick()
    await asyncio.wait_for(feeds.polls.settle(), 1)


async def stay(peer: Peer) -> None:
    await peer.stay()
