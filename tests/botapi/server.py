"""The server itself: HTTP in front of the methods, with faults in between."""

import asyncio
import inspect
import re
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

# These enter their methods in the table.
import tests.botapi.editing
import tests.botapi.menus
import tests.botapi.messaging
import tests.botapi.queries
import tests.botapi.standing  # noqa: F401
from tests.botapi.errors import RefusalError
from tests.botapi.faults import Decide, Fault, Faults, Order, fault
from tests.botapi.inline import Askers
from tests.botapi.journal import Journal
from tests.botapi.methods import METHODS, Method
from tests.botapi.model import Accepted, Early, Refused
from tests.botapi.pace import Limits
from tests.botapi.params import decode
from tests.botapi.replies import cut, garbled, reply_error
from tests.botapi.requests import raw_params

DEFAULT_TOKEN = "123456:TEST-token_of_a_bot_that_lives_in_tests"
_TOKEN = re.compile(r"\d+:[\w-]+\Z", re.ASCII)
# How the record and the faults name the fetching of a file, which is no method.
DOWNLOAD = "download"
_MAX_BODY = 60 * 2**20
# What the limits of pace are about.
_WRITING = frozenset(["sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup"])


class BotApiServer(Askers):
    """A strict local Bot API on 127.0.0.1, to be used as an async context manager.

    It runs in the current event loop, keeps a record of every call, and lets tests act as people. After
    `stop` it may be started again, on the same port and with the same state, as after an outage. What
    @BotFather is told are `privacy_mode` and `inline_mode`, as he sets them by default; both may change.
    One that is `self_hosted` (`--local` of telegram-bot-api) takes webhooks of plain HTTP and at any port.
    """

    def __init__(
        self,
        token: str = DEFAULT_TOKEN,
        *,
        username: str = "digest_test_bot",
        clock: Callable[[], float] = time.monotonic,
        limits: Limits | None = Limits(),  # noqa: B008  frozen, so it may be shared
        privacy_mode: bool = True,
        inline_mode: bool = False,
        self_hosted: bool = False,
    ) -> None:
        super().__init__(
            token,
            username,
            clock,
            limits,
            privacy_mode=privacy_mode,
            inline_mode=inline_mode,
            self_hosted=self_hosted,
        )
        self.journal = Journal()
        self._faults = Faults()
        self._port = 0
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Begin to listen; the first start chooses the port."""
        app = web.Application(client_max_size=_MAX_BODY)
        app.router.add_route("*", "/bot{token:[^/]*}/{method:[^/]*}", self._handle)
        app.router.add_route("GET", "/file/bot{token:[^/]*}/{path:.+}", self._download)
        app.router.add_route("*", "/{anything:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self.updates.postman.resume()

    async def stop(self) -> None:
        """Stop listening, and bringing updates; a waiting poll gets what there is."""
        self.updates.interrupt()
        await self.updates.postman.rest()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        """What stands before /bot<token>/<method>."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def accepted(self) -> list[Accepted]:
        """Every call that was carried out, in order."""
        return self.journal.accepted

    @property
    def refused(self) -> list[Refused]:
        """Every call that was not, in order."""
        return self.journal.refused

    @property
    def requests(self) -> int:
        """How many requests came in, of any kind."""
        return self.journal.requests

    @property
    def early(self) -> list[Early]:
        """Every call that writes and came before a `retry_after`, of a fault or of the limits, had ended."""
        return self.pace.early

    def fault_by(self, decide: Decide | None) -> None:
        """Let a function tell for each call what goes wrong with it (`tests.botapi.fault`), None: nothing."""
        self._faults.decide = decide

    def fault(
        self,
        method: str,
        times: int = 1,
        *,
        code: int | None = None,
        description: str | None = None,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        reset: bool = False,
        garbled: bool = False,
        after: bool = False,
        delay: float = 0.0,
        chat_id: int | None = None,
    ) -> None:
        """Let the next calls of a method (to one chat, if given) go wrong.

        An error reply (`code`; or 429 by `retry_after`; or 400 by `migrate_to_chat_id`), a cut connection
        (`reset`), a reply that is no JSON (`garbled`), a `delay` in seconds, or a delay and then one of them.
        With `after` the call is first carried out and recorded as accepted; without an error or reset a
        delayed call is carried out late.
        The method `download` stands for fetching a file, of which half is sent before a fault `after`.
        """
        ordered = fault(
            code=code,
            description=description,
            retry_after=retry_after,
            migrate_to_chat_id=migrate_to_chat_id,
            reset=reset,
            garbled=garbled,
            after=after,
            delay=delay,
        )
        self._faults.add(Order(method, times, ordered, chat_id))

    async def wait_accepted(
        self,
        method: str,
        count: int = 1,
        timeout: float = 15,  # noqa: ASYNC109  said in the caller's words
    ) -> list[Accepted]:
        """Wait until the method was accepted so many times in all, and return those calls."""
        await self.journal.wait_until(
            lambda: self.journal.count(method) >= count, timeout, f"{count} accepted {method}"
        )
        return self.journal.of(method)

    async def wait_until(
        self,
        holds: Callable[[], bool],
        timeout: float = 15,  # noqa: ASYNC109  said in the caller's words
        what: str = "",
    ) -> None:
        """Wait until a condition holds; it is looked at after every call."""
        await self.journal.wait_until(holds, timeout, what or "a condition")

    async def _handle(self, request: web.Request) -> web.Response:
        self.journal.requests += 1
        name, params = request.match_info.get("method", ""), dict[str, Any]()
        try:
            method = self._method(request, name)
            params = dict(await raw_params(request))
            params = decode(params.items(), method.params)
            return await self._call(request, method, params)
        except RefusalError as error:
            known = METHODS.get(name.lower())
            self._refuse(known.name if known else name, params, error.code, error.description)
            return reply_error(error)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        self.journal.requests += 1
        params = {"file_path": request.match_info["path"]}
        try:
            self._check_token(request)
            content = self.files.content(params["file_path"])
            if content is None:
                raise RefusalError(404, "Not Found")
            fault = self._faults.take(DOWNLOAD, params)
            if fault and not fault.after:
                await asyncio.sleep(fault.delay)
                if fault.reset:
                    raise ConnectionResetError
                self._fail(fault, params)
            return await self._send_content(request, content, fault if fault and fault.after else None)
        except RefusalError as error:
            self._refuse(DOWNLOAD, params, error.code, error.description)
            return reply_error(error)
        except ConnectionResetError:
            self._refuse(DOWNLOAD, params, 0, "connection reset")
            return cut(request)

    async def _send_content(
        self, request: web.Request, content: bytes, fault: Fault | None
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
        response.content_length = len(content)
        await response.prepare(request)
        half = len(content) // 2 if fault else len(content)
        await response.write(content[:half])
        if fault:
            await asyncio.sleep(fault.delay)
            if fault.reset:
                raise ConnectionResetError
            await response.write(content[half:])
        self.journal.record(
            Accepted(DOWNLOAD, {"file_path": request.match_info["path"]}, len(content), self.clock())
        )
        await response.write_eof()
        return response

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info.get("token", "")
        if not _TOKEN.match(token):
            raise RefusalError(404, "Not Found")
        if token != self.token:
            raise RefusalError(401, "Unauthorized")

    def _method(self, request: web.Request, name: str) -> Method:
        self._check_token(request)
        if name.lower() not in METHODS:
            raise RefusalError(404, "Not Found: method not found")
        return METHODS[name.lower()]

    async def _call(self, request: web.Request, method: Method, params: dict[str, Any]) -> web.Response:
        if method.name in _WRITING:
            self.pace.note_arrival(method.name, params.get("chat_id"))
        fault = self._faults.take(method.name, params)
        if fault and not fault.after:
            await asyncio.sleep(fault.delay)
            if fault.reset:
                self._refuse(method.name, params, 0, "connection reset")
                return cut(request)
            if fault.garbled:
                self._refuse(method.name, params, 0, "garbled reply")
                return garbled()
            self._fail(fault, params)
        result = method.carry_out(self, params)
        if inspect.isawaitable(result):
            result = await result
        self.journal.record(Accepted(method.name, params, result, self.clock()))
        if fault and fault.after:
            await asyncio.sleep(fault.delay)
            if fault.reset:
                return cut(request)
            if fault.garbled:
                return garbled()
            if fault.error:
                return reply_error(fault.error)
        return web.json_response({"ok": True, "result": result})

    def _fail(self, fault: Fault, params: dict[str, Any]) -> None:
        if not fault.error:
            return
        wait, chat_id = fault.error.parameters.get("retry_after"), params.get("chat_id")
        if wait and isinstance(chat_id, int):
            # A flood penalty holds for what comes next to the chat, too.
            self.pace.penalise(chat_id, wait)
        raise fault.error

    def _refuse(self, method: str, params: dict[str, Any], code: int, description: str) -> None:
        self.journal.record(Refused(method, params, code, description, self.clock()))
