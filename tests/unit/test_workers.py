import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.errors import DocumentFailed, TooHeavy
from bot.workers import JobFailed, Limits, Workers
from bot.workers.child import _JOBS
from tests.unit import worker_jobs as jobs

# Far above what the jobs of these tests need, where they do not test that very limit.
PLENTY = Limits(cpu_seconds=60, wall_seconds=60)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")

# A bot with one child at work within one call of the library, and an idle one.
_BOT = """
import asyncio, sys
from pathlib import Path
from bot.workers import Limits, Workers
from tests.unit import worker_jobs as jobs

async def main():
    folder = Path(sys.argv[1])
    workers = Workers(3, Limits(cpu_seconds=60, wall_seconds=60))
    busy = asyncio.create_task(workers.run_heavy(jobs.note_and_hang, "busy", folder))
    (folder / "go").touch()
    await workers.run(jobs.note_and_wait, "idle", folder)
    await busy

asyncio.run(main())
"""


@asynccontextmanager
async def started(
    count: int | None = None, limits: Limits = PLENTY, **options: Any
) -> AsyncIterator[Workers]:
    workers = Workers(count, limits, **options)
    try:
        yield workers
    finally:
        await workers.close(grace=0)


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    async with started(3) as workers:
        yield workers


async def seen(path: Path) -> int:
    """Wait for the note of a job; return the number of its process."""
    async with asyncio.timeout(30):
        while not (path.exists() and path.read_text()):
            await asyncio.sleep(0.01)
    return int(path.read_text())


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it may go between opening and reading, too
        return False
    # Who has died stays on the list until its parent, here perhaps a careless one, has asked for it.
    return status.rpartition(")")[2].split()[0] not in "ZX"


async def gone(*pids: int) -> None:
    async with asyncio.timeout(30):
        while any(map(is_alive, pids)):
            await asyncio.sleep(0.01)


