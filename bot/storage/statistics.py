"""What the database holds, in numbers."""

from sqlalchemy import Select, distinct, exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.digest.model import ChatKind, ChatState, DeliveryState
from bot.digest.people import Figures
from bot.storage.ledger import OPEN
from bot.storage.schema import articles, chats, deliveries, feeds, members, subscriptions

_DAY = 86_400
_GROUPS = (ChatKind.GROUP, ChatKind.SUPERGROUP)


class StatisticsStore:
    """Counts, beside all else: of 100,000 chats with a week of their digests in one to two seconds."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def figures(self, now: int) -> Figures:
        """Return all of them as they are at `now`, UTC seconds."""
        async with self._engine.connect() as connection:
            kinds = {ChatKind(kind): count for kind, count in await connection.execute(_chats())}
            sources, failing = (await connection.execute(_sources())).one()
            sent_week, sent_day = (await connection.execute(_sent(now))).one()
            return Figures(
                people=kinds.get(ChatKind.PRIVATE, 0),
                members=await _count(connection, select(members.c.user_id).where(~members.c.is_removed)),
                groups=sum(kinds.get(kind, 0) for kind in _GROUPS),
                channels=kinds.get(ChatKind.CHANNEL, 0),
                sources=sources,
                failing=failing,
                sent_day=sent_day,
                sent_week=sent_week,
                waiting=await _count(connection, _waiting()),
                articles=await _count(connection, select(articles.c.stored_at)),
                database_bytes=await _size(connection),
            )


def _chats() -> Select[str, int]:
    """Those that are set up and served, and where the bot was neither blocked nor taken out."""
    there = chats.c.state.not_in((ChatState.BLOCKED.value, ChatState.UNSERVED.value))
    return select(chats.c.kind, func.count(distinct(chats.c.telegram_id))).where(there).group_by(chats.c.kind)


def _sources() -> Select[int, int]:
    is_followed = exists().where(subscriptions.c.feed_id == feeds.c.id)
    fails = or_(feeds.c.failing_since.is_not(None), feeds.c.is_gone)
    return select(func.count(), func.count().filter(fails)).select_from(feeds).where(is_followed)


def _sent(now: int) -> Select[int, int]:
    """Digests of a week and of a day, by the first of their parts: notices have no content of their own."""
    is_of_day = deliveries.c.ended_at > now - _DAY
    return select(func.count(), func.count().filter(is_of_day)).where(
        deliveries.c.ended_at > now - 7 * _DAY,
        deliveries.c.state == DeliveryState.SENT.value,
        deliveries.c.part == 0,
        deliveries.c.digest_id.is_not(None),
    )


def _waiting() -> Select[int]:
    return select(deliveries.c.id).where(deliveries.c.state.in_([state.value for state in OPEN]))


async def _count(connection: AsyncConnection, query: Select[int]) -> int:
    return (await connection.execute(select(func.count()).select_from(query.subquery()))).scalar_one()


async def _size(connection: AsyncConnection) -> int:
    """Return the bytes of the database."""
    if connection.dialect.name == "postgresql":
        return await _number(connection, "SELECT pg_database_size(current_database())")
    return await _number(connection, "PRAGMA page_count") * await _number(connection, "PRAGMA page_size")


async def _number(connection: AsyncConnection, statement: str) -> int:
    return int((await connection.execute(text(statement))).scalar_one())
