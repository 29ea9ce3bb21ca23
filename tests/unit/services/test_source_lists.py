"""Lists of sources, as OPML files hold them."""

import asyncio

import pytest

from bot.digest.model import ChatKind
from bot.errors import FeedFailed
from bot.services import subscriptions
from tests.unit.services.feeds import ANN, BEN, HOME, FeedHouse

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline text="One" xmlUrl="{one}"/><outline text="Two" xmlUrl="{two}"/><outline xmlUrl="{one}"/>
<outline text="Channel" xmlUrl="https://t.me/s/lindholm"/><outline text="Bad" xmlUrl="http://localhost/x"/>
</outline></body></opml>"""


async def test_a_list_of_sources_is_followed_and_read_from_then_on(feeds: FeedHouse) -> None:
    one, two = feeds.serve(feeds.some("a"), "/one"), feeds.serve(feeds.some("b"), "/two")
    await feeds.follow(two)
    body = OPML.format(one=one, two=two).encode()
    done = await feeds.imports.opml(HOME, ChatKind.PRIVATE, body, ANN)
    assert (done.new, done.known, done.left_out, done.plan.sources) == (2, 1, 0, 3)
    assert [(one.name, one.line) for one in done.unusable] == [("Bad", 3)]
    assert done.plan.next
    assert feeds.web.hits()["/one"] == 0
    names = {found.feed.title for found in await feeds.subscriptions.of(HOME)}
    assert names == {"One", "Lindholm Gazette", "Channel"}
    await feeds.tick()
    assert feeds.web.hits()["/one"] == 1
    feed = await feeds.storage.feeds.by_url(one)
    assert feed
    assert [entry.title for entry in await feeds.subscriptions.newest(feed.id, 3)] == ["News of a"]


async def test_who_gives_up_a_list_has_a_digest_of_what_was_taken(feeds: FeedHouse) -> None:
    body = OPML.format(one="https://h1.example/", two="https://h2.example/").encode()
    chat = await feeds.schedules.open(HOME, ChatKind.PRIVATE, ANN.id)
    task = asyncio.create_task(feeds.imports.opml(HOME, ChatKind.PRIVATE, body, ANN))
    while not await feeds.storage.subscriptions.count(chat.id):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    async with asyncio.timeout(5):
        while not ((found := await feeds.storage.chats.get(chat.id)) and found.next_due_at):
            await asyncio.sleep(0)


async def test_a_list_that_is_too_long_is_taken_as_far_as_it_goes(
    feeds: FeedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscriptions, "MOST_SOURCES", 2)
    rows = "".join(f'<outline xmlUrl="https://h{n}.example/feed"/>' for n in range(5))
    body = f"<opml><body>{rows}</body></opml>".encode()
    done = await feeds.imports.opml(HOME, ChatKind.PRIVATE, body, BEN)
    assert (done.new, done.left_out) == (2, 3)


async def test_what_is_no_list_is_refused(feeds: FeedHouse) -> None:
    with pytest.raises(FeedFailed):
        await feeds.imports.opml(HOME, ChatKind.PRIVATE, b"good morning", ANN)
    assert await feeds.storage.chats.find(HOME) is None
