"""A text that many print is one source, and so is who prints many texts."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.clean import read_article
from bot.digest.cluster import Stories
from bot.digest.story_report import Report
from bot.digest.story_wire import sources
from tests.stories import Pair, Told, pairs, report

BY_TWO = [pair for pair in pairs() if pair.one.publisher != pair.other.publisher]


def printed(number: int, publisher: str, text: str, at: int = 0) -> Report:
    return report(number, Told(publisher, read_article(text, language="en")), at)


def window(*reports: Report) -> Stories:
    stories = Stories()
    for each in reports:
        stories.add(each)
    return stories


def most(brought: Sequence[tuple[str, int]]) -> int:
    return max(
        len(some)
        for size in range(len(brought) + 1)
        for some in combinations(brought, size)
        if len({publisher for publisher, _ in some}) == len({text for _, text in some}) == size
    )


@pytest.mark.parametrize("pair", BY_TWO, ids=lambda pair: pair.name)
def test_what_two_newsrooms_wrote_is_two_texts_and_what_one_copied_is_none_of_its_own(pair: Pair) -> None:
    text = pair.one.article.text
    stories = window(
        report(1, pair.one),
        report(2, pair.other),
        printed(3, "A", text.replace(" said", " has said") + "\n\nOur reporters are on the spot."),
        printed(4, "B", text[: len(text) // 2]),
        printed(5, "C", text[len(text) // 2 :]),
    )
    assert stories.wires([1, 2]) == []
    assert stories.independent([1, 2]) == 2
    # Two halves have nothing in common but the whole.
    assert stories.wires([4, 5]) == []
    assert stories.wires([5, 2, 4, 3, 1]) == [(5, 4, 3, 1)]
    assert stories.independent([1, 2, 3, 4, 5]) == 2


def test_one_publisher_is_one_source_however_much_it_prints() -> None:
    texts = [pair.one.article.text for pair in pairs()[:3]]
    stories = window(
        *(printed(number, "A", text) for number, text in enumerate(texts)), printed(3, "B", texts[0])
    )
    assert stories.independent([0, 1, 2]) == 1
    assert stories.independent([0, 3]) == 1
    # B has only what A printed, too, but A has more than that.
    assert stories.independent([0, 1, 3]) == 2


def test_no_text_is_like_no_other() -> None:
    stories = window(
        printed(1, "A", ""),
        printed(2, "B", ""),
        printed(3, "C", "Fire in Port Sellick"),
        printed(4, "D", "Fire in Port Sellick"),
        printed(5, "E", "Flood in Port Sellick"),
    )
    assert stories.wires([1, 2, 3, 4, 5]) == [(3, 4)]
    assert stories.independent([1, 2, 3, 4, 5]) == 4


def test_what_is_not_in_the_window_is_a_source_of_its_own() -> None:
    text = pairs()[0].one.article.text
    stories = window(printed(1, "A", text), printed(2, "B", text, at=10), printed(3, "A", text, at=10))
    assert stories.wires([9, 1, 2, 8]) == [(1, 2)]
    assert stories.independent([9, 1, 2, 8]) == 3
    stories.forget(10)
    assert stories.wires([1, 2, 3]) == [(2, 3)]
    assert stories.independent([1, 2, 3]) == 2
    assert stories.wires([]) == []
    assert stories.independent([]) == 0


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 5)), max_size=9))
def test_sources_are_the_most_reports_of_which_no_two_share_publisher_or_text(
    brought: list[tuple[str, int]],
) -> None:
    assert sources([text for _, text in brought], [publisher for publisher, _ in brought]) == most(brought)
