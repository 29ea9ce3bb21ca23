"""Bombs cost little memory, measured in a process of its own by the kernel's high-water mark."""

import asyncio
import sys

import brotli
import pytest

from tests.unit.sources.web import PUBLIC
from tests.web import Peer, WebServer, head, pack

# Fetches the first link to warm up, then all others at once; prints by how many kB the memory peak has risen.
_CHILD = """
import asyncio, sys
from ipaddress import ip_network
from pathlib import Path
from bot.errors import FetchFailed
from bot.sources.fetch import Fetcher

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

async def main(warm_up, *bombs):
    async with Fetcher(allow_networks=[ip_network("127.0.0.0/8")]) as fetch:
        await fetch.fetch(warm_up)
        before = peak()
        kept = []  # as whoever shares a fetch keeps its error
        async def fetch_one(bomb):
            try:
                await fetch.fetch(bomb)
            except FetchFailed as failure:
                kept.append(failure)
        await asyncio.gather(*map(fetch_one, bombs))
        print(peak() - before)

asyncio.run(main(*sys.argv[1:]))
"""


_BOMB = bytes(200_000_000)


async def _endless(peer: Peer) -> None:
    await peer.send(head())
    while True:
        await peer.send(b"words " * 10_000)


async def _rise(server: WebServer, *bombs: str) -> int:
    """By how many kB the most memory used rises with these at once."""
    server.page("/", "x", encoding="gzip")
    warm_up = server.url("/", host=PUBLIC)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _CHILD, warm_up, *bombs, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await child.communicate()
    return int(output)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
async def test_no_bomb_costs_ten_megabytes(encoding: str) -> None:
    packed = await asyncio.to_thread(pack, _BOMB, encoding)
    async with WebServer(PUBLIC) as server:
        bomb = server.page("/bomb", packed, headers=[("Content-Encoding", encoding)])
        assert await _rise(server, bomb) < 10_000


async def test_an_endless_body_does_not_either() -> None:
    async with WebServer(PUBLIC) as server:
        assert await _rise(server, server.script("/bomb", _endless)) < 10_000


@pytest.mark.parametrize(
    ("size", "encoding"),
    [(5_000_000, ""), (5_000_000, "gzip"), (5_000_000, "br"), (200_000_000, "gzip"), (200_000_000, "br")],
)
async def test_sixteen_at_once_cost_less_than_fifty(size: int, encoding: str) -> None:
    # The largest that may be, and bombs.
    body = await asyncio.to_thread(pack, bytes(size), encoding)
    headers = [("Content-Encoding", encoding)] if encoding else []
    async with WebServer("0.0.0.0") as server:  # noqa: S104  a host for each
        server.page("/bomb", body, headers=headers)
        bombs = [server.url("/bomb", host=f"127.0.1.{number}") for number in range(16)]
        assert await _rise(server, *bombs) < 50_000


async def test_a_brotli_bomb_costs_its_window_on_top() -> None:
    packed = await asyncio.to_thread(brotli.compress, _BOMB, quality=5, lgwin=24)
    async with WebServer(PUBLIC) as server:
        bomb = server.page("/bomb", packed, headers=[("Content-Encoding", "br")])
        assert await _rise(server, bomb) < 10_000 + 16_800
