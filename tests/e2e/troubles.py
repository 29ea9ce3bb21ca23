"""Troubles of the machine that a bot runs on, made on purpose: locks and a full disk."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Pool, event


@contextmanager
def impatient_database() -> Iterator[None]:
    """Let SQLite wait for a lock for half a second instead of five, so that tests see what comes then."""

    def hurry(raw: Any, *_: object) -> None:
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout = 500")
        cursor.close()

    event.listen(Pool, "checkout", hurry)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", hurry)


@asynccontextmanager
async def locked(database: Path) -> AsyncIterator[None]:
    """Let another process hold the one lock for writing."""
    hold = (
        "import sqlite3, sys; held = sqlite3.connect(sys.argv[1], timeout=15, isolation_level=None); "
        "held.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read(); held.rollback()"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", hold, str(database), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    try:
        assert await process.stdout.readline() == b"held\n"
        yield
    finally:
        process.stdin.close()
        await process.wait()


class SmallDisk:
    """A file system of a few megabytes in a folder, to be filled; needs the rights to mount one."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room at all."""
        with suppress(OSError), self._ballast.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def free(self) -> None:
        """Make room."""
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """Mount one; skips the test where that is not allowed."""
    folder.mkdir(parents=True)
    mount, umount = shutil.which("mount"), shutil.which("umount")
    options = ("-t", "tmpfs", "-o", "size=4m", "small", str(folder))
    if (
        not (mount and umount)
        or subprocess.run([mount, *options], check=False, capture_output=True).returncode
    ):
        pytest.skip("no file system can be mounted here")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run([umount, "-l", str(folder)], check=False)
