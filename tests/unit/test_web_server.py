"""The web server inside the bot: what it answers, what it keeps to itself, and what it bounds."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from bot.addresses import Listen
from bot.errors import SettingsError
from bot.serving import web
from bot.serving.web import Handler, serving


class Hello(Handler):
    def initialize(self, name: str) -> None:
        self._name = name

    def get(self) -> None:
        self.write(f"Hello, {self._name}")


class Broken(Handler):
    def get(self) -> None:
        raise ValueError("something secret")


ROUTES: list[tuple[str, type[Handler], dict[str, Any]]] = [
    ("/hello", Hello, {"name": "Anna"}),
    ("/broken", Broken, {}),
]


@pytest.fixture
def listen() -> Listen:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Listen("127.0.0.1", free.getsockname()[1])


@pytest.fixture
async def client(listen: Listen) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, base_url=f"http://{listen}") as client:
        yield client


async def test_routes_are_answered_until_the_end_of_the_block(
    listen: Listen, client: httpx.AsyncClient
) -> None:
    async with serving(listen, ROUTES):
        answer = await client.get("/hello")
        assert (answer.status_code, answer.text) == (200, "Hello, Anna")
        assert "server" not in answer.headers
    with pytest.raises(httpx.TransportError):
        await client.get("/hello")


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/elsewhere", 404, "404 Not Found\n"),
        ("GET", "/hello/more", 404, "404 Not Found\n"),
        ("POST", "/hello", 405, "405 Method Not Allowed\n"),
        ("BREW", "/hello", 405, "405 Method Not Allowed\n"),
        ("GET", "/broken", 500, "500 Internal Server Error\n"),
    ],
)
async def test_a_refusal_says_no_more_than_its_number(
    listen: Listen, client: httpx.AsyncClient, method: str, path: str, status: int, words: str
) -> None:
    with capture_logs() as events:
        async with serving(listen, ROUTES):
            answer = await client.request(method, path)
    assert (answer.status_code, answer.text) == (status, words)
    assert "server" not in answer.headers
    assert [event["event"] for event in events] == (["request_failed"] if status == 500 else [])
    assert path not in str(events)


async def test_several_ports_side_by_side(listen: Listen, client: httpx.AsyncClient) -> None:
    with socket.socket(socket.AF_INET6) as free:
        free.bind(("::1", 0))
        other = Listen("::1", free.getsockname()[1])
    async with serving(listen, ROUTES), serving(other, [("/there", Hello, {"name": "Ben"})]):
        assert (await client.get("/hello")).text == "Hello, Anna"
        assert (await client.get(f"http://{other}/there")).text == "Hello, Ben"
        assert (await client.get("/there")).status_code == 404


async def test_an_address_that_cannot_be_had_is_named(listen: Listen) -> None:
    async with serving(listen, ROUTES):
        with pytest.raises(SettingsError, match=f"{listen}: .*in use"):
            async with serving(listen, []):
                pass
    with pytest.raises(SettingsError, match=r"192\.0\.2\.7:8443: "):
        async with serving(Listen("192.0.2.7", 8443), []):
            pass


async def test_who_says_nothing_is_hung_up_on(
    listen: Listen, monkeypatch: pytest.MonkeyPatch, client: httpx.AsyncClient
) -> None:
    monkeypatch.setattr(web, "_IDLE", 0.2)
    async with serving(listen, ROUTES), asyncio.timeout(10):
        for start in (b"", b"GET /hello HT", b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"):
            reader, writer = await asyncio.open_connection(*listen)
            writer.write(start)
            await reader.read()  # an answer, if any, and then the end
            writer.close()
        assert (await client.get("/hello")).status_code == 200


async def test_nobody_holds_more_connections_than_there_is_room_for(
    listen: Listen, monkeypatch: pytest.MonkeyPatch, client: httpx.AsyncClient
) -> None:
    monkeypatch.setattr(web, "_MOST_CONNECTIONS", 3)
    async with serving(listen, ROUTES), asyncio.timeout(10):
        held = [await asyncio.open_connection(*listen) for _ in range(3)]
        reader, writer = await asyncio.open_connection(*listen)
        assert await reader.read() == b""
        for _, one in [*held, (reader, writer)]:
            one.close()
            await one.wait_closed()
        while True:  # the server hears of it in its own time
            try:
                assert (await client.get("/hello")).status_code == 200
            except httpx.TransportError:
                continue
            break


async def test_a_head_that_is_too_long_is_refused(listen: Listen, client: httpx.AsyncClient) -> None:
    async with serving(listen, ROUTES):
        with pytest.raises(httpx.TransportError):
            await client.get("/hello", headers={"X-Long": "x" * 20_000})
        assert (await client.get("/hello")).status_code == 200


async def test_who_is_refused_hears_so_before_what_he_sends_is_there(listen: Listen) -> None:
    async with serving(listen, ROUTES), asyncio.timeout(10):
        reader, writer = await asyncio.open_connection(*listen)
        writer.write(b"POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
        assert (await reader.read()).startswith(b"HTTP/1.1 404 ")
        writer.close()
