"""SQLite and Telegram in the thread of the loop: a day of the bot takes milliseconds and can be cut anywhere.

A `Power` feeds one process of the bot. Each time something lasting happens (a transaction is committed, a
call leaves, an answer comes back) it passes a step, and at the step that a test chose the power fails:
whatever the process does from then on never happens, and it waits for ever, as if killed with -9.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, Self, cast

import httpx
from aiohttp import web
from sqlalchemy import AsyncAdaptedQueuePool
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.storage import IN_MEMORY, Storage
from bot.storage.sql import engine_for
from tests.botapi import BotApiServer

# Seconds from the bot to Telegram, and as long back: so that several calls are under way at once.
_WAY = 0.02


class Power:
    """What one process runs on."""

    def __init__(self) -> None:
        self.failed = asyncio.Event()
        self.is_over = False
        """The process is being buried: nothing it does has an effect, and it does not wait for ever."""
        self._steps_left: int | None = None

    def fail_after(self, steps: int) -> None:
        """Fail at the end of so many further steps."""
        self._steps_left = steps

    async def step(self) -> None:
        """Pass one step; others have their turn."""
        if self._steps_left is not None:
            self._steps_left -= 1
            if self._steps_left < 0:
                self.failed.set()
        await asyncio.sleep(0)
        await self.hold()

    async def hold(self) -> None:
        """Wait for ever where the power has failed."""
        while self.failed.is_set() and not self.is_over:
            await asyncio.get_running_loop().create_future()


class Line:
    """A connection with the face of aiosqlite's, to a database in this thread."""

    def __init__(self, database: sqlite3.Connection, power: Power) -> None:
        self._connection = database
        self.power = power
        self.writes = False

    def __await__(self) -> Any:
        return self._ready().__await__()

    async def _ready(self) -> Self:
        return self

    # What SQLAlchemy's adapter uses to have something done in aiosqlite's own thread.

    @property
    def _tx(self) -> Self:
        return self

    @property
    def _conn(self) -> sqlite3.Connection:
        return self._connection

    def put_nowait(self, order: tuple[asyncio.Future[object], Callable[[], object]]) -> None:
        future, work = order
        future.set_result(work())

    def cursor(self) -> "_Cursor":
        return _Cursor(self, self._connection.cursor())

    async def create_function(self, *args: Any, **options: Any) -> None:
        self._connection.create_function(*args, **options)

    async def commit(self) -> None:
        writes, self.writes = self.writes, False
        if writes:
            await self.power.step()
        await self.power.hold()
        if not self.power.is_over:
            self._connection.commit()
        if writes:
            await self.power.step()

    async def rollback(self) -> None:
        self.writes = False
        await self.power.hold()
        if not self.power.is_over:
            self._connection.rollback()

    async def close(self) -> None:
        """Leave the database open: it outlives the process, as a file does."""

    def stop(self) -> None:
        """Nothing to stop."""


class _Cursor:
    def __init__(self, line: Line, cursor: sqlite3.Cursor) -> None:
        self._line, self._cursor = line, cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        await self._check()
        self._line.writes |= sql == "BEGIN IMMEDIATE"
        self._cursor.execute(sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> None:
        await self._check()
        self._cursor.executemany(sql, parameters)

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()

    async def _check(self) -> None:
        await self._line.power.hold()
        if self._line.power.is_over:
            raise sqlite3.OperationalError("the process is dead")


class Engine:
    """The one engine of all processes, of which one lives at a time: what it compiled once stays compiled."""

    def __init__(self) -> None:
        self._line: Line | None = None
        options: dict[str, Any] = {
            "poolclass": AsyncAdaptedQueuePool,
            "pool_size": 1,
            "max_overflow": 0,
            "pool_timeout": 1e9,
        }
        self._engine = engine_for(IN_MEMORY, async_creator=self._connect, **options)

    async def _connect(self) -> Line:
        assert self._line
        return self._line

    def storage(self, database: sqlite3.Connection, power: Power) -> Storage:
        """Return the stores of a new process over a database that outlives it."""
        self._line = Line(database, power)
        self._engine.sync_engine.dispose(close=False)
        self._engine.sync_engine.update_execution_options(line=asyncio.Lock())
        return Storage(self._engine)


class Wire(BaseRequest):
    """Carries the calls of one process to the server without a network, and fails as httpx does."""

    def __init__(
        self,
        server: BotApiServer,
        power: Power,
        leaving: Callable[[dict[str, Any]], None],
        lost: Callable[[dict[str, Any]], None],
    ) -> None:
        """Take whom to tell of each call that leaves, and of each of which the answer is lost."""
        self._server, self._power = server, power
        self._leaving, self._lost = leaving, lost
        self.unsent = 0
        """So many of the next calls do not reach the server."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        form = request_data.json_parameters if request_data else {}
        if "chat_id" in form:
            self._leaving(form)
        await self._power.step()
        if self.unsent:
            self.unsent -= 1
            raise NetworkError("httpx.ConnectError: ") from httpx.ConnectError("")
        await asyncio.sleep(_WAY)
        await self._power.hold()
        request = _Request(url, form)
        response = await self._server._handle(cast("web.Request", request))
        if "chat_id" in form and (request.was_cut or response.status >= 500):
            self._lost(form)
        await self._power.step()
        await asyncio.sleep(_WAY)
        await self._power.hold()
        if request.was_cut:
            raise NetworkError("httpx.ReadError: ") from httpx.ReadError("")
        body = response.body
        assert isinstance(body, bytes)
        return response.status, body


class _Request:
    """What the server looks at of a request."""

    content_type = "application/x-www-form-urlencoded"
    query: dict[str, str] = {}  # noqa: RUF012  (never changed)

    def __init__(self, url: str, form: dict[str, str]) -> None:
        _, token, method = url.rsplit("/", 2)
        self.match_info = {"token": token.removeprefix("bot"), "method": method}
        self._form = form
        self.was_cut = False

    async def post(self) -> dict[str, str]:
        return self._form

    @property
    def transport(self) -> None:
        self.was_cut = True
