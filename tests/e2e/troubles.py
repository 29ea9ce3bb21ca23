"""Troubles of the machine that a bot runs on, made on purpose: locks and a full disk."""

import asyncio
import resource
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

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


class Disk(Protocol):
    """Where a database is, to be filled."""

    def fill(self) -> None:
        """Leave no room at all."""

    def free(self) -> None:
        """Make room."""


class _SmallDisk:
    """A file system of a few megabytes in a folder."""

    def __init__(self, folder: Path) -> None:
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with suppress(OSError), self._ballast.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


class _NoFileGrows:
    """A process whose writes to files the system refuses, wherever they are; reading and pipes go on."""

    def __init__(self) -> None:
        self._usual = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._usual[1]))

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._usual)


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount one of a few megabytes; where that is not allowed, the process may write no files instead."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mount, umount = shutil.which("mount"), shutil.which("umount")
    options = ("-t", "tmpfs", "-o", "size=4m", "small", str(folder))
    if (
        mount
        and umount
        and not subprocess.run([mount, *options], check=False, capture_output=True).returncode
    ):
        try:
            yield _SmallDisk(folder)
        finally:
            subprocess.run([umount, "-l", str(folder)], check=False)
        return
    disk = _NoFileGrows()
    try:
        yield disk
    finally:
        disk.free()
