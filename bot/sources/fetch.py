"""The only way out to the web: links that strangers name, fetched under guard.

Each hop of a fetch: the link is parsed, its name resolved once, every address checked, and the connection
made to a checked address and used for this one request. Redirects are followed here, up to five, from http to
https and back: no cookie, login or referrer is sent that a plain connection could give away. Proxies of the
environment are not used: behind one, nobody would check the address.
"""

import asyncio
import re
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self, cast

import httpcore

from bot.errors import FetchFailed
from bot.sources.decoding import OversizeError, UndecodableError, Unpacker
from bot.sources.freshness import conditions, max_age, retry_after, validator
from bot.sources.guard import BoundedStream, GuardedBackend, Network, Resolve, SystemResolver
from bot.sources.targets import Target, follow, parse_target
from bot.sources.turns import Turns
from bot.tls import public_roots

MAX_BODY = 5_000_000
"""The largest decoded body, in bytes: some 800,000 words, or the pictures of a PDF."""

# The body, and a fifth on top for headers and for the framing of honest chunks.
_MAX_WIRE = MAX_BODY * 6 // 5
# A page of the full size in chunks of 250 bytes. To take so many apart costs some 0.3 s of computing; all
# that the wire may carry, in chunks of one byte, would cost over ten.
_MAX_PIECES = 20_000
DEADLINE = 19.0
"""Seconds for a whole fetch, all hops and waiting for one's turn included: a refusal is there within 20."""

# Nearly every page is smaller. With 16 bodies of this size and 5 of the largest, plus one copied at its end,
# all fetches together hold some 41 MB; the sixth large body waits.
_LARGE = 1_000_000
_LARGE_AT_ONCE = 5

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_NOT_MODIFIED = 304
_GONE = 410
_NOT_FOUND = frozenset({404, _GONE})
_REFUSED = frozenset({401, 402, 403, 407, 429, 451})
# Too many requests, and out of service: with them a server may say when to come again.
_COME_LATER = frozenset({429, 503})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';,]+)""", re.IGNORECASE)
# Nothing to read in them. All else may hold text, also under a wrong type: the reader looks at the bytes.
_NO_TEXT = ("image/", "video/", "audio/", "font/")
_NO_CODING = frozenset({"", "identity", "none"})
# Understood, but not asked for: its decoder fills a window of up to 16 MB before it gives out the first byte.
# So one such body at a time; the few servers that send it unasked wait for each other.
_WIDE = "br"
_OLD_NAMES = {"x-gzip": "gzip"}

# A connection that broke, a protocol that is none, and TLS that fails after its handshake (`ssl.SSLError`).
_BROKEN = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    OSError,
    UndecodableError,
)

_HEADERS = (
    # Old servers give their plain pages to what does not begin with Mozilla; the name stays honest.
    ("User-Agent", "Mozilla/5.0 (compatible; digest-bot; reads pages and feeds for people)"),
    ("Accept-Language", "en,*;q=0.5"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Connection", "close"),
)

PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
"""The Accept header of who wants to read a page."""
FEEDS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,"
    "application/xml;q=0.8,text/xml;q=0.8,application/json;q=0.7,text/html;q=0.5,*/*;q=0.3"
)
"""The Accept header of who wants a feed, or the page that tells where it is."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a link led to."""

    url: str
    """Where the redirects ended; without a fragment."""
    content_type: str
    """Lower case, without parameters; empty where the server gave none."""
    charset: str | None
    """The charset of the header, lower case."""
    body: bytes
    """Decoded (gzip, deflate, br); at most `MAX_BODY`. Empty where nothing has changed."""
    etag: str | None = None
    last_modified: str | None = None
    """These two as the server gave them, to be sent at the next fetch."""
    max_age: int | None = None
    """For how many seconds the answer counts as fresh, where the server says so."""
    permanent_url: str | None = None
    """`url`, if nothing but permanent redirects led there; None where none or another one did."""
    not_modified: bool = False
    """Whether nothing has changed since the validators that were sent."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for at every hop."""

    headers: tuple[tuple[str, str], ...]
    """Those that depend on the wish."""
    is_conditional: bool
    is_feed: bool


@dataclass(frozen=True, slots=True)
class _Moved:
    target: Target
    is_permanent: bool


