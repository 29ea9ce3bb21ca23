"""A copy of the database takes its place: made ready and checked beside it, then put there in one step.

Killed at any moment, this leaves the old database or the new one in its place, and never neither.
"""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from bot.errors import AlreadyRunning, BackupError
from bot.storage import sqlite_file, upgrade
from bot.storage.backup import (
    BESIDE,
    Contents,
    copy_file,
    in_words,
    look_into,
    make_empty,
    remove,
    settle,
    url_of,
    write_through,
)
from bot.storage.copies import copy_database
from bot.storage.single import only_process


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in place now, and where the old database is kept; None where there was none worth keeping."""

    contents: Contents
    kept: Path | None


def restore(file: Path, data_dir: Path, *, now: datetime, replace: bool = False) -> Restored:
    """Put a copy in the place of the database of a folder, its tables brought up to date.

    Raises `BackupError`; then the database is what it was.
    """
    database = sqlite_file(data_dir)
    if file.resolve() == database.resolve():
        raise BackupError(f"{file} is the database itself; name a copy of it")
    look_into(file)
    new = database.with_name(f"{database.name}.restoring")
    try:
        with in_words(f"{file} was not put in place"):
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with only_process(data_dir), in_words(f"{file} was not put in place"):
            is_kept = _holds_something(database)
            if is_kept and not replace:
                raise BackupError(
                    f"the database at {database} is not empty; add --replace to put {file} in its place, "
                    "and the one that is there will be kept beside it"
                )
            try:
                contents = _prepare(file, new)
                kept = database.with_name(f"{database.name}.before-restore-{now:%Y%m%dT%H%M%S}")
                _put_in_place(new, database, kept if is_kept else None)
            finally:
                remove(new)
    except AlreadyRunning as error:
        raise BackupError(f"the bot runs on the database in {data_dir}; stop it first") from error
    return Restored(contents, kept if is_kept else None)


def restore_to_server(file: Path, database: URL) -> Contents:
    """Put all that a copy holds into a database on a server that holds nothing yet.

    Raises `BackupError`; then the database is as empty as it was.
    """
    look_into(file)
    with in_words(f"{file} was not put in place"), TemporaryDirectory() as folder:
        new = Path(folder) / "restoring.db"
        contents = _prepare(file, new)

        async def fill() -> None:
            await upgrade(database)
            await copy_database(url_of(new), database)

        asyncio.run(fill())
    return contents


def _holds_something(database: Path) -> bool:
    """Whether anybody would miss it: what cannot be read counts as missed."""
    if not database.exists() or not database.stat().st_size:
        return False
    try:
        contents = look_into(database)
    except BackupError:
        return True
    return bool(contents.chats or contents.owners)


def _prepare(file: Path, new: Path) -> Contents:
    """Copy a copy, bring its tables up to date, and check all of it."""
    make_empty(new)
    copy_file(file, new)
    asyncio.run(upgrade(url_of(new)))
    return settle(new)


def _put_in_place(new: Path, database: Path, kept: Path | None) -> None:
    # Where there is none, the log of one that was deleted may be left, which SQLite deletes as it opens this.
    database.touch(mode=0o600)
    with _alone_with(database) as beside:
        if kept:
            kept.hardlink_to(database)
            for end in beside:
                kept.with_name(kept.name + end).hardlink_to(database.with_name(database.name + end))
            write_through(database.parent)
        for end in beside:  # it would be taken for the log of the new one
            database.with_name(database.name + end).unlink()
        new.replace(database)
        write_through(database.parent)


@contextmanager
def _alone_with(database: Path) -> Iterator[list[str]]:
    """Keep every other program away from a database that is whole in its one file.

    A damaged one stays as it is: given is then what else belongs to it, as in `BESIDE`.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BackupError(f"another program has {database} open; end it first") from error
            raise
        except sqlite3.DatabaseError:
            is_damaged = True
        else:
            is_damaged = False
        yield [end for end in BESIDE if is_damaged and database.with_name(database.name + end).exists()]
