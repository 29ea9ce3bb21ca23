"""Nothing that a server sends keeps a fetch longer, or makes it larger, than may be."""

import asyncio
import gzip
import itertools
import socket
import ssl
import traceback
import zlib

import brotli
import pytest
import trustme

from bot.sources.decoding import OversizeError, UndecodableError, Unpacker
from bot.sources.fetch import MAX_BODY, Fetcher
from tests.unit.sources.web import PUBLIC, PUBLIC_NETWORK, Web, fetcher, refusal
from tests.web import Peer, WebServer, chunk, head, pack, raw_deflate

_ZEROS = bytes(100_000_000)
_TOO_LARGE = ("link_too_large", {"limit": 5})


async def test_a_body_of_just_the_limit_passes_and_one_more_byte_does_not() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        for encoding in ("", "gzip"):
            page = await fetch.fetch(server.page("/full", bytes(MAX_BODY), encoding=encoding))
            assert len(page.body) == MAX_BODY
            failure = await refusal(fetch, server.page("/over", bytes(MAX_BODY + 1), encoding=encoding))
            assert (failure.code, failure.values) == _TOO_LARGE


async def test_a_page_that_says_it_is_too_large_is_not_read() -> None:
    async def say_and_wait(peer: Peer) -> None:
        await peer.send(head(headers=[("Content-Length", "10000000")]))
        await peer.stay()

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.script("/", say_and_wait))
    assert (failure.code, failure.values) == _TOO_LARGE


@pytest.mark.parametrize(
    "encoding", ["gzip", "deflate", "br", "gzip, gzip", "br, br", "br, gzip", "gzip, br", "deflate, br"]
)
async def test_bombs_are_refused(encoding: str) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.page("/", _ZEROS, encoding=encoding))
    assert (failure.code, failure.values) == _TOO_LARGE


async def test_a_bomb_whose_inner_layer_comes_to_nothing_is_refused() -> None:
    # Empty gzip members: 100 MB of them pack well and unpack to no byte at all.
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page(
            "/",
            gzip.compress(gzip.compress(b"", mtime=0) * 5_000_000),
            headers=[("Content-Encoding", "gzip, gzip")],
        )
        failure = await refusal(fetch, server.url())
    assert (failure.code, failure.values) == _TOO_LARGE


_ENDLESS = {
    "plain body": (head(), b"words " * 10_000, "link_too_large"),
    "chunked body": (
        head(headers=[("Transfer-Encoding", "chunked")]),
        chunk(b"words " * 10_000),
        "link_too_large",
    ),
    "chunks of one byte": (
        head(headers=[("Transfer-Encoding", "chunked")]),
        chunk(b"x") * 10_000,
        "link_broken",
    ),
    "chunks with long extensions": (
        head(headers=[("Transfer-Encoding", "chunked")]),
        chunk(b"x", b";x=" + b"y" * 50_000),
        "link_too_large",
    ),
    "gzip that unpacks to nothing": (
        head(headers=[("Content-Encoding", "gzip")]) + gzip.compress(b"")[:10],
        b"\x00\x00\x00\xff\xff" * 10_000,
        "link_too_large",
    ),
    "interim answers": (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 1_000, "link_broken"),
    "interim answers with long headers": (
        b"",
        b"HTTP/1.1 103 Early Hints\r\n%b\r\n" % (b"a: b\r\n" * 5_000),
        "link_broken",
    ),
}


@pytest.mark.parametrize("what", _ENDLESS)
async def test_what_never_ends_is_cut_off(what: str) -> None:
    start, again, _ = _ENDLESS[what]

    async def endless(peer: Peer) -> None:
        await peer.send(start)
        while True:
            await peer.send(again)

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.script("/", endless))
    assert failure.code == _ENDLESS[what][2]


@pytest.mark.parametrize("what", ["one header", "many headers", "no end of the status line"])
async def test_headers_without_end_are_refused(what: str) -> None:
    start, again = {
        "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 1_000),
        "many headers": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1_000),
        "no end of the status line": (b"HTTP/1.1 200 ", b"O" * 1_000),
    }[what]
    sent = 0

    async def endless(peer: Peer) -> None:
        nonlocal sent
        await peer.send(start)
        while True:
            await peer.send(again)
            sent += len(again)

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.script("/", endless))
    assert failure.code == "link_broken"


