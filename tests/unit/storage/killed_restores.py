"""A process of its own that restores again and again, and kills itself a step later each time."""

import os
import shutil
import signal
import sqlite3
import sys
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.storage.restore import restore

# What changes names and files. Each statement of SQLite is a step, too.
_STEPS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "sqlite3.connect"}
_connect: Any = sqlite3.connect


def kill_at(step: int, folder: Path) -> None:
    """Let this process die of the step of this number that has to do with a folder."""
    left = step

    def count_down(_statement: object = None) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _STEPS and any(str(folder) in str(argument) for argument in arguments):
            count_down()

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = _connect(*arguments, **options)
        connection.set_trace_callback(count_down)
        return connection

    sqlite3.connect = connect  # type: ignore[assignment]
    sys.addaudithook(watch)


def main(copy: Path, before: Path, work: Path, now: datetime) -> None:
    """Restore in a folder in `work` for each step, of its number, until one comes to its end."""
    for step in count(1):
        folder = work / str(step)
        shutil.copytree(before, folder)
        child = os.fork()
        if child == 0:
            kill_at(step, folder)
            restore(copy, folder, now=now, replace=True)
            os._exit(0)
        if not os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), datetime.fromisoformat(sys.argv[4]))
