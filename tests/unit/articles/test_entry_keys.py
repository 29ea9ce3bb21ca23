"""No change of a feed brings an old story back; none that says little of its entries hides new ones."""

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.entry_keys import Listing, entry_keys, story_key
from bot.articles.feed import FeedEntry

TEXT = "The ferry between the two halves of the town sails again from Monday, the harbour office said."
FULL = FeedEntry(
    guid="harbour-1",
    url="https://example.org/news/ferry",
    title="Ferry back in service",
    text=TEXT,
    published=1_790_000_000,
)
CHANGES = {
    "guid": replace(FULL, guid="other-9"),
    "link": replace(FULL, url="https://moved.example/2026/ferry.html"),
    "title": replace(FULL, title="The ferry is back"),
    "text": replace(FULL, text="It sails again, and nobody pays."),
    "date": replace(FULL, published=1_790_003_600),
}
# A site without guids that dates its archive anew while it moves is taken for one that writes the same again.
TWO_OF_FOUR = [
    names for names in combinations(("link", "title", "text", "date"), 2) if names != ("link", "date")
]
FIELDS = {"guid": "guid", "link": "url", "title": "title", "text": "text", "date": "published"}


class Reader:
    """Keeps keys as the bot does: of an entry with a known key nothing is new but its further keys."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def read(self, *entries: FeedEntry) -> list[FeedEntry]:
        """Return what is new in a listing."""
        listing = Listing(entries)
        new: list[FeedEntry] = []
        for entry in entries:
            keys = listing.keys(entry)
            if not self._known.intersection(keys):
                new.append(entry)
            self._known.update(keys)
        return new


def others(count: int = 5) -> list[FeedEntry]:
    """What else the feed lists."""
    return [
        FeedEntry(
            guid=f"harbour-{n}",
            url=f"https://example.org/news/{n}",
            title=f"Story {n}",
            text=f"Text number {n}.",
            published=1_780_000_000 + 60 * n,
        )
        for n in range(10, 10 + count)
    ]


def changed(entry: FeedEntry, *names: str) -> FeedEntry:
    """The entry with these of its five changed."""
    return replace(entry, **{FIELDS[name]: getattr(CHANGES[name], FIELDS[name]) for name in names})


@pytest.mark.parametrize(
    "names", [(name,) for name in CHANGES] + list(combinations(CHANGES, 2)), ids="+".join
)
@pytest.mark.parametrize("alone", [True, False])
def test_one_change_or_two_at_once_bring_no_story_back(names: tuple[str, ...], alone: bool) -> None:
    reader, rest = Reader(), [] if alone else others()
    reader.read(FULL, *rest)
    assert reader.read(changed(FULL, *names), *rest) == []


@pytest.mark.parametrize("names", TWO_OF_FOUR, ids="+".join)
def test_so_where_the_guid_is_the_link(names: tuple[str, ...]) -> None:
    entry = replace(FULL, guid=FULL.url)
    after = changed(entry, *names)
    after = replace(after, guid=after.url)
    reader = Reader()
    reader.read(entry, *others())
    assert reader.read(after, *others()) == []


@pytest.mark.parametrize("names", TWO_OF_FOUR, ids="+".join)
def test_so_where_there_is_no_guid(names: tuple[str, ...]) -> None:
    reader = Reader()
    reader.read(replace(FULL, guid=None), *others())
    assert reader.read(replace(changed(FULL, *names), guid=None), *others()) == []


@pytest.mark.parametrize("name", ["guid", "link", "title", "text"])
def test_so_where_there_is_no_date(name: str) -> None:
    reader = Reader()
    reader.read(replace(FULL, published=None))
    assert reader.read(replace(changed(FULL, name), published=None)) == []


def test_a_headline_that_is_corrected_where_there_is_but_a_link() -> None:
    reader = Reader()
    reader.read(FeedEntry(None, FULL.url, FULL.title, ""))
    assert reader.read(FeedEntry(None, FULL.url, "Ferry sails again", "")) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/news/ferry",
        "https://www.example.org/news/ferry/",
        "https://m.example.org/news/ferry",
        "https://amp.example.org/news/ferry",
        "https://example.org/news/ferry/amp/",
        "https://example.org/amp/news/ferry",
        "https://example.org/news/ferry?amp=1",
        "https://example.org/news/ferry?outputType=amp",
        "https://example.org/news/ferry?utm_source=rss&utm_medium=feed",
        "https://EXAMPLE.org:443/news/ferry#comments",
    ],
)
def test_spellings_of_one_link_are_no_change(url: str) -> None:
    bare = FeedEntry(None, FULL.url, None, "")
    assert entry_keys(replace(bare, url=url), []) == entry_keys(bare, [])
    assert story_key(replace(FULL, url=url)) == story_key(FULL)


def test_a_story_that_is_followed_for_a_day_stays_one() -> None:
    reader = Reader()
    reader.read(FULL)
    assert reader.read(changed(FULL, "title", "text", "date")) == []


def test_three_changes_make_a_story_new() -> None:
    for names in (("guid", "link", "title"), ("guid", "link", "text"), ("guid", "title", "text")):
        reader = Reader()
        reader.read(FULL)
        assert len(reader.read(changed(FULL, *names))) == 1


@pytest.mark.parametrize("window", [1, 2, 5])
@pytest.mark.parametrize(
    "entry",
    [
        FeedEntry("g{n}", "https://example.org/briefing/{n}", "Daily briefing", "What happened on day {n}."),
        FeedEntry("g{n}", "https://example.org/briefing/{n}", "Daily briefing", ""),
        FeedEntry(None, "https://example.org/briefing/{n}", "Daily briefing", "What happened on day {n}."),
        FeedEntry("g{n}", "https://example.org/all", "Story {n}", "Text {n}."),
        FeedEntry("g{n}", "https://example.org/all", "Daily briefing", "What happened on day {n}.", None, 0),
        FeedEntry(None, "https://example.org/all", "Story {n}", "Text {n}.", None, 0),
        FeedEntry(None, "https://example.org/", "Story {n}", "Text {n}."),
        FeedEntry(None, "https://example.org/", "Story {n}", ""),
        FeedEntry("1", "https://example.org/{n}", "Story {n}", "Text {n}.", None, 0),
        FeedEntry("1", "https://example.org/{n}", "Story {n}", "Text {n}."),
        FeedEntry("https://example.org/", None, "Story {n}", "Text {n}."),
        FeedEntry("g{n}", None, None, ""),
        FeedEntry(None, None, None, "Text {n}."),
        FeedEntry(None, None, "Story {n}", ""),
        FeedEntry(None, None, "Daily briefing", "What happened on day {n}.", None, 0),
        FeedEntry("https://example.org/{n}", "https://example.org/{n}", "Open thread", "Tell us.", None, 0),
        FeedEntry(None, "https://example.org/{n}", "Crossword of the day", "A new one.", None, 0),
        FeedEntry("g{n}", None, "News of the hour", "The news of the hour.", None, 0),
        FeedEntry(None, "https://example.org/status", "Status {n}", "", None, 0),
        FeedEntry(None, "https://example.org/all", "Story {n}", "Text {n}.", None),
    ],
    ids=lambda entry: " | ".join(map(str, (entry.guid, entry.url, entry.title, entry.text, entry.published))),
)
def test_feeds_that_say_little_of_their_entries_still_give_new_ones(entry: FeedEntry, window: int) -> None:
    def day(n: int) -> FeedEntry:
        return FeedEntry(
            entry.guid and entry.guid.format(n=n),
            entry.url and entry.url.format(n=n),
            entry.title and entry.title.format(n=n),
            entry.text.format(n=n),
            published=None if entry.published is None else 1_790_000_000 + 86_400 * n,
        )

    reader = Reader()
    for n in range(12):
        listed = [day(m) for m in range(max(0, n - window + 1), n + 1)]
        assert day(n) in reader.read(*listed), n
        assert reader.read(*listed) == []


def test_guids_that_are_counted_anew_hide_nothing() -> None:
    def listing(newest: int) -> list[FeedEntry]:
        numbers = enumerate(range(newest, newest - 4, -1))
        return [
            FeedEntry(str(place), "https://example.org/all", f"Story {n}", f"Text {n}.", published=10**9 + n)
            for place, n in numbers
        ]

    reader = Reader()
    reader.read(*listing(10))
    for newest in range(11, 20):
        assert [entry.title for entry in reader.read(*listing(newest))] == [f"Story {newest}"]


def test_the_same_words_at_the_beginning_of_every_text_hide_nothing() -> None:
    hello = "Good morning, and here is what you need to know today. " * 12
    reader = Reader()
    days = [
        FeedEntry(f"g{n}", f"https://example.org/{n}", "Briefing", f"{hello}{n}", published=1_790_000_000 + n)
        for n in range(6)
    ]
    for n in range(1, 7):
        assert days[n - 1] in reader.read(*days[:n])


def test_an_entry_without_anything_has_a_key() -> None:
    empty = FeedEntry(None, None, None, "")
    assert len(entry_keys(empty, [])) == 1
    assert entry_keys(empty, [empty, FULL]) == entry_keys(empty, [])


def test_a_feed_that_gives_an_entry_twice_knows_it_as_before() -> None:
    assert set(entry_keys(FULL, [FULL, FULL])) == set(entry_keys(FULL, []))


def test_a_story_has_one_key_in_all_feeds_of_its_site() -> None:
    link = "http://www.example.org/news/ferry?utm_source=x"
    teaser = FeedEntry("section-8", link, "Ferry: back in service!", "Short.")
    assert story_key(FULL) == story_key(teaser)
    without = replace(FULL, url=None)
    assert story_key(without) == story_key(replace(without, guid="x")) != story_key(FULL)


@pytest.mark.parametrize(
    "entry",
    [
        replace(FULL, title=None),
        replace(FULL, url=None),
        FeedEntry("g", "https://example.org/status", "Status", "", None, 0),
    ],
)
def test_one_page_holds_many_stories_and_one_title_comes_again(entry: FeedEntry) -> None:
    other = replace(entry, title=entry.title and f"{entry.title} 2", text=f"2 {entry.text}", published=7)
    assert story_key(entry) != story_key(other)


def test_the_same_words_at_another_time_are_another_story() -> None:
    hourly = FeedEntry("g1", None, "News of the hour", "The news of the hour.", None, 3_600)
    assert story_key(hourly) != story_key(replace(hourly, guid="g2", published=7_200))


def test_a_link_of_all_entries_makes_no_story_of_them() -> None:
    entries = [replace(entry, url="https://example.org/all") for entry in others()]
    listing = Listing(entries)
    assert len({listing.story_key(entry) for entry in entries}) == len(entries)


@settings(deadline=None)
@given(st.lists(st.builds(
    FeedEntry,
    st.none() | st.sampled_from(["1", "2", "https://example.org/1", "https://example.org/"]),
    st.none() | st.sampled_from(["https://example.org/1", "https://example.org/2", "https://example.org/"]),
    st.none() | st.sampled_from(["A", "B", "!"]),
    st.sampled_from(["", "x", "x y", "\ud800"]),
    published=st.none() | st.integers(0, 2),
), max_size=8))  # fmt: skip
def test_keys_are_short_and_never_missing(entries: list[FeedEntry]) -> None:
    listing = Listing(entries)
    for entry in entries:
        keys = listing.keys(entry)
        assert 1 <= len(keys) <= 12
        assert len(set(keys)) == len(keys)
        assert all(len(key) == 16 for key in (*keys, listing.story_key(entry)))


FEED = [replace(FULL, guid=f"g{n}", url=f"https://example.org/n/{n}", title=f"Story {n}", text=f"{n}: {TEXT}",
                published=1_790_000_000 + 3_600 * n) for n in range(30)]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_over_many_versions_of_a_feed_each_story_is_new_once(luck: Random) -> None:
    """Between two readings every entry that is listed changes in two of its five at most, for good."""
    reader = Reader()
    stories = list(reversed(FEED[:4]))
    listed = 4
    assert reader.read(*stories) == stories
    for version in range(4, 12):
        edited = [_edited(luck, entry, version) for entry in stories[:listed]]
        stories = [FEED[version], *edited, *stories[listed:]]
        listed = luck.randint(3, 8)
        assert reader.read(*stories[:listed]) == [FEED[version]]


def _edited(luck: Random, entry: FeedEntry, version: int) -> FeedEntry:
    mark = f"{version}-{entry.published}"
    new: dict[str, Any] = {
        "guid": f"guid-{mark}",
        "url": f"https://moved.example/{mark}",
        "title": f"Title {mark}",
        "text": f"Text {mark}",
        "published": (entry.published or 0) + 7,
    }
    names = luck.sample(sorted(new), luck.randint(0, 2))
    return replace(entry, **{name: new[name] for name in names})