async def _drip(peer: Peer, start: bytes, drop: bytes) -> None:
    await peer.send(start)
    while True:
        await peer.send(drop)
        await asyncio.sleep(0.05)


_SLOW = {
    "body": lambda peer: _drip(peer, head(), b"x"),
    "body with a length": lambda peer: _drip(peer, head(headers=[("Content-Length", "100000")]), b"x"),
    "chunks": lambda peer: _drip(peer, head(headers=[("Transfer-Encoding", "chunked")]), chunk(b"x")),
    "headers": lambda peer: _drip(peer, b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "letters of a header": lambda peer: _drip(peer, b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "interim answers": lambda peer: _drip(peer, b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": lambda peer: peer.stay(),
}


@pytest.mark.parametrize("what", _SLOW)
async def test_one_drop_after_the_other_does_not_keep_a_fetch_alive(what: str) -> None:
    # Each drop comes long before any single read would give up: only a deadline over everything ends this.
    async with WebServer(PUBLIC) as server, fetcher(deadline=0.5) as fetch:
        failure = await refusal(fetch, server.script("/", _SLOW[what]))
        assert server.requests
    assert (failure.code, failure.values["host"]) == ("link_too_slow", PUBLIC)


@pytest.mark.parametrize("end", ["silence", "end", "too much"])
async def test_a_refusal_that_is_kept_keeps_no_body(end: str) -> None:
    async def half(peer: Peer) -> None:
        await peer.send(head(headers=[("Content-Length", "5000000"), ("Content-Encoding", "gzip")]))
        await peer.send(gzip.compress(bytes(4_000_000 if end != "too much" else 6_000_000)))
        if end == "silence":
            await peer.stay()

    async with WebServer(PUBLIC) as server, fetcher(deadline=0.5 if end == "silence" else 20) as fetch:
        failure: BaseException | None = await refusal(fetch, server.script("/", half))
    while failure:
        for frame, _ in traceback.walk_tb(failure.__traceback__):
            assert not any(isinstance(value, Unpacker) for value in frame.f_locals.values())
        failure = failure.__cause__ or failure.__context__


async def test_the_deadline_holds_for_all_hops_together() -> None:
    async with WebServer(PUBLIC) as server, fetcher(deadline=1) as fetch:
        for number in range(5):
            server.page(
                f"/{number}",
                status=302,
                headers=[("Location", f"/{number + 1}")],
                hold=lambda: asyncio.sleep(0.4),
            )
        server.page("/5", "too late")
        assert (await refusal(fetch, server.url("/0"))).code == "link_too_slow"
        assert len(server.requests) <= 3


async def test_a_name_server_that_does_not_answer_ends_at_the_deadline() -> None:
    async def never(_: str) -> list[object]:
        await asyncio.Event().wait()
        return []

    async with Fetcher(resolve=never, deadline=0.1) as fetch:  # type: ignore[arg-type]
        assert (await refusal(fetch, "http://news.example/")).code == "link_too_slow"


async def test_a_server_that_never_accepts_ends_at_the_deadline() -> None:
    with socket.socket() as full:
        full.bind((PUBLIC, 0))
        full.listen(0)
        port = full.getsockname()[1]
        with socket.create_connection((PUBLIC, port)):  # the queue holds one, and here it is
            async with fetcher(deadline=0.5) as fetch:
                failure = await refusal(fetch, f"http://{PUBLIC}:{port}/")
    assert failure.code in {"link_too_slow", "link_unreachable"}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _tls(authority: trustme.CA, *names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return server, client


async def test_https_is_verified_against_the_name(authority: trustme.CA) -> None:
    server_context, client_context = _tls(authority, "news.example", "xn--b1amnebsh.example")
    async with (
        WebServer(PUBLIC, tls=server_context) as server,
        Fetcher(allow_networks=[PUBLIC_NETWORK], resolve=Web(), ssl_context=client_context) as trusting,
        fetcher() as fetch,
    ):
        server.page("/", "secure")
        for name in ("news.example", "NEWS.example.", "новости.example"):
            assert (await trusting.fetch(server.url("/", host=name))).body == b"secure"
        for name in ("other.example", PUBLIC):
            failure = await refusal(trusting, server.url("/", host=name))
            assert (failure.code, failure.values) == ("link_certificate", {"host": name})
        failure = await refusal(trusting, server.url("/", host="www.чужие.example"))
        assert failure.values == {"host": "чужие.example"}
        # Nobody vouches for this authority: by default it is not believed.
        assert (await refusal(fetch, server.url("/", host="news.example"))).code == "link_certificate"
        assert len(server.requests) == 3


async def test_limits_hold_inside_tls_too(authority: trustme.CA) -> None:
    server_context, client_context = _tls(authority, "news.example")

    async def endless(peer: Peer) -> None:
        await peer.send(head())
        while True:
            await peer.send(b"words " * 10_000)

    async with (
        WebServer(PUBLIC, tls=server_context) as server,
        Fetcher(allow_networks=[PUBLIC_NETWORK], resolve=Web(), ssl_context=client_context) as fetch,
    ):
        server.script("/", endless)
        assert (await refusal(fetch, server.url("/", host="news.example"))).code == "link_too_large"


async def test_a_handshake_that_never_ends_is_cut_off_and_closed() -> None:
    gone = asyncio.Event()

    async def drip_handshake(peer: Peer) -> None:
        try:
            await _drip(peer, b"\x16\x03\x03\x40\x00", b"\x02")
        finally:
            gone.set()

    async with WebServer(PUBLIC) as server, fetcher(deadline=1) as fetch:
        server.greet(drip_handshake)
        failure = await refusal(fetch, server.url("/", host="news.example").replace("http:", "https:"))
        assert (failure.code, failure.values) == ("link_too_slow", {"host": "news.example", "seconds": 1})
        await asyncio.wait_for(gone.wait(), 10)


async def test_a_server_that_speaks_no_tls_cannot_be_reached_by_https() -> None:
    async def speak_plainly(peer: Peer) -> None:
        await peer.send(head(400, [("Content-Length", "0")]))

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.greet(speak_plainly)
        link = server.url("/", host="news.example").replace("http:", "https:")
        assert (await refusal(fetch, link)).code == "link_unreachable"


def _unpack(codings: list[str], packed: bytes, step: int) -> bytes:
    unpacker = Unpacker(codings, MAX_BODY)
    for start in range(0, len(packed), step):
        list(unpacker.feed(packed[start : start + step]))
    return unpacker.finish()


@pytest.mark.parametrize("step", [1, 2, 7, 100_000])
def test_bodies_unpack_the_same_however_they_are_cut(step: int) -> None:
    text = "Слово за словом. ".encode() * 300
    for encoding in ("gzip", "deflate", "br", "gzip, br"):
        assert _unpack(encoding.split(", "), pack(text, encoding), step) == text
    assert _unpack(["deflate"], raw_deflate(text), step) == text
    assert _unpack(["gzip"], gzip.compress(text) + gzip.compress(text), step) == text * 2
    assert _unpack(["gzip"], gzip.compress(text) + bytes(20), step) == text  # padding
    assert _unpack(["gzip"], b"", step) == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_packed_body_that_breaks_off_is_no_body(coding: str) -> None:
    packed = pack(b"One sentence after the other. " * 200, coding)
    for length in itertools.chain(range(1, 12), (len(packed) // 2, len(packed) - 1)):
        with pytest.raises(UndecodableError):
            _unpack([coding], packed[:length], 5)


def test_a_bomb_is_noticed_after_little_more_than_the_limit() -> None:
    packed = zlib.compress(_ZEROS), brotli.compress(_ZEROS, quality=1)
    for coding, body in zip(("deflate", "br"), packed, strict=True):
        unpacker = Unpacker([coding], MAX_BODY)
        with pytest.raises(OversizeError):
            list(unpacker.feed(body))
