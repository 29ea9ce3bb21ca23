"""What a fetch gives back, what it asks with, and how it says why it failed."""

import asyncio
import logging
from collections.abc import Iterable

import pytest

from bot.errors import FetchFailed
from bot.sources.fetch import Fetched
from tests.unit.sources.web import PUBLIC, Names, fetcher, refusal
from tests.web import Peer, WebServer, chunk, head

Headers = Iterable[tuple[str, str]]


async def test_a_page_comes_with_its_address_type_charset_and_body() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        link = server.page(
            "/news", "<p>Привет".encode("cp1251"), content_type="Text/HTML; Charset=Windows-1251"
        )
        page = await fetch.fetch(link + "?id=1#top")
    assert page == Fetched(link + "?id=1", "text/html", "windows-1251", "<p>Привет".encode("cp1251"))


@pytest.mark.parametrize(
    ("header", "content_type", "charset"),
    [
        ("", "", None),
        ("text/html", "text/html", None),
        ('text/html; charset="utf-8"', "text/html", "utf-8"),
        ("text/html;charset='koi8-r';x=y", "text/html", "koi8-r"),
        ("text/html; charset=", "text/html", None),
        ("text/html; boundary=x; charset=gbk", "text/html", "gbk"),
        ("application/pdf", "application/pdf", None),
        ("; charset=utf-8", "", "utf-8"),
        ("nonsense", "nonsense", None),
    ],
)
async def test_content_types_as_servers_write_them(
    header: str, content_type: str, charset: str | None
) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        page = await fetch.fetch(server.page("/", "x", content_type=header))
    assert (page.content_type, page.charset) == (content_type, charset)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xhtml+xml",
        "application/xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/epub+zip",
        "application/rtf",
        "application/octet-stream",
        "application/json",
        "application/zip",
        "message/rfc822",
    ],
)
async def test_whatever_may_hold_text_is_fetched(content_type: str) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.page("/", "x", content_type=content_type))).body == b"x"


@pytest.mark.parametrize("kind", ["image", "video", "audio", "font"])
async def test_what_holds_no_text_is_refused_without_reading_it(kind: str) -> None:
    async def endless(peer: Peer) -> None:
        await peer.send(head(headers=[("Content-Type", f"{kind.title()}/x-thing; a=b")]))
        await peer.stay()

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.script("/", endless))
    assert (failure.code, failure.values) == ("link_type", {"host": PUBLIC, "type": kind})


@pytest.mark.parametrize(
    "encoding", ["gzip", "x-gzip", "deflate", "br", "identity", "gzip, br", "gzip, gzip"]
)
async def test_packed_bodies_are_unpacked(encoding: str) -> None:
    text = "Ein Satz. " * 40_000
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.page("/", text, encoding=encoding))).body == text.encode()


async def test_a_body_may_come_in_chunks_or_end_with_the_connection() -> None:
    async def chunked(peer: Peer) -> None:
        await peer.send(head(headers=[("Transfer-Encoding", "chunked")]) + chunk(b"in ") + chunk(b"parts"))
        await peer.send(chunk(b"") + b"\r\n")

    async def until_closed(peer: Peer) -> None:
        await peer.send(b"HTTP/1.0 200 OK\r\n\r\nold style")

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        # The chunk of no length ends the body by itself.
        assert (await fetch.fetch(server.script("/chunked", chunked))).body == b"in parts"
        assert (await fetch.fetch(server.script("/closed", until_closed))).body == b"old style"


async def test_a_request_says_who_asks_and_carries_nothing_else() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/1", "x", headers=[("Set-Cookie", "id=1; Path=/")])
        await fetch.fetch(server.url("/1", host="news.example"))
        server.redirect("/2", "/1")
        await fetch.fetch(server.url("/2", host="news.example"))
    for request in server.requests:
        assert {name for name, _ in request.headers} == {
            "host", "user-agent", "accept", "accept-language", "accept-encoding", "connection",
        }  # fmt: skip
        assert request.header("host") == f"news.example:{server.port}"
        assert "digest-bot" in request.header("user-agent")
    assert len(server.requests) == server.connections == 3
    assert server.faults == []


async def test_links_are_asked_for_as_a_browser_would() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/", "x")
        for given in ("", "?a=b c&d=é", "/?q=%D0%BF%2F&x=[1]", "/?", "/#part"):
            await fetch.fetch(server.url("", host="NEWS.Example.") + given)
        server.page("/%D0%BF%D1%83%D1%82%D1%8C", "x")
        page = await fetch.fetch(server.url("/путь", host="новости.example"))
    assert [request.target for request in server.requests] == [
        "/", "/?a=b%20c&d=%C3%A9", "/?q=%D0%BF%2F&x=[1]", "/", "/", "/%D0%BF%D1%83%D1%82%D1%8C",
    ]  # fmt: skip
    assert page.url == server.url("/%D0%BF%D1%83%D1%82%D1%8C", host="xn--b1amnebsh.example")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(status: int) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/new", "here")
        page = await fetch.fetch(server.redirect("/old", "/new#part", status))
    assert (page.url, page.body) == (server.url("/new"), b"here")


