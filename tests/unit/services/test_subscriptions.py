"""From what people type to what their chat follows."""

import asyncio
from dataclasses import replace

import pytest

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.digest.model import ChatKind, ChatState, Place
from bot.errors import FeedFailed, FetchFailed, QuotaReached, UserError
from bot.render.phrases import explain
from bot.services import subscriptions
from bot.services.subscriptions import Candidate
from tests.unit.services.feeds import ANN, DAY, HOME, HOUR, OWNER, RSS, FeedHouse, page, rss, story
from tests.web import Peer, free_port, head

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def find(feeds: FeedHouse, wanted: str) -> list[tuple[str, FeedKind, str | None]]:
    return [(one.url, one.kind, one.title) for one in await feeds.subscriptions.find(wanted, ANN)]


async def refusal(feeds: FeedHouse, wanted: str) -> UserError:
    with pytest.raises(UserError) as caught:
        await feeds.subscriptions.find(wanted, ANN)
    assert explain(caught.value)
    return caught.value


def site(*links: tuple[str, str]) -> str:
    declared = "".join(
        f'<link rel=alternate type="application/rss+xml" href="{href}" title="{title}">'
        for href, title in links
    )
    return page(story("a"), "Front").replace("</head>", f"{declared}</head>")


async def test_the_folder_and_channels_are_known_by_their_names(feeds: FeedHouse) -> None:
    assert await find(feeds, " Seeds ") == [(FOLDER_URL, FeedKind.FOLDER, None)]
    channel = [("https://t.me/s/lindholm", FeedKind.CHANNEL, "@lindholm")]
    for wanted in ("@Lindholm", "t.me/lindholm", "https://t.me/s/lindholm/17", "<https://t.me/lindholm>"):
        assert await find(feeds, wanted) == channel
    assert feeds.web.requests == []


@pytest.mark.parametrize("form", ["{}", "feed:{}", "<{}>", "{}#top", "{}?utm_source=x"])
async def test_the_address_of_a_feed_is_that_feed(feeds: FeedHouse, form: str) -> None:
    url = feeds.serve(feeds.some("a"))
    assert await find(feeds, form.format(url)) == [(url, FeedKind.FEED, "Lindholm Gazette")]


async def test_a_bare_host_is_tried_with_tls_and_without(feeds: FeedHouse) -> None:
    async def without_tls(peer: Peer) -> None:
        if await peer.reader.readexactly(1) == b"G":
            body = site(("/feed", "Stories")).encode()
            headers = [("Content-Type", "text/html"), ("Content-Length", str(len(body)))]
            await peer.send(head(200, headers) + body)

    feeds.web.greet(without_tls)
    wanted = feeds.web.url("/", "gazette.example").removeprefix("http://")
    assert await find(feeds, wanted) == [
        (feeds.web.url("/feed", "gazette.example"), FeedKind.FEED, "Stories")
    ]


async def test_a_site_with_several_feeds_leaves_the_choice(feeds: FeedHouse) -> None:
    url = feeds.web.page("/", site(("/comments/feed", "Comments"), ("/feed", "Stories"), ("/sport", "Sport")))
    found = await find(feeds, url)
    assert [title for _, _, title in found] == ["Stories", "Sport", "Comments"]


async def test_where_a_page_names_no_feed_the_usual_places_are_tried(feeds: FeedHouse) -> None:
    url = feeds.web.page("/", page(story("a"), "Front"))
    feeds.serve(feeds.some("a"), "/rss.xml")
    assert await find(feeds, url) == [(feeds.web.url("/rss.xml"), FeedKind.FEED, "Lindholm Gazette")]


async def test_a_page_that_robots_may_not_see_may_have_a_feed(feeds: FeedHouse) -> None:
    url = feeds.web.page("/", status=403)
    feeds.serve(feeds.some("a"), "/feed/")
    assert await find(feeds, url) == [(feeds.web.url("/feed/"), FeedKind.FEED, "Lindholm Gazette")]


async def test_a_site_without_a_feed_is_asked_a_few_times_alone(feeds: FeedHouse) -> None:
    error = await refusal(feeds, feeds.web.page("/", page(story("a"), "Front")))
    assert (error.code, error.values) == ("no_feed_found", {"host": "127.0.0.1"})
    assert len(feeds.web.requests) <= 6


@pytest.mark.parametrize(
    "wanted", ["", "good morning", "news", "anna@example.org", "ftp://example.org/x", "…"]
)
async def test_what_is_no_address_is_refused_in_words(feeds: FeedHouse, wanted: str) -> None:
    assert (await refusal(feeds, wanted)).code == "source_unknown"
    assert feeds.web.requests == []


