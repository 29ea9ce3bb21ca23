"""The local web keeps its word: strict where a client is wrong, and exact in what it counts."""

import asyncio
import gzip
import socket

import pytest

from tests.web import Listeners, Peer, WebServer, free_port, head


async def _say(server: WebServer, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


async def test_a_page_is_served_as_described_and_recorded() -> None:
    async with WebServer() as server:
        link = server.page("/a", "text", encoding="gzip", headers=[("ETag", "1")])
        answer = await _say(server, b"GET /a?b HTTP/1.1\r\nHost: x.example\r\nA: 1\r\nA: 2\r\n\r\n")
    top, _, body = answer.partition(b"\r\n\r\n")
    assert top.startswith(b"HTTP/1.1 200 ")
    assert b"ETag: 1" in top
    assert gzip.decompress(body) == b"text"
    assert link == f"http://127.0.0.1:{server.port}/a"
    (request,) = server.requests
    assert (request.method, request.target, request.path) == ("GET", "/a?b", "/a")
    assert (request.header("host"), request.header("a")) == ("x.example", "1, 2")
    assert (server.connections, server.peak, server.peak_of("x.example")) == (1, 1, 1)
    assert server.hits() == {"/a": 1}


@pytest.mark.parametrize(
    "request_head",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.0\r\nHost: x\r\n\r\n",
        b"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n",
    ],
)
async def test_what_is_no_plain_get_is_a_fault(request_head: bytes) -> None:
    async with WebServer() as server:
        server.page("/", "text")
        assert (await _say(server, request_head)).startswith(b"HTTP/1.1 400 ")
        assert len(server.faults) == 1
        assert server.requests == []


async def test_what_nobody_described_is_not_found() -> None:
    async with WebServer() as server:
        assert (await _say(server, b"GET /x HTTP/1.1\r\nHost: x\r\n\r\n")).startswith(b"HTTP/1.1 404 ")


async def test_scripts_write_what_they_like_and_end_with_the_server() -> None:
    async def forever(peer: Peer) -> None:
        await peer.send(head())
        await asyncio.Event().wait()

    async with WebServer() as server:
        server.script("/", forever)
        waiting = asyncio.create_task(_say(server, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
        while not server.requests:
            await asyncio.sleep(0)
    assert (await waiting) == head()


def test_listeners_count_even_who_goes_at_once() -> None:
    port = free_port()
    with Listeners(["127.0.0.1", "127.0.0.2"], [port]) as listeners:
        assert not listeners.ports_missing
        for host in ("127.0.0.1", "127.0.0.2", "127.0.0.2"):
            socket.create_connection((host, port)).close()
        assert listeners.accepted == 3
        with Listeners(["127.0.0.1"], [port]) as late:
            assert late.ports_missing == {port}
