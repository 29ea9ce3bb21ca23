"""Which stories go into a digest, and in which order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.feed import Entry
from bot.digest.compose import compose
from bot.digest.profile import NOTHING_WISHED, Profile
from bot.digest.story import DigestContent, Story, Why
from bot.summarize.further import terms_in
from tests.digests import HOUR, NOW, entry, feed

FEEDS = {number: feed(number, f"Source {number}") for number in range(1, 6)}


def speaks(entry: Entry, phrase: str) -> bool:
    return phrase in (entry.title or "")


def composed(
    stories: Sequence[Story],
    profile: Profile = NOTHING_WISHED,
    more: Mapping[int, int] = MappingProxyType({}),
) -> DigestContent:
    return compose(stories, FEEDS, terms_in, speaks, profile=profile, more=more)


def alone(number: int, feed_id: int = 1, *sentences: str, hours: float = 0, title: str = "") -> Story:
    """A story of one article, so many hours old."""
    one = entry(number, feed_id, *sentences, title=title or f"Title {number}")
    return Story((replace(one, published=NOW - int(hours * HOUR), seen_at=NOW),))


def told_by(number: int, *feed_ids: int, hours: float = 0) -> Story:
    """A story that several sources tell for themselves, its articles numbered from `number` on."""
    entries = [alone(number + place, of, hours=hours).entries[0] for place, of in enumerate(feed_ids)]
    return Story(tuple(entries), independent=len(feed_ids))


def shown(content: DigestContent) -> list[int]:
    """The first entry of each story, in order."""
    return [min(told.entry.id for told in card.tellings) for card in content.cards]


def test_what_many_tell_comes_first_and_then_the_newest() -> None:
    old, new, twice, thrice = alone(1, hours=9), alone(2, 2, hours=1), told_by(10, 1, 2), told_by(20, 1, 2, 3)
    assert shown(composed([old, new, twice, thrice])) == [20, 10, 2, 1]


def test_a_day_weighs_as_much_as_twice_the_sources() -> None:
    fresh, day_old = alone(1, 3, hours=0), told_by(10, 1, 2, hours=23)
    assert shown(composed([fresh, day_old])) == [10, 1]
    day_old = told_by(10, 1, 2, hours=25)
    assert shown(composed([fresh, day_old])) == [1, 10]


def test_what_has_no_date_or_one_to_come_counts_from_when_it_was_seen() -> None:
    stories = [
        Story((replace(entry(1, 1), published=None, seen_at=NOW - 50),)),
        Story((replace(entry(2, 2), published=NOW + 10**9, seen_at=NOW - 70),)),
        Story((replace(entry(3, 3), published=NOW - 60, seen_at=NOW),)),
        Story((replace(entry(4, 4), published=NOW - 60, seen_at=NOW),)),
    ]
    assert shown(composed(stories)) == [1, 4, 3, 2]


def test_a_source_that_brings_many_takes_no_place_of_others() -> None:
    noisy = [alone(100 + number, 1, hours=number / 100) for number in range(50)]
    content = composed([*noisy, alone(1, 2, hours=5), alone(2, 3, hours=11)], Profile(most_stories=8))
    assert {1, 2} < set(shown(content))
    assert content.left_out == 44


def test_what_several_feeds_bring_stands_once_with_all_of_them() -> None:
    first, second = entry(1, 1), entry(2, 2, "It says more.", "And this.")
    content = composed([Story((first, second), wires=((1, 2),))])
    (card,) = content.cards
    assert card.lead.entry == second
    assert [feed.id for feed in card.feeds] == [2, 1]
    assert (content.articles, content.sources) == (2, 2)


def test_related_stories_stand_together_at_the_place_of_the_first_under_what_they_share() -> None:
    talks = replace(alone(1, 1, title="Kelin speaks of talks", hours=9), subject=1)
    visit = replace(alone(2, 2, title="A visit that Kelin paid", hours=1), subject=1)
    content = composed([talks, alone(3, 3, hours=2), visit])
    assert shown(content) == [2, 1, 3]
    assert [subject.names for subject in content.subjects] == [("Kelin",), ()]
    assert content.cards[0].why == content.cards[1].why == Why()


def test_muted_stories_are_not_shown_and_not_counted() -> None:
    content = composed([alone(1, title="On ferries"), alone(2, title="Rates")], Profile(muted=("ferries",)))
    assert (shown(content), content.left_out) == ([2], 0)


def test_only_stories_with_one_of_the_words_are_shown_and_say_so() -> None:
    stories = [alone(1, title="On ferries"), alone(2, title="Rates rise"), alone(3, title="Weather")]
    content = composed(stories, Profile(only=("ferries", "Rates")))
    assert sorted(shown(content)) == [1, 2]
    assert {card.why.only for card in content.cards} == {("ferries",), ("Rates",)}


def test_mute_wins_over_only() -> None:
    both = alone(1, title="Rates of ferries")
    assert not composed([both], Profile(only=("Rates",), muted=("ferries",))).cards


@pytest.mark.parametrize(("weight", "order"), [(1, [2, 1]), (0, [1, 2]), (-1, [1, 2])])
def test_the_weight_of_a_source_moves_its_stories_by_days(weight: int, order: list[int]) -> None:
    stories = [alone(1, 1, hours=1), alone(2, 2, hours=20)]
    assert shown(composed(stories, Profile(feeds=((2, weight),)))) == order


def test_liked_and_disliked_words_move_stories_and_are_named() -> None:
    stories = [alone(1, 1, title="On ferries"), alone(2, 2, title="Rates", hours=20), alone(3, 3, hours=21)]
    content = composed(stories, Profile(words=(("ferries", -1), ("Rates", 2))))
    assert shown(content) == [2, 3, 1]
    assert [card.why.liked for card in content.cards] == [("Rates",), (), ()]
    assert [card.why.disliked for card in content.cards] == [(), (), ("ferries",)]


def test_a_budget_of_stories_leaves_out_the_last_and_counts_their_articles() -> None:
    content = composed([told_by(1, 1, 2), told_by(5, 2, 3), alone(9)], Profile(most_stories=2))
    assert (shown(content), content.left_out) == ([5, 1], 1) or (shown(content), content.left_out) == (
        [1, 5],
        1,
    )
    assert composed([told_by(1, 1, 2, 3)], Profile(most_stories=2)).left_out == 0


def test_a_budget_of_minutes_ends_before_it_is_passed_and_keeps_one_story() -> None:
    long = "word " * 150
    stories = [alone(number, number, long, hours=number) for number in range(1, 6)]
    assert shown(composed(stories, Profile(most_minutes=1))) == [1]
    content = composed(stories, Profile(most_minutes=2))
    assert shown(content) == [1, 2, 3]
    assert content.left_out == 2


def test_one_story_that_the_profile_does_not_prefer_is_kept_and_says_so() -> None:
    liked = [alone(number, 1, title=f"Rates {number}", hours=number) for number in range(1, 6)]
    odd = alone(9, 2, title="A ferry", hours=40)
    content = composed([*liked, odd], Profile(words=(("Rates", 2),), most_stories=3))
    assert shown(content) == [1, 2, 9]
    assert [card.why.is_off_profile for card in content.cards] == [False, False, True]


def test_what_is_wanted_less_takes_the_kept_place_only_where_there_is_nothing_else() -> None:
    liked = [alone(number, 1, title=f"Rates {number}") for number in range(1, 4)]
    less, other = alone(8, 2, title="A ferry"), alone(9, 3, hours=90)
    wishes = Profile(words=(("Rates", 2), ("ferry", -2)), most_stories=2)
    assert 9 in shown(composed([*liked, less, other], wishes))
    assert 8 in shown(composed([*liked, less], wishes))


def test_a_story_that_goes_on_shows_only_what_is_new_of_it() -> None:
    said = "The ferry Aurora ran aground off Lindholm on Tuesday with 212 passengers on board."
    new = "All passengers had left the Aurora by Wednesday morning, the coast guard of Lindholm announced."
    before, after = entry(1, 1, said), entry(2, 2, said, new)
    (card,) = composed([Story((after,), (before,), independent=2)]).cards
    assert [text for text, _ in card.sentences] == [new]
    assert card.before == (before,)


def test_reading_takes_what_the_articles_have_and_what_is_shown_of_them() -> None:
    story = alone(1, 1, "One sentence of six words only.")
    summary = story.entries[0].summary
    assert summary
    long = replace(story.entries[0], summary=replace(summary, article_words=476))
    content = composed([replace(story, entries=(long,)), alone(2, 2)])
    assert content.seconds_whole == 120
    assert 0 < content.seconds_shown < 4


def test_nothing_makes_an_empty_digest() -> None:
    assert composed([]) == DigestContent()
    assert DigestContent().seconds_whole == DigestContent().articles == 0


stories = st.lists(
    st.builds(
        lambda number, feed_ids, hours, independent: replace(
            told_by(number * 10, *feed_ids, hours=hours), independent=independent
        ),
        st.integers(1, 10**5),
        st.lists(st.integers(1, 5), min_size=1, max_size=4),
        st.floats(0, 200),
        st.integers(1, 4),
    ),
    max_size=30,
    unique_by=lambda story: story.first,
)
profiles = st.builds(
    Profile,
    words=st.sampled_from([(), (("Title 1", 1),), (("Title", -2), ("Title 20", 2))]),
    feeds=st.sampled_from([(), ((1, 2),), ((2, -1), (3, 1))]),
    most_stories=st.none() | st.integers(1, 9),
    most_minutes=st.none() | st.integers(1, 3),
)


@given(stories, profiles)
def test_every_article_is_in_one_story_or_counted(some: list[Story], profile: Profile) -> None:
    content = composed(some, profile)
    counts = Counter(entry.id for entry in content.entries)
    assert set(counts.values()) <= {1}
    assert len(counts) + content.left_out == sum(len(story.entries) for story in some)
    assert all(card.tellings for card in content.cards)
    assert len(content.cards) <= (profile.most_stories or 100)
    assert bool(content.cards) == bool(some)


@given(stories, profiles, st.randoms())
def test_the_order_in_which_stories_come_does_not_matter(
    some: list[Story], profile: Profile, chance: object
) -> None:
    shuffled = sorted(some, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert composed(shuffled, profile) == composed(some, profile)
