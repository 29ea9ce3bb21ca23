"""Entries: known by their keys, in the order in which they were seen, and forgotten in time."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.articles.feed import Entry, EntrySummary, FeedKind
from bot.articles.model import Submission
from bot.storage import Storage
from bot.storage.rows import summary_of, summary_text
from bot.storage.schema import entries
from tests.unit.storage.things import SUMMARY, bring, chat_at, entry, feed_at, rows

DAY = 86400


async def test_an_entry_comes_back_as_it_was_kept(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    article = Submission("art", "The text.", url="https://example.org/k")
    [entry_id] = await storage.entries.add(feed.id, [entry("k", article=article)], 300, first_read=True)
    assert await storage.entries.get(entry_id) == Entry(
        id=entry_id,
        feed_id=feed.id,
        story_key="story k",
        title="Title k",
        url="https://example.org/k",
        author=None,
        published=150,
        seen_at=300,
        article_id="art",
        summary=SUMMARY,
    )
    assert await storage.articles.get("art") == article
    assert await storage.entries.get(entry_id + 1) is None


async def test_ids_grow_in_the_order_given(storage: Storage) -> None:
    a, b = await feed_at(storage, "https://a"), await feed_at(storage, "https://b")
    keys = [f"k{number}" for number in range(500)]
    ids = await bring(storage, a.id, keys, first_read=True) + await bring(storage, b.id, ["last"])
    assert ids == sorted(set(ids))
    newest = await storage.entries.newest(a.id, 3)
    assert [found.title for found in newest] == ["Title k499", "Title k498", "Title k497"]


async def test_an_entry_is_known_by_any_of_its_keys(storage: Storage) -> None:
    feed, other = await feed_at(storage, "https://a"), await feed_at(storage, "https://b", "elsewhere")
    [first] = await storage.entries.add(feed.id, [entry("guid", "link")], 300, first_read=True)
    assert await storage.entries.add(feed.id, [entry("new guid", "link")], 300, first_read=False) == []
    [second] = await storage.entries.add(
        feed.id, [entry("new guid", "new link"), entry("elsewhere")], 300, first_read=False
    )
    keys = ["guid", "link", "new guid", "new link", "elsewhere", "unknown"]
    assert await storage.entries.known(feed.id, keys) == set(keys) - {"unknown"}
    assert await storage.entries.known(other.id, keys) == {"elsewhere"}
    assert [found.id for found in await storage.entries.newest(feed.id, 9)] == [second, first]


async def test_entries_of_one_reading_may_be_the_same(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    twice = [entry("a", "b"), entry("b", "c"), entry("c", "d"), entry("e")]
    assert len(await storage.entries.add(feed.id, twice, 300, first_read=True)) == 2
    assert await storage.entries.known(feed.id, "abcde") == set("abcde")
    assert await storage.entries.add(feed.id, [entry("d", "x")], 300, first_read=False) == []


async def test_a_known_entry_gains_keys(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a", "b")
    await storage.entries.add_keys(feed.id, "a", ["x", "b"])
    await storage.entries.add_keys(feed.id, "unknown", ["y"])
    assert await storage.entries.known(feed.id, ["x", "y"]) == {"x"}
    assert await storage.entries.add(feed.id, [entry("x"), entry("b")], 300, first_read=False) == []


async def test_forty_thousand_keys_can_be_asked_for(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "k39999")
    keys = [f"k{number}" for number in range(40_000)]
    assert await storage.entries.known(feed.id, keys) == {"k39999"}
    await storage.entries.note_listed(feed.id, keys, now=10 * DAY)
    assert await storage.entries.delete_older(10 * DAY) == 0


async def test_what_a_feed_still_lists_is_never_forgotten(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    await bring(storage, feed.id, ["listed", "dropped"], now=0, first_read=True)
    await storage.entries.note_listed(feed.id, ["listed"], now=40 * DAY)
    assert await storage.entries.delete_older(10 * DAY) == 1
    assert [found.title for found in await storage.entries.newest(feed.id, 9)] == ["Title listed"]
    assert await storage.entries.known(feed.id, ["listed", "dropped"]) == {"listed"}


async def test_thousands_are_forgotten_in_turns(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    for batch in range(5):
        await bring(storage, feed.id, [f"k{batch}.{number}" for number in range(500)], now=0)
    [kept] = await bring(storage, feed.id, ["new"], now=50 * DAY)
    assert await storage.entries.delete_older(10 * DAY) == 2500
    assert [found.id for found in await storage.entries.newest(feed.id, 9)] == [kept]


async def test_ids_are_never_used_again(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    [before] = await bring(storage, feed.id, ["a"], now=0)
    await storage.entries.delete_older(10 * DAY)
    [after] = await bring(storage, feed.id, ["b"], now=0)
    assert after > before


async def test_old_entries_are_kept_and_not_shown(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a", "a")
    ids = await storage.entries.add(feed.id, [entry("old", is_old=True)], 300, first_read=False)
    assert len(ids) == 1
    assert [found.title for found in await storage.entries.newest(feed.id, 9)] == ["Title a"]


async def test_the_newest_articles_of_all_that_a_chat_follows(storage: Storage) -> None:
    chat = await chat_at(storage, 1)
    a, b, not_followed = [await feed_at(storage, f"https://{name}") for name in "abc"]
    for feed in (a, b):
        await storage.subscriptions.add(chat.id, feed.id, now=1)
    assert await storage.entries.articles_of_chat(chat.id, 9) == []
    texts = [Submission(f"art {number}", "Text.") for number in range(5)]
    for feed, text, moment in ((b, 0, 100), (a, 1, 200), (not_followed, 2, 300), (b, 1, 350)):
        news = entry(f"k{moment}", article=texts[text])
        await storage.entries.add(feed.id, [news], moment, first_read=False)
    await storage.entries.add(a.id, [entry("untold")], 400, first_read=False)
    old = entry("old", article=texts[3], is_old=True)
    await storage.entries.add(a.id, [old], 500, first_read=False)
    late = replace(entry("late", article=texts[4]), published=149)  # a minute older than all others
    await storage.entries.add(a.id, [late], 600, first_read=False)
    assert await storage.entries.articles_of_chat(chat.id, 9) == ["art 1", "art 0", "art 4"]
    assert await storage.entries.articles_of_chat(chat.id, 2) == ["art 1", "art 4"]
    await storage.articles.delete_older(250)  # the text, but not the entry
    assert await storage.entries.articles_of_chat(chat.id, 9) == ["art 1", "art 4"]


async def test_an_article_that_is_kept_already_is_kept_for_its_full_time_again(storage: Storage) -> None:
    feed, article = await feed_at(storage, "https://a"), Submission("art", "Text.")
    await storage.articles.put(article, now=100)
    await storage.entries.add(feed.id, [entry("a", article=article)], 900, first_read=True)
    assert await storage.articles.delete_older(500) == 0


async def test_readings_at_once_give_every_entry_its_own_id(storage: Storage) -> None:
    feeds = [await feed_at(storage, f"https://{number}") for number in range(20)]
    found = await asyncio.gather(*(bring(storage, feed.id, "abc", first_read=True) for feed in feeds))
    ids = [entry_id for ids in found for entry_id in ids]
    assert len(set(ids)) == 60


async def test_no_entry_comes_to_light_behind_one_that_was_there(storage: Storage) -> None:
    """A digest covers all ids up to the greatest one, and the next one only what comes after."""
    feeds = [await feed_at(storage, f"https://{number}") for number in range(20)]
    looks: list[list[int]] = []

    async def look() -> None:
        for _ in range(15):
            looks.append(await ids_of(storage))  # noqa: PERF401  (one after the other, not at once)

    await asyncio.gather(*(bring(storage, feed.id, "abc") for feed in feeds), look(), look())
    everything = await ids_of(storage)
    assert len(everything) == 60
    assert all(seen == everything[: len(seen)] for seen in looks)


async def ids_of(storage: Storage) -> list[int]:
    return [row[0] for row in await rows(storage, select(entries.c.id).order_by(entries.c.id))]


async def test_one_reading_twice_at_once_is_kept_once(storage: Storage) -> None:
    feed = await feed_at(storage, "https://a")
    found = await asyncio.gather(*(bring(storage, feed.id, "abc") for _ in range(10)))
    assert sorted(len(ids) for ids in found) == [0] * 9 + [3]


@pytest.mark.parametrize("text", ["half \ud83d", "nul \x00", "🙂 \u202e"])
async def test_any_text_of_a_feed_can_be_kept(storage: Storage, text: str) -> None:
    feed = await storage.feeds.add(f"https://a/{text}", FeedKind.FEED, text, now=1)
    article = Submission("art", text, title=text, outlet=text, author=text)
    summary = EntrySummary(((text, text),), 1, 1, 1)
    news = replace(entry("k", article=article), title=text, url=text, author=text, summary=summary)
    [entry_id] = await storage.entries.add(feed.id, [news], 1, first_read=True)
    found = await storage.entries.get(entry_id)
    assert found
    assert found.title
    assert len(found.title) == len(text)
    assert found.summary
    assert len(found.summary.sentences[0][0]) == len(text)


@given(
    st.builds(
        EntrySummary,
        st.lists(st.tuples(st.text(), st.none() | st.text())).map(tuple),
        st.integers(0),
        st.integers(0),
        st.integers(0),
    )
)
def test_a_summary_comes_back_as_it_was(summary: EntrySummary) -> None:
    assert summary_of(summary_text(summary)) == summary
    assert summary_of(summary_text(None)) is None
