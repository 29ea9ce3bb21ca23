from datetime import date, datetime, time, timedelta

import pytest

from bot.render.moments import day_ahead, days_of, length, listed, since, span

SUNDAY = date(2026, 11, 22)
NOON = datetime.combine(SUNDAY, time(12))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow, Monday 23 November"),
        (5, "Friday 27 November"),
        (40, "Friday 1 January 2027"),
    ],
)
def test_a_day_to_come_is_named_as_people_say_it(days: int, words: str) -> None:
    assert day_ahead(SUNDAY + timedelta(days=days), SUNDAY) == words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "11:00"),
        (timedelta(hours=13), "yesterday"),
        (timedelta(days=2), "Friday"),
        (timedelta(days=19), "3 November"),
        (timedelta(days=365), "22 November 2025"),
    ],
)
def test_since_when(ago: timedelta, words: str) -> None:
    assert since(NOON - ago, NOON) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20, "minute"),
        (300, "5 minutes"),
        (3600, "hour"),
        (6000, "2 hours"),
        (86_400, "day"),
        (2 * 86_400, "2 days"),
        (15 * 86_400, "2 weeks"),
        (90 * 86_400, "3 months"),
    ],
)
def test_a_span_in_words(seconds: int, words: str) -> None:
    assert span(seconds) == words


def test_a_length_is_never_promised_too_short() -> None:
    assert [length(seconds) for seconds in (1, 61, 3600, 7201)] == [
        "1 minute",
        "2 minutes",
        "60 minutes",
        "3 hours",
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "every day"),
        (range(5), "from Monday to Friday"),
        ({5, 6}, "on Saturdays and Sundays"),
        ({0, 2, 4}, "on Mondays, Wednesdays and Fridays"),
        ({3}, "on Thursdays"),
    ],
)
def test_the_days_of_a_schedule(days: range | set[int], words: str) -> None:
    assert days_of(frozenset(days)) == words


def test_a_list() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
