"""The dates of feeds, which are RFC 822 or ISO by the book, and anything in practice."""

import re
from datetime import UTC, datetime, timedelta, timezone

from bot.articles.dates import read_date_lead
from bot.articles.months import month_number

# No feed is older; what says so was made by a clock that was not set.
_FIRST_YEAR = 1990
_LAST_YEAR = 2100
_LONGEST = 120

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d)"
    r"(?:[Tt\s]+(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?(?P<zone>.*))?"
)
_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+|of\s+)?(?P<month>[^\W\d_]+)\.?,?[\s-]+(?:de\s+)?"
    r"(?P<year>\d{4}|\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(
    r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|:),?\s+(?:\S+\s+){0,2}?(?P<year>\d{4})(?!\d)"
)
_CLOCK = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?:[.,]\d+)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d?):?(?P<minutes>\d\d)?(?!\d)")
_NAME = re.compile(r"[^\W\d_]{1,5}")
_EPOCH = re.compile(r"\d{10}|\d{13}")

# Names of zones in feeds, with their minutes east of Greenwich: RFC 822's, and what software of a country
# writes. Where one name means several (IST, CST), the one with the most feeds. Names not here count as UTC.
_ZONES = {
    name: int(minutes)
    for name, _, minutes in (
        row.partition("=")
        for row in """
            UT=0 UTC=0 GMT=0 Z=0 WET=0
            EST=-300 EDT=-240 CST=-360 CDT=-300 MST=-420 MDT=-360 PST=-480 PDT=-420 AST=-240 ADT=-180 NST=-210
            AKST=-540 AKDT=-480 HST=-600 BRT=-180 ART=-180
            BST=60 WEST=60 CET=60 MEZ=60 CEST=120 MESZ=120 EET=120 EEST=180 MSK=180 MSD=240 МСК=180 TRT=180
            IDT=180 SAST=120 IST=330 PKT=300 WIB=420 ICT=420 SGT=480 HKT=480 AWST=480 JST=540 KST=540
            ACST=570 AEST=600 AEDT=660 NZST=720 NZDT=780
        """.split()  # noqa: SIM905  # a table
    )
}


def read_moment(text: str | None) -> int | None:
    """Return the moment that a feed gives, in seconds since 1970 UTC; None where it cannot be told.

    A moment without a zone, or with an unknown one, counts as UTC; a day alone as its first moment.
    """
    text = (text or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        moment = _iso(text) or _epoch(text) or _spoken(text) or _day_alone(text)
    except (ValueError, OverflowError):
        return None
    return int(moment.timestamp()) if moment and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _iso(text: str) -> datetime | None:
    match = _ISO.match(text)
    if not match:
        return None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    return _moment(
        (int(match["year"]), int(match["month"]), int(match["day"])), (hour, minute, second), match["zone"]
    )


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _spoken(text: str) -> datetime | None:
    """Read a date whose month is a name, in any order and language of `months`, with or without a clock."""
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            month = _month(match["month"])
            if month:
                year = int(match["year"])
                # RFC 822 of 1982 has two digits.
                year += 0 if year > 99 else 2000 if year < 70 else 1900
                return _with_clock((year, month, int(match["day"])), text)
    return None


def _with_clock(day: tuple[int, int, int], text: str) -> datetime:
    clock = _CLOCK.search(text)
    if not clock:
        return _moment(day, (0, 0, 0), "")
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return _moment(day, (hour, int(clock["minute"]), int(clock["second"] or 0)), text[clock.end() :])


def _day_alone(text: str) -> datetime | None:
    """Read what the lines of articles have: "24.03.2023", "24.03.2023 10:11", "2023年3月24日"."""
    lead = read_date_lead(text)
    if not lead or not lead.day:
        return None
    day = (lead.day.year, lead.day.month, lead.day.day)
    # "24.03.2023" looks like a clock itself.
    clock = re.search(r"\d{1,2}:\d\d.*", text)
    return _with_clock(day, clock[0]) if clock else _moment(day, (0, 0, 0), "")


def _month(name: str) -> int | None:
    """Return the number of a month; a name in another case of its language begins as one that is known."""
    for spelling in (name, name[:4], name[:3]):
        try:
            return month_number(spelling)
        except KeyError:
            continue
    return None


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int], zone: str | None) -> datetime:
    hour, minute, second = clock
    year, month, number = day
    start = datetime(year, month, number, tzinfo=timezone(timedelta(minutes=_minutes_east(zone or ""))))
    # 24:00 and the 60th second exist in feeds, and are where the next hour and minute begin.
    if hour > 24 or minute > 60 or second > 60:
        raise ValueError
    return start + timedelta(hours=hour, minutes=minute, seconds=second)


def _minutes_east(zone: str) -> int:
    offset = _OFFSET.search(zone)
    if offset:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        return (minutes if offset["sign"] == "+" else -minutes) if minutes <= 15 * 60 else 0
    for name in _NAME.findall(zone):
        if name.upper() in _ZONES:
            return _ZONES[name.upper()]
    return 0
