"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.feeds.dates import read_moment


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 24 Mar 2026 10:11:12 +0100", "2026-03-24T09:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 GMT", "2026-03-24T10:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 EDT", "2026-03-24T14:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 MSK", "2026-03-24T07:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 Etc/GMT", "2026-03-24T10:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 GMT+0200", "2026-03-24T08:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 +03:00", "2026-03-24T07:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 +0300 (MSK)", "2026-03-24T07:11:12"),
        ("Tue, 24 Mar 2026 10:11:12 Nowhere", "2026-03-24T10:11:12"),
        ("Tue, 24 Mar 2026 24:00:00 GMT", "2026-03-25T00:00:00"),
        ("Mon, 24 Mar 2026 10:11", "2026-03-24T10:11:00"),
        ("24 Mar 26 10:11 GMT", "2026-03-24T10:11:00"),
        ("24 Mar 99 10:11 GMT", "1999-03-24T10:11:00"),
        ("Tue, 24-Mar-2026 10:11:12 GMT", "2026-03-24T10:11:12"),
        ("Tue Mar 24 10:11:12 2026", "2026-03-24T10:11:12"),
        ("March 24, 2026 10:11 pm", "2026-03-24T22:11:00"),
        ("March 24th, 2026 at 12:05 a.m.", "2026-03-24T00:05:00"),
        ("2026-03-24T10:11:12Z", "2026-03-24T10:11:12"),
        ("2026-03-24T10:11:12.123456+05:30", "2026-03-24T04:41:12"),
        ("2026-03-24 10:11:12", "2026-03-24T10:11:12"),
        ("2026-03-24T10:11+0100", "2026-03-24T09:11:00"),
        ("20260324T101112Z", "2026-03-24T10:11:12"),
        ("2026-03-24", "2026-03-24T00:00:00"),
        ("Вт, 24 Мар 2026 10:11:12 +0300", "2026-03-24T07:11:12"),
        ("вторник, 24 марта 2026 г. 10:11 МСК", "2026-03-24T07:11:00"),
        ("24 Июнь 2026 10:11", "2026-06-24T10:11:00"),
        ("24 серпня 2026, 10:11", "2026-08-24T10:11:00"),
        ("Di, 24 Mär 2026 10:11:12 +0100", "2026-03-24T09:11:12"),
        ("24. Dezember 2026 10:11 Uhr", "2026-12-24T10:11:00"),
        ("mar, 24 mar 2026 10:11:12 +0100", "2026-03-24T09:11:12"),
        ("24 févr. 2026 10:11", "2026-02-24T10:11:00"),
        ("sábado, 24 de octubre de 2026 10:11", "2026-10-24T10:11:00"),
        ("24 Mayıs 2026 10:11", "2026-05-24T10:11:00"),
        ("24.03.2026 10:11", "2026-03-24T10:11:00"),
        ("24.03.2026", "2026-03-24T00:00:00"),
        ("2026年3月24日", "2026-03-24T00:00:00"),
        ("1774347072", "2026-03-24T10:11:12"),
        ("1774347072000", "2026-03-24T10:11:12"),
    ],
)
def test_moments(written: str, meant: str) -> None:
    moment = read_moment(f" {written}\n")
    assert moment is not None
    assert datetime.fromtimestamp(moment, UTC).replace(tzinfo=None).isoformat() == meant


@pytest.mark.parametrize(
    "written",
    [
        *("", "today", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "2026-13-45", "32 Mar 2026"),
        *("2026-03-24T99:99:99Z", "0", "9" * 40, "Tue, 24 Foo 2026 10:00", "24 Mar 2026 " + "x" * 200),
    ],
)
def test_what_tells_no_moment(written: str) -> None:
    assert read_moment(written) is None


@settings(deadline=None)
@given(st.integers(int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()), 4_102_444_799))
def test_the_forms_of_the_standards_are_read_to_the_second(meant: int) -> None:
    moment = datetime.fromtimestamp(meant, UTC)
    for form in ("%Y-%m-%dT%H:%M:%SZ", "%a, %d %b %Y %H:%M:%S GMT", "%d %b %Y %H:%M:%S +0000"):
        assert read_moment(moment.strftime(form)) == meant


@settings(deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[0-9a-zA-Z:/.+ -]{0,40}"))
def test_no_text_makes_it_fail(text: str) -> None:
    read_moment(text)
