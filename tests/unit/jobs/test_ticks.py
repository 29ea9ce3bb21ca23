"""The ticks where other processes do the work: what is due is ordered, and trouble is told of once."""

from collections.abc import AsyncIterator
from datetime import time

import pytest
from sqlalchemy import URL
from structlog.testing import capture_logs

from bot.articles.feed import FeedKind
from bot.digest.model import ChatKind, Place, Schedule
from bot.jobs import Jobs, JobTicks, open_jobs
from bot.storage import Storage, open_storage
from tests.unit.jobs.hands import ask, waiting

_NOW = 1_000_000_000
_SCHEDULE = Schedule("UTC", (time(8),))


@pytest.fixture
async def storage(url: URL) -> AsyncIterator[Storage]:
    opened = await open_storage(url)
    yield opened
    await opened.close()


@pytest.fixture
async def jobs(url: URL) -> AsyncIterator[Jobs]:
    async with open_jobs(url) as opened:
        yield opened


@pytest.fixture
def ticks(jobs: Jobs, storage: Storage) -> JobTicks:
    return JobTicks(jobs, storage, lambda: float(_NOW))


async def _follow(storage: Storage, person: int, due_at: int, *hosts: str) -> None:
    """Let somebody whose digest is due then follow a feed of each host."""
    chat = await storage.chats.open(Place(person), ChatKind.PRIVATE, _SCHEDULE, None, _NOW)
    for host in hosts:
        feed = await storage.feeds.add(f"https://{host}/feed", FeedKind.FEED, None, _NOW)
        await storage.subscriptions.add(chat.id, feed.id, _NOW)
    await storage.chats.set_schedule(chat.id, _SCHEDULE, due_at)


async def test_what_is_due_is_ordered_and_first_what_a_digest_waits_for(
    url: URL, ticks: JobTicks, storage: Storage
) -> None:
    await _follow(storage, 1, _NOW + 40_000, "a.example", "b.example")
    await _follow(storage, 2, _NOW + 100, "c.example")
    await storage.feeds.add("https://nobody.example/feed", FeedKind.FEED, None, _NOW)
    await ticks.poll()
    await ticks.poll()
    assert waiting(url) == ["feed 3", "feed 1", "feed 2"]


async def test_feeds_behind_a_thousand_of_one_host_are_found(
    url: URL, ticks: JobTicks, storage: Storage
) -> None:
    await _follow(storage, 1, _NOW + 40_000, "a.example")
    ask(
        url,
        "INSERT INTO feeds (url, kind, interval, next_poll_at, added_at) "
        "SELECT 'https://many.example/' || n, 'feed', 3600, 0, 0 FROM generate_series(1, 1500) AS n",
    )
    ask(url, "INSERT INTO subscriptions (chat_id, feed_id, added_at) SELECT 1, id, 0 FROM feeds WHERE id > 1")
    await ticks.poll()
    assert len(waiting(url)) == 21
    assert "feed 1" in waiting(url)


async def test_digests_and_breaking_news_are_ordered_once_until_done(url: URL, ticks: JobTicks) -> None:
    await ticks.deliver()
    await ticks.deliver()
    assert waiting(url) == ["compose", "break_news"]
    await ticks.clean_up()
    await ticks.clean_up()
    assert waiting(url) == ["compose", "break_news", "delete_old", "check_schedules"]


async def test_what_keeps_ticks_from_ordering_is_said_once_and_so_is_its_end(
    url: URL, ticks: JobTicks, storage: Storage
) -> None:
    await _follow(storage, 1, _NOW + 40_000, "a.example")
    ask(url, "ALTER SCHEMA jobs RENAME TO away")
    with capture_logs() as logs:
        for _ in range(3):
            await ticks.poll()
            await ticks.deliver()
            await ticks.clean_up()
        ask(url, "ALTER SCHEMA away RENAME TO jobs")
        for _ in range(2):
            await ticks.poll()
            await ticks.deliver()
            await ticks.clean_up()
    kept = ["reading_not_ordered", "digests_not_ordered", "upkeep_not_ordered"]
    assert [(log["log_level"], log["event"]) for log in logs] == [
        *(("warning", event) for event in kept),
        *(("info", "done_again") for _ in kept),
    ]
    assert all('"procrastinate_' in log["error"] and "\n" not in log["error"] for log in logs[:3])
    assert [log["after"] for log in logs[3:]] == kept
    assert set(waiting(url)) == {"feed 1", "compose", "break_news", "delete_old", "check_schedules"}


async def test_jobs_of_who_died_are_told_of_and_wait_again(url: URL, ticks: JobTicks) -> None:
    await ticks.deliver()
    ask(url, "INSERT INTO jobs.procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute')")
    ask(url, "UPDATE jobs.procrastinate_jobs SET status = 'doing', worker_id = 1 WHERE task_name = 'compose'")
    with capture_logs() as logs:
        await ticks.deliver()
    assert [(log["event"], log["jobs"]) for log in logs] == [("jobs_taken_over", 1)]
    assert sorted(waiting(url)) == ["break_news", "compose"]
