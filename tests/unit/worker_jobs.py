"""Jobs for the tests of the workers; a child finds them by name, so they stand in a module of their own."""

import contextlib
import os
import re
import signal
import socket
import sys
import time
from pathlib import Path

from bot.errors import DocumentFailed

prepared: list[str] = []
kept: list[bytes] = []


def prepare() -> None:
    prepared.append("yes")


def break_down() -> None:
    raise OSError("nothing can be prepared")


def prepared_here() -> list[str]:
    return prepared


def echo(value: object) -> object:
    return value


def refuse(name: str) -> None:
    raise DocumentFailed("document_scanned", name=name)


def stumble(text: str) -> None:
    try:
        int(text)
    except ValueError as error:
        raise KeyError(text) from error


def leave_the_program(text: str) -> None:
    sys.exit(text)


def chatter(text: str) -> None:
    print(text)  # noqa: T201
    print(text, file=sys.stderr)  # noqa: T201
    os.write(2, text.encode())


def unpicklable() -> object:
    return lambda: None


def take(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def keep(megabytes: int) -> int:
    kept.append(bytes(megabytes * 2**20))
    return os.getpid()


def grow() -> None:
    blocks = []
    while True:
        blocks.append(bytearray(2**20))


def spin() -> None:
    while True:
        pass


def work(seconds: float) -> int:
    """Use so much processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def spin_in_c() -> None:
    """Hold the interpreter for years within one call."""
    re.fullmatch("(a+)+b", "a" * 60)


def kill_itself(number: int) -> None:
    os.kill(os.getpid(), number)


def survive_interrupts() -> str:
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), number)
    return "still here"


def kill_template() -> None:
    os.kill(os.getppid(), signal.SIGKILL)


def connect() -> None:
    with socket.socket() as line:
        line.connect(("127.0.0.1", 9))


def environment() -> tuple[dict[str, str], str]:
    """Return the environment as the program sees it, and as it was when the process began."""
    at_start = Path("/proc/self/environ")
    return dict(os.environ), at_start.read_text() if at_start.exists() else ""


def note_and_wait(name: str, folder: Path) -> int:
    """Leave a file that tells of this process, and wait for one named `go`."""
    (folder / name).write_text(str(os.getpid()))
    with contextlib.suppress(FileNotFoundError):
        while not (folder / "go").exists():
            time.sleep(0.01)
    return os.getpid()


def note_and_hang(name: str, folder: Path) -> None:
    (folder / name).write_text(str(os.getpid()))
    spin_in_c()
