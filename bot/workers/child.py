"""What runs outside the bot: a template process that has everything loaded, and the children it forks.

    bot ── control socket ──> template ── fork ──> child, child, …
     └──────────────── a socket for each child ──────┘

The template loads what jobs need once (seconds); a child is a copy of it (milliseconds, and memory only for
what it changes). A message is a head (whether the child retires, length in bytes) and that much pickle.
A request is `(function, args, kwargs)`; an answer is `("result", value)`, `("refusal", UserError)`,
`("memory", None)` or `("failure", (type of the error, where it arose))`.

What only some systems have is imported where it is used, for the bot reads `Limits` and `HEAD` from here.
"""

import contextlib
import gc
import importlib
import json
import os
import pickle
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path

from bot.errors import UserError

HEAD = struct.Struct(">?Q")
PID = struct.Struct(">I")

# After so many jobs a child makes room for a fresh one: caches of the libraries only ever grow, and what a
# hostile page did to one child ends with it. A fork takes some 10 ms, a job 30 ms: under 1 % of the work.
_JOBS = 200
# A child that kept so much after a job retires at once: libxml2 and Python's allocator seldom give memory
# back, and idle children must not hold what one large page took. A page of 1 MB leaves 14 MB
# behind, one of 5 MB 76 MB.
_GROWTH = 64 * 2**20
# Frames of a traceback that are told: endless recursion has a thousand.
_FRAMES = 20
# Children give way to the bot's own process, which has people waiting (nice levels: 19 gives way to all).
_NICE = 5
# Where memory runs out altogether, the system is to end a child and not the bot (-1000 never … 1000 first).
_FIRST_TO_GO = "500"
# What a job may not do: it gets values or a file to read, and returns values.
_FORBIDDEN = frozenset(
    {
        "os.exec", "os.fork", "os.posix_spawn", "os.system", "subprocess.Popen",
        "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use before its process is killed.

    The largest page taken, of 5 MB, was measured to need 1.7 s and 80 MB, a text of that size 3.5 s and
    180 MB.
    """

    memory: int = 512 * 2**20
    """Bytes of address space beyond what the child had before the job. Enforced on Linux."""
    cpu_seconds: float = 5.0
    wall_seconds: float = 15.0
    """More than the processor's, since a machine that is busy gives a long job little of it."""


def main() -> None:
    """Be the template: fork a child for each socket that comes by standard input, itself a socket to the bot.

    The one argument is JSON: `memory` and `cpu_seconds` of `Limits`, and `prepare`, module and name of what
    to call first. When the bot is gone, however it went, the children go too.
    """
    order = json.loads(sys.argv[1])
    control = socket.socket(fileno=0)
    _be_modest()
    if order["prepare"]:
        module, name = order["prepare"]
        getattr(importlib.import_module(module), name)()
    gc.collect()
    gc.freeze()  # else the first collection in a child would touch, and so copy, all memory shared with us
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no zombies; the bot sees the sockets of the dead end
    while fds := socket.recv_fds(control, 1, 1)[1]:
        with socket.socket(fileno=fds[0]) as connection, contextlib.suppress(OSError):
            # Where no process is to be had, the bot sees the socket end.
            if os.fork() == 0:
                _live(connection, order["memory"], order["cpu_seconds"])
    os.killpg(0, signal.SIGKILL)  # the bot started us as the head of a process group


def _be_modest() -> None:
    """Set what children inherit."""
    import resource  # noqa: PLC0415  # neither this nor the rest of the function exists on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what people sent
    os.nice(_NICE)
    # Those who stop a service may signal all of its processes: the bot decides when we end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _live(connection: socket.socket, memory: int, cpu_seconds: float) -> None:
    """Be a child: answer requests until there are no more, or until it is time to retire; never returns."""
    try:
        _go_quiet()
        with connection.makefile("rwb") as stream:
            stream.write(PID.pack(os.getpid()))
            stream.flush()
            at_birth = _address_space()
            for jobs, request in enumerate(_requests(stream), start=1):
                _limit(memory, cpu_seconds)
                answer, retires = _answer(request)
                signal.setitimer(signal.ITIMER_PROF, 0)
                retires |= jobs == _JOBS or _address_space() - at_birth > _GROWTH
                stream.write(HEAD.pack(retires, len(answer)))
                stream.write(answer)
                stream.flush()
                if retires:
                    break
    finally:
        os._exit(0)  # without cleaning up what is the template's


def _go_quiet() -> None:
    """Give up the outside world: libraries print and log parts of what they read, and some would fetch."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # the first of them is the template's line to the bot
        os.dup2(null, standard)
    os.close(null)
    with contextlib.suppress(OSError):  # not Linux, or not ours to say
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)
    sys.addaudithook(_refuse)


def _refuse(event: str, _args: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(event)


def _requests(stream: BufferedIOBase) -> Iterator[bytes]:
    while head := stream.read(HEAD.size):
        yield stream.read(HEAD.unpack(head)[1])


def _limit(memory: int, cpu_seconds: float) -> None:
    """Start the clock of a job, and let it have so much more memory than there is now.

    The timer of processor time ends the process by SIGPROF, in C code too. Unlike RLIMIT_CPU it starts anew
    for each job and takes parts of a second.
    """
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    if sys.platform == "linux":
        import resource  # noqa: PLC0415

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = _address_space() + memory
        resource.setrlimit(resource.RLIMIT_AS, (soft if hard < 0 else min(soft, hard), hard))


def _address_space() -> int:
    """Return the bytes that this process has mapped; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGESIZE")


def _answer(request: bytes) -> tuple[bytes, bool]:
    """Do a job; return the answer, pickled, and whether the child is no longer fit for another."""
    try:
        function, args, kwargs = pickle.loads(request)  # noqa: S301  # from the bot alone
        return _pickled("result", function(*args, **kwargs)), False
    except UserError as error:
        return _pickled("refusal", error), False
    except MemoryError:
        return _pickled("memory", None), True
    except BaseException as error:  # the edge of a job: whatever it was, the bot is told
        return _pickled("failure", (type(error).__qualname__, _where(error))), False


def _pickled(kind: str, value: object) -> bytes:
    return pickle.dumps((kind, value), protocol=pickle.HIGHEST_PROTOCOL)


def _where(error: BaseException) -> list[str]:
    """Return where an error arose, innermost last: no messages, which quote what was being read."""
    frames = list(traceback.walk_tb(error.__traceback__))[-_FRAMES:]
    places = [f"{frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}" for frame, line in frames]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return places if cause is None else [*_where(cause), f"from {type(cause).__qualname__}:", *places]
