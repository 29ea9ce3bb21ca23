"""What the bot has written down: all of it, what of it is a wish of somebody, and how it is put back."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import aiosqlite

Rows = dict[str, list[tuple[object, ...]]]

# What Telegram has been told about the bot changes beside whatever people do.
_BESIDE = "announced"
# What of a chat lasts because somebody wished it; reading and answering change what else there is.
_WISHED = ("chats", "subscriptions", "tastes", "splits", "served_chats", "members", "invites", "owners")
# These say what was sent, not what is wished.
_SENT = frozenset({"shown_until", "covered_at", "last_slot", "next_due_at"})
# Seconds between two tries to write while the bot does.
_PAUSE = 0.005


class State:
    """The database of a bot that runs, looked at from outside until the stack is closed."""

    def __init__(self, database: Path, stack: AsyncExitStack) -> None:
        self._database, self._stack = database, stack
        self._look = self._before = stack.enter_context(closing(sqlite3.connect(database)))
        self._version = self._commits()

    def wishes(self) -> Rows:
        """Return all that is set up anywhere."""
        return _wishes(self._look)

    def kept(self) -> sqlite3.Connection:
        """Return a copy, which `put_back` takes."""
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        self._look.backup(self._stack.enter_context(closing(copy)))
        return copy

    async def put_back(self, copy: sqlite3.Connection) -> None:
        """Let the bot, which has nothing to do at the moment, find what was there when the copy was made."""
        if copy is self._before and self._commits() == self._version:
            return
        await asyncio.to_thread(self._put_back, copy)  # the bot must be able to end what it is writing
        self._before, self._version = copy, self._commits()

    def is_changed(self) -> bool:
        """Whether anything is written down otherwise than it was put back."""
        return self._commits() != self._version and _rows(self._look) != _rows(self._before)

    def is_wished_otherwise(self) -> bool:
        """Whether something is set up otherwise than it was put back."""
        return self._commits() != self._version and _wishes(self._look) != _wishes(self._before)

    def _put_back(self, copy: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(self._database)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            copy.backup(connection, sleep=_PAUSE)

    def _commits(self) -> int:
        """Return a number that is another one after each change by somebody else."""
        (version,) = self._look.execute("PRAGMA data_version").fetchone()
        return int(version)


async def ask_at_once(
    _: aiosqlite.Connection, ask: Callable[..., Any], *values: object, **options: object
) -> object:
    """Let the bot ask SQLite without a thread: the ways there and back are a quarter of the time."""
    return ask(*values, **options)


def _rows(database: sqlite3.Connection) -> Rows:
    """Return every row there is, by table."""
    found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: _of(database, name) for (name,) in found if name != _BESIDE}


def _wishes(database: sqlite3.Connection) -> Rows:
    return {name: _of(database, name, _SENT) for name in _WISHED}


def _of(
    database: sqlite3.Connection, table: str, without: frozenset[str] = frozenset()
) -> list[tuple[object, ...]]:
    found = database.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a name of the schema
    columns = [index for index, (name, *_) in enumerate(found.description) if name not in without]
    return sorted((tuple(row[index] for index in columns) for row in found), key=repr)
