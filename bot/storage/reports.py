"""What articles are compared by, from the entries of the days in which a story may go on."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.feed import FeedKind
from bot.digest.publisher import publisher_of
from bot.digest.story_report import Report
from bot.storage.schema import entries, feeds
from bot.storage.sql import writing

# What was published longer before it was seen counts as of so many seconds before, so that it is known for
# some days; and what is dated after it was seen is not from the future.
_LONG_BEFORE = 4 * 86_400


class ReportStore:
    """Entries as reports of events. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def seen(self, since: int, after_id: int, limit: int) -> list[tuple[Report, int]]:
        """Return reports with the ids of their feeds: those seen since a moment, by id, behind `after_id`."""
        query = (
            select(
                entries.c.id,
                entries.c.feed_id,
                func.coalesce(entries.c.published, entries.c.seen_at).label("at"),
                entries.c.seen_at,
                entries.c.language,
                entries.c.features,
                entries.c.url,
                entries.c.author,
                feeds.c.kind,
                feeds.c.url.label("feed_url"),
                feeds.c.site_url,
            )
            .join(feeds, feeds.c.id == entries.c.feed_id)
            .where(entries.c.id > after_id, entries.c.features.is_not(None), entries.c.seen_at >= since)
            .order_by(entries.c.id)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [
            (
                Report(
                    row.id,
                    publisher_of(row.url, row.author, FeedKind(row.kind), row.feed_url, row.site_url),
                    max(min(row.at, row.seen_at), row.seen_at - _LONG_BEFORE),
                    row.language or "und",
                    row.features,
                ),
                row.feed_id,
            )
            for row in rows
        ]

    async def drop_features(self, seen_before: int) -> int:
        """Forget what entries seen before a moment are compared by; return of how many."""
        old = (entries.c.features.is_not(None), entries.c.seen_at < seen_before)
        async with writing(self._engine) as connection:
            return (await connection.execute(update(entries).where(*old).values(features=None))).rowcount
