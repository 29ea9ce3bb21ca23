"""The bot's ends of the lines to its template process and to the children forked from it."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from bot.workers.child import HEAD, PID, Limits

# Bytes of an answer: the text of the largest page taken is 5 MB, and a few answers must fit into the 50 MB by
# which the bot's own memory may grow.
_LARGEST_ANSWER = 8 * 2**20
# The nice level of those that give way to all others.
_LOWEST = 19
# What programs need of the environment: where things are, and in what language and time zone.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONHOME")


class Template:
    """The process that children are forked from; starting it takes the time of one `exec`."""

    def __init__(self, limits: Limits, prepare: Callable[[], object] | None) -> None:
        order = {
            "memory": limits.memory,
            "cpu_seconds": limits.cpu_seconds,
            "prepare": prepare and (prepare.__module__, prepare.__qualname__),
        }
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # this interpreter, with our own words
                [sys.executable, "-P", "-c", "from bot.workers.child import main; main()", json.dumps(order)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # a process group of its own, which it ends together with itself
            )

    def is_there(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def order_child(self) -> socket.socket:
        """Return the line to a child that is about to be forked; raises `OSError` if the template is gone."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        return ours

    def end(self) -> None:
        """End it and whatever is left of its children; blocks for some milliseconds."""
        self._control.close()
        if self.is_there():
            os.killpg(self._process.pid, signal.SIGKILL)  # cannot be another's: only `wait` frees the number
        self._process.wait()


class Child:
    """The bot's end of the line to one child, which does one job at a time."""

    def __init__(
        self, pid: int, line: socket.socket, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._pid = pid
        self._line = line
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, template: Template) -> Self:
        """Have a child forked; raises `OSError` or `EOFError` if there is none to be had."""
        line = template.order_child()
        reader, writer = await asyncio.open_connection(sock=line)
        try:
            (pid,) = PID.unpack(await reader.readexactly(PID.size))
        except BaseException:
            writer.close()
            raise
        return cls(pid, line, reader, writer)

    def is_there(self) -> bool:
        """Whether it waits for requests: between jobs, there is something to read only when it has ended."""
        try:
            self._line.recv(1, socket.MSG_PEEK)  # of the system, for the event loop may not have heard yet
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    async def ask(self, request: bytes) -> tuple[bool, bytes]:
        """Have a job done; return whether the child retires now, and its answer.

        Raises `OSError` or `EOFError` if the child ended without a whole answer, and `OSError` if that would
        be too large.
        """
        self._writer.write(HEAD.pack(False, len(request)))
        self._writer.write(request)
        await self._writer.drain()
        retires, length = HEAD.unpack(await self._reader.readexactly(HEAD.size))
        if length > _LARGEST_ANSWER:
            raise OSError(f"an answer of {length} bytes")
        return retires, await self._reader.readexactly(length)

    def give_way(self) -> None:
        """Have it go on with what the other processes leave of the processors."""
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self._pid, _LOWEST)

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        # Its number cannot have gone to another process yet, or only if it ended by itself this very moment
        # and all other numbers were given out since.
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self.hang_up()

    def hang_up(self) -> None:
        """Ask nothing more of it, whereupon it ends."""
        self._writer.transport.abort()


def _environment() -> dict[str, str]:
    """Return what a child may know of the environment: no token, no password."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # One thread for linear algebra: a job has one processor, a fork copies no threads, and each thread
    # would take tens of megabytes of address space.
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    return kept | one_thread | {"PYTHONPATH": os.pathsep.join(sys.path)}