async def test_a_redirect_may_lead_to_another_name_and_a_cyrillic_path() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/%D1%8F", "here")
        server.redirect("/old", f"//other.example:{server.port}/я")
        page = await fetch.fetch(server.url("/old", host="news.example"))
    assert page.url == server.url("/%D1%8F", host="other.example")


async def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        for number in range(1, 7):
            server.redirect(f"/{number}", f"/{number - 1}")
        server.page("/0", "here")
        assert (await fetch.fetch(server.url("/5"))).body == b"here"
        failure = await refusal(fetch, server.url("/6"))
        assert (failure.code, failure.values) == ("link_redirects", {"host": PUBLIC})
        server.redirect("/loop", "/loop")
        before = len(server.requests)
        assert (await refusal(fetch, server.url("/loop"))).code == "link_redirects"
        assert len(server.requests) - before == 6


async def test_the_body_of_a_redirect_is_not_read() -> None:
    async def endless(peer: Peer) -> None:
        await peer.send(head(302, [("Location", "/new"), ("Content-Length", "1000000000")]))
        await peer.stay()

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/new", "here")
        assert (await fetch.fetch(server.script("/", endless))).body == b"here"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((status, "link_not_found") for status in (404, 410)),
        *((status, "link_refused") for status in (401, 402, 403, 407, 429, 451)),
        *((status, "link_server_error") for status in (302, 304, 400, 405, 418, 500, 502, 503, 504, 599)),
    ],
)
async def test_bad_answers_are_said_by_their_kind(status: int, code: str) -> None:
    async def answer(peer: Peer) -> None:
        await peer.send(head(status, [("Content-Length", "0")]))

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.script("/", answer))
    assert failure.code == code
    assert failure.values == ({"host": PUBLIC} | ({} if code == "link_not_found" else {"status": status}))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x16\x03\x01\x00\x05",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"<html>no headers</html>\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbroken off",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\n\xff\xff\xff\xff\xff",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
    ],
)
async def test_what_is_no_http_or_breaks_off_is_said_to_be_broken(answer: bytes) -> None:
    async def send(peer: Peer) -> None:
        await peer.send(answer)

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.script("/", send))
    assert failure.code in {"link_broken", "link_server_error"}
    assert failure.values["host"] == PUBLIC


@pytest.mark.parametrize(
    "lengths",
    [
        [("Content-Length", "4")],
        [("Content-Length", "4"), ("Content-Length", "4")],
        [("Content-Length", "4, 4")],
    ],
)
async def test_a_length_said_twice_the_same_is_no_fault(lengths: Headers) -> None:
    async def send(peer: Peer) -> None:
        await peer.send(head(headers=lengths) + b"body")

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.script("/", send))).body == b"body"


async def test_nobody_there_is_said(unused_tcp_port: int) -> None:
    names = Names()
    names.add("mute.example", "127.0.0.77")
    async with fetcher(names) as fetch:
        for host in ("mute.example", "nobody.example"):
            failure = await refusal(fetch, f"http://{host}:{unused_tcp_port}/")
            assert (failure.code, failure.values) == ("link_unreachable", {"host": host})


async def test_an_address_that_does_not_answer_is_followed_by_the_next() -> None:
    names = Names()
    names.add("news.example", f"127.0.0.77,{PUBLIC}")
    async with WebServer(PUBLIC) as server, fetcher(names) as fetch:
        server.page("/", "x")
        assert (await fetch.fetch(server.url("/", host="news.example"))).body == b"x"


async def test_no_part_of_a_link_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        await fetch.fetch(server.page("/private-token", "x"))
        await refusal(fetch, server.url("/private-token-2"))
        failure = await refusal(fetch, "http://user:private-token@news.example/")
    assert "private-token" not in caplog.text
    assert "private-token" not in str(failure)


async def test_a_cancelled_fetch_closes_its_connection() -> None:
    gone = asyncio.Event()

    async def wait(peer: Peer) -> None:
        await peer.stay()
        gone.set()

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        task = asyncio.create_task(fetch.fetch(server.script("/", wait)))
        while not server.requests:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(gone.wait(), 10)


def test_a_failure_names_its_phrase() -> None:
    assert FetchFailed().code == "link_unreachable"
