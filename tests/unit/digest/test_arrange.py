"""Entries by stories: each in one, with what was shown of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles.feed import Entry
from bot.digest.arrange import arranged
from bot.digest.cluster import Stories
from bot.digest.story import Story
from tests.digests import entry
from tests.stories import Told, pairs, report

PAIRS = {pair.name: (pair.one, pair.other) for pair in pairs()}
TRAIN, RATES = PAIRS["same-01-train"], PAIRS["same-04-rates"]
RELATED, FERRY = PAIRS["related-05-law"], PAIRS["apart-08-ferry"]


def window(*told: Told | None) -> Stories:
    """Articles numbered from 1 on, but for gaps; each of a publisher of its own."""
    stories = Stories()
    for number, one in enumerate(told, start=1):
        if one:
            stories.add(replace(report(number, one), publisher=f"publisher {number}"))
    return stories


def ids(stories: Sequence[Story]) -> list[tuple[list[int], list[int]]]:
    return [([one.id for one in story.entries], [one.id for one in story.before]) for story in stories]


def some(*numbers: int) -> list[Entry]:
    return [entry(number, number) for number in numbers]


def test_what_tells_of_one_event_is_one_story_and_counts_its_sources() -> None:
    known = window(*TRAIN, *RATES)
    stories = arranged(known, some(4, 3, 2, 1), {})
    assert sorted(ids(stories)) == [([1, 2], []), ([3, 4], [])]
    assert [story.independent for story in stories] == [2, 2]


def test_what_was_shown_of_a_story_is_with_it_and_nothing_else() -> None:
    known = window(*TRAIN, *RATES)
    shown = {one.id: one for one in some(1, 3)}
    assert ids(arranged(known, some(2), shown)) == [([2], [1])]
    assert ids(arranged(known, some(2), {})) == [([2], [])]


def test_copies_of_one_article_are_one_story_although_one_of_them_is_not_known() -> None:
    known = window(TRAIN[0])
    copies = [replace(one, story_key="same") for one in some(1, 7, 8)]
    (story,) = arranged(known, copies, {})
    assert [one.id for one in story.entries] == [1, 7, 8]
    assert story.wires == ((1, 7, 8),)
    assert story.independent == 1


def test_what_is_not_known_stands_alone() -> None:
    assert ids(arranged(Stories(), some(2, 1), {})) == [([1], []), ([2], [])]


def test_what_was_taken_apart_stands_alone_and_continues_nothing() -> None:
    known = window(*TRAIN, TRAIN[0])
    assert sorted(ids(arranged(known, some(1, 2), {}, apart={1}))) == [([1], []), ([2], [])]
    assert sorted(ids(arranged(known, some(1, 2), {}, apart={1, 2}))) == [([1], []), ([2], [])]
    assert ids(arranged(known, some(3), {1: entry(1)}, apart={1})) == [([3], [])]


def test_related_stories_have_one_number_and_others_none() -> None:
    known = window(*RELATED, FERRY[0])
    law, other, ferry = arranged(known, some(1, 2, 3), {})
    assert law.subject == other.subject == law.first
    assert ferry.subject is None


def test_nothing_makes_no_story() -> None:
    assert arranged(window(*TRAIN), [], {1: entry(1)}) == []


ALL = window(*(one for pair in pairs() for one in (pair.one, pair.other)))
numbers = st.integers(1, 52)


@settings(deadline=None)
@given(
    st.lists(st.tuples(numbers, st.integers(0, 9)), unique_by=lambda pair: pair[0], max_size=20),
    st.sets(numbers),
    st.sets(numbers),
)
def test_every_entry_is_in_one_story_and_copies_are_in_the_same(
    drawn: list[tuple[int, int]], seen: set[int], apart: set[int]
) -> None:
    # One in ten articles is a copy of another one, whatever its own text.
    new = [
        replace(entry(number), story_key=f"copy {key}" if key < 1 else f"{number}") for number, key in drawn
    ]
    before = {number: entry(number) for number in seen - {one.id for one in new}}
    stories = arranged(ALL, new, before, apart)
    counted = Counter(one.id for story in stories for one in story.entries)
    assert counted == Counter(number for number, _ in drawn)
    keys = [{one.story_key for one in story.entries} for story in stories]
    assert sum(map(len, keys)) == len(set[str]().union(*keys))
    for story in stories:
        assert apart.isdisjoint(one.id for one in story.before)
        assert list(story.entries) == sorted(story.entries, key=lambda one: one.id)
        assert story.independent >= 1
    assert arranged(ALL, new[::-1], before, apart) == stories
