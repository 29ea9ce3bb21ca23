"""An HTTP server that answers as told, badly too, and keeps a record of who asked for what."""

import asyncio
import contextlib
import gzip
import ssl
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import brotli

HTML = "text/html; charset=utf-8"
_HEAD_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in."""

    method: str
    target: str
    """Path and query."""
    headers: tuple[tuple[str, str], ...]
    """Names in lower case."""

    @property
    def path(self) -> str:
        """The path without its query."""
        return self.target.partition("?")[0]

    def header(self, name: str) -> str:
        """The values of a header, joined by commas; empty without one."""
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass(slots=True)
class Peer:
    """Who asked, as a script sees them: write bytes, wait, go away."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    request: Request | None = None
    """None for a script that begins before a request was read."""

    async def send(self, data: bytes) -> None:
        """Send these bytes as they are; raises `ConnectionError` when nobody listens any more."""
        self.writer.write(data)
        await self.writer.drain()

    async def stay(self) -> None:
        """Keep the connection open and silent until the other side goes."""
        while await self.reader.read(_HEAD_LIMIT):
            pass


Script = Callable[[Peer], Awaitable[None]]


@dataclass(slots=True)
class _Load:
    now: int = 0
    peak: int = 0

    def enter(self) -> None:
        self.now += 1
        self.peak = max(self.peak, self.now)

    def leave(self) -> None:
        self.now -= 1


class WebServer:
    """A strict web server at one address of this machine, to be used as an async context manager.

    What is no plain GET of HTTP/1.1 with exactly one Host is answered with 400 and kept in `faults`. Paths
    that nobody described are 404. `tls` makes it speak https.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0, *, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.port = port
        self.connections = 0
        """How many were opened."""
        self.requests: list[Request] = []
        self.faults: list[str] = []
        self._tls = tls
        self._routes: dict[str, Script] = {}
        self._greeting: Script | None = None
        self._load = _Load()
        self._host_load: dict[str, _Load] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._serve, self.host, self.port, ssl=self._tls, limit=_HEAD_LIMIT, backlog=512
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The link of a path, by the server's address or by a name that the test's resolver knows."""
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self._tls else 'http'}://{name}:{self.port}{path}"

    @property
    def peak(self) -> int:
        """The most requests that were being answered at one time."""
        return self._load.peak

    def peak_of(self, host: str) -> int:
        """The same for one name of the Host header."""
        return self._host_load[host].peak

    def hits(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(request.path for request in self.requests)

    def page(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        content_type: str = HTML,
        headers: Iterable[tuple[str, str]] = (),
        encoding: str = "",
        hold: Callable[[], Awaitable[object]] | None = None,
    ) -> str:
        """Serve these bytes; return the link.

        `encoding` (gzip, deflate, br; several by commas) packs them; `hold` is called and waited for before
        each answer.
        """
        packed = pack(body.encode() if isinstance(body, str) else body, encoding)
        given = [*headers, ("Content-Encoding", encoding)] if encoding else [*headers]
        if content_type:
            given.append(("Content-Type", content_type))
        answer = head(status, [*given, ("Content-Length", str(len(packed)))]) + packed

        async def send_page(peer: Peer) -> None:
            if hold:
                await hold()
            await peer.send(answer)

        return self.script(path, send_page)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Send whoever asks for the path elsewhere; return the link."""
        return self.page(path, status=status, headers=[("Location", to)])

    def script(self, path: str, script: Script) -> str:
        """Let a script write the answer, byte by byte, HTTP or not; return the link."""
        self._routes[path] = script
        return self.url(path)

    def greet(self, script: Script) -> None:
        """Let a script have every connection from its first moment on, before a request is read."""
        self._greeting = script

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.connections += 1
        try:
            if self._greeting:
                await self._greeting(Peer(reader, writer))
            else:
                await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass  # the other side went away, as it may
        except asyncio.CancelledError:
            pass  # the server stops
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raw = await reader.readuntil(b"\r\n\r\n")
        request, fault = _read_request(raw)
        if fault:
            self.faults.append(fault)
            writer.write(head(400, [("Content-Length", "0")]))
            return
        self.requests.append(request)
        loads = self._load, self._host_load.setdefault(request.header("host"), _Load())
        for load in loads:
            load.enter()
        try:
            await self._routes.get(request.path, _not_found)(Peer(reader, writer, request))
        finally:
            for load in loads:
                load.leave()


def head(status: int = 200, headers: Iterable[tuple[str, str]] = (), reason: str = "Answer") -> bytes:
    """The status line and headers of an answer, up to its body."""
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode()


def pack(body: bytes, encoding: str) -> bytes:
    """Apply the codings of a Content-Encoding, in its order."""
    for coding in filter(None, (part.strip() for part in encoding.split(","))):
        body = _PACKERS[coding](body)
    return body


def chunk(data: bytes, extension: bytes = b"") -> bytes:
    """One chunk of a chunked body."""
    return b"%x%b\r\n%b\r\n" % (len(data), extension, data)


def raw_deflate(body: bytes) -> bytes:
    """deflate without the header of zlib, as some servers send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "x-gzip": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "identity": bytes,
}


async def _not_found(peer: Peer) -> None:
    await peer.send(head(404, [("Content-Length", "0")]))


def _read_request(raw: bytes) -> tuple[Request, str]:
    """Take a request apart; the second value names what is wrong with it."""
    line, *rest = raw.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    method, _, after = line.partition(" ")
    target, _, version = after.rpartition(" ")
    pairs = [field.partition(":") for field in rest]
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    request = Request(method, target, headers)
    names = [name for name, _ in headers]
    if method != "GET" or version != "HTTP/1.1" or not target.startswith("/") or " " in target:
        return request, f"request line {line!r}"
    if names.count("host") != 1 or "content-length" in names or "transfer-encoding" in names:
        return request, f"headers {names}"
    return request, ""