class Fetcher:
    """Fetches links; 2 at once from one host and 16 in all. To be closed after use.

    `allow_networks` are exempt from the address check and may be asked at any port. `resolve` gives the
    addresses of a name. `deadline` is in seconds. `ssl_context` verifies servers, with the public roots by
    default. `clock` gives seconds since 1970.
    """

    def __init__(
        self,
        *,
        allow_networks: Iterable[Network] = (),
        resolve: Resolve | None = None,
        deadline: float = DEADLINE,
        ssl_context: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._system = SystemResolver()
        self._backend = GuardedBackend(resolve or self._system, allow_networks)
        self._deadline = deadline
        self._clock = clock
        self._ssl_context = ssl_context or public_roots()
        self._turns = Turns()
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)
        self._wide = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of what is kept between fetches. Fetches under way are their callers' to cancel."""
        self._system.close()

    async def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None, accept: str = PAGES
    ) -> Fetched:
        """Fetch a link, with its scheme; raises `FetchFailed`, after the deadline at the latest.

        With `etag` or `last_modified`, as an earlier fetch gave them, the body comes only if it has changed.
        With `accept=FEEDS`, what is gone for good is "link_gone". Where a server that is busy says when to
        come again, the failure has it in `values` as `retry_after`, in seconds.
        """
        target = first = parse_target(url)
        asked = conditions(etag, last_modified)
        wish = _Wish((("Accept", accept), *asked), bool(asked), accept == FEEDS)
        permanent = True
        try:
            async with asyncio.timeout(self._deadline):
                for _ in range(_MAX_REDIRECTS + 1):
                    answer = await self._hop(target, wish)
                    if isinstance(answer, Fetched):
                        # Who adopts an address must not be led from https to what others can read and change.
                        safe = target.scheme == "https" or first.scheme == "http"
                        moved = target != first and permanent and safe
                        return replace(answer, permanent_url=target.url) if moved else answer
                    target, permanent = answer.target, permanent and answer.is_permanent
                raise FetchFailed("link_redirects", host=first.shown)
        except TimeoutError:
            pass  # raised below, without a cause whose frames hold what had come of the body
        raise FetchFailed("link_too_slow", host=first.shown, seconds=round(self._deadline))

    async def _hop(self, target: Target, wish: _Wish) -> Fetched | _Moved:
        """Ask one server; return its page, or where it sends us."""
        async with self._turns.turn(target.host):
            try:
                return await self._ask(target, wish)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                code = "link_certificate" if _bad_certificate(error) else "link_unreachable"
                raise FetchFailed(code, host=target.shown) from error
            # Causes go without their frames, which hold the body and its decoders while the error is kept.
            except _BROKEN as error:
                raise FetchFailed("link_broken", host=target.shown) from error.with_traceback(None)
            except OversizeError as error:
                limit = MAX_BODY // 1_000_000
                raise FetchFailed("link_too_large", limit=limit) from error.with_traceback(None)

    async def _ask(self, target: Target, wish: _Wish) -> Fetched | _Moved:
        scheme, host = target.scheme.encode(), target.host.encode()
        # One connection a request: nothing of one answer can reach the next, and every hop is checked anew.
        connection = httpcore.AsyncHTTPConnection(
            httpcore.Origin(scheme, host, target.port), self._ssl_context, network_backend=self._backend
        )
        url = httpcore.URL(scheme=scheme, host=host, port=target.port, target=target.path.encode())
        try:
            async with connection.stream(
                "GET", url, headers=(("Host", target.authority), *_HEADERS, *wish.headers)
            ) as response:
                status = response.status
                if status in _REDIRECTS and (location := _header(response, b"location")):
                    return _Moved(follow(target, location), status in _PERMANENT)
                if status == _NOT_MODIFIED and wish.is_conditional:
                    return _dated(Fetched(target.url, "", None, b"", not_modified=True), response)
                _check_status(target, response, wish, self._clock())
                return _dated(await self._read(target, response), response)
        finally:
            await connection.aclose()

    async def _read(self, target: Target, response: httpcore.Response) -> Fetched:
        content_type, _, parameters = _text(response, b"content-type").partition(";")
        content_type = content_type.strip()
        if content_type.startswith(_NO_TEXT):
            raise FetchFailed("link_type", host=target.shown, type=content_type.partition("/")[0])
        if int(_header(response, b"content-length") or 0) > MAX_BODY:
            raise OversizeError
        codings = _codings(response)
        unpacker = Unpacker(codings, MAX_BODY)
        async with self._wide if _WIDE in codings else nullcontext():
            await self._collect(response, unpacker)
            body = unpacker.finish()
        charset = _CHARSET.search(parameters)
        return Fetched(target.url, content_type, charset[1] if charset else None, body)

    async def _collect(self, response: httpcore.Response, unpacker: Unpacker) -> None:
        cast(BoundedStream, response.extensions["network_stream"]).expect_body(_MAX_WIRE)
        pieces, large = 0, False
        async with AsyncExitStack() as places:
            async for data in response.aiter_stream():
                pieces += 1
                if pieces > _MAX_PIECES:
                    raise UndecodableError("crumbs")
                for size in unpacker.feed(data):
                    if size > _LARGE and not large:
                        await places.enter_async_context(self._large)
                        large = True
                    # What was read at once may be many pieces: others get their turn after each.
                    await asyncio.sleep(0)


def _codings(response: httpcore.Response) -> list[str]:
    codings = (coding.strip() for coding in _text(response, b"content-encoding").split(","))
    return [_OLD_NAMES.get(coding, coding) for coding in codings if coding not in _NO_CODING]


def _dated(fetched: Fetched, response: httpcore.Response) -> Fetched:
    return replace(
        fetched,
        etag=validator(_header(response, b"etag")),
        last_modified=validator(_header(response, b"last-modified")),
        max_age=max_age(_header(response, b"cache-control")),
    )


def _check_status(target: Target, response: httpcore.Response, wish: _Wish, now: float) -> None:
    status = response.status
    if status == _GONE and wish.is_feed:
        raise FetchFailed("link_gone", host=target.shown)
    if status in _NOT_FOUND:
        raise FetchFailed("link_not_found", host=target.shown)
    wait = retry_after(_header(response, b"retry-after"), now) if status in _COME_LATER else None
    later = {} if wait is None else {"retry_after": wait}
    if status in _REFUSED:
        raise FetchFailed("link_refused", host=target.shown, status=status, **later)
    if not 200 <= status < 300:
        raise FetchFailed("link_server_error", host=target.shown, status=status, **later)


def _bad_certificate(error: BaseException) -> bool:
    cause = error.__cause__ or error.__context__
    return isinstance(cause, ssl.SSLCertVerificationError)


def _header(response: httpcore.Response, name: bytes) -> bytes:
    """The values of a header, joined by commas; empty without one."""
    return b", ".join(value for key, value in response.headers if key.lower() == name)


def _text(response: httpcore.Response, name: bytes) -> str:
    return _header(response, name).decode("latin-1").strip().lower()
