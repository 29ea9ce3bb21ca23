from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.digest.model import Schedule
from bot.digest.spoken_times import parse_schedule
from bot.render.languages import LANGUAGES, speaking
from bot.render.moments import (
    day_ahead,
    day_name,
    days_named,
    full_date,
    length,
    listed,
    short_weekdays,
    since,
    span,
    weekday_words,
)

SUNDAY = date(2026, 11, 22)
NOON = datetime.combine(SUNDAY, time(12))
PLAN = Schedule("UTC", (time(8),))


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
        (20, "1 minute"),
        (300, "5 minutes"),
        (3600, "1 hour"),
        (6000, "2 hours"),
        (86_400, "1 day"),
        (2 * 86_400, "2 days"),
        (15 * 86_400, "2 weeks"),
        (90 * 86_400, "3 months"),
    ],
)
def test_a_span_in_words(seconds: int, words: str) -> None:
    assert span(seconds) == words


def test_a_length_is_never_promised_too_short() -> None:
    assert [length(seconds) for seconds in (1, 61, 3600, 7201)] == [
        ("minutes", 1),
        ("minutes", 2),
        ("minutes", 60),
        ("hours", 3),
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(5), "Monday to Friday"),
        ({5, 6}, "Saturday and Sunday"),
        ({0, 2, 4}, "Monday, Wednesday and Friday"),
        ({3}, "Thursday"),
    ],
)
def test_the_days_of_a_schedule(days: range | set[int], words: str) -> None:
    assert days_named(frozenset(days)) == words


def test_a_list() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize(
    ("language", "this_year", "with_year", "weekday"),
    [
        ("en", "3 November", "3 November 2026", "Tue"),
        ("ru", "3 ноября", "3 ноября 2026\u202fг.", "вт"),
        ("uk", "3 листопада", "3 листопада 2026\u202fр.", "вт"),
        ("de", "3. November", "3. November 2026", "Di"),
        ("fr", "3 novembre", "3 novembre 2026", "mar."),
        ("es", "3 de noviembre", "3 de noviembre de 2026", "mar"),
        ("it", "3 novembre", "3 novembre 2026", "mar"),
        ("pt", "3 de novembro", "3 de novembro de 2026", "ter."),
        ("pl", "3 listopada", "3 listopada 2026", "wt."),
        ("tr", "3 Kasım", "3 Kasım 2026", "Sal"),
        ("ar", "3 نوفمبر", "3 نوفمبر 2026", "الثلاثاء"),
        ("fa", "3 نوامبر", "3 نوامبر 2026", "سه\u200cشنبه"),
        ("hi", "3 नवंबर", "3 नवंबर 2026", "मंगल"),
        ("id", "3 November", "3 November 2026", "Sel"),
        ("zh", "11月3日", "2026年11月3日", "周二"),
        ("ja", "11月3日", "2026年11月3日", "火"),
        ("ko", "11월 3일", "2026년 11월 3일", "화"),
    ],
)
def test_days_are_named_as_each_language_does(
    language: str, this_year: str, with_year: str, weekday: str
) -> None:
    day = NOON - timedelta(days=19)
    with speaking(language):
        assert since(day, NOON) == this_year
        assert this_year in day_name(day.date(), SUNDAY)
        assert full_date(day.date()) == with_year
        assert short_weekdays()[1] == weekday


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_of_a_schedule_are_understood_as_the_bot_names_them(language: str) -> None:
    now = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())
    with speaking(language):
        names, short = list(weekday_words())[:7], short_weekdays()
        for day in range(7):
            for text in (f"{names[day]} 07:30", f"7:30 {short[day].upper()}"):
                read = parse_schedule(text, PLAN, now, weekday_words())
                assert (read.weekdays, read.times) == (frozenset({day}), (time(7, 30),))
        read = parse_schedule(f"{short[0]}-{short[4]} 8:00", PLAN, now, weekday_words())
    assert read.weekdays == frozenset(range(5))


def test_a_minute_of_a_pause_is_no_sunday_in_indonesian() -> None:
    now = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())
    with speaking("id"):
        read = parse_schedule("Min 8:00 pause 30 min", PLAN, now, weekday_words())
    assert (read.weekdays, read.paused_until) == (frozenset({6}), now + 1800)


@pytest.mark.parametrize(
    ("code", "this_year", "last_year"),
    [
        ("fr", "1er novembre", "1er novembre 2025"),
        ("pt", "1º de novembro", "1º de novembro de 2025"),
        ("es", "1 de noviembre", "1 de noviembre de 2025"),
        ("de", "1. November", "1. November 2025"),
    ],
)
def test_the_first_of_a_month_is_written_as_the_language_does(
    code: str, this_year: str, last_year: str
) -> None:
    with speaking(code):
        assert this_year in day_name(date(2026, 11, 1), SUNDAY)
        assert full_date(date(2025, 11, 1)) == last_year
        assert "11 nov" in full_date(date(2025, 11, 11)).lower().replace("11.", "11").replace("de ", "")
