"""Many people whose digests are due at once, in a PostgreSQL database."""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import time as time_of_day

from sqlalchemy import URL, create_engine, text

from bot.articles.feed import FeedKind
from bot.digest.model import ChatKind, Place, Schedule
from bot.digest.schedule import next_slot
from bot.storage import open_storage
from bot.storage.schema import METADATA
from tests.unit.storage.things import bring

_KEYS = ("a", "b", "c")


async def fill(url: URL, people: Sequence[int]) -> None:
    """Let people follow one source that has news; their digests are due in some hours."""
    now = int(time.time())
    hour = time.gmtime(now + 4 * 3600)
    schedule = Schedule("UTC", (_time_of(hour),))
    storage = await open_storage(url)
    try:
        feed = await storage.feeds.add("https://news.example/feed", FeedKind.FEED, "News", now)
        await bring(storage, feed.id, _KEYS, now=now, first_read=True)
        await storage.feeds.note_read(
            feed.id,
            now=now,
            next_poll_at=now + 20 * 3600,
            interval=86_400,
            etag=None,
            last_modified=None,
            title="News",
            site_url=None,
        )
        chat = await storage.chats.open(Place(people[0]), ChatKind.PRIVATE, schedule, None, now)
        await storage.subscriptions.add(chat.id, feed.id, now)
        slot = next_slot(schedule, now, None)
        assert slot
        await storage.chats.set_schedule(chat.id, schedule, slot.due_at)
    finally:
        await storage.close()
    _multiply(url, people)


def make_due(url: URL) -> None:
    """Let everybody's digest be due since a minute ago.

    What is ahead, if by a moment, whoever checks the schedules right now would set to what the schedule says.
    """
    _execute(url, "UPDATE chats SET next_due_at = extract(epoch FROM now())::bigint - 60")


def states(url: URL) -> Counter[str]:
    """Return how many parts of digests are in which state."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT state, count(*) FROM deliveries GROUP BY state"))
            return Counter({str(state): int(count) for state, count in found})
    finally:
        engine.dispose()


def _multiply(url: URL, people: Sequence[int]) -> None:
    """Give everybody what the first of them has."""
    for table, key in (("chats", "id"), ("subscriptions", "chat_id")):
        names = [column.name for column in METADATA.tables[table].columns]
        new = {key: "(SELECT min(id) FROM chats) + n", "telegram_id": "telegram_id + n"}
        values = ", ".join(new.get(name, name) for name in names)
        _execute(
            url,
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} "  # noqa: S608  (names of the schema)
            f"FROM (SELECT * FROM {table} LIMIT 1) AS first, generate_series(1, {len(people) - 1}) AS n",
        )


def _execute(url: URL, statement: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _time_of(moment: time.struct_time) -> time_of_day:
    return time_of_day(moment.tm_hour, moment.tm_min)
