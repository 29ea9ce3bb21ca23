"""A copy of the database in one file, whatever the database is: made while the bot runs, checked, then named.

The copy is a SQLite database. VACUUM INTO makes it, in one transaction that reads: what is committed meanwhile
is not in it, and whoever writes does not wait. Of a database of 300 MB with a writer beside it took a second;
the online backup API of SQLite is as quick in one step, but copies deleted rows too, and step by step it
begins anew after each change, so that it came to no end.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from bot.errors import BackupError

_REVISIONS = Path(__file__).parent / "migrations" / "versions"
# What SQLite keeps beside a database of this name.
BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, as far as people count it."""

    revision: str
    """Of its tables, as in migrations/versions."""
    chats: int
    owners: int


async def back_up(database: URL, target: Path, *, replace: bool = False) -> Contents:
    """Copy a database into a file that its owner alone may read; return what the copy holds.

    The name of the file appears when the copy is whole. Raises `BackupError`; then there is no new file.
    """
    _refuse_to_overwrite(database, target, replace=replace)
    part = target.with_name(f"{target.name}.part")
    with in_words(f"no copy was made at {target}"):
        try:
            remove(part)
            part.touch(mode=0o600, exist_ok=False)
            copy_file(Path(database.database or ""), part)
            contents = look_into(part)
            write_through(part)
            _refuse_to_overwrite(database, target, replace=replace)
            part.replace(target)
            write_through(target.parent)
        finally:
            remove(part)
    return contents


def copy_file(source: Path, target: Path) -> None:
    """Copy a database of SQLite as it is at this moment; the target must be empty or not there."""
    with _reading(source) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


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
    if revision not in {path.name.partition("_")[0] for path in _REVISIONS.glob("*.py")}:
        raise BackupError(
            f"{file} was made by a newer version of this bot (tables of {revision}); install that one first"
        )

    def count(table: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if table in tables else 0  # noqa: S608

    return Contents(revision, count("chats"), count("owners"))


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def _refuse_to_overwrite(database: URL, target: Path, *, replace: bool) -> None:
    source = Path(database.database or "")
    if not source.exists():
        raise BackupError(f"there is no database at {source} yet, so there is nothing to copy")
    if target.resolve() in {source.with_name(source.name + end).resolve() for end in ("", *BESIDE)}:
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
    except sqlite3.Error as error:
        raise BackupError(f"{what} ({error})") from error


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
