"""Which articles tell of one event, and which only of the same people, places and things."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.cluster import Stories
from bot.digest.story_report import Report
from bot.services.folder_articles import read_submission
from bot.sources.folder import Folder
from tests.stories import Pair, Told, pairs, report

DAY = 86_400
ALL = [report(number, told) for number, told in enumerate(t for p in pairs() for t in (p.one, p.other))]
SEEDS = Path(__file__).parents[3] / "seeds"


def window(reports: Iterable[Report]) -> Stories:
    stories = Stories()
    for each in reports:
        stories.add(each)
    return stories


def put_together(reports: Sequence[Report]) -> set[tuple[int, int]]:
    stories = window(reports)
    found = {each.id: stories.story_of(each.id) for each in reports}
    return {(one, two) for one, two in combinations(sorted(found), 2) if found[one] == found[two]}


def of_kind(*kinds: str) -> list[Pair]:
    return [pair for pair in pairs() if pair.kind in kinds]


def test_there_are_twelve_pairs_of_each() -> None:
    assert len(of_kind("same")) == len(of_kind("related", "apart")) == 12
    languages = {told.article.language for pair in of_kind("same") for told in (pair.one, pair.other)}
    assert languages == {"en", "de", "ru", "fr"}


@pytest.mark.parametrize("pair", of_kind("same"), ids=lambda pair: pair.name)
def test_two_newsrooms_on_one_event_make_a_story(pair: Pair) -> None:
    assert put_together([report(1, pair.one), report(2, pair.other)]) == {(1, 2)}


@pytest.mark.parametrize("pair", of_kind("related", "apart"), ids=lambda pair: pair.name)
def test_two_events_around_the_same_names_stay_apart(pair: Pair) -> None:
    assert put_together([report(1, pair.one), report(2, pair.other)]) == set()


@pytest.mark.parametrize("pair", of_kind("related", "apart"), ids=lambda pair: pair.name)
def test_they_do_so_a_week_later_when_another_newsroom_tells_the_second(pair: Pair) -> None:
    later = replace(report(2, pair.other, 7 * DAY), publisher="Another Paper")
    assert put_together([report(1, pair.one), later]) == set()


def test_in_one_window_only_those_of_one_event_come_together() -> None:
    expected = {(2 * at, 2 * at + 1) for at, pair in enumerate(pairs()) if pair.kind == "same"}
    assert put_together(ALL) == expected


@pytest.mark.parametrize("pair", of_kind("related"), ids=lambda pair: pair.name)
def test_what_is_on_one_subject_stands_together_and_is_no_source_of_the_other(pair: Pair) -> None:
    stories = window([report(1, pair.one), report(2, pair.other)])
    assert stories.subjects([1, 2]) == [(1, 2)]
    assert stories.reports_of(1) == (1,)


def test_two_interviews_of_one_ambassador_are_related() -> None:
    articles = [read_submission(text) for text in Folder(SEEDS).read().texts]
    stories = window([report(number, Told("seeds", article)) for number, article in enumerate(articles)])
    assert len(stories) == 2
    assert stories.story_of(0) != stories.story_of(1)
    assert stories.subjects([0, 1]) == [(0, 1)]


def test_subjects_keep_the_order_and_hold_each_story_once() -> None:
    stories = window(ALL)
    asked = sorted({stories.story_of(each.id) for each in ALL}, reverse=True)
    found = stories.subjects(asked)
    assert sorted(story for group in found for story in group) == sorted(asked)
    firsts = [asked.index(group[0]) for group in found]
    assert firsts == sorted(firsts)
    assert stories.subjects([]) == []


@settings(max_examples=15, deadline=None)
@given(st.permutations(ALL), st.integers(0, len(ALL)))
def test_the_order_of_arrival_changes_nothing(order: list[Report], asked: int) -> None:
    stories = window(order[:asked])
    for each in order[:asked]:
        stories.story_of(each.id)
    for each in order[asked:]:
        stories.add(each)
    expected = window(ALL)
    assert all(stories.story_of(each.id) == expected.story_of(each.id) for each in ALL)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ALL), unique_by=lambda each: each.id), st.integers(0, 5), st.data())
def test_each_report_is_in_one_story_known_by_its_lowest_id(
    reports: list[Report], gone: int, data: st.DataObject
) -> None:
    moments = data.draw(st.lists(st.integers(0, 5), min_size=len(reports), max_size=len(reports)))
    reports = [replace(each, at=at * DAY) for each, at in zip(reports, moments, strict=True)]
    stories = window(reports)
    stories.forget(gone * DAY)
    kept = [each.id for each in reports if each.at >= gone * DAY]
    assert len(stories) == len(kept)
    groups = {stories.story_of(number): stories.reports_of(stories.story_of(number)) for number in kept}
    assert sorted(number for group in groups.values() for number in group) == sorted(kept)
    assert all(story == min(group) for story, group in groups.items())


def test_a_late_article_joins_a_story_and_a_much_later_one_does_not() -> None:
    pair = of_kind("same")[0]
    for days, expected in ((3, {(1, 2)}), (12, set())):
        assert put_together([report(1, pair.one), report(2, pair.other, days * DAY)]) == expected


def test_reports_of_one_publisher_must_be_more_alike() -> None:
    pair = next(pair for pair in pairs() if pair.name == "same-07-verdict")
    again = replace(pair.other, publisher=pair.one.publisher)
    assert put_together([report(1, pair.one), report(2, pair.other)]) == {(1, 2)}
    assert put_together([report(1, pair.one), report(2, again)]) == set()


def test_what_was_forgotten_is_gone_and_its_story_goes_on() -> None:
    one, other = of_kind("same")[0].one, of_kind("same")[0].other
    stories = window([report(1, one), report(2, other, DAY), report(3, one, DAY)])
    assert stories.reports_of(stories.story_of(3)) == (1, 2, 3)
    stories.forget(DAY)
    assert 1 not in stories
    assert stories.reports_of(stories.story_of(3)) == (2, 3)
    with pytest.raises(KeyError):
        stories.story_of(1)
    stories.add(report(1, one, DAY))
    assert stories.story_of(3) == 1


def test_a_report_comes_once() -> None:
    stories = window(ALL[:1])
    with pytest.raises(ValueError, match="known"):
        stories.add(ALL[0])


def test_in_one_window_only_those_on_one_subject_stand_together() -> None:
    stories = window(ALL)
    groups = stories.subjects(sorted({stories.story_of(each.id) for each in ALL}))
    for at, pair in enumerate(pairs()):
        if pair.kind == "related":
            assert any({2 * at, 2 * at + 1} <= {*group} for group in groups), pair.name
    # Interest rates of three banks are one subject, matches in two leagues would be.
    topic = [pair.name.rpartition("-")[2] for pair in pairs() for _ in (pair.one, pair.other)]
    assert all(len({topic[story] for story in group}) == 1 for group in groups)


def test_subjects_lose_what_was_forgotten() -> None:
    pair = of_kind("related")[0]
    stories = window([report(1, pair.one), report(2, pair.other, DAY)])
    assert stories.subjects([2, 1]) == [(2, 1)]
    stories.forget(DAY)
    assert stories.subjects([2]) == [(2,)]
    with pytest.raises(KeyError):
        stories.subjects([1, 2])


def test_a_flood_of_one_text_is_a_few_stories() -> None:
    flood = [replace(ALL[0], id=number) for number in range(1000, 1400)]
    stories = window([*ALL, *flood])
    found = {stories.story_of(each.id) for each in flood}
    assert len(found) < 20
    assert stories.reports_of(stories.story_of(2)) == (2,)
