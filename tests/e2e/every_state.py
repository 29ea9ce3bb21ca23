"""What the bot has written down: all of it, what of it is a wish of somebody, and how it is put back."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import aiosqlite
from sqlalchemy import Connection, text

from bot.config import Settings
from bot.storage.schema import METADATA
from tests.databases import engine_of, url_of

Rows = dict[str, list[dict[str, Any]]]

# What Telegram has been told about the bot changes beside whatever people do.
_BESIDE = "announced"
# What of a chat lasts because somebody wished it; reading and answering change what else there is.
_WISHED = ("chats", "subscriptions", "tastes", "splits", "served_chats", "members", "invites", "owners")
# These say what was sent, not what is wished.
_SENT = frozenset({"shown_until", "covered_at", "last_slot", "next_due_at"})
_TABLES = tuple(METADATA.tables)
# A number that is another one after each change by somebody else.
_VERSION = {"sqlite": "PRAGMA data_version", "postgresql": "SELECT pg_current_wal_insert_lsn()"}


class State:
    """The database of a bot that runs, looked at from outside until the stack is closed."""

    def __init__(self, settings: Settings, stack: AsyncExitStack) -> None:
        self._engine = engine_of(url_of(settings))
        stack.callback(self._engine.dispose)
        self._backend = self._engine.dialect.name
        look = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._look = stack.enter_context(look)
        # SQLite remembers which numbers it has given, so that none is used again.
        self._tables = (*_TABLES, *(["sqlite_sequence"] if self._backend == "sqlite" else []))
        self._before = self.kept()
        self._version = self._commits()

    def wishes(self) -> Rows:
        """Return all that is set up anywhere."""
        return _wishes(self._look)

    def kept(self) -> Rows:
        """Return a copy, which `put_back` takes."""
        return {name: _of(self._look, name) for name in self._tables}

    async def put_back(self, copy: Rows) -> None:
        """Let the bot, which has nothing to do at the moment, find what was there when the copy was made."""
        if copy is self._before and self._commits() == self._version:
            return
        await asyncio.to_thread(self._put_back, copy)  # the bot must be able to end what it is writing
        self._before, self._version = copy, self._commits()

    def is_changed(self) -> bool:
        """Whether anything is written down otherwise than it was put back."""
        return self._commits() != self._version and any(
            _of(self._look, name) != self._before[name] for name in _TABLES if name != _BESIDE
        )

    def is_wished_otherwise(self) -> bool:
        """Whether something is set up otherwise than it was put back."""
        if self._commits() == self._version:
            return False
        return _wishes(self._look) != {name: _without(self._before[name], _SENT) for name in _WISHED}

    def _put_back(self, copy: Rows) -> None:
        now = self.kept()
        with self._engine.connect() as connection:
            if self._backend == "postgresql":  # rows are put back in whatever order, as SQLite lets everybody
                connection.execute(text("SET session_replication_role = replica"))
            for name, rows in copy.items():
                if rows == now[name]:
                    continue
                connection.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608  a name of the schema
                if rows:
                    values = ", ".join(f":{column}" for column in rows[0])
                    columns = values.replace(":", "")
                    connection.execute(text(f'INSERT INTO "{name}" ({columns}) VALUES ({values})'), rows)  # noqa: S608
            connection.commit()
            connection.detach()  # which minds no references, and is not to be used again

    def _commits(self) -> object:
        return self._look.execute(text(_VERSION[self._backend])).scalar_one()


async def ask_at_once(
    _: aiosqlite.Connection, ask: Callable[..., Any], *values: object, **options: object
) -> object:
    """Let the bot ask SQLite without a thread: the ways there and back are a quarter of the time."""
    return ask(*values, **options)


def _wishes(connection: Connection) -> Rows:
    return {name: _without(_of(connection, name), _SENT) for name in _WISHED}


def _of(connection: Connection, table: str) -> list[dict[str, Any]]:
    found = connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608  a name of the schema
    return sorted((dict(row) for row in found.mappings()), key=repr)


def _without(rows: list[dict[str, Any]], columns: frozenset[str]) -> list[dict[str, Any]]:
    left = ({name: value for name, value in row.items() if name not in columns} for row in rows)
    return sorted(left, key=repr)