async def test_what_cannot_be_opened_is_refused_as_links_are(feeds: FeedHouse) -> None:
    assert (await refusal(feeds, f"127.0.0.1:{free_port()}")).code == "link_unreachable"
    assert (await refusal(feeds, feeds.web.url("/nothing"))).code == "link_not_found"
    assert (await refusal(feeds, "http://anna:secret@127.0.0.1/feed")).code == "link_invalid"


async def test_a_search_counts_as_a_link_and_what_is_known_costs_nothing(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    await feeds.follow((await find(feeds, url))[0][0])
    for _ in range(29):
        assert (await refusal(feeds, feeds.web.url("/nothing"))).code == "link_not_found"
    assert isinstance(await refusal(feeds, feeds.web.url("/nothing")), QuotaReached)
    assert await find(feeds, url)
    assert await feeds.subscriptions.find(url, OWNER)


async def test_a_name_that_nobody_follows_counts_as_a_link(feeds: FeedHouse) -> None:
    for number in range(30):
        await feeds.subscriptions.find(f"@nobody{number}", ANN)
    assert isinstance(await refusal(feeds, "@nobody30"), QuotaReached)
    assert await find(feeds, "seeds")
    await feeds.storage.feeds.add("https://t.me/s/lindholm", FeedKind.CHANNEL, None, 1)
    assert isinstance(await refusal(feeds, "@lindholm"), QuotaReached)


async def test_what_could_not_be_read_leaves_nothing_behind(feeds: FeedHouse) -> None:
    url = feeds.web.url("/nothing")
    with pytest.raises(FetchFailed):
        await feeds.follow(url)
    assert await feeds.storage.feeds.by_url(url) is None


@pytest.mark.parametrize("link", ["t.me/joinchat/AAAA", "https://t.me/+abc", "https://t.me/c/123/45"])
async def test_private_channels_are_refused_in_words(feeds: FeedHouse, link: str) -> None:
    assert (await refusal(feeds, link)).code == "channel_private"
    assert feeds.web.requests == []


async def test_one_feed_under_two_spellings_is_followed_once(feeds: FeedHouse) -> None:
    feeds.serve(feeds.some("a", "b"))
    first = await feeds.follow(feeds.web.url("/feed", "www.gazette.example"))
    again = await feeds.follow(feeds.web.url("/feed", "gazette.example"))
    assert (again.is_new, again.feed.id, again.plan.sources) == (False, first.feed.id, 1)
    feeds.serve(feeds.some("c", "b"), "/sport")
    assert (await feeds.follow(feeds.web.url("/sport", "gazette.example"))).is_new


async def test_an_alias_of_what_is_followed_is_followed_already(feeds: FeedHouse) -> None:
    first = await feeds.follow(feeds.serve(feeds.some("a", "b")))
    feeds.web.redirect("/alias", "/feed", 301)
    alias = feeds.web.url("/alias")
    again = await feeds.follow(alias)
    assert (again.is_new, again.feed.id, again.plan.sources) == (False, first.feed.id, 1)
    assert (await feeds.follow(alias, Place(2))).feed.id == first.feed.id


async def test_the_first_source_brings_its_newest_three_and_a_digest(feeds: FeedHouse) -> None:
    (candidate,) = await feeds.subscriptions.find(feeds.serve(feeds.some(*"abcde")), ANN)
    done = await feeds.subscriptions.subscribe(HOME, ChatKind.PRIVATE, candidate, ANN)
    assert (done.is_new, done.is_first) == (True, True)
    assert [entry.title for entry in done.newest] == ["News of a", "News of b", "News of c"]
    assert done.plan.sources == 1
    assert done.plan.next
    assert str(done.plan.next.slot.local) == "2026-11-21 08:00:00"
    assert done.plan.next.late_seconds == 0
    chat = await feeds.storage.chats.find(HOME)
    assert chat
    assert (chat.next_due_at, chat.added_by) == (done.plan.next.slot.due_at, ANN.id)
    assert feeds.web.hits()["/feed"] == 1


async def test_the_second_source_moves_no_digest(feeds: FeedHouse) -> None:
    await feeds.follow(feeds.serve(feeds.some("a")))
    before = await feeds.storage.chats.find(HOME)
    done = await feeds.follow(feeds.serve(feeds.some("b"), "/other"))
    assert (done.is_new, done.is_first, done.plan.sources) == (True, False, 2)
    after = await feeds.storage.chats.find(HOME)
    assert before
    assert after
    assert before.next_due_at == after.next_due_at


async def test_what_is_followed_already_is_said(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a"))
    await feeds.follow(url)
    again = await feeds.follow(url)
    assert (again.is_new, again.is_first, len(again.newest)) == (False, False, 1)


async def test_what_cannot_be_read_is_not_followed(feeds: FeedHouse) -> None:
    with pytest.raises(FetchFailed) as caught:
        await feeds.follow(feeds.web.url("/gone"))
    assert caught.value.code == "link_not_found"
    with pytest.raises(FeedFailed):
        await feeds.follow(feeds.web.page("/page", page(story("a"), "A page")))
    plan = await feeds.schedules.of(HOME)
    assert (plan.sources, plan.next) == (0, None)
    chat = await feeds.storage.chats.find(HOME)
    assert chat
    assert chat.next_due_at is None


async def test_who_comes_later_gets_the_newest_as_they_are_then(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a", "b"))
    feed = (await feeds.follow(url)).feed
    await feeds.subscriptions.unsubscribe(HOME, feed.id)
    feeds.clock.now += 2 * DAY
    feeds.serve(feeds.some(*"hgfedc"))
    done = await feeds.follow(url, Place(2))
    assert [entry.title for entry in done.newest] == ["News of h", "News of g", "News of f"]
    chat = await feeds.storage.chats.find(Place(2))
    assert chat
    (subscription,) = await feeds.storage.subscriptions.of_chat(chat.id)
    assert [entry.id > (subscription.since or 0) for entry in await feeds.entries(feed)][:4] == [
        *(True, True, True),
        False,
    ]


async def test_leaving_and_coming_back(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    left = await feeds.subscriptions.unsubscribe(HOME, feed.id)
    assert left
    assert left.id == feed.id
    assert await feeds.subscriptions.unsubscribe(HOME, feed.id) is None
    assert (await feeds.schedules.of(HOME)).next is None
    again = await feeds.subscriptions.again(HOME, ChatKind.PRIVATE, feed.id, ANN)
    assert again.is_first
    assert again.plan.next
    with pytest.raises(UserError) as caught:
        await feeds.subscriptions.again(HOME, ChatKind.PRIVATE, 999, ANN)
    assert caught.value.code == "source_gone"


async def test_the_list_says_how_it_goes(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a", "b", "c", "d")))).feed
    feeds.web.page("/feed", status=503)
    await feeds.poll(feed, HOUR)
    (one,) = await feeds.subscriptions.of(HOME)
    assert one.every == HOUR
    assert one.newest_at == feeds.clock.now - HOUR
    assert (one.feed.failure, one.feed.failing_since) == ("link_server_error", int(feeds.clock.now))
    assert await feeds.subscriptions.of(Place(77)) == []


async def test_a_chat_follows_only_so_many(feeds: FeedHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "MOST_SOURCES", 1)
    await feeds.follow(feeds.serve(feeds.some("a")))
    with pytest.raises(UserError) as caught:
        await feeds.follow(feeds.serve(feeds.some("b"), "/other"))
    assert (caught.value.code, caught.value.values) == ("too_many_sources", {"limit": 1})
    candidate = Candidate(feeds.web.url("/other"), FeedKind.FEED)
    assert (await feeds.subscriptions.subscribe(HOME, ChatKind.PRIVATE, candidate, OWNER)).is_new


async def test_many_who_subscribe_at_once_cost_one_fetch(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("a", "b"))
    done = await asyncio.gather(*(feeds.follow(url, Place(number)) for number in range(1, 9)))
    assert {one.feed.id for one in done} == {done[0].feed.id}
    assert all(one.is_new and len(one.newest) == 2 for one in done)
    assert feeds.web.hits()["/feed"] <= 2


async def test_in_a_channel_nobody_is_known_to_have_subscribed(feeds: FeedHouse) -> None:
    asker = replace(ANN, id=-100_123)
    candidate = Candidate(feeds.serve(feeds.some("a")), FeedKind.FEED)
    await feeds.subscriptions.subscribe(Place(-100_123), ChatKind.CHANNEL, candidate, asker)
    chat = await feeds.storage.chats.find(Place(-100_123))
    assert chat
    assert (chat.added_by, chat.kind) == (None, ChatKind.CHANNEL)


async def test_who_subscribes_where_the_bot_was_blocked_has_digests_again(feeds: FeedHouse) -> None:
    chat = await feeds.schedules.open(HOME, ChatKind.PRIVATE, ANN.id)
    await feeds.storage.chats.set_state(chat.id, ChatState.BLOCKED, None)
    done = await feeds.follow(feeds.web.page("/feed", rss(feeds.web, feeds.some("a")), content_type=RSS))
    assert done.plan.next
    again = await feeds.storage.chats.find(HOME)
    assert again
    assert again.next_due_at == done.plan.next.slot.due_at
