"""What people type behind /schedule is understood, or refused in words that help."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.model import ALL_WEEK, Schedule
from bot.digest.schedule import UNTIL_RESUMED, local_now
from bot.digest.spoken_times import MAX_PAUSE_DAYS, parse_schedule, time_of
from bot.errors import UserError
from bot.render.phrases import explain
from tests.unit.digest.clocks import DAY, moment

# A Sunday, 15:30 in Berlin.
NOW = moment(2026, 11, 22, 14, 30)
BEFORE = Schedule("Europe/Berlin", (time(8),), frozenset({0, 2}), (time(22), time(6)), NOW + 5 * DAY)
WORK, WEEKEND = frozenset(range(5)), frozenset({5, 6})


def parse(text: str) -> Schedule:
    return parse_schedule(text, BEFORE, NOW)


def at(*texts: str) -> tuple[time, ...]:
    return tuple(time.fromisoformat(text) for text in texts)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("08:00 18:30", at("08:00", "18:30")),
        ("18:30, 8:00", at("08:00", "18:30")),
        ("8am 6.30pm", at("08:00", "18:30")),
        ("8 a.m. and 6:30 p.m.", at("08:00", "18:30")),
        ("at 8", at("08:00")),
        ("8 18", at("08:00", "18:00")),
        ("0830", at("08:30")),
        ("8.30", at("08:30")),
        ("18h30", at("18:30")),
        ("8h", at("08:00")),
        ("18:30pm", at("18:30")),
        ("12am 12pm", at("00:00", "12:00")),
        ("noon midnight", at("00:00", "12:00")),
        ("24:00", at("00:00")),
        ("8 o'clock", at("08:00")),
        ("18 Uhr", at("18:00")),
        ("０８：００", at("08:00")),
        ("08:00/12:00/18:00", at("08:00", "12:00", "18:00")),
        ("08:00 08:00 8am", at("08:00")),
        ("Digest at 7:30, please.", at("07:30")),
        ("off", ()),
        ("no digests", ()),
    ],
)
def test_times(text: str, times: tuple[time, ...]) -> None:
    assert parse(text) == replace(BEFORE, times=times)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", WORK),
        ("Mon – Fri", WORK),
        ("monday to friday", WORK),
        ("weekdays", WORK),
        ("weekend", WEEKEND),
        ("sat-sun", WEEKEND),
        ("fri-mon", frozenset({4, 5, 6, 0})),
        ("daily", ALL_WEEK),
        ("every day", ALL_WEEK),
        ("mon,wed,fri", frozenset({0, 2, 4})),
        ("tue/thurs", frozenset({1, 3})),
        ("on Sundays", frozenset({6})),
        ("weekdays and sat", frozenset(range(6))),
        ("mon-tue, thu-fri", frozenset({0, 1, 3, 4})),
    ],
)
def test_days(text: str, days: frozenset[int]) -> None:
    assert parse(text) == replace(BEFORE, weekdays=days)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("quiet 22:00-07:00", at("22:00", "07:00")),
        ("Quiet hours from 10pm to 7am", at("22:00", "07:00")),
        ("quiet between 13 and 14:30", at("13:00", "14:30")),
        ("quiet 23 7", at("23:00", "07:00")),
        ("quiet off", None),
        ("no quiet hours", None),
    ],
)
def test_quiet_hours(text: str, quiet: tuple[time, time] | None) -> None:
    assert parse(text) == replace(BEFORE, quiet=quiet)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("pause 3 days", NOW + 3 * DAY),
        ("pause 3d", NOW + 3 * DAY),
        ("pause for a week", NOW + 7 * DAY),
        ("pause two weeks", NOW + 14 * DAY),
        ("pause 12 hours", NOW + DAY // 2),
        ("pause today", moment(2026, 11, 22, 23)),
        ("pause until tomorrow", moment(2026, 11, 22, 23)),
        ("pause until friday", moment(2026, 11, 26, 23)),
        ("pause until sunday", moment(2026, 11, 28, 23)),
        ("pause till next monday 18:00", moment(2026, 11, 23, 17)),
        ("pause until next week", moment(2026, 11, 22, 23)),
        ("pause until 2026-12-24", moment(2026, 12, 23, 23)),
        ("pause until 24 dec", moment(2026, 12, 23, 23)),
        ("pause until the 24th of December", moment(2026, 12, 23, 23)),
        ("pause until Dec 24th, 2026 at 9am", moment(2026, 12, 24, 8)),
        ("pause until 24.12.", moment(2026, 12, 23, 23)),
        ("pause until 24.12.2026", moment(2026, 12, 23, 23)),
        ("pause until 12/24", moment(2026, 12, 23, 23)),
        ("pause until 24/12/2026", moment(2026, 12, 23, 23)),
        ("pause until 1 july", moment(2027, 6, 30, 22)),
        ("pause until 22 nov 23:00", None),
        ("pause", UNTIL_RESUMED),
        ("Pause until I resume", UNTIL_RESUMED),
        ("pause until further notice", UNTIL_RESUMED),
        ("resume", None),
        ("pause off", None),
    ],
)
def test_pauses(text: str, until: int | None) -> None:
    if text == "pause until 22 nov 23:00":  # the next 22 November with no year named is that of the next year
        until = moment(2027, 11, 22, 22)
    assert parse(text) == replace(BEFORE, paused_until=until)


def test_all_of_it_together() -> None:
    assert parse("mon-fri 8:00 18:30, quiet 22-7, resume") == Schedule(
        "Europe/Berlin", at("08:00", "18:30"), WORK, (time(22), time(7)), None
    )
    assert parse("no quiet 07:00 daily pause 2 days") == Schedule(
        "Europe/Berlin", at("07:00"), ALL_WEEK, None, NOW + 2 * DAY
    )


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("", "schedule_nothing", "/schedule 08:00"),
        ("on, every", "schedule_nothing", "/schedule 08:00"),
        ("blursday 8:00", "schedule_unreadable", "“blursday”"),
        ("25:00", "schedule_unreadable", "“25:00”"),
        ("8:60", "schedule_unreadable", "“8:60”"),
        ("13am", "schedule_unreadable", "“13am”"),
        ("every 2 hours", "schedule_unreadable", "“2 hours”"),
        ("every 3 days", "schedule_unreadable", "“3 days”"),
        ("8:00 in the morning", "schedule_unreadable", "“in”"),
        ("08:00-18:00", "schedule_span", "/schedule quiet 08:00-18:00"),
        ("8 to 9", "schedule_span", "/schedule 08:00 09:00"),
        ("off 08:00", "schedule_on_and_off", "/schedule off"),
        ("mon-fri 8:00, sat 10:00", "schedule_by_day", "same times"),
        ("8:00 weekdays 10:00 weekend", "schedule_by_day", "same times"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13", "schedule_many", "at most 12"),
        ("08:00 08:10", "schedule_close", "08:00 and 08:10"),
        ("23:55 00:05", "schedule_close", "23:55 and 00:05"),
        ("quiet", "schedule_quiet", "22:00-07:00"),
        ("quiet 22:00", "schedule_quiet", "22:00-07:00"),
        ("quiet 7-7", "schedule_quiet", "22:00-07:00"),
        ("pause friday", "schedule_pause", "“friday”"),
        ("pause 3 moons", "schedule_pause", "“3 moons”"),
        ("pause until 3/4", "schedule_pause", "“3/4”"),
        ("pause until 31.2.", "schedule_pause", "“31.2.”"),
        ("pause until", "schedule_pause", "2026-12-24"),
        ("pause 0 days", "schedule_pause_past", "later"),
        ("pause until 2020-01-01", "schedule_pause_past", "later"),
        ("pause until today", "schedule_pause_past", "later"),
        ("pause 400 days", "schedule_pause_long", "366"),
        ("pause until 9999-12-31", "schedule_pause_long", "366"),
        ("8" * 300, "schedule_unreadable", "…”"),
    ],
)
def test_refusals_say_what_is_wrong_and_how_it_is_written(text: str, code: str, shown: str) -> None:
    with pytest.raises(UserError) as raised:
        parse(text)
    assert raised.value.code == code
    words = explain(raised.value)
    assert shown in words
    assert "/schedule " in words


def test_dates_are_those_of_the_zone() -> None:
    # 22:00 UTC is Monday in Tokyo already.
    tokyo = replace(BEFORE, timezone="Asia/Tokyo")
    parsed = parse_schedule("pause until tomorrow", tokyo, moment(2026, 11, 22, 22))
    assert parsed.paused_until == moment(2026, 11, 23, 15)


def test_the_twelfth_time_and_the_fifteenth_minute_are_allowed() -> None:
    assert len(parse(" ".join(str(hour) for hour in range(0, 24, 2))).times) == 12
    assert parse("23:50 00:05").times == at("00:05", "23:50")


def written(schedule: Schedule, now: int) -> str:
    """A schedule as the examples in the bot's own words write one."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    parts = [f"{at:%H:%M}" for at in schedule.times] or ["off"]
    parts += [names[day] for day in sorted(schedule.weekdays)]
    parts.append("quiet " + ("{:%H:%M}-{:%H:%M}".format(*schedule.quiet) if schedule.quiet else "off"))
    if schedule.paused_until is None:
        parts.append("resume")
    elif schedule.paused_until == UNTIL_RESUMED:
        parts.append("pause")
    else:
        parts.append(f"pause until {local_now(schedule, schedule.paused_until):%Y-%m-%d %H:%M}")
    return " ".join(parts)


