"""Who leads of several processes on one PostgreSQL, also when connections or processes die."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from bot.storage import leadership
from bot.storage.leadership import Leadership
from tests.postgresql import Server, running_server

# Seconds within which anything must have happened, however busy the machine is.
_PATIENCE = 30.0

# A process that leads until it is killed.
_DOOMED = """
import asyncio, sys
from sqlalchemy import make_url
from bot.storage.leadership import Leadership

async def work(over):
    print("leads", flush=True)
    await over.wait()

asyncio.run(Leadership(make_url(sys.argv[1]), ["gateway"], "doomed").lead(asyncio.Event(), work))
"""


@dataclass
class Process:
    """What one process would do that wants to lead."""

    leadership: Leadership
    begun: int = 0
    ended: int = 0
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def work(self, over: asyncio.Event) -> None:
        self.begun += 1
        await over.wait()
        self.ended += 1


@asynccontextmanager
async def _process(url: URL, name: str, *names: str) -> AsyncIterator[Process]:
    process = Process(Leadership(url, names or ("gateway",), name))
    task = asyncio.create_task(process.leadership.lead(process.stop, process.work))
    try:
        yield process
    finally:
        process.stop.set()
        await task


@pytest.fixture
def url(postgresql: Server) -> Iterator[URL]:
    url = postgresql.new_database()
    yield url
    postgresql.drop(url)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody look often, and wait only for a moment for who does not know yet."""
    monkeypatch.setattr(leadership, "_LOOK", 0.1)
    monkeypatch.setattr(leadership, "_PATIENCE", 2.0)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody look often, and wait for longer than any test does."""
    monkeypatch.setattr(leadership, "_LOOK", 0.1)
    monkeypatch.setattr(leadership, "_PATIENCE", 2 * _PATIENCE)


async def _until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not holds():
            await asyncio.sleep(0.02)


def _of_the_holder(url: URL, what: str) -> int:
    """Ask PostgreSQL something about the connection that holds the lock."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            found = connection.execute(
                text(
                    f"SELECT {what} FROM pg_locks WHERE locktype = 'advisory' "  # noqa: S608  (ours)
                    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                )
            )
            return int(found.scalar_one())
    finally:
        engine.dispose()


def _cut(url: URL) -> None:
    """Cut the connection that holds a lock, as networks do."""
    assert _of_the_holder(url, "pg_terminate_backend(pid)")


@contextmanager
def _silent(url: URL) -> Iterator[None]:
    """Let the connection that holds a lock be answered nothing."""
    number = _of_the_holder(url, "pid")
    assert str(url.database).encode() in Path(f"/proc/{number}/cmdline").read_bytes()  # on this machine
    os.kill(number, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(number, signal.SIGCONT)


@pytest.mark.usefixtures("patient")
async def test_one_leads_and_the_other_as_soon_as_that_one_ends_in_order(url: URL) -> None:
    async with _process(url, "a") as first:
        await _until(lambda: first.begun)
        async with _process(url, "b") as second, _process(url, "c", "scheduler") as other:
            await _until(lambda: other.begun)  # another thing to lead in
            await asyncio.sleep(0.5)  # some looks
            assert (first.leadership.is_sure, second.leadership.is_sure, second.begun) == (True, False, 0)
            first.stop.set()
            await _until(lambda: second.begun)
            assert (first.ended, first.leadership.is_sure, second.leadership.is_sure) == (1, False, True)


@pytest.mark.usefixtures("quick")
async def test_who_leads_in_two_things_stands_by_while_one_of_them_is_led(url: URL) -> None:
    async with _process(url, "a", "scheduler") as first:
        await _until(lambda: first.begun)
        async with _process(url, "b", "gateway", "scheduler") as both:
            await asyncio.sleep(0.5)
            assert both.begun == 0
            async with _process(url, "c", "gateway") as gateway:
                await _until(lambda: gateway.begun)  # nothing is held by who cannot have all


@pytest.mark.usefixtures("quick")
async def test_the_other_takes_over_when_a_process_is_killed(url: URL) -> None:
    doomed = await _doomed(url)
    async with _process(url, "a") as second:
        await asyncio.sleep(0.5)
        assert second.begun == 0
        doomed.kill()
        await doomed.wait()
        await _until(lambda: second.begun)


@pytest.mark.usefixtures("quick")
async def test_who_lost_its_connection_to_another_ends_before_that_one_begins(url: URL) -> None:
    async with _process(url, "a") as first:
        await _until(lambda: first.begun)
        async with _process(url, "b") as second:
            await asyncio.sleep(0.5)
            _cut(url)  # which the first sees at one look, and that somebody else has the lock at the next
            await _until(lambda: second.begun)
            assert (first.ended, first.leadership.is_sure, second.leadership.is_sure) == (1, False, True)
            second.stop.set()
            await _until(lambda: first.begun == 2)  # the lock can be had again


@pytest.mark.usefixtures("patient")
async def test_who_is_told_to_stop_does_so_while_the_server_is_silent(url: URL) -> None:
    async with _process(url, "a") as first:
        await _until(lambda: first.begun)
        with _silent(url):
            await asyncio.sleep(0.5)  # it is in the middle of a look
            first.stop.set()
            await _until(lambda: first.ended)


@pytest.mark.usefixtures("quick")
async def test_who_lost_its_connection_goes_on_where_nobody_led_meanwhile(url: URL) -> None:
    async with _process(url, "a") as first:
        await _until(lambda: first.begun)
        for _ in range(2):
            _cut(url)
            await _until(lambda: not first.leadership.is_sure)
            await _until(lambda: first.leadership.is_sure)
        assert (first.begun, first.ended) == (1, 0)


@pytest.mark.usefixtures("quick")
async def test_nobody_is_sure_while_the_database_is_away_and_work_goes_on() -> None:
    with running_server() as server:
        url = await asyncio.to_thread(server.new_database)
        async with _process(url, "a") as first:
            await _until(lambda: first.begun)
            await asyncio.to_thread(server.stop)
            await _until(lambda: not first.leadership.is_sure)
            await asyncio.sleep(0.5)
            assert (first.begun, first.ended, first.leadership.is_sure) == (1, 0, False)
            await asyncio.to_thread(server.start)
            await _until(lambda: first.leadership.is_sure)
            assert (first.begun, first.ended) == (1, 0)


async def _doomed(url: URL) -> asyncio.subprocess.Process:
    address = url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _DOOMED, address), stdout=asyncio.subprocess.PIPE
    )
    await _leads(process)
    return process


async def _leads(process: asyncio.subprocess.Process) -> None:
    """Wait until a process says that it begins its work."""
    assert process.stdout
    async with asyncio.timeout(_PATIENCE):
        while (line := await process.stdout.readline()) != b"leads\n":
            assert line  # the log goes the same way