def workers_processes() -> list[int]:
    """Return the templates that this process has started and not yet buried."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in children if b"bot.workers" in Path(f"/proc/{pid}/cmdline").read_bytes()]


class TestAnswers:
    @pytest.mark.parametrize(
        "value", [None, {"words": [1, 2.5, "ж"]}, "текст" * 500_000], ids=["none", "nested", "5MB"]
    )
    async def test_arguments_and_results_come_through_whole(self, workers: Workers, value: object) -> None:
        assert await workers.run(jobs.echo, value) == value
        assert await workers.run_heavy(jobs.echo, value=value) == value

    async def test_a_refusal_comes_through_with_its_values(self, workers: Workers) -> None:
        with pytest.raises(DocumentFailed) as caught:
            await workers.run_heavy(jobs.refuse, "report.pdf")
        assert (caught.value.code, caught.value.values) == ("document_scanned", {"name": "report.pdf"})

    async def test_a_fault_is_logged_with_its_place_and_without_what_was_read(self, workers: Workers) -> None:
        with capture_logs() as logs, pytest.raises(JobFailed) as caught:
            await workers.run(jobs.stumble, "the text of an article")
        assert str(caught.value) == "KeyError in tests.unit.worker_jobs.stumble"
        (entry,) = logs
        assert (entry["event"], entry["error"], entry["job"]) == (
            "job_failed",
            "KeyError",
            "tests.unit.worker_jobs.stumble",
        )
        assert "from ValueError:" in entry["where"]
        assert entry["where"][-1].endswith(" stumble")
        assert "article" not in str(logs) + str(caught.value)

    @pytest.mark.parametrize(
        ("job", "error"),
        [
            (jobs.unpicklable, "AttributeError"),
            (partial(jobs.leave_the_program, "now"), "SystemExit"),
            (jobs.connect, "PermissionError"),
        ],
        ids=["result that cannot travel", "exit", "network"],
    )
    async def test_what_a_job_must_not_do_is_a_fault(self, workers: Workers, job: Any, error: str) -> None:
        function, args = (job.func, job.args) if isinstance(job, partial) else (job, ())
        with pytest.raises(JobFailed, match=error):
            await workers.run(function, *args)
        assert await workers.run(jobs.echo, "next") == "next"

    async def test_nothing_that_a_job_prints_is_shown(
        self, workers: Workers, capfd: pytest.CaptureFixture[str]
    ) -> None:
        await workers.run(jobs.chatter, "the text of an article")
        assert capfd.readouterr() == ("", "")

    async def test_many_small_requests_at_once_all_have_their_own_answer(self, workers: Workers) -> None:
        requests = [(workers.run, workers.run_heavy)[number % 2](jobs.echo, number) for number in range(200)]
        assert await asyncio.gather(*requests) == list(range(200))


class TestLimits:
    @pytest.mark.parametrize(
        ("limits", "job", "args", "reason"),
        [
            (Limits(cpu_seconds=60, wall_seconds=0.3), time.sleep, (60,), "time"),
            (Limits(cpu_seconds=60, wall_seconds=0.3), jobs.spin_in_c, (), "time"),
            (Limits(cpu_seconds=0.3, wall_seconds=60), jobs.spin, (), "ended"),
            (Limits(cpu_seconds=0.3, wall_seconds=60), jobs.spin_in_c, (), "ended"),
            pytest.param(PLENTY, jobs.take, (2048,), "memory", marks=ON_LINUX),
            pytest.param(PLENTY, jobs.grow, (), "memory", marks=ON_LINUX),
            (PLENTY, os._exit, (0,), "ended"),
            (PLENTY, jobs.kill_itself, (signal.SIGKILL,), "ended"),
            (PLENTY, jobs.kill_itself, (signal.SIGSEGV,), "ended"),
            (PLENTY, jobs.echo, (b"x" * 2**24,), "ended"),
        ],
        ids=[
            "sleep",
            "clock, in C",
            "cpu",
            "cpu, in C",
            "2 GB",
            "endless memory",
            "exit",
            "kill",
            "crash",
            "answer",
        ],
    )
    async def test_a_job_over_a_limit_costs_its_own_request_alone(
        self, tmp_path: Path, limits: Limits, job: Any, args: Any, reason: str
    ) -> None:
        async with started(3, limits) as workers:
            before = await workers.run(jobs.echo, "before")
            with capture_logs() as logs:
                hostile = asyncio.create_task(workers.run_heavy(job, *args))
                others = [await workers.run(jobs.echo, number) for number in range(5)]
                with pytest.raises(TooHeavy):
                    await hostile
            after = await workers.run_heavy(jobs.echo, "after")
        assert (before, others, after) == ("before", [0, 1, 2, 3, 4], "after")
        assert [(entry["event"], entry["reason"]) for entry in logs] == [("job_killed", reason)]

    @ON_LINUX
    async def test_memory_is_counted_from_what_was_there_before_the_job(self, workers: Workers) -> None:
        for _ in range(3):
            assert await workers.run(jobs.take, 400) == 400 * 2**20

    async def test_each_job_has_its_own_share_of_processor_time(self) -> None:
        async with started(2, Limits(cpu_seconds=0.3, wall_seconds=60)) as workers:
            children = {await workers.run(jobs.work, 0.1) for _ in range(6)}
        assert len(children) == 1

    async def test_a_child_killed_between_jobs_costs_no_request(self, workers: Workers) -> None:
        child = await workers.run(os.getpid)
        os.kill(child, signal.SIGKILL)
        await gone(child)
        assert await workers.run(os.getpid) != child

    async def test_a_killed_template_is_started_again_and_costs_no_other_job(
        self, workers: Workers, tmp_path: Path
    ) -> None:
        under_way = asyncio.create_task(workers.run_heavy(jobs.note_and_wait, "note", tmp_path))
        child = await seen(tmp_path / "note")
        await workers.run(jobs.kill_template)
        others = asyncio.gather(*(workers.run(jobs.note_and_wait, str(i), tmp_path) for i in range(2)))
        pids = [await seen(tmp_path / str(i)) for i in range(2)]
        (tmp_path / "go").touch()
        assert await under_way == child
        assert await others == pids


class TestCancel:
    async def test_a_cancelled_job_is_killed_and_its_place_is_free(self, tmp_path: Path) -> None:
        async with started(1) as workers:
            task = asyncio.create_task(workers.run(jobs.note_and_hang, "note", tmp_path))
            child = await seen(tmp_path / "note")
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            await gone(child)
            assert await workers.run(jobs.echo, "next") == "next"

    async def test_a_request_cancelled_in_the_queue_is_never_done(self, tmp_path: Path) -> None:
        async with started(1) as workers:
            first = asyncio.create_task(workers.run(jobs.note_and_wait, "first", tmp_path))
            await seen(tmp_path / "first")
            second = asyncio.create_task(workers.run(jobs.note_and_wait, "second", tmp_path))
            third = asyncio.create_task(workers.run(jobs.note_and_wait, "third", tmp_path))
            await asyncio.sleep(0)
            second.cancel()
            (tmp_path / "go").touch()
            await asyncio.wait([first, second, third])
        assert second.cancelled()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "go", "third"]

    async def test_requests_cancelled_at_any_moment_leave_all_places_free(self) -> None:
        async with started(2) as workers:
            for steps in range(40):
                tasks = [asyncio.create_task(workers.run_heavy(jobs.echo, number)) for number in range(3)]
                for _ in range(steps):
                    await asyncio.sleep(0)
                tasks[steps % 3].cancel()
                outcomes = await asyncio.gather(*tasks, return_exceptions=True)
                assert [outcomes[i] for i in range(3) if i != steps % 3] == [
                    i for i in range(3) if i != steps % 3
                ]


class TestChildren:
    async def test_none_is_there_before_the_first_request(self) -> None:
        async with started() as workers:
            assert workers_processes() == []
            await workers.run(int)
            assert len(workers_processes()) == 1

    async def test_one_is_used_again_until_it_has_done_its_number(self, workers: Workers) -> None:
        children = [await workers.run(os.getpid) for _ in range(_JOBS + 1)]
        assert len(set(children[:-1])) == 1
        assert children[-1] != children[0]

    @ON_LINUX
    async def test_one_that_kept_much_memory_retires(self, workers: Workers) -> None:
        small = [await workers.run(jobs.keep, 1) for _ in range(3)]
        assert len(set(small)) == 1
        large = await workers.run(jobs.keep, 100)
        assert large == small[0]
        assert await workers.run(os.getpid) != large

    async def test_what_was_prepared_is_there_in_every_child(self, tmp_path: Path) -> None:
        async with started(2, prepare=jobs.prepare) as workers:
            await workers.run(int)
            assert await asyncio.gather(*[workers.run(jobs.prepared_here) for _ in range(2)]) == [["yes"]] * 2

    async def test_where_nothing_can_be_prepared_requests_fail_and_do_not_hang(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        async with started(2, prepare=jobs.break_down) as workers:
            for _ in range(2):
                with pytest.raises(JobFailed, match="no worker process could be started"):
                    await workers.run(jobs.echo, "text")
        assert "nothing can be prepared" in capfd.readouterr().err

    async def test_their_environment_holds_no_secret(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL", "SOME_OTHER_PASSWORD"):
            monkeypatch.setenv(name, "canary")
        async with started() as workers:
            now, at_start = await workers.run(jobs.environment)
        assert now["PATH"] == os.environ["PATH"]
        assert "canary" not in str(now) + at_start

    async def test_signals_for_the_bot_do_not_stop_a_job(self, workers: Workers) -> None:
        assert await workers.run(jobs.survive_interrupts) == "still here"

    async def test_none_outlives_a_bot_that_was_killed(self, tmp_path: Path) -> None:
        bot = await asyncio.create_subprocess_exec(sys.executable, "-c", _BOT, str(tmp_path))
        busy, idle = await seen(tmp_path / "busy"), await seen(tmp_path / "idle")
        assert is_alive(busy)
        bot.kill()
        await bot.wait()
        await gone(busy, idle)


class TestClose:
    async def test_what_runs_may_end_and_what_waits_is_refused(self, tmp_path: Path) -> None:
        async with started(1) as workers:
            running = asyncio.create_task(workers.run(jobs.note_and_wait, "note", tmp_path))
            waiting = asyncio.create_task(workers.run(jobs.echo, "text"))
            child = await seen(tmp_path / "note")
            closing = asyncio.create_task(workers.close(grace=60))
            with pytest.raises(JobFailed, match="closed"):
                await waiting
            (tmp_path / "go").touch()
            assert await running == child
            await closing
            await gone(child)
            with pytest.raises(JobFailed, match="closed"):
                await workers.run(jobs.echo, "text")

    async def test_what_does_not_end_is_killed(self, tmp_path: Path) -> None:
        async with started(1) as workers:
            running = asyncio.create_task(workers.run(jobs.note_and_hang, "note", tmp_path))
            child = await seen(tmp_path / "note")
            await workers.close(grace=0)
            with pytest.raises(JobFailed, match="closed"):
                await running
            await gone(child)
        assert workers_processes() == []


class TestOrder:
    async def test_small_requests_pass_heavy_ones_that_hang(self, tmp_path: Path) -> None:
        async with started(2) as workers:
            hostile = [
                asyncio.create_task(workers.run_heavy(jobs.note_and_wait, str(i), tmp_path)) for i in range(4)
            ]
            await seen(tmp_path / "0")
            assert [await workers.run(jobs.echo, i) for i in range(20)] == list(range(20))
            assert not any(task.done() for task in hostile)
            (tmp_path / "go").touch()
            await asyncio.gather(*hostile)

    async def test_heavy_requests_pass_those_that_take_long(self, tmp_path: Path) -> None:
        async with started(2) as workers:
            hostile = [
                asyncio.create_task(workers.run_heavy(jobs.note_and_wait, str(i), tmp_path)) for i in range(4)
            ]
            assert [await workers.run_heavy(jobs.echo, i) for i in range(20)] == list(range(20))
            assert not any(task.done() for task in hostile)
            pids = [await seen(tmp_path / str(i)) for i in range(4)]
            (tmp_path / "go").touch()
            assert await asyncio.gather(*hostile) == pids
            assert await workers.run(os.getpid) not in pids  # their priority is the lowest for ever
