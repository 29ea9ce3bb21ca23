"""Bots as processes of their own, seen from outside: started, asked to stop, killed."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.kills.orders import Order

ROOT = Path(__file__).parents[2]


class Bot:
    """One running bot."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self._reader, self._writer = reader, writer
        self._end = asyncio.create_task(self._wait())

    async def _wait(self) -> bool:
        with suppress(ConnectionError):
            return (await self._reader.read()) == b"ended\n"
        return False

    @property
    def is_over(self) -> bool:
        """Whether it ended, in whatever way."""
        return self._end.done()

    async def ended(self) -> bool:
        """Wait until it ends; return whether it came to its own end."""
        by_itself = await asyncio.shield(self._end)
        self._writer.close()
        return by_itself

    async def stop(self, signal_number: int | None = None) -> bool:
        """Ask it to stop, by a signal if given, and wait; return whether it came to its own end."""
        if signal_number is None:
            self._writer.write(b"stop\n")
        else:
            self._signal(signal_number)
        return await self.ended()

    def kill(self) -> None:
        """End it at once."""
        if not self.is_over:
            self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):  # it has just ended, and nobody has heard of it yet
            os.kill(self.pid, number)


class Nursery:
    """Starts bots in a few hundredths of a second each; an async context manager."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="kills-"))
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        arguments = (sys.executable, "-m", "tests.kills.nursery", str(self._folder / "socket"))
        # Libraries that compute start threads, which forks do not have.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._process = await asyncio.create_subprocess_exec(
            *arguments, stdin=PIPE, stdout=PIPE, cwd=ROOT, env=environment
        )
        assert self._process.stdout
        assert await self._process.stdout.readline() == b"ready\n"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process and self._process.stdin:
            self._process.stdin.close()
            await self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def start(self, order: Order) -> Bot:
        """Start a bot."""
        reader, writer = await asyncio.open_unix_connection(self._folder / "socket")
        writer.write(order.line())
        pid = int(await reader.readline())
        return Bot(pid, reader, writer)
