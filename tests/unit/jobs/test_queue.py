"""The queue of jobs on a real PostgreSQL: what is ordered, in which order it is done, and by whom."""

import asyncio
import sys
from collections import Counter

import pytest
from sqlalchemy import URL

from bot.errors import SettingsError
from bot.jobs import open_jobs, queue
from bot.logs import set_up_logging
from tests.unit.jobs.hands import PATIENCE, Hands, ask, feed, waiting, working

# A worker that begins whatever comes, and ends nothing.
_DOOMED = """
import asyncio, sys
from sqlalchemy import make_url
from tests.unit.jobs.hands import Hands, working

async def never(_feed_id):
    print("begun", flush=True)
    await asyncio.Event().wait()

async def main():
    async with working(make_url(sys.argv[1]), Hands(never)):
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_a_feed_is_ordered_once_however_often_and_by_whomever(url: URL) -> None:
    feeds = [feed(1), feed(2)]
    async with open_jobs(url) as jobs, open_jobs(url) as others:
        await asyncio.gather(*(one.read(feeds) for one in (jobs, others, jobs, others)))
        await jobs.read([*feeds, feed(3)])
    assert sorted(waiting(url)) == ["feed 1", "feed 2", "feed 3"]
    hands = Hands()
    async with working(url, hands) as jobs:
        assert sorted(map(int, await hands.have_begun(3))) == [1, 2, 3]
        await jobs.read(feeds)  # their time has come again
        assert sorted(map(int, (await hands.have_begun(5))[3:])) == [1, 2]


async def test_feeds_of_one_host_are_read_one_after_another_and_others_beside_them(url: URL) -> None:
    others, running, most = asyncio.Barrier(2), Counter[str](), Counter[str]()

    async def work(feed_id: int) -> None:
        host = "one" if feed_id < 4 else "others"
        running[host] += 1
        most[host] = max(most[host], running[host])
        if host == "others":
            await others.wait()  # for each other
        else:
            await asyncio.sleep(0.05)
        running[host] -= 1

    hands = Hands(work)
    async with working(url, hands) as jobs:
        await jobs.read([*(feed(number, "one.example") for number in (1, 2, 3)), feed(4), feed(5)])
        assert sorted(map(int, await hands.have_begun(5))) == [1, 2, 3, 4, 5]
    assert most == {"one": 1, "others": 2}


async def test_digests_go_first_and_then_what_has_become_urgent(url: URL) -> None:
    async with open_jobs(url) as jobs:
        await jobs.read([feed(1), feed(2), feed(3)])
        await jobs.read([feed(4), feed(2)], urgent=True)
        await jobs.read([feed(2)])
        await jobs.order("compose")
    hands = Hands()
    async with working(url, hands):
        assert await hands.have_begun(5) == ["compose", 4, 2, 1, 3]


async def test_a_host_with_very_many_feeds_leaves_room_for_others(url: URL) -> None:
    many = [feed(number, "many.example") for number in range(100, 200)]
    async with open_jobs(url) as jobs:
        await jobs.read([*many, feed(1)])
        assert len(waiting(url)) == 21
        await jobs.read(many)
        assert waiting(url)[-1] == "feed 1"
        await jobs.read(many[50:52], urgent=True)
    assert waiting(url)[:2] == ["feed 150", "feed 151"]
    hands = Hands()
    async with working(url, hands):
        assert len(set(await hands.have_begun(23))) == 23


async def test_of_thousands_that_wait_each_is_found_by_an_index(url: URL) -> None:
    async with open_jobs(url) as jobs:
        await jobs.read([feed(number) for number in range(2_000)])
        plan = await jobs._app.connector.execute_query_all_async(
            "EXPLAIN SELECT 1 FROM procrastinate_jobs AS one WHERE status = 'todo' AND NOT EXISTS (SELECT 1 "
            "FROM procrastinate_jobs AS other WHERE other.lock = one.lock AND (other.status = 'doing' OR "
            "(other.status = 'todo' AND other.id < one.id))) ORDER BY priority DESC, id LIMIT 1"
        )
    steps = "\n".join(row["QUERY PLAN"] for row in plan)
    assert "jobs_by_lock" in steps
    assert "Seq Scan" not in steps
    assert "Sort" not in steps


async def test_the_job_of_a_worker_that_was_killed_is_done_by_another(
    url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = url.render_as_string(hide_password=False)
    doomed = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _DOOMED, address), stdout=asyncio.subprocess.PIPE
    )
    assert doomed.stdout
    async with open_jobs(url) as jobs:
        await jobs.read([feed(1)])
        async with asyncio.timeout(PATIENCE):
            assert await doomed.stdout.readline() == b"begun\n"
        assert await jobs.take_over() == 0
    doomed.kill()
    await doomed.wait()
    monkeypatch.setattr(queue, "_SIGN_OF_LIFE", 0.2)
    monkeypatch.setattr(queue, "_DEAD_AFTER", 2.0)
    hands = Hands()
    async with working(url, hands) as jobs, asyncio.timeout(PATIENCE):
        await jobs.read([feed(1)])
        while not await jobs.take_over():  # as every tick does
            await asyncio.sleep(0.1)
        assert await hands.have_begun(1) == [1]


async def test_the_tables_are_made_anew_for_another_version_of_the_library_and_for_nobody_elses(
    url: URL,
) -> None:
    async with open_jobs(url) as jobs:
        await jobs.read([feed(1)])
    async with open_jobs(url):
        assert waiting(url) == ["feed 1"]
    ask(url, "COMMENT ON SCHEMA jobs IS 'digest-bot 2.0.0'")
    ask(url, "ALTER TABLE jobs.procrastinate_jobs DROP COLUMN abort_requested CASCADE")
    hands = Hands()
    async with working(url, hands) as jobs:
        await jobs.read([feed(2)])
        assert await hands.have_begun(1) == [2]
    async with open_jobs(url) as jobs:
        await jobs.read([feed(3)])
    for comment in ("NULL", "'orders of the shop'"):
        ask(url, f"COMMENT ON SCHEMA jobs IS {comment}")
        with pytest.raises(SettingsError, match="a schema jobs that is not the bot's"):
            async with open_jobs(url):
                pass
    assert waiting(url) == ["feed 3"]


async def test_a_job_that_fails_stops_nobody_and_the_log_holds_nothing_but_numbers(
    url: URL, capfd: pytest.CaptureFixture[str]
) -> None:
    may_fail = asyncio.Event()

    async def work(feed_id: int) -> None:
        if feed_id == 1:
            raise ValueError("what went wrong")

    class Failing(Hands):
        async def delete_old(self) -> None:
            await super().delete_old()
            await may_fail.wait()
            raise ValueError("what went wrong")

    set_up_logging("DEBUG")
    hands = Failing(work)
    async with working(url, hands) as jobs:
        await jobs.read([feed(1, "shy.example")])
        await hands.have_begun(1)
        await jobs.read([feed(2, "shy.example")])
        assert await hands.have_begun(2) == [1, 2]
        await jobs.read([feed(1, "shy.example")])  # nothing is left of the one that failed
        assert await hands.have_begun(3) == [1, 2, 1]
        await jobs.order("delete_old")
        await hands.have_begun(4)
        await jobs.order("delete_old")  # by the next scheduler, in the middle of the one that fails then
        may_fail.set()
        assert (await hands.have_begun(5))[3:] == ["delete_old", "delete_old"]
    said = capfd.readouterr().err
    assert "what went wrong" in said
    assert "job=read_feed" in said
    assert "shy" not in said
    assert (url.password or "password") not in said
