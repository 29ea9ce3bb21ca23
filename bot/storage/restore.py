"""A copy of the database takes its place: made ready and checked beside it, then put there in one step.

Killed at any moment, this leaves the old database or the new one in its place, and never neither.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.errors import AlreadyRunning, BackupError, SettingsError
from bot.storage import open_storage, sqlite_file, sqlite_url
from bot.storage.backup import BESIDE, Contents, copy_file, in_words, look_into, remove, write_through
from bot.storage.single import only_process


@dataclass(frozen=True, slots=True)
class Restored:
    """What is in place now, and where the old database is kept; None where there was none worth keeping."""

    contents: Contents
    kept: Path | None


async def restore(file: Path, data_dir: Path, *, now: datetime, replace: bool = False) -> Restored:
    """Put a copy in the place of the database of a folder, its tables brought up to date.

    Raises `BackupError`; then the database is what it was.
    """
    database = sqlite_file(data_dir)
    if file.resolve() == database.resolve():
        raise BackupError(f"{file} is the database itself; name a copy of it")
    look_into(file)
    sqlite_url(data_dir)  # makes the folder
    new = database.with_name(f"{database.name}.restoring")
    try:
        with only_process(data_dir), in_words(f"{file} was not put in place"):
            is_kept = _holds_something(database)
            if is_kept and not replace:
                raise BackupError(
                    f"the database at {database} is in use; add --replace to put {file} in its place"
                )
            try:
                contents = await _prepare(file, new)
                kept = database.with_name(f"{database.name}.before-restore-{now:%Y%m%dT%H%M%S}")
                _put_in_place(new, database, kept if is_kept else None)
            finally:
                remove(new)
    except AlreadyRunning as error:
        raise BackupError(f"the bot runs on the database in {data_dir}; stop it first") from error
    return Restored(contents, kept if is_kept else None)


def _holds_something(database: Path) -> bool:
    """Whether anybody would miss it: what cannot be read counts as missed."""
    if not database.exists() or not database.stat().st_size:
        return False
    try:
        contents = look_into(database)
    except BackupError:
        return True
    return bool(contents.chats or contents.owners)


async def _prepare(file: Path, new: Path) -> Contents:
    """Copy a copy, bring its tables up to date, and check all of it."""
    remove(new)  # of an earlier attempt that was killed
    new.touch(mode=0o600, exist_ok=False)
    copy_file(file, new)
    try:
        storage = await open_storage(URL.create("sqlite+aiosqlite", database=str(new)))
    except SettingsError as error:
        raise BackupError(f"the tables of {file} cannot be brought up to date ({error})") from error
    await storage.close()
    with closing(sqlite3.connect(new)) as connection:  # from now on all of it is in the one file
        connection.execute("PRAGMA journal_mode = DELETE")
    contents = look_into(new)
    write_through(new)
    return contents


def _put_in_place(new: Path, database: Path, kept: Path | None) -> None:
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