clock_times = st.integers(0, 95).map(lambda quarters: time(quarters // 4, quarters % 4 * 15))


@given(
    st.sets(clock_times, max_size=12),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | st.tuples(clock_times, clock_times).filter(lambda pair: pair[0] != pair[1]),
    st.none()
    | st.just(UNTIL_RESUMED)
    | st.integers(1, (MAX_PAUSE_DAYS - 1) * 24).map(lambda hours: hours * 3600),
)
def test_what_the_bot_writes_it_reads(
    times: set[time], days: frozenset[int], quiet: tuple[time, time] | None, pause: int | None
) -> None:
    until = pause if pause in (None, UNTIL_RESUMED) else NOW + (pause or 0)
    schedule = Schedule("Asia/Kathmandu", tuple(sorted(times)), days, quiet, until)
    before = Schedule("Asia/Kathmandu", (time(8),))
    assert parse_schedule(written(schedule, NOW), before, NOW) == schedule


PIECES = st.sampled_from(
    ["8", "08:00", "18.30", "6pm", "24:00", "0830", "noon", "mon", "fri-mon", "weekdays", "daily", "-", "to",
     "until", ",", "quiet", "off", "no", "pause", "resume", "for", "a", "the", "3", "days", "weeks", "month",
     "today", "tomorrow", "next", "24", "dec", "24.12.", "2026-12-24", "0001-01-01", "9999-12-31", "12/24",
     "31/2", "at", "on", "٣", "9999"]
)  # fmt: skip


@given(
    st.lists(PIECES | st.text(max_size=5), max_size=8).map(" ".join) | st.text(max_size=60),
    st.integers(NOW, NOW + 999 * DAY),
)
def test_anything_is_understood_or_refused(text: str, now: int) -> None:
    try:
        parsed = parse_schedule(text, BEFORE, now)
    except UserError as error:
        explain(error)
        return
    assert parsed.timezone == BEFORE.timezone
    assert parsed.weekdays
    assert parsed.weekdays <= ALL_WEEK
    assert list(parsed.times) == sorted(set(parsed.times))
    assert parsed.quiet is None or parsed.quiet[0] != parsed.quiet[1]
    if parsed.paused_until not in (None, UNTIL_RESUMED, BEFORE.paused_until):
        assert parsed.paused_until is not None
        assert now < parsed.paused_until <= now + (MAX_PAUSE_DAYS + 1) * DAY


@given(st.dates(date(2026, 11, 23), date(2027, 11, 22)))
def test_every_date_of_a_year_can_be_named(day: date) -> None:
    until = parse(f"pause until {day:%d.%m.%Y}").paused_until
    assert until is not None
    assert local_now(BEFORE, until) == datetime.combine(day, time())
    without_year = parse(f"pause until {day:%B} {day.day}").paused_until
    assert without_year == until


def test_no_text_takes_long() -> None:
    for text in ("8" * 200, "8 " * 100, "- " * 100, "a" * 200, "８:" * 100, "pause until " * 16):
        try:
            parse(text)
        except UserError:
            continue


def test_words_that_are_no_times() -> None:
    assert time_of("") is None
    assert time_of("8:5") is None
    assert time_of("123") is None
    assert time_of("99999") is None
