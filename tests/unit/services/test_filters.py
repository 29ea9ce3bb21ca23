"""What filters leave of stories, with words matched as the bot matches them."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.feed import Entry
from bot.digest.compose import compose
from bot.digest.profile import Field, Filter, Profile
from bot.digest.sieve import Sieve
from bot.digest.story import Card, DigestContent, Story
from bot.services.spoken_of import speaks_of
from bot.summarize.further import terms_in
from tests.digests import entry, feed

FEEDS = {number: feed(number, f"Source {number}") for number in range(1, 6)}


def telling(number: int, feed_id: int, title: str, author: str | None = None, text: str = "") -> Entry:
    """An English article of one sentence."""
    one = entry(number, feed_id, text or "A sentence of no meaning.", title=title)
    assert one.summary
    return replace(one, author=author, summary=replace(one.summary, language="en"))


def story(*tellings: Entry, independent: int | None = None) -> Story:
    return Story(tellings, independent=independent or len({one.feed_id for one in tellings}))


def left(one: Story, **filters: tuple[str, ...] | tuple[Filter, ...]) -> list[int]:
    """The articles of a story that filters leave."""
    found = Sieve(Profile(**filters), speaks_of).left_of(one)  # type: ignore[arg-type]
    return [entry.id for entry in found.entries] if found else []


def author(name: str, feed_id: int = 0) -> Filter:
    return Filter(name, Field.AUTHOR, feed_id)


def source(feed_id: int, outlet: str = "") -> Filter:
    return Filter(outlet, Field.SOURCE, feed_id)


FERRY = telling(1, 1, "Ferries rest in Lindholm", "Anna Smith")
BOATS = telling(2, 2, "Boats rest in Lindholm", "José Núñez")
PORT = telling(3, 3, "The port of Lindholm is closed", None)
TOLD = story(FERRY, BOATS, PORT)


def test_a_word_that_is_muted_takes_the_whole_event_away_whoever_tells_it() -> None:
    assert left(TOLD, muted=("ferry",)) == []
    assert left(TOLD, muted=("ferryman",)) == [1, 2, 3]


def test_a_source_that_is_muted_leaves_the_story_to_the_others() -> None:
    assert left(TOLD, muted_by=(source(1),)) == [2, 3]
    assert left(TOLD, muted_by=(source(1), source(2), source(3))) == []


def test_an_author_who_is_muted_leaves_the_story_to_the_others() -> None:
    assert left(TOLD, muted_by=(author("smith"),)) == [2, 3]
    assert left(TOLD, muted_by=(author("NUNEZ"),)) == [1, 3]
    assert left(TOLD, muted_by=(author("smith", 2),)) == [1, 2, 3]
    assert left(TOLD, muted_by=(author("smith", 1),)) == [2, 3]


def test_a_word_that_is_muted_in_a_source_takes_only_what_that_source_tells() -> None:
    assert left(TOLD, muted_by=(Filter("Lindholm", feed_id=2),)) == [1, 3]
    assert left(story(FERRY), muted_by=(Filter("ferry", feed_id=1),)) == []


def test_only_in_a_source_leaves_of_it_what_has_a_word_and_touches_no_other() -> None:
    assert left(TOLD, only_by=(Filter("ferry", feed_id=2),)) == [1, 3]
    assert left(TOLD, only_by=(Filter("ferry", feed_id=2), Filter("boat", feed_id=2))) == [1, 2, 3]
    assert left(TOLD, only_by=(Filter("ferry", feed_id=2), author("Núñez", 2))) == [1, 2, 3]
    assert left(TOLD, only_by=(Filter("ferry", feed_id=1),)) == [1, 2, 3]


def test_only_a_word_shows_its_story_whole_and_only_a_source_or_an_author_what_is_theirs() -> None:
    assert left(TOLD, only=("boat",)) == [1, 2, 3]
    assert left(TOLD, only_by=(source(2),)) == [2]
    assert left(TOLD, only_by=(author("Smith"),)) == [1]
    assert left(TOLD, only_by=(author("Smith"), source(3))) == [1, 3]
    assert left(TOLD, only=("zinc",), only_by=(source(3),)) == [3]
    assert left(TOLD, only=("port",), only_by=(source(1),)) == [1, 2, 3]


def test_muting_wins_over_wanting() -> None:
    assert left(TOLD, only=("ferry",), muted=("Lindholm",)) == []
    assert left(TOLD, only=("ferry",), muted_by=(source(1),)) == []
    assert left(TOLD, only_by=(source(1),), muted_by=(source(1),)) == []
    assert left(TOLD, only_by=(Filter("ferry", feed_id=1),), muted_by=(author("Smith"),)) == [2, 3]


def test_an_outlet_of_the_folder_is_a_source_of_its_own() -> None:
    one, other = telling(1, 5, "Ferries rest", "TASS"), telling(2, 5, "Boats rest", "Xinhua")
    assert left(story(one, other), muted_by=(source(5, "tass"),)) == [2]
    assert left(story(one, other), only_by=(source(5, "Xinhua"),)) == [2]


def test_what_is_taken_away_counts_for_nothing() -> None:
    shown = (telling(9, 4, "Before"),)
    one = replace(story(FERRY, BOATS, PORT, independent=2), before=shown, wires=((1, 2), (2, 3, 9)))
    found = Sieve(Profile(muted_by=(source(2),)), speaks_of).left_of(one)
    assert found
    assert (found.independent, found.wires) == (2, ((3, 9),))
    counted: list[list[int]] = []

    def independent(ids: object) -> int:
        counted.append(list(ids))  # type: ignore[call-overload]
        return 1

    found = Sieve(Profile(muted_by=(source(2),)), speaks_of, independent).left_of(one)
    assert found
    assert (found.independent, counted) == (1, [[9, 1, 3]])


def test_a_digest_counts_as_left_out_only_what_could_have_been_shown() -> None:
    stories, more = [story(telling(number, 1, f"Title {number}")) for number in (1, 2)], {1: 7, 2: 5}

    def left_out(profile: Profile) -> int:
        return compose(stories, FEEDS, terms_in, speaks_of, profile=profile, more=more).left_out

    assert left_out(Profile()) == 12
    assert left_out(Profile(muted_by=(source(2),))) == 7
    assert left_out(Profile(only_by=(source(1),))) == 7
    assert left_out(Profile(only=("title",), only_by=(source(1),))) == 12
    assert left_out(Profile(only_by=(author("Smith"),))) == 12


def test_the_reason_names_the_words_and_authors_of_which_a_chat_wants_only_some() -> None:
    profile = Profile(only=("ferry", "zinc"), only_by=(author("Smith"), source(3)))
    [card] = compose([TOLD], FEEDS, terms_in, speaks_of, profile=profile).cards
    assert card.why.only == ("ferry", "Smith")


FORMS = {
    "ferry": ("ferry", "ferries", "Ferry", "FERRIES", "ferry's"),
    "vote": ("vote", "votes", "voted", "voting", "Votes"),
    "New York": ("New York", "new york", "NEW YORK", "New York's"),
    "run": ("run", "runs", "running"),
}
OTHERS = ("harbour", "york", "mayor", "strike", "ferryman", "devotion")
said = st.lists(st.sampled_from([*OTHERS, *(form for forms in FORMS.values() for form in forms)]), max_size=5)
tellings = st.tuples(said, said, st.integers(1, 5), st.sampled_from([None, "Anna Smith", "Ben Smithson"]))
stories = st.lists(st.lists(tellings, min_size=1, max_size=4), max_size=6)
words = st.sampled_from(list(FORMS))
fields = st.one_of(
    st.builds(Filter, words, st.just(Field.TEXT), st.integers(1, 5)),
    st.builds(Filter, st.just("Smith"), st.just(Field.AUTHOR), st.integers(0, 5)),
    st.builds(Filter, st.just(""), st.just(Field.SOURCE), st.integers(1, 5)),
)
some_words = st.lists(words, max_size=2, unique=True).map(tuple)
some_filters = st.lists(fields, max_size=3, unique=True).map(tuple)
profiles = st.builds(Profile, some_words, some_words, only_by=some_filters, muted_by=some_filters)


def made(drawn: list[list[tuple[list[str], list[str], int, str | None]]]) -> list[Story]:
    numbers = iter(range(1, 1000))
    return [
        story(
            *(
                telling(next(numbers), feed_id, " ".join(["Today", *title]), who, " ".join(["They", *text]))
                for title, text, feed_id, who in some
            )
        )
        for some in drawn
    ]


def composed(some: list[Story], profile: Profile) -> DigestContent:
    return compose(some, FEEDS, terms_in, speaks_of, profile=profile)


def shown_texts(card: Card, feed_id: int | None = None) -> Iterator[str]:
    for told in card.tellings:
        if feed_id in {None, told.entry.feed_id} and told.entry.summary:
            yield f" {told.entry.title} {' '.join(text for text, _ in told.entry.summary.told)} ".lower()
            yield f" {' '.join(text for text, _ in told.entry.summary.sentences)} ".lower()


@given(stories, profiles)
def test_a_muted_word_is_in_no_shown_telling_in_any_of_its_forms(
    drawn: list[list[tuple[list[str], list[str], int, str | None]]], profile: Profile
) -> None:
    for card in composed(made(drawn), profile).cards:
        for word in profile.muted:
            for form in FORMS[word]:
                assert not any(f" {form.lower()} " in text for text in shown_texts(card))
        for one in profile.muted_by:
            match one.field:
                case Field.TEXT:
                    for form in FORMS[one.word]:
                        assert not any(f" {form.lower()} " in text for text in shown_texts(card, one.feed_id))
                case Field.AUTHOR:
                    of = {
                        told.entry.author for told in card.tellings if one.feed_id in {0, told.entry.feed_id}
                    }
                    assert "Anna Smith" not in of
                case Field.SOURCE:
                    assert one.feed_id not in {told.entry.feed_id for told in card.tellings}


def numbers(content: DigestContent) -> set[int]:
    return {entry.id for entry in content.entries}


@given(stories, profiles, words, fields)
def test_a_further_filter_never_adds_anything(
    drawn: list[list[tuple[list[str], list[str], int, str | None]]], profile: Profile, word: str, one: Filter
) -> None:
    some = made(drawn)
    before = numbers(composed(some, profile))
    further = [
        replace(profile, muted=(*profile.muted, word)),
        replace(profile, muted_by=(*profile.muted_by, one)),
    ]
    # Of what is wanted alone each further one lets more in, but the first of the chat, or of a source.
    if not profile.only and not any(known.is_of_chat for known in profile.only_by):
        further.append(replace(profile, only=(word,)))
    same_place = [known for known in profile.only_by if known.is_of_chat == one.is_of_chat]
    if not (one.is_of_chat and profile.only) and not any(
        one.is_of_chat or known.feed_id == one.feed_id for known in same_place
    ):
        further.append(replace(profile, only_by=(*profile.only_by, one)))
    for wished in further:
        assert numbers(composed(some, wished)) <= before


@pytest.mark.parametrize(
    "word", ["(a+)+$", "(x+x+)+y", "a" + "\u0301" * 63, "[" * 63 + "a", ".*a", "a|" * 32]
)
def test_a_hostile_word_costs_no_more_than_the_text_and_is_no_pattern(word: str) -> None:
    def seconds(length: int, number: int) -> float:
        text = f"{number} " + ("a" * 31 + "x ") * (length // 33) + "!"
        one = telling(1, 1, "Title", text=text)
        start = time.perf_counter()
        assert not speaks_of(one, word)
        return time.perf_counter() - start

    short = min(seconds(3_000, number) for number in range(5))
    long = min(seconds(24_000, number) for number in range(5))
    assert long < 30 * max(short, 1e-4)  # eight times as long
