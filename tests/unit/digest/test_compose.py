"""What goes into a digest, and in which order."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.articles.feed import Entry
from bot.digest.compose import DigestContent, compose
from tests.digests import NOW, entry, feed, ids

FEEDS = {number: feed(number, f"Source {number}") for number in range(1, 6)}


def shown(content: DigestContent) -> dict[int, list[int]]:
    """Entry ids by feed, in order."""
    return {section.feed.id: [item.entry.id for item in section.items] for section in content.sections}


def test_articles_stand_by_source_newest_first_and_the_source_with_the_newest_one_first() -> None:
    entries = [entry(1, 1), entry(4, 2), entry(2, 2), entry(6, 1), entry(5, 3)]
    content = compose(entries, FEEDS)
    assert list(shown(content).items()) == [(1, [6, 1]), (3, [5]), (2, [4, 2])]
    assert (content.articles, content.sources, content.left_out) == (5, 3, 0)


def test_what_has_no_date_or_one_to_come_counts_from_when_it_was_seen() -> None:
    entries = [
        replace(entry(1), published=None, seen_at=NOW - 50),
        replace(entry(2), published=NOW + 10**9, seen_at=NOW - 70),
        replace(entry(3), published=NOW - 60, seen_at=NOW),
        replace(entry(4), published=NOW - 60, seen_at=NOW),
    ]
    assert ids(compose(entries, FEEDS)) == [1, 4, 3, 2]


def test_one_article_of_several_sources_stands_once_and_names_them_all() -> None:
    first = entry(1, 3)
    same = [
        replace(entry(number, feed_id), story_key=first.story_key) for number, feed_id in ((5, 2), (2, 1))
    ]
    content = compose([*same, first, replace(entry(9, 3), story_key=first.story_key)], FEEDS)
    (section,) = content.sections
    (item,) = section.items
    assert (section.feed.id, item.entry.id) == (3, 1)
    assert [feed.id for feed in item.also_in] == [1, 2]
    assert (content.articles, content.left_out) == (1, 0)


def test_of_several_sources_one_that_could_be_summed_up_is_shown() -> None:
    first, teaser = entry(1, 1), entry(2, 2, "It says more.")
    content = compose([first, replace(teaser, story_key=first.story_key)], FEEDS)
    assert shown(content) == {2: [2]}
    assert [feed.id for feed in content.sections[0].items[0].also_in] == [1]


def test_a_noisy_source_takes_no_place_of_another() -> None:
    noisy = [entry(1000 + number, 1) for number in range(500)]
    content = compose([*noisy, entry(1, 2), entry(2, 2), entry(3, 3)], FEEDS, limit=10)
    assert shown(content) == {1: list(range(1499, 1492, -1)), 3: [3], 2: [2, 1]}
    assert content.left_out == 493
    assert [section.left_out for section in content.sections] == [493, 0, 0]


def test_of_more_sources_than_places_those_with_the_newest_articles_are_shown() -> None:
    content = compose([entry(number, number) for number in range(1, 6)], FEEDS, limit=2)
    assert shown(content) == {5: [5], 4: [4]}
    assert (content.left_out, [section.left_out for section in content.sections]) == (3, [0, 0])


def test_reading_saved_is_that_of_what_is_shown_and_never_less_than_none() -> None:
    saves_a_minute, saves_nothing = entry(1, 1, "A sentence."), entry(2, 1, "Another.")
    assert saves_nothing.summary
    longer = replace(saves_nothing.summary, words=900, article_words=1)
    entries = [saves_a_minute, replace(saves_nothing, summary=longer), entry(3)]
    assert compose(entries, FEEDS).seconds_saved == 60


def test_nothing_makes_an_empty_digest() -> None:
    assert compose([], FEEDS) == DigestContent()
    assert DigestContent().seconds_saved == DigestContent().articles == 0


entries_of_feeds = st.lists(
    st.builds(
        lambda number, feed_id, story, published: replace(
            entry(number, feed_id), story_key=str(story), published=published
        ),
        st.integers(1, 10**6),
        st.integers(1, 5),
        st.integers(1, 30),
        st.none() | st.integers(-(10**12), 10**12),
    ),
    max_size=40,
    unique_by=lambda entry: entry.id,
)


@given(entries_of_feeds, st.integers(1, 20))
def test_every_story_is_shown_once_or_counted(entries: list[Entry], limit: int) -> None:
    content = compose(entries, FEEDS, limit=limit)
    stories = Counter(entry.story_key for entry in content.entries)
    assert set(stories.values()) <= {1}
    assert content.articles + content.left_out == len({entry.story_key for entry in entries})
    assert content.articles <= limit
    assert not content.left_out or content.articles == limit
    assert all(section.items for section in content.sections)
    for section in content.sections:
        for item in section.items:
            told = {section.feed.id, *(other.id for other in item.also_in)}
            assert told == {e.feed_id for e in entries if e.story_key == item.entry.story_key}


@given(entries_of_feeds, st.integers(1, 20))
def test_places_are_shared_fairly(entries: list[Entry], limit: int) -> None:
    content = compose(entries, FEEDS, limit=limit)
    short = [len(section.items) for section in content.sections if section.left_out]
    most = max((len(section.items) for section in content.sections), default=0)
    assert all(count >= most - 1 for count in short)


@given(entries_of_feeds, st.randoms())
def test_the_order_in_which_entries_come_does_not_matter(entries: list[Entry], chance: object) -> None:
    shuffled = sorted(entries, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert compose(shuffled, FEEDS, limit=7) == compose(entries, FEEDS, limit=7)
