"""Hostile links reach nobody: counted at listening sockets and at every attempt to connect."""

import asyncio
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.sources import guard
from bot.sources.fetch import Fetcher
from bot.sources.targets import parse_target
from tests.unit.sources.web import PUBLIC, Names, fetcher, refusal
from tests.web import Listeners, WebServer, free_port

# All loopback addresses of the table; 0.0.0.0 leads to the first.
_LOOPBACK = ("127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "::1")
_TABLE = Path(__file__).with_name("hostile_links.txt")


@dataclass(frozen=True)
class Hostile:
    link: str
    code: str
    answers: str = ""

    def at(self, port: int) -> str:
        return self.link.replace("{port}", str(port))


def _hostile_links() -> list[Hostile]:
    rows = [
        line.split("\t")
        for line in _TABLE.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [Hostile(json.loads(f'"{link}"'), *rest) for link, *rest in rows]


HOSTILE = _hostile_links()


@dataclass
class Watch:
    """Two witnesses that do not know the code: sockets that listen, and a list of who was called."""

    listeners: Listeners
    port: int
    attempts: list[str]

    def touched(self) -> list[str]:
        """Who was connected to, but for the address that plays the open web."""
        return [host for host in self.attempts if host != PUBLIC]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    attempts: list[str] = []
    connect = socket.socket.connect

    def note_and_connect(self: socket.socket, address: Any) -> None:
        attempts.append(str(address[0]))
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", note_and_connect)
    port = free_port()
    # As good as port 80, which a test without rights cannot listen at.
    monkeypatch.setattr(guard, "PORTS", guard.PORTS | {port})
    with Listeners(_LOOPBACK, (port, 80, 443, 22, 6379)) as listeners:
        assert port not in listeners.ports_missing
        yield Watch(listeners, port, attempts)


async def _hang_up(listeners: Listeners) -> None:
    while listeners.accepted >= 0:  # to count is to accept and to close
        await asyncio.sleep(0.001)


def _know(names: Names, hostile: Hostile, port: int) -> None:
    if hostile.answers:
        names.add(parse_target(hostile.at(port)).host, hostile.answers)


def test_the_list_is_long_enough() -> None:
    assert len({hostile.link + hostile.answers for hostile in HOSTILE}) == len(HOSTILE) >= 300


async def test_no_hostile_link_connects_to_anybody(watch: Watch) -> None:
    wrong, names = [], Names()
    async with fetcher(names) as fetch:
        for hostile in HOSTILE:
            link = hostile.at(watch.port)
            _know(names, hostile, watch.port)
            failure = await refusal(fetch, link)
            if failure.code != hostile.code:
                wrong.append(f"{link!r}: {failure.code}, not {hostile.code}")
    assert not wrong
    assert watch.listeners.accepted == 0
    assert watch.attempts == []


async def test_no_redirect_to_a_hostile_link_connects_to_anybody(watch: Watch) -> None:
    wrong, names = [], Names()
    async with WebServer(PUBLIC) as server, fetcher(names) as fetch:
        for number, hostile in enumerate(HOSTILE):
            location = hostile.at(watch.port)
            if not location or any(ord(character) < 32 or ord(character) == 127 for character in location):
                continue  # no header can hold it
            _know(names, hostile, watch.port)
            failure = await refusal(fetch, server.redirect(f"/{number}", location))
            # What is no link by itself may be a path on the server that sends us, or a host after "//".
            if failure.code not in {hostile.code, "link_not_found", "link_private", "link_redirects"}:
                wrong.append(f"{location!r}: {failure.code}, not {hostile.code}")
        assert server.connections > 280
    assert not wrong
    assert watch.listeners.accepted == 0
    assert watch.touched() == []


async def test_the_witnesses_see_what_gets_through(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    # With a hole in the guard the same list reaches the listeners: zero above is not for want of trying.
    monkeypatch.setattr(guard, "is_public", lambda address: address.is_loopback)
    through, names = 0, Names()
    hanging_up = asyncio.create_task(_hang_up(watch.listeners))
    async with fetcher(names) as fetch:
        for hostile in HOSTILE:
            _know(names, hostile, watch.port)
            before = watch.listeners.accepted
            await refusal(fetch, hostile.at(watch.port))
            through += watch.listeners.accepted > before
    hanging_up.cancel()
    assert through >= 50
    assert len(watch.attempts) >= through


@pytest.mark.parametrize("hop", range(1, 6))
async def test_a_redirect_into_the_house_is_refused_at_every_hop(watch: Watch, hop: int) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        for number in range(1, hop):
            server.redirect(f"/{number}", server.url(f"/{number + 1}", host=f"hop{number}.example"))
        server.redirect(f"/{hop}", f"http://127.0.0.1:{watch.port}/")
        failure = await refusal(fetch, server.url("/1"))
        assert (failure.code, failure.values) == ("link_private", {"host": "127.0.0.1"})
        assert len(server.requests) == hop
    assert watch.listeners.accepted == 0
    assert watch.touched() == []


async def test_a_name_that_changes_between_check_and_connect_gains_nothing(watch: Watch) -> None:
    names = Names()
    names.add("rebind.example", PUBLIC, "127.0.0.1")
    async with WebServer(PUBLIC, watch.port) as server, fetcher(names) as fetch:
        server.page("/", "public")
        assert (await fetch.fetch(server.url("/", host="rebind.example"))).body == b"public"
        assert names.asked == ["rebind.example"]  # once: there is no second answer to fall for
        assert watch.attempts == [PUBLIC]
        assert (await refusal(fetch, server.url("/", host="rebind.example"))).code == "link_private"
    assert watch.listeners.accepted == 0
    assert watch.attempts == [PUBLIC]


async def test_a_name_that_changes_between_two_hops_is_looked_at_again(watch: Watch) -> None:
    names = Names()
    names.add("rebind.example", PUBLIC, "127.0.0.1")
    async with WebServer(PUBLIC, watch.port) as server, fetcher(names) as fetch:
        server.redirect("/", "/next")
        assert (await refusal(fetch, server.url("/", host="rebind.example"))).code == "link_private"
    assert watch.listeners.accepted == 0
    assert watch.attempts == [PUBLIC]


async def test_without_exempt_networks_the_stand_in_is_refused_too(watch: Watch) -> None:
    async with WebServer(PUBLIC, watch.port) as server, Fetcher() as fetch:
        assert (await refusal(fetch, server.url())).code == "link_private"
        assert (await refusal(fetch, f"http://localhost:{watch.port}/")).code == "link_private"
        assert server.connections == 0
    assert watch.attempts == []


async def test_a_proxy_of_the_environment_is_not_used(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{watch.port}")
        monkeypatch.setenv(name.lower(), f"http://127.0.0.1:{watch.port}")
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/", "direct")
        assert (await fetch.fetch(server.url("/", host="news.example"))).body == b"direct"
    assert watch.listeners.accepted == 0
    assert watch.attempts == [PUBLIC]
