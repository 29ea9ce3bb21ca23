"""Feeds, entries and plans for tests of what is said about them."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.articles.feed import Entry, EntrySummary, Feed, FeedKind
from bot.digest.model import Schedule
from bot.digest.plan import Next, Plan
from bot.digest.schedule import next_slot

BERLIN = "Europe/Berlin"
# Sunday 22 November 2026, noon in Berlin.
NOW = int(datetime(2026, 11, 22, 12, tzinfo=ZoneInfo(BERLIN)).timestamp())
DAILY = Schedule(BERLIN, (time(8),))
HOUR, DAY = 3600, 86_400


def feed(number: int = 1, title: str | None = "Example News", **changes: Any) -> Feed:
    made = Feed(
        id=number,
        url=f"https://example.org/{number}.xml",
        kind=FeedKind.FEED,
        title=title,
        site_url="https://example.org/",
        etag=None,
        last_modified=None,
        interval=HOUR,
        next_poll_at=NOW,
        polled_at=NOW,
        read_at=NOW - HOUR,
        failures=0,
        failing_since=None,
        failure=None,
        is_told=False,
        is_gone=False,
    )
    return replace(made, **changes)


def entry(title: str | None, url: str | None = "https://example.org/a", begins: str = "") -> Entry:
    summary = EntrySummary(((begins, None),), 1, 9, 9) if begins else None
    return Entry(1, 1, "0" * 16, title, url, None, None, NOW, None, summary)


def plan(schedule: Schedule = DAILY, *, sources: int = 1, late_seconds: int = 0, **changes: Any) -> Plan:
    slot = next_slot(schedule, NOW) if sources else None
    following = Next(slot, late_seconds) if slot else None
    return replace(Plan(schedule, NOW, following, sources), **changes)
