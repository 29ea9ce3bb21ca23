"""Which stories many report at once."""

from collections.abc import Sequence

import pytest

from bot.digest.breaking import Sighting, is_breaking

NOW = 1_000_000
MINUTE, HOUR = 60, 3600


def seen(*moments: int, publishers: str = "abcdefgh") -> list[Sighting]:
    """Reports of so many seconds ago, each by another publisher unless they are named."""
    return [
        Sighting(number, number, NOW - ago, publisher)
        for number, (ago, publisher) in enumerate(zip(moments, publishers, strict=False), start=1)
    ]


def all_of_them(ids: Sequence[int]) -> int:
    return len(ids)


@pytest.mark.parametrize(
    ("ago", "sources", "expected"),
    [
        ((0, 59 * MINUTE), 2, True),
        ((0, HOUR), 2, True),
        ((0, HOUR + 1), 2, False),
        ((0, 40 * MINUTE, 80 * MINUTE), 3, False),
        ((0, 40 * MINUTE, 80 * MINUTE), 2, True),
        ((2 * HOUR, 3 * HOUR), 2, True),
        ((2 * HOUR + 1, 3 * HOUR), 2, False),
        ((0, 5 * HOUR, 5 * HOUR + 1), 2, False),
        ((-1, 0), 2, False),
        ((-MINUTE, 0, MINUTE), 2, True),
        ((0,), 2, False),
        ((), 2, False),
    ],
)
def test_so_many_within_an_hour_and_not_long_ago(ago: tuple[int, ...], sources: int, expected: bool) -> None:
    assert is_breaking(seen(*ago), sources, NOW, all_of_them) is expected


def test_several_reports_of_one_publisher_are_one_source() -> None:
    assert not is_breaking(seen(0, 1, 2, publishers="aaa"), 2, NOW, all_of_them)


def test_copies_of_one_text_are_what_independent_says_they_are() -> None:
    assert not is_breaking(seen(0, 1, 2), 2, NOW, lambda ids: 1)
    assert is_breaking(seen(0, 1, 2), 2, NOW, lambda ids: len(ids) - 1)


def test_only_those_within_the_hour_are_counted() -> None:
    asked: list[Sequence[int]] = []

    def note(ids: Sequence[int]) -> int:
        asked.append(sorted(ids))
        return 0

    assert not is_breaking(seen(0, 30 * MINUTE, 100 * MINUTE), 2, NOW, note)
    assert asked == [[1, 2]]
