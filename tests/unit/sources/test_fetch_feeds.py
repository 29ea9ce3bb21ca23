"""Fetching what is read again and again: only what has changed, and no sooner than its server wants."""

import pytest

from bot.sources.fetch import FEEDS, Fetched, Fetcher
from tests.unit.sources.web import PUBLIC, PUBLIC_NETWORK, Web, fetcher, refusal
from tests.web import Peer, WebServer, head

DATED = [
    ("ETag", '"v1"'),
    ("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT"),
    ("Cache-Control", "public, max-age=900"),
]


async def test_what_a_server_says_of_change_comes_with_the_body() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        answer = await fetch.fetch(server.page("/feed", "x", content_type="text/xml", headers=DATED))
    assert answer == Fetched(
        server.url("/feed"), "text/xml", None, b"x", '"v1"', "Fri, 20 Nov 2026 10:00:00 GMT", 900
    )


async def test_a_feed_that_has_not_changed_comes_without_a_body() -> None:
    async def unchanged(peer: Peer) -> None:
        await peer.send(head(304, [("ETag", '"v1"')]))
        await peer.stay()  # no length, no end of the connection: nothing to wait for

    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        link = server.script("/feed", unchanged)
        answer = await fetch.fetch(link, etag='W/"v1"', last_modified="Fri, 20 Nov 2026 10:00:00 GMT")
        (request,) = server.requests
    assert (answer.not_modified, answer.body, answer.etag, answer.url) == (True, b"", '"v1"', link)
    assert request.header("if-none-match") == 'W/"v1"'
    assert request.header("if-modified-since") == "Fri, 20 Nov 2026 10:00:00 GMT"


async def test_conditions_are_asked_behind_redirects_too() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page("/new", status=304)
        answer = await fetch.fetch(server.redirect("/old", "/new", 301), etag='"v1"')
    assert answer.not_modified
    assert answer.permanent_url == server.url("/new")


async def test_nothing_changed_without_a_question_is_a_fault_of_the_server() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.page("/", status=304))
    assert (failure.code, failure.values["status"]) == ("link_server_error", 304)


async def test_without_conditions_none_are_sent_and_the_wish_decides_what_is_accepted() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        link = server.page("/", "x")
        await fetch.fetch(link)
        await fetch.fetch(link, accept=FEEDS, etag="", last_modified=None)
    page, feed = server.requests
    assert page.header("accept").startswith("text/html")
    assert feed.header("accept").startswith("application/atom+xml")
    assert {name for name, _ in page.headers} == {name for name, _ in feed.headers}


@pytest.mark.parametrize("hostile", ['"a"\r\nX: y', "a\nb", "ä", "\x00", "x" * 2_000])
async def test_no_validator_carries_more_than_itself(hostile: str) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        link = server.page("/", "x", headers=[("ETag", hostile)] if hostile.isprintable() else [])
        answer = await fetch.fetch(link, last_modified=hostile if not hostile.isprintable() else None)
    assert answer.etag is None
    assert "if-modified-since" not in dict(server.requests[0].headers)
    assert server.faults == []


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=0", 0), ("public,max-age=60", 60), ('MAX-AGE="5"', 5), ("s-maxage=60", None),
        ("no-store", None), ("max-age=x", None), ("max-age=99999999999999", None),
    ],
)  # fmt: skip
async def test_how_long_an_answer_is_fresh(value: str, seconds: int | None) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        answer = await fetch.fetch(server.page("/", "x", headers=[("Cache-Control", value)]))
    assert answer.max_age == seconds


@pytest.mark.parametrize(
    ("statuses", "adopted"),
    [
        ((301,), True),
        ((308, 301), True),
        ((302,), False),
        ((301, 302), False),
        ((307, 308), False),
        ((), False),
    ],
)
async def test_an_address_is_adopted_where_every_redirect_was_permanent(
    statuses: tuple[int, ...], adopted: bool
) -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        server.page(f"/{len(statuses)}", "x")
        for place, status in enumerate(statuses):
            server.redirect(f"/{place}", f"/{place + 1}", status)
        answer = await fetch.fetch(server.url("/0"))
    assert answer.permanent_url == (server.url(f"/{len(statuses)}") if adopted else None)


async def test_no_login_is_adopted() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        link = server.redirect("/a", server.url("/b").replace("//", "//user:secret@"), 301)
        failure = await refusal(fetch, link)
    assert failure.code == "link_invalid"
    assert "secret" not in str(failure)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Fri, 20 Nov 2026 10:01:00 GMT", 60),
        ("Fri, 20 Nov 2026 11:01:00 +0100", 60),
        ("Fri, 20 Nov 2026 09:00:00 GMT", 0),
        ("99999999", 31 * 86_400),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_when_to_come_again(status: int, value: str, seconds: int | None) -> None:
    now = 1_795_168_800  # Fri, 20 Nov 2026 10:00:00 GMT
    async with WebServer(PUBLIC) as server, _at(now) as fetch:
        failure = await refusal(fetch, server.page("/", status=status, headers=[("Retry-After", value)]))
    assert failure.code == ("link_refused" if status == 429 else "link_server_error")
    assert failure.values.get("retry_after") == seconds


async def test_other_failures_name_no_moment() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        failure = await refusal(fetch, server.page("/", status=500, headers=[("Retry-After", "5")]))
    assert "retry_after" not in failure.values


async def test_a_feed_that_is_gone_is_gone_and_a_page_not_found() -> None:
    async with WebServer(PUBLIC) as server, fetcher() as fetch:
        link = server.page("/", status=410)
        assert (await refusal(fetch, link)).code == "link_not_found"
        with pytest.raises(Exception, match="link_gone"):
            await fetch.fetch(link, accept=FEEDS)


def _at(now: float) -> Fetcher:
    return Fetcher(allow_networks=[PUBLIC_NETWORK], resolve=Web(), clock=lambda: now)
