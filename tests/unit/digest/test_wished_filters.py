"""What people type behind /mute and /only."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.feed import FeedKind
from bot.digest.profile import Field, Filter
from bot.digest.wished_filters import Typed, filter_id, filter_key, read_filters
from bot.digest.wished_words import word_id
from tests.digests import feed

SEEDS = 5
FEEDS = [
    replace(feed(1, "BBC News"), site_url="https://bbc.example/news"),
    feed(2, "TASS", url="https://tass.example/rss"),
    feed(3, "The Harbour Post"),
    feed(4, "Town", kind=FeedKind.CHANNEL, url="https://t.me/s/town_hall"),
    feed(SEEDS, "Articles", kind=FeedKind.FOLDER, url="folder:seeds"),
    feed(6, "BBC Sport"),
]


def read(text: str) -> Typed:
    return read_filters(text, FEEDS, {SEEDS: ["Xinhua", "TASS"]})


def words(*found: str, feed_id: int = 0) -> tuple[Filter, ...]:
    return tuple(Filter(word, feed_id=feed_id) for word in found)


def author(name: str, feed_id: int = 0) -> Filter:
    return Filter(name, Field.AUTHOR, feed_id)


def source(feed_id: int, outlet: str = "") -> Filter:
    return Filter(outlet, Field.SOURCE, feed_id)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("football", ["football"]),
        ("the prime minister", ["the prime minister"]),
        ("football, Kelin ;  zinc\nNew   York", ["football", "Kelin", "zinc", "New York"]),
        ('"New York, NY", zinc', ["New York, NY", "zinc"]),
        ('"New York" "Los Angeles"', ["New York", "Los Angeles"]),
        ('"New York" football', ["New York", "football"]),
        ("«Новый Уренгой», „Bad Homburg“, “St Ives”", ["Новый Уренгой", "Bad Homburg", "St Ives"]),
        ("「東京 大阪」、『朝日 新聞』", ["東京 大阪", "朝日 新聞"]),
        ('"unfinished, zinc', ["unfinished", "zinc"]),
        ("足球、东京，北京", ["足球", "东京", "北京"]),
        ("Zinc, ZINC, zinc", ["Zinc"]),
        ("C++, .NET, 5G, AI, U.S.", ["C++", ".NET", "5G", "AI", "U.S."]),
        ("made in China, in", ["made in China", "in"]),
        ('"football in TASS", "author:Smith"', ["football in TASS", "author:Smith"]),
        (' , "" , ', []),
        ("", []),
    ],
)
def test_words_and_phrases_are_told_apart(typed: str, found: list[str]) -> None:
    assert read(typed) == Typed(words(*found))


def test_what_is_no_word_is_given_back() -> None:
    typed = read(f"a, ok, {'x' * 64}, {'y' * 65}, ??, 🔥🔥, .*, {chr(0x301) * 64}, author:?")
    assert typed.filters == words("ok", "x" * 64)
    assert typed.unfit == ("a", "y" * 65, "??", "🔥🔥", ".*", chr(0x301) * 64, "?")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("author:Smith", [author("Smith")]),
        ("Author: John Smith, zinc", [author("John Smith"), *words("zinc")]),
        ('author:"Smith, John"', [author("Smith, John")]),
        ("author：王小明", [author("王小明")]),
        ("author:Smith in TASS", [author("Smith", 2)]),
        ("source:TASS", [source(2)]),
        ("source: the harbour post", [source(3)]),
        ('source:"The Harbour Post"', [source(3)]),
        ("source:2, source:harbour", [source(2), source(3)]),
        ("tass.example", [source(2)]),
        ("@town_hall", [source(4)]),
        ("https://t.me/town_hall", [source(4)]),
        ("source:xinhua", [source(SEEDS, "Xinhua")]),
    ],
)
def test_authors_and_sources_are_named_by_a_key_or_an_address(typed: str, found: list[Filter]) -> None:
    assert read(typed) == Typed(tuple(found), feed_id=2 if found[0].feed_id == 2 and found[0].word else 0)


@pytest.mark.parametrize(
    ("typed", "found", "feed_id"),
    [
        ("football in TASS", words("football", feed_id=2), 2),
        ("football in:2", words("football", feed_id=2), 2),
        ("football in the harbour post", words("football", feed_id=3), 3),
        ("football in harbour", words("football", feed_id=3), 3),
        ('"New York" in TASS', words("New York", feed_id=2), 2),
        ("made in China in TASS", words("made in China", feed_id=2), 2),
        ("football, tennis in TASS", words("football", "tennis", feed_id=2), 2),
        ("football, tennis in TASS, zinc", (*words("football", "tennis", feed_id=2), *words("zinc")), 0),
        ("in:2 football, zinc", words("football", "zinc", feed_id=2), 2),
        ("in:harbour football", words("football", feed_id=3), 3),
        ("in:2 football in:3 tennis", (*words("football", feed_id=2), *words("tennis", feed_id=3)), 0),
        ("football in:2 in:3", (*words("football", feed_id=2), *words("football", feed_id=3)), 0),
        ("football in bbc sport", words("football", feed_id=6), 6),
        ("in:2", (), 2),
    ],
)
def test_what_stands_before_a_source_holds_for_it_alone(
    typed: str, found: tuple[Filter, ...], feed_id: int
) -> None:
    assert read(typed) == Typed(found, feed_id=feed_id)


def test_a_source_that_is_not_followed_is_said_and_nothing_is_taken_for_it() -> None:
    assert read("football in:Nowhere, zinc") == Typed(words("zinc"), unknown=("Nowhere",))
    assert read("in:Nowhere, football") == Typed(unknown=("Nowhere",))
    assert read("source:Nowhere") == Typed(unknown=("Nowhere",))
    assert read("@nowhere @town_hall") == Typed((source(4),), unknown=("@nowhere",))


def test_a_name_that_several_have_is_said_and_nothing_is_taken_for_it() -> None:
    assert read("source:bbc") == Typed(several=("bbc",))
    assert read("football in:bbc") == Typed(several=("bbc",))
    assert read("football in BBC, zinc") == Typed(words("zinc"), several=("BBC",))


filters = st.builds(Filter, st.text(max_size=9), st.sampled_from(Field), st.integers(0, 3))


@given(filters, filters)
def test_filters_that_are_not_the_same_have_different_ids(one: Filter, other: Filter) -> None:
    assert (filter_key(one) == filter_key(other)) == (filter_id(one) == filter_id(other))
    assert len(filter_id(one)) == 16


def test_a_word_of_the_whole_chat_has_the_id_that_old_buttons_have() -> None:
    assert filter_id(Filter("Zinc")) == word_id("zinc")


@given(
    st.text(max_size=120) | st.from_regex(r'((in|source|author): ?|["«„a2,@.: ]|TASS){0,30}', fullmatch=True)
)
def test_whatever_is_typed_comes_to_filters_that_fit_any_database(typed: str) -> None:
    found = read(typed).filters
    assert len(set(map(filter_key, found))) == len(found)
    for one in found:
        assert one.feed_id in {0, 1, 2, 3, 4, 5, 6}
        assert 2 <= len(one.word) <= 64 or (one.word == "" and one.field is Field.SOURCE and one.feed_id)


@pytest.mark.parametrize("piece", ['"', "“", "a in b,", "in:x ", "source:(a+)+$ ", '"a" in b ', "„a„"])
def test_a_hostile_message_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.perf_counter()
        read_filters(text, many, {})
        return time.perf_counter() - start

    many = [feed(number, f"Source {number} (a+)+$") for number in range(1, 101)]
    short = min(seconds(500) for _ in range(5))
    long = min(seconds(4000) for _ in range(5))
    # Eight times the length, with room for a busy machine; by the square it would be 64 times.
    assert long < 30 * short
