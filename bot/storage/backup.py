"""A copy of the database in one file: made while the bot runs, checked, and then given its name.

The copy is a SQLite database, whatever the database is. Of one of SQLite, VACUUM INTO makes it, in a single
transaction that reads: what is committed meanwhile is not in it, and whoever writes does not wait. The online
backup API is as quick in one step, but copies what was deleted, too; and step by step it begins anew after
each change, and came to no end.
"""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BackupError, SettingsError
from bot.storage import revisions, upgrade
from bot.storage.copies import copy_database
from bot.storage.sql import cause_of

# What SQLite keeps beside a database of this name.
BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, as far as people count it."""

    revision: str
    """Of its tables, as in migrations/versions."""
    chats: int
    owners: int


def back_up(database: URL, target: Path, *, replace: bool = False) -> Contents:
    """Copy a database into a file that its owner alone may read; return what the copy holds.

    The name of the file appears when the copy is whole. Raises `BackupError`; then there is no new file.
    """
    source = _file_of(database)
    _refuse_to_overwrite(source, target, replace=replace)
    part = target.with_name(f"{target.name}.part")
    with in_words(f"no copy was made at {target}"):
        try:
            make_empty(part)
            if source:
                copy_file(source, part)
            else:
                asyncio.run(_copy_server(database, part))
            contents = settle(part)
            _refuse_to_overwrite(source, target, replace=replace)
            part.replace(target)
            write_through(target.parent)
        finally:
            remove(part)
    return contents


async def _copy_server(database: URL, target: Path) -> None:
    """Copy what a server holds into a file; its tables must be those of this version."""
    url = url_of(target)
    await upgrade(url)
    await copy_database(database, url)


def url_of(file: Path) -> URL:
    """Return the address of a database of SQLite."""
    return URL.create("sqlite+aiosqlite", database=str(file))


def _file_of(database: URL) -> Path | None:
    """Return the file of a database of SQLite; None of one on a server."""
    return Path(database.database or "") if database.get_backend_name() == "sqlite" else None


def make_empty(file: Path) -> None:
    """Make a file that only its owner may read, in place of what an earlier attempt left."""
    remove(file)
    file.touch(mode=0o600, exist_ok=False)


def settle(file: Path) -> Contents:
    """Have a database of SQLite whole in its one file, and on the disk; check it, return what it holds."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    contents = look_into(file)
    write_through(file)
    return contents


def copy_file(source: Path, target: Path) -> None:
    """Copy a database of SQLite as it is at this moment; the target must be empty or not there.

    Raises `BackupError` for a damaged one, and else what the database does.
    """
    try:
        with _reading(source) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.DatabaseError:
        look_into(source)  # of one that is damaged SQLite says here that it cannot open the target
        raise


def look_into(file: Path) -> Contents:
    """Check every page of a database of SQLite; raises `BackupError` for what is damaged or not the bot's."""
    try:
        with _reading(file) as connection:
            if (fault := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
                raise BackupError(f"{file} is damaged ({fault})")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError(f"{file} is damaged (rows refer to rows that are not there)")
            return _contents(connection, file)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            raise BackupError(f"{file} is no database, or a damaged one ({error})") from error
        raise BackupError(f"{file} cannot be read ({error})") from error


def _contents(connection: sqlite3.Connection, file: Path) -> Contents:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "owners"} <= tables:
        raise BackupError(f"{file} is no backup of this bot")
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("none",)
    if revision not in revisions():
        raise BackupError(
            f"{file} was made by a newer version of this bot (tables of {revision}); install that one first"
        )
    owners = connection.execute("SELECT count(*) FROM owners").fetchone()[0]
    chats = connection.execute("SELECT count(*) FROM chats").fetchone()[0] if "chats" in tables else 0
    return Contents(revision, chats, owners)


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def _refuse_to_overwrite(source: Path | None, target: Path, *, replace: bool) -> None:
    if source and not source.exists():
        raise BackupError(f"there is no database at {source} yet, so there is nothing to copy")
    if source and target.resolve() in {
        source.with_name(source.name + end).resolve() for end in ("", *BESIDE)
    }:
        raise BackupError(f"{target} is the database itself; name another file")
    if target.is_dir():
        raise BackupError(f"{target} is a folder; name a file in it")
    if target.exists() and not replace:
        raise BackupError(f"{target} is there already; name another file, or add --replace")


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """Say in words what the system or the database refuses."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{what} ({error.strerror or error})") from error
    except (sqlite3.Error, SettingsError) as error:
        raise BackupError(f"{what} ({error})") from error
    except SQLAlchemyError as error:
        raise BackupError(f"{what} ({cause_of(error)})") from error


def remove(file: Path) -> None:
    """Delete a database of SQLite that nobody has open, with what is beside it."""
    for end in ("", *BESIDE):
        file.with_name(file.name + end).unlink(missing_ok=True)


def write_through(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk before anything else happens."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
