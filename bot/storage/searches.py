"""What is looked at when somebody looks for something: the newest digest of a chat, and what it follows."""

from heapq import nlargest

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.feed import Entry
from bot.digest.model import DeliveryState
from bot.storage.breaking import BREAKING
from bot.storage.rows import entry_columns, entry_of
from bot.storage.schema import deliveries, entries, subscriptions

# A source that brings more in a week is searched as far back as the others.
_OF_A_FEED = 200


class SearchStore:
    """Looking for what a chat was sent and could be sent. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def newest_digest(self, chat_id: int) -> int | None:
        """Return the id of the digest that a chat was sent last; None where there is none that is kept."""
        query = (
            select(deliveries.c.digest_id)
            .where(
                deliveries.c.chat_id == chat_id,
                deliveries.c.state == DeliveryState.SENT.value,
                deliveries.c.digest_id.is_not(None),
                ~deliveries.c.slot.startswith(BREAKING),
            )
            .order_by(deliveries.c.ended_at.desc(), deliveries.c.id.desc())
            .limit(1)
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar()

    async def entries_of_chat(self, chat_id: int, count: int) -> list[Entry]:
        """Return the entries seen last in all feeds that a chat follows, the one seen last first."""
        followed = select(subscriptions.c.feed_id).where(subscriptions.c.chat_id == chat_id)
        async with self._engine.connect() as connection:
            ids: list[int] = []
            # Feed by feed from the index: all together they would have to be sorted.
            for feed_id in (await connection.execute(followed)).scalars().all():
                newest = (
                    select(entries.c.id)
                    .where(entries.c.feed_id == feed_id, ~entries.c.is_old)
                    .order_by(entries.c.id.desc())
                    .limit(_OF_A_FEED)
                )
                ids += (await connection.execute(newest)).scalars()
            query = select(*entry_columns).where(entries.c.id.in_(nlargest(count, ids)))
            found = (await connection.execute(query.order_by(entries.c.id.desc()))).all()
        return [entry_of(row) for row in found]
