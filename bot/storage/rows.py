"""Rows and the values they hold, there and back.

The functions that end in `_of` take a row that begins with the columns named beside them, in that order;
a query may ask for more behind them. So two tables may have columns of one name.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from bot.articles.feed import Entry, EntrySummary, Feed, FeedKind
from bot.articles.model import Submission
from bot.digest.look import Look
from bot.digest.model import Chat, ChatKind, ChatState, Place, Schedule
from bot.storage.schema import articles, chats, entries, feeds

schedule_columns = (chats.c.timezone, chats.c.times, chats.c.weekdays, chats.c.quiet, chats.c.paused_until)

look_columns = tuple(chats.c[field.name] for field in fields(Look))

chat_columns = (
    *schedule_columns,
    *look_columns,
    chats.c.id,
    chats.c.telegram_id,
    chats.c.topic_id,
    chats.c.kind,
    chats.c.is_silent,
    chats.c.says_nothing_new,
    chats.c.state,
    chats.c.next_due_at,
    chats.c.last_slot,
    chats.c.shown_until,
    chats.c.covered_at,
    chats.c.added_by,
)

feed_columns = tuple(feeds.c[field.name] for field in fields(Feed))

entry_columns = tuple(entries.c[field.name] for field in fields(Entry))

article_columns = tuple(articles.c[field.name] for field in fields(Submission))


def schedule_of(row: Sequence[Any]) -> Schedule:
    """Return the schedule of a chat from `schedule_columns`."""
    timezone, times, weekdays, quiet, paused_until = row[: len(schedule_columns)]
    return Schedule(timezone, _times(times), _weekdays(weekdays), _quiet(quiet), paused_until)


def schedule_values(schedule: Schedule) -> dict[str, Any]:
    """Return what a chat's row holds of a schedule."""
    return {
        "timezone": schedule.timezone,
        "times": " ".join(_minutes(moment) for moment in schedule.times),
        "weekdays": "".join(str(day) for day in sorted(schedule.weekdays)),
        "quiet": "-".join(_minutes(moment) for moment in schedule.quiet) if schedule.quiet else None,
        "paused_until": schedule.paused_until,
    }


def chat_of(row: Sequence[Any]) -> Chat:
    """Return a chat from `chat_columns`."""
    number, telegram_id, topic_id, kind, silent, says_nothing, state, due, slot, shown, covered, by = row[
        len(schedule_columns) + len(look_columns) : len(chat_columns)
    ]
    return Chat(
        id=number,
        place=Place(telegram_id, topic_id),
        kind=ChatKind(kind),
        schedule=schedule_of(row),
        is_silent=silent,
        says_nothing_new=says_nothing,
        state=ChatState(state),
        next_due_at=due,
        last_slot=local_of(slot),
        shown_until=shown,
        covered_at=covered,
        added_by=by,
        look=look_of(row[len(schedule_columns) :]),
    )


def look_of(row: Sequence[Any]) -> Look:
    """Return how a chat wants what it is sent, from `look_columns`."""
    return Look(*row[: len(look_columns)])


def look_values(look: Look) -> dict[str, Any]:
    """Return what a chat's row holds of a look."""
    return {field.name: getattr(look, field.name) for field in fields(look)}


def local_of(text: str | None) -> datetime | None:
    """Return the local time that `chats.last_slot` holds."""
    return datetime.fromisoformat(text) if text else None


def local_text(local: datetime) -> str:
    """Return how a row holds a local time: "2026-11-22T08:00"."""
    return local.isoformat(timespec="minutes")


def feed_of(row: Sequence[Any]) -> Feed:
    """Return a feed from `feed_columns`."""
    number, url, kind, *others = row[: len(feed_columns)]
    return Feed(number, url, FeedKind(kind), *others)


def entry_of(row: Sequence[Any]) -> Entry:
    """Return an entry from `entry_columns`."""
    values = list(row[: len(entry_columns)])
    values[-1] = summary_of(values[-1])
    return Entry(*values)


def article_of(row: Sequence[Any]) -> Submission:
    """Return an article from `article_columns`."""
    return Submission(*row[: len(article_columns)])


def summary_of(text: str | None) -> EntrySummary | None:
    """Return the summary that `entries.summary` holds."""
    if text is None:
        return None
    known = json.loads(text)
    sentences, told, others = (
        tuple((sentence, link) for sentence, link in known.get(name, ()))
        for name in ("sentences", "told", "others")
    )
    # Older rows do not have the last four.
    return EntrySummary(
        sentences,
        known["available"],
        known["words"],
        known["article_words"],
        told,
        known.get("language", "und"),
        others,
        tuple(map(tuple, known.get("steps", ()))),
    )


def summary_text(summary: EntrySummary | None) -> str | None:
    """Return how a row holds a summary."""
    if summary is None:
        return None
    values = {field.name: getattr(summary, field.name) for field in fields(summary)}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


# Most of 100,000 chats have one of a few schedules.
@lru_cache(maxsize=1024)
def _times(text: str) -> tuple[time, ...]:
    return tuple(time.fromisoformat(moment) for moment in text.split())


@lru_cache(maxsize=128)
def _weekdays(digits: str) -> frozenset[int]:
    return frozenset(int(digit) for digit in digits)


@lru_cache(maxsize=1024)
def _quiet(text: str | None) -> tuple[time, time] | None:
    if not text:
        return None
    start, end = (time.fromisoformat(moment) for moment in text.split("-"))
    return start, end


def _minutes(moment: time) -> str:
    return moment.isoformat(timespec="minutes")
