"""Statuses to be shown: one with a bit of everything, and one of a process that cannot work."""

from bot.articles.feed import FeedKind
from bot.operator.status import Process, Status
from bot.storage.operations import DAY, HOUR, WAITS, Hour, Operations, Trouble

# 22 November 2026, 14:10 UTC.
NOW = 1_795_356_600
HOSTILE = '<script>alert("x")</script>\u202e\u200b & Co'


def hour(start: int, *waits: int, **values: int) -> Hour:
    """An hour in which a digest was sent within each of these waits, by their places."""
    counts = [waits.count(place) for place in range(len(WAITS) + 1)]
    return Hour(start, digests=len(waits), waits=tuple(counts), **values)


def hours() -> tuple[Hour, ...]:
    """A day: quiet but for the morning, and an hour in which much was late."""
    first = NOW // HOUR * HOUR - 23 * HOUR
    busy = {
        16: (0,) * 40 + (10,) * 2,
        17: (3,) * 12,
        18: (10,) * 3,
        23: (0,),
    }
    return tuple(hour(first + place * HOUR, *busy.get(place, ())) for place in range(24))


def everything() -> Status:
    """A bot that does its work, with some trouble."""
    process = Process(
        name="@digest_test_bot",
        version="1.2.3",
        role="all",
        database="SQLite",
        started_at=NOW - 3 * DAY - 2 * HOUR,
        updates=12_345,
        summaries=678,
        replies={
            ("answered", ""): 1200,
            ("refused", "FetchFailed"): 30,
            ("refused", "TooShort"): 4,
            ("failed", ""): 1,
            ("cancelled", ""): 2,
            ("given_up", ""): 0,
        },
        too_many={("chat",): 3, ("everywhere",): 0},
        slow_hosts=[("slow.example", 12.34), ("slower.example", 4.0)],
    )
    operations = Operations(
        taken_at=NOW,
        waiting=7,
        put_off=2,
        oldest_due_at=NOW - 75,
        chats_due=1,
        chats_to_come=40,
        hours=hours(),
        chats={"active": 99, "blocked": 3, "closed": 1, "unserved": 0},
        feeds={"well": 20, "unread": 1, "failing": 2, "gone": 1},
        feeds_due=5,
        troubles=(
            Trouble(
                "https://name:pass-word@www.failing.example:8443/path?key=se-cret#part",
                FeedKind.FEED,
                HOSTILE,
                "link_too_slow",
                NOW - 2 * HOUR,
                is_gone=False,
            ),
            Trouble(
                "/home/of/somebody/seeds", FeedKind.FOLDER, None, "folder_unreadable", None, is_gone=False
            ),
            Trouble(
                "https://gone.example/feed", FeedKind.FEED, "Gone", "link_gone", NOW - 9 * DAY, is_gone=True
            ),
        ),
    )
    return Status(NOW, process, (), operations)


def nothing() -> Status:
    """A process whose database is gone, before Telegram told its name."""
    process = Process(name="", version="1.2.3", role="worker", database="PostgreSQL", started_at=NOW - 5)
    return Status(NOW, process, ("The database cannot be written: it is locked, full or gone.",), None)
