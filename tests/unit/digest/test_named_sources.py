"""Sources by the names that people give them."""

from dataclasses import replace

import pytest

from bot.articles.feed import FeedKind
from bot.digest.named_sources import SourceNames
from tests.digests import feed

LIST = [
    replace(
        feed(1, "BBC News", url="https://feeds.bbci.example/news.xml"), site_url="https://bbc.example/news"
    ),
    feed(2, "BBC Sport"),
    feed(3, "The Harbour Post"),
    feed(4, "Town", kind=FeedKind.CHANNEL, url="https://t.me/s/town_hall"),
    feed(5, None, kind=FeedKind.FOLDER, url="folder:seeds"),
    replace(feed(6, "Politics", url="https://www.daily.example/politics.xml"), site_url=None),
    replace(feed(7, "Business", url="https://www.daily.example/business.xml"), site_url=None),
]
NAMES = SourceNames(LIST)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("3", [3]),
        ("8", []),
        ("0", []),
        ("the harbour  POST", [3]),
        ("source3.example", [3]),
        ("https://www.source3.example/", [3]),
        ("@town_hall", [4]),
        ("t.me/town_hall", [4]),
        ("seeds", [5]),
        ("bbc.example", [1]),
        ("daily.example", [6, 7]),
        ("Harbour", []),
        ("", []),
        ("²", []),
    ],
)
def test_numbers_addresses_and_titles_name_a_source_and_a_site_all_its_feeds(
    name: str, numbers: list[int]
) -> None:
    assert [one.id for one in NAMES.exactly(name)] == numbers


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [
        ("harbour", [3], [3]),
        ("harb", [3], []),
        ("bbc", [1, 2], [1, 2]),
        ("BBC Sport", [2], [2]),
        ("", [], []),
        ("nowhere", [], []),
    ],
)
def test_a_part_of_a_title_is_enough_where_nothing_else_can_be_meant(
    name: str, part: list[int], words: list[int]
) -> None:
    assert [one.id for one in NAMES.partly(name)] == part
    assert [one.id for one in NAMES.by_words(name)] == words
