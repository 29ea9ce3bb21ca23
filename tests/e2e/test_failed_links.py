"""Links that cannot be read: what happened in words, what could be had instead, and what to do next."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

import bot.wiring
from bot.config import Settings
from bot.sources.fetch import Fetcher
from tests.botapi import BotApiServer
from tests.e2e.conversations import Conversation, running
from tests.e2e.pages import is_about, page, summary_of
from tests.e2e.test_links import linked
from tests.web import Listeners, Peer, WebServer, head

_DESCRIPTION = "Why the ferry of Karlsby ran aground, and who is to pay for the tugs."
_ABOUT = f'<meta name="description" content="{_DESCRIPTION}">'
PAYWALL = (
    "<html><head><title>The ferry of Karlsby</title>" + _ABOUT + '<script type="application/ld+json">'
    '{"@context":"https://schema.org","@type":"NewsArticle","headline":"The ferry of Karlsby",'
    '"isAccessibleForFree":false}</script></head><body><article><h1>The ferry of Karlsby</h1>'
    "<p>The harbour was closed on Tuesday.</p><div class='paywall'><h2>Subscribe to continue reading</h2>"
    "<p>This article is for subscribers. Already a subscriber? Log in.</p>"
    "<p>Get unlimited access for one dollar a week. Cancel anytime.</p></div></article></body></html>"
)
CONSENT = (
    "<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1>"
    "<p>We and our 842 partners use cookies and process personal data to show personalised ads.</p>"
    "<p>You can accept all cookies, reject them, or manage your choices at any time.</p>"
    "<form><button>Accept all</button><button>Reject all</button><button>Manage options</button></form>"
    "<p>Read our privacy policy and cookie policy to learn how we use cookies.</p></body></html>"
)
SCRIPT_ONLY = (
    "<html><head><title>The ferry of Karlsby</title>" + _ABOUT + "<script src='/app.js'></script></head>"
    "<body><div id='root'></div><noscript>You need to enable JavaScript to run this app.</noscript></body>"
)
LOGIN = (
    "<html><head><title>Log in</title></head><body><h1>Log in to continue</h1><form method='post'>"
    "<label>E-mail <input type='email' name='email'></label><label>Password <input type='password'></label>"
    "<button>Log in</button></form><p>Forgot your password? Create an account.</p></body></html>"
)
FRONT_PAGE = (
    "<html><head><title>Daily News</title></head><body><h1>Today</h1><ul>{}</ul></body></html>".format(
        "".join(f"<li><a href='/{n}'>Headline number {n} of the day</a></li>" for n in range(40))
    )
)
ERROR_PAGE = (
    "<html><head><title>404 Not Found</title></head><body><h1>Page not found</h1>"
    "<p>Sorry, the page you are looking for does not exist or has been moved.</p>"
    "<p>Go back to the home page, or use the search.</p></body></html>"
)
# By case: what the page is, and words of the answer.
PAGES: dict[str, tuple[dict[str, object], str]] = {
    "not found": ({"status": 404}, "no such page"),
    "gone": ({"status": 410}, "no such page"),
    "refused": ({"status": 403, "body": "Forbidden"}, "does not let me read this page (its answer: 403)"),
    "trouble of its own": ({"status": 503}, "trouble of its own (its answer: 503)"),
    "paywall": ({"body": PAYWALL}, "subscribers alone"),
    "consent": ({"body": CONSENT}, "question about cookies"),
    "script only": ({"body": SCRIPT_ONLY}, "browser that runs its programs"),
    "login": ({"body": LOGIN}, "wants a login"),
    "front page": ({"body": FRONT_PAGE}, "no article on this page"),
    "error with 200": ({"body": ERROR_PAGE}, "error in place of the article"),
    "picture": ({"body": b"\x89PNG\r\n\x1a\n", "content_type": "image/png"}, "no text behind this link"),
    "film": ({"body": b"film", "content_type": "video/mp4"}, "no text behind this link"),
    "too large": ({"body": b"<p>word</p>" * 600_000}, "larger than 5 MB"),
    "too short": ({"body": "<html><body><article><p>Only this.</p></article></body></html>"}, ""),
    "empty": ({"body": ""}, ""),
}


@pytest.mark.usefixtures("reading_bot")
@pytest.mark.parametrize("case", PAGES)
async def test_a_page_that_holds_no_article_is_said_in_words(
    anna: Conversation, web: WebServer, case: str
) -> None:
    answer_of_web, words = PAGES[case]
    url = web.page("/ferry", **answer_of_web)  # type: ignore[arg-type]
    answer = await anna.read(url)
    assert words in answer.text
    assert "Something went wrong" not in answer.text
    assert "Shorter" not in answer.labels
    assert "Read the article" in answer.labels
    assert anna.server.refused == []


@pytest.mark.usefixtures("reading_bot")
@pytest.mark.parametrize("case", ["paywall", "script only"])
async def test_what_a_page_says_of_itself_is_offered_in_its_place(
    anna: Conversation, web: WebServer, case: str
) -> None:
    answer = await anna.read(web.page("/ferry", **PAGES[case][0]))  # type: ignore[arg-type]
    assert _DESCRIPTION in answer.text
    for furniture in ("Subscribe to continue", "unlimited access", "enable JavaScript"):
        assert furniture not in answer.text


@pytest.mark.usefixtures("reading_bot")
async def test_a_page_that_is_mended_can_be_tried_again(anna: Conversation, web: WebServer) -> None:
    url = web.page("/ferry", status=503)
    failure = await anna.read(f"/summary 2 {url}")
    assert failure.labels == ["Try again", "Read the article"]
    same, toast = await anna.press(failure, "Try again")
    assert (same.text, toast) == (failure.text, "Still the same.")
    web.page("/ferry", page("Karlsby"))
    anna.server.press(anna.user, failure, "Try again")
    answer = await anna.until(lambda message: is_about(message, "Karlsby"))
    assert summary_of(answer, "Karlsby") == 2
    assert (answer.message_id, len(anna.answers)) == (failure.message_id, 1)
    assert anna.server.refused == []


@pytest.mark.usefixtures("reading_bot")
async def test_a_redirect_loop_and_a_site_that_hangs_up(anna: Conversation, web: WebServer) -> None:
    web.redirect("/a", "/b")
    assert "without an end" in (await anna.read(web.redirect("/b", "/a"))).text

    async def hang_up(peer: Peer) -> None:
        peer.writer.transport.abort()

    assert "broke off" in (await anna.read(web.script("/away", hang_up))).text


@asynccontextmanager
async def impatient(
    settings: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """The bot with a second for each page."""
    monkeypatch.setattr(bot.wiring, "Fetcher", partial(Fetcher, deadline=1.0))
    async with running(settings, server):
        yield


@pytest.mark.parametrize("slowness", ["silent", "drip"])
async def test_a_page_that_takes_too_long_is_given_up(
    reading: Settings,
    server: BotApiServer,
    anna: Conversation,
    web: WebServer,
    monkeypatch: pytest.MonkeyPatch,
    slowness: str,
) -> None:
    async def answer_slowly(peer: Peer) -> None:
        if slowness == "silent":
            await peer.stay()
        await peer.send(head(200, [("Content-Type", "text/html"), ("Content-Length", "10000")]))
        while True:
            await peer.send(b"x")
            await asyncio.sleep(0.1)

    async with impatient(reading, server, monkeypatch):
        answer = await anna.read(web.script("/slow", answer_slowly))
        assert "did not send the whole page within 1 second" in answer.text


PRIVATE = [
    "http://127.0.0.1/",
    "http://127.0.0.1.:80/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://192.168.1.1/admin",
    "http://169.254.169.254/latest/meta-data/",
    "https://127.0.0.1/",
    "http://100.64.0.1/",
]
# Written so that Telegram marks no link; a link may still stand behind a word, where it has a dot.
BEHIND_A_WORD = [
    "http://user@127.0.0.1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::1]/",
]


@pytest.mark.usefixtures("bot")
async def test_nobody_reaches_the_owners_network(anna: Conversation) -> None:
    with Listeners(["127.0.0.1", "::1"], [80, 443]) as listeners:
        for url in PRIVATE:
            answer = await anna.read(f"/summary {url}")
            assert "private network" in answer.text, url
        for url in BEHIND_A_WORD:
            answer = await anna.read("/summary this", entities=linked("this", url, "/summary this"))
            assert "private network" in answer.text or "no address" in answer.text, url
        assert "private network" in (await anna.read("http://127.0.0.1:8080/")).text
        assert "ports of the web" in (await anna.read("http://8.8.8.8:8080/")).text
        assert listeners.accepted == 0


@pytest.mark.usefixtures("bot")
async def test_no_name_leads_into_the_owners_network(anna: Conversation, names: dict[str, str]) -> None:
    names.update({"public.example": "127.0.0.1", "mapped.example": "::ffff:10.0.0.1", "six.example": "::1"})
    with Listeners(["127.0.0.1", "::1"], [80, 443]) as listeners:
        for name in names:
            for scheme in ("http", "https"):
                answer = await anna.read(f"{scheme}://{name}/")
                assert f"{name} leads into a private network" in answer.text
                assert answer.labels == []
        assert listeners.accepted == 0


@pytest.mark.usefixtures("reading_bot")
@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd", "//10.0.0.1/"],
)
async def test_no_page_leads_into_the_owners_network(anna: Conversation, web: WebServer, target: str) -> None:
    answer = await anna.read(web.redirect("/go", target))
    assert "private network" in answer.text or "no address" in answer.text
    assert "root:" not in answer.text
    assert web.hits() == {"/go": 1}
