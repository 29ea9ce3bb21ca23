"""Feeds from the web to the store: what is new, what is kept of it, and what is asked of their servers."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.feed import FOLDER_URL, FeedEntry, FeedKind
from bot.articles.model import content_id
from bot.services import feed_articles, look_at_feed
from bot.services.feed_articles import page_of
from tests.texts import STORY
from tests.unit.services.feeds import DAY, HOUR, RSS, FeedHouse, Item, page, rss, story
from tests.web import Peer, head

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_newest_three_of_a_first_read_have_summaries(feeds: FeedHouse) -> None:
    done = await feeds.follow(feeds.serve(feeds.some("a", "b", "c", "d", "e")))
    entries = await feeds.entries(done.feed)
    assert [entry.title for entry in entries] == [f"News of {name}" for name in "abcde"]
    assert [entry.summary is not None for entry in entries] == [True, True, True, False, False]
    assert done.feed.title == "Lindholm Gazette"


async def test_a_summary_is_made_of_sentences_of_the_entry_with_links_to_them(feeds: FeedHouse) -> None:
    done = await feeds.follow(feeds.serve(feeds.some("a")))
    summary = done.newest[0].summary
    assert summary
    assert len(summary.sentences) == 3
    for text, link in summary.sentences:
        assert text in story("a")
        assert link
        assert link.startswith(feeds.web.url("/a#:~:text="))
    assert summary.available == 9
    article = await feeds.storage.articles.get(done.newest[0].article_id or "")
    assert article
    assert article.outlet == "Lindholm Gazette"


async def test_later_reads_bring_what_is_new_alone(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a", "b")))).feed
    feeds.clock.now += HOUR
    feeds.serve(feeds.some("d", "c", "a", "b"))
    assert await feeds.poll(feed) is None
    entries = await feeds.entries(feed)
    assert [entry.title for entry in entries] == [f"News of {name}" for name in "dcab"]
    assert all(entry.summary for entry in entries)
    assert await feeds.poll(feed, HOUR) is None
    assert len(await feeds.entries(feed)) == 4


async def test_a_changed_guid_or_link_or_date_brings_nothing_back(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a", "b")))).feed
    other_guid = [Item(name, story(name), feeds.clock.now, guid=f"{name}?p=1") for name in "ab"]
    feeds.serve(other_guid)
    await feeds.poll(feed, HOUR)
    # By what it had before that, the entry would not be known any more.
    other_link = [
        Item(name, story(name), feeds.clock.now - 7, f"{name}?p=1", feeds.web.url(f"/x/{name}"))
        for name in "ab"
    ]
    feeds.serve(other_link)
    await feeds.poll(feed, HOUR)
    assert len(await feeds.entries(feed)) == 2


async def test_what_was_published_long_ago_is_no_news(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    old = Item("old", story("old"), feeds.clock.now - 15 * DAY)
    feeds.serve([*feeds.some("a"), old])
    await feeds.poll(feed, HOUR)
    assert await feeds.titles(feed) == ["News of a"]
    assert "/old" not in feeds.web.hits()


async def test_what_came_while_the_machine_was_off_for_weeks_is_news(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("a")))).feed
    came = [Item(f"d{day}", story(f"d{day}"), feeds.clock.now + day * DAY) for day in range(20, 0, -1)]
    feeds.serve([*came, *feeds.some("a")])
    await feeds.poll(feed, 21 * DAY)
    assert len(await feeds.entries(feed)) == 21


async def test_a_feed_that_was_empty_brings_its_newest_three_when_it_is_filled(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve([]))).feed
    feeds.serve(feeds.some(*"abcdef"))
    await feeds.poll(feed, HOUR)
    (chat,) = await feeds.storage.feeds.subscribers(feed.id)
    (followed,) = await feeds.storage.subscriptions.of_chat(chat.id)
    assert followed.since is not None
    new = [entry for entry in await feeds.entries(feed) if entry.id > followed.since]
    assert [entry.title for entry in new] == ["News of a", "News of b", "News of c"]
    assert all(entry.summary for entry in new)


async def test_only_so_much_of_one_look_is_summed_up_and_of_one_day_is_new(
    feeds: FeedHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_articles, "_MOST_ARTICLES", 2)
    monkeypatch.setattr(look_at_feed, "_MOST_A_DAY", 6)
    first = feeds.some("a")
    feed = (await feeds.follow(feeds.serve(first))).feed
    flood = feeds.some(*(f"f{number}" for number in range(4)))
    feeds.serve([*flood, *first])
    await feeds.poll(feed, HOUR)
    assert [entry.summary is not None for entry in await feeds.entries(feed)][:4] == [
        True,
        True,
        False,
        False,
    ]
    more = feeds.some(*(f"m{number}" for number in range(4)))
    feeds.serve([*more, *flood, *first])
    await feeds.poll(feed, HOUR)
    assert [entry.title for entry in await feeds.entries(feed)][:3] == [
        "News of m0",
        "News of m1",
        "News of f0",
    ]
    feeds.serve([*feeds.some("next"), *more, *flood, *first])
    await feeds.poll(feed, DAY)
    assert (await feeds.entries(feed))[0].title == "News of next"


async def test_a_page_of_one_link_and_another_story_each_day_gives_each(feeds: FeedHouse) -> None:
    def day(number: int) -> list[Item]:
        return [Item(f"d{number}", story(f"d{number}"), feeds.clock.now, link=feeds.web.url("/today"))]

    feed = (await feeds.follow(feeds.serve(day(0)))).feed
    for number in range(1, 4):
        feeds.clock.now += DAY
        feeds.serve(day(number))
        await feeds.poll(feed)
    found = await feeds.entries(feed)
    assert len({entry.story_key for entry in found}) == len(found) == 4


async def test_what_has_no_sentence_is_no_summary(feeds: FeedHouse) -> None:
    text = "submitted by /u/joe [link] [comments]"
    done = await feeds.follow(feeds.serve([Item("a", text, feeds.clock.now)]))
    assert (done.newest[0].title, done.newest[0].summary) == ("News of a", None)


async def test_a_podcast_without_pages_leads_to_its_sounds_and_none_is_fetched(feeds: FeedHouse) -> None:
    link = feeds.web.url("/episode.mp3")
    done = await feeds.follow(feeds.serve([Item("a", "An episode on ships.", feeds.clock.now, link=link)]))
    assert done.newest[0].url == link
    assert done.newest[0].summary
    assert done.newest[0].summary.sentences == (("An episode on ships.", None),)
    assert feeds.web.hits()["/episode.mp3"] == 0


async def test_a_teaser_gets_the_text_of_its_page(feeds: FeedHouse) -> None:
    feeds.web.page("/a", page(story("a"), "News of a"))
    done = await feeds.follow(feeds.serve([Item("a", "The harbour was closed …", feeds.clock.now)]))
    entry = done.newest[0]
    assert entry.summary
    assert len(entry.summary.sentences) == 3
    article = await feeds.storage.articles.get(entry.article_id or "")
    assert article
    assert article.is_page


async def test_where_the_page_cannot_be_read_the_feed_has_its_say(feeds: FeedHouse) -> None:
    feeds.web.page("/a", status=403)
    done = await feeds.follow(
        feeds.serve([Item("a", "The harbour was closed on Tuesday …", feeds.clock.now)])
    )
    entry = done.newest[0]
    assert entry.summary
    assert entry.summary.sentences[0][0] == "The harbour was closed on Tuesday …"
    assert entry.summary.available == 1


async def test_an_entry_without_any_text_is_its_title(feeds: FeedHouse) -> None:
    done = await feeds.follow(feeds.serve([Item("a", "", feeds.clock.now)]))
    assert (done.newest[0].title, done.newest[0].summary) == ("News of a", None)


async def test_pages_are_asked_for_two_at_a_time_and_twenty_at_most(feeds: FeedHouse) -> None:
    url = feeds.serve(feeds.some("first"))
    feed = (await feeds.follow(url)).feed
    names = [f"n{number}" for number in range(25)]
    for name in names:
        feeds.web.page(f"/{name}", page(story(name), name), hold=lambda: asyncio.sleep(0.01))
    feeds.serve([Item(name, "Short …", feeds.clock.now - place) for place, name in enumerate(names)])
    await feeds.poll(feed, HOUR)
    assert set(feeds.web.hits()) - {"/feed", "/robots.txt"} == {f"/{name}" for name in names[:20]}
    assert feeds.web.peak <= 2
    assert len(await feeds.entries(feed)) == 26


async def test_a_site_that_shows_no_page_is_not_asked_for_every_one(feeds: FeedHouse) -> None:
    feed = (await feeds.follow(feeds.serve(feeds.some("first")))).feed
    feeds.serve([Item(f"n{number}", "Short …", feeds.clock.now - number) for number in range(20)])
    await feeds.poll(feed, HOUR)
    assert sum(feeds.web.hits().values()) - feeds.web.hits()["/feed"] <= 4


async def test_nothing_is_sent_again_that_has_not_changed(feeds: FeedHouse) -> None:
    body = rss(feeds.web, feeds.some("a"))

    async def answer(peer: Peer) -> None:
        assert peer.request
        if peer.request.header("if-none-match") == '"v1"':
            await peer.send(head(304, [("ETag", '"v1"')]))
        else:
            headers = [("ETag", '"v1"'), ("Content-Type", RSS), ("Content-Length", str(len(body)))]
            await peer.send(head(200, headers) + body.encode())

    feed = (await feeds.follow(feeds.web.script("/feed", answer))).feed
    before = await feeds.now(feed)
    assert before.etag == '"v1"'
    await feeds.poll(feed, 2 * HOUR)
    after = await feeds.now(feed)
    assert feeds.web.requests[-1].header("if-none-match") == '"v1"'
    assert after.etag == '"v1"'
    assert after.read_at == int(feeds.clock.now)
    assert after.interval == before.interval * 5 // 4


async def test_what_a_quiet_feed_lists_is_not_forgotten(feeds: FeedHouse) -> None:
    """Else it would come back as news when the feed changes for the first time in years."""
    url = feeds.serve(feeds.some("a"))
    feed = (await feeds.follow(url)).feed
    for _ in range(10):
        await feeds.poll(feed, 30 * DAY)
    await feeds.storage.entries.delete_older(int(feeds.clock.now) - 180 * DAY)
    assert await feeds.titles(feed) == ["News of a"]


async def test_once_a_week_a_feed_is_asked_for_all_it_lists(feeds: FeedHouse) -> None:
    url = feeds.web.page(
        "/feed", rss(feeds.web, feeds.some("a")), content_type=RSS, headers=[("ETag", '"1"')]
    )
    feed = (await feeds.follow(url)).feed
    for _ in range(28):
        await feeds.poll(feed, 12 * HOUR)
    asked = [request.header("if-none-match") for request in feeds.web.requests[1:]]
    assert (asked.count(""), asked.count('"1"')) == (2, 26)


async def test_the_folder_is_read_like_a_feed(feeds: FeedHouse, seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        (feeds.folder / file.name).write_bytes(file.read_bytes())
    done = await feeds.follow(FOLDER_URL, kind=FeedKind.FOLDER)
    assert len(done.newest) == 2
    assert all(entry.summary for entry in done.newest)
    text = STORY * 2
    (feeds.folder / "new.txt").write_text(text)
    await feeds.tick(HOUR)
    newest = (await feeds.entries(done.feed))[0]
    assert newest.article_id == content_id(text)
    assert newest.summary


CHANNEL = """<!doctype html><html><body><div class="tgme_channel_info">
<div class="tgme_channel_info_header_title">Lindholm now</div></div>
<section class="tgme_channel_history">{posts}</section></body></html>"""
POST = """<div class="tgme_widget_message_wrap">
<div class="tgme_widget_message" data-post="lindholm/{number}">
<div class="tgme_widget_message_text js-message_text">{text}</div><a class="tgme_widget_message_date">
<time datetime="2026-11-20T1{number}:00:00+00:00"></time></a></div></div>"""


async def test_a_channel_gives_its_posts_and_what_they_link_to(feeds: FeedHouse) -> None:
    linked = feeds.web.page("/a", page(story("a"), "News of a"))
    texts = [story("b"), f'Look: <a href="{linked}">{linked}</a>']
    posts = "".join(POST.format(number=number, text=text) for number, text in enumerate(texts))
    url = feeds.web.page("/s/lindholm", CHANNEL.format(posts=posts))
    done = await feeds.follow(url, kind=FeedKind.CHANNEL)
    assert done.feed.title == "Lindholm now"
    newest, before = done.newest
    assert newest.url == linked
    assert newest.title == "News of a"
    assert before.url == "https://t.me/lindholm/0"
    for entry, name in ((newest, "a"), (before, "b")):
        assert entry.summary
        assert all(text in story(name) for text, _ in entry.summary.sentences)


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY} https://example.org/a",
        "https://example.org/a or https://example.org/b",
        "https://t.me/other/7",
    ],
)
async def test_other_posts_speak_for_themselves(feeds: FeedHouse, text: str) -> None:
    feed = await feeds.add("https://t.me/s/lindholm")
    entry = FeedEntry("1", "https://t.me/lindholm/1", None, text)
    assert page_of(replace(feed, kind=FeedKind.CHANNEL), entry, is_teaser=True) is None
