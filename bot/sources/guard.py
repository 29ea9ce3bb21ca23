"""The door to the network: resolves a name once, checks every answer, connects to what was checked."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from itertools import chain, zip_longest
from socket import SOCK_STREAM, getaddrinfo
from typing import Any

import httpcore

from bot.errors import FetchFailed
from bot.sources.addresses import is_public
from bot.sources.decoding import OversizeError
from bot.sources.targets import shown

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str], Awaitable[Sequence[Address]]]
"""From a host name to all its addresses, preferred first; raises `OSError` where there are none."""

PORTS = frozenset({80, 443})

# A dead address must leave time for the next: four of them, 4 s each, end within the 19 s of a fetch.
_ADDRESSES_TRIED = 4
_CONNECT_SECONDS = 4.0

# Sixteen fetches at once give up after 19 s, but their look-ups may hold a thread for 30 s (three name
# servers, twice 5 s each): 32 threads always leave one free. The loop's own are left to the rest of the bot.
_RESOLVERS = 32

# Small enough that cutting it up, at worst in interim answers, holds the event loop for some 10 ms.
_READ_BYTES = 4_096

# For all headers and interim answers before the body, in bytes: servers themselves stop at 8 to 32 KB. To
# read the shortest headers that fit, 10,000 of them, takes 40 ms.
_MAX_HEAD = 40_000


class SystemResolver:
    """Asks the system's resolver, in threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="resolve")

    async def __call__(self, host: str) -> list[Address]:
        """Return the addresses of a host in the order in which the system would try them."""
        loop = asyncio.get_running_loop()
        answers = await loop.run_in_executor(self._threads, _look_up, host)
        return [ip_address(answer[4][0]) for answer in answers]

    def close(self) -> None:
        """Forget what waits; a look-up under way ends in its thread."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to public addresses, ports 80 and 443, and to nothing else.

    One address that is not public refuses the whole name: an honest name has none, and which of several is
    taken must not depend on luck. Addresses inside `allow_networks` count as public, and any port of theirs
    may be asked for. What comes in is bounded: see `BoundedStream`.
    """

    def __init__(self, resolve: Resolve, allow_networks: Iterable[Network]) -> None:
        self._resolve = resolve
        self._allowed = tuple(allow_networks)
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to a checked address of the host; raises `FetchFailed` and `httpcore.NetworkError`."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in await self._checked(host, port):
            try:
                stream = await self._network.connect_tcp(str(address), port, timeout=_CONNECT_SECONDS)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return BoundedStream(stream)
        raise failure

    async def _checked(self, host: str, port: int) -> list[Address]:
        try:
            addresses: Sequence[Address] = [ip_address(host)]
        except ValueError:
            addresses = await self._look_up(host)
        exempt = [any(address in network for network in self._allowed) for address in addresses]
        for address, is_exempt in zip(addresses, exempt, strict=True):
            if not is_exempt and not is_public(address):
                raise FetchFailed("link_private", host=shown(host))
        if port not in PORTS and not all(exempt):
            raise FetchFailed("link_port", port=port)
        return _families_in_turn(addresses)[:_ADDRESSES_TRIED]

    async def _look_up(self, host: str) -> Sequence[Address]:
        try:
            return await self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise FetchFailed("link_unreachable", host=shown(host)) from error


class BoundedStream(httpcore.AsyncNetworkStream):
    """A connection that ends with an error where the other side sends without end.

    Here and not at the body, for headers, interim answers and the framing of chunks have no end either.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._left = _MAX_HEAD
        self._body = False

    def expect_body(self, max_bytes: int) -> None:
        """Let so many bytes in from here on; until then it is what headers may take."""
        self._left = max_bytes
        self._body = True

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        """Read as much as there is, and no more than may still come."""
        # Bytes that are there already come without a wait: others get their turn here.
        await asyncio.sleep(0)
        data = await self._stream.read(min(max_bytes, _READ_BYTES), timeout)
        self._left -= len(data)
        if self._left < 0:
            raise OversizeError if self._body else httpcore.RemoteProtocolError("headers without end")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Write, as the stream beneath does."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close at once."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """Go on under TLS, bounded in the same way."""
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except BaseException:  # being cancelled in the middle leaves the connection open otherwise
            await self._stream.aclose()
            raise
        return BoundedStream(stream)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  httpcore's own signature
        """Tell what the stream beneath knows of itself."""
        return self._stream.get_extra_info(info)


def _look_up(host: str) -> list[Any]:
    return getaddrinfo(host, None, type=SOCK_STREAM)


def _families_in_turn(addresses: Sequence[Address]) -> list[Address]:
    # Where IPv6 leads nowhere, the second try is IPv4 already, however many addresses come before it.
    first = [address for address in addresses if address.version == addresses[0].version]
    second = [address for address in addresses if address.version != addresses[0].version]
    return [address for address in chain(*zip_longest(first, second)) if address is not None]
