"""What only the database knows of how things go: what waits, what went out in the last day, what fails."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, case, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.articles.feed import FeedKind
from bot.digest.model import ChatState, DeliveryState
from bot.storage.ledger import WRONG_CLOCK
from bot.storage.schema import chats, deliveries, feeds, leaders, subscriptions, updates
from bot.storage.sql import writing

HOUR, DAY = 3600, 86_400
# Of hours of UTC, the one that is going on among them.
HOURS = 24
# Seconds from due to sent by which messages are told apart: due ones are looked for every 5 s, and 100,000 at
# one minute take an hour.
WAITS = (5, 10, 30, 60, 120, 300, 900, 1800, 3600, 7200)
# Feeds in trouble that are named: as many as an owner looks at.
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Hour:
    """What came to its end in one hour of UTC, of all that goes out by itself."""

    start: int
    """UTC seconds."""
    digests: int = 0
    """Those that were sent, a digest in several parts once."""
    notices: int = 0
    """Other messages that were sent."""
    repeated: int = 0
    """Messages that were sent again after nobody knew, so that they may have come twice."""
    unknown: int = 0
    """Messages of which nobody knows whether they came, and which are not sent again."""
    dead: int = 0
    """Messages that could not be delivered."""
    waits: tuple[int, ...] = (0,) * (len(WAITS) + 1)
    """Digests by the first of `WAITS` within which they were sent, and at the end those that took longer."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed that cannot be read."""

    url: str
    kind: FeedKind
    title: str | None
    failure: str | None
    """A code; see `bot.render.feed_notices.reason`."""
    failing_since: int | None
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Operations:
    """How things stand at one moment. Times are UTC seconds."""

    taken_at: int
    updates: int = 0
    """Updates that Telegram brought, and whose handlers have not come to their end."""
    waiting: int = 0
    """Messages that could be sent now."""
    put_off: int = 0
    """Messages that have to wait for a moment: quiet hours, a pause that Telegram wants, the part before."""
    oldest_due_at: int | None = None
    """Since when the longest waiting one is due, of chats that have no quiet hours; None where none waits."""
    chats_due: int = 0
    """Chats whose digest is due and not composed yet."""
    chats_to_come: int = 0
    """Chats whose digest comes before the next midnight of UTC."""
    hours: tuple[Hour, ...] = ()
    """The last 24, the oldest first."""
    chats: Mapping[str, int] = field(default_factory=dict)
    """By `ChatState`; topics of forums count on their own."""
    feeds: Mapping[str, int] = field(default_factory=dict)
    """Those that somebody follows: "well", "unread", "failing", "gone"."""
    feeds_due: int = 0
    """Feeds that are to be looked at."""
    troubles: tuple[Trouble, ...] = ()
    """Some of the failing ones, whatever failed last at first."""

    @property
    def today(self) -> tuple[Hour, ...]:
        """The hours since the last midnight of UTC."""
        midnight = self.taken_at - self.taken_at % DAY
        return tuple(hour for hour in self.hours if hour.start >= midnight)

    @property
    def lag(self) -> int:
        """For how many seconds the longest waiting message is due."""
        return max(0, self.taken_at - self.oldest_due_at) if self.oldest_due_at is not None else 0


class OperationStore:
    """Looks at the whole, beside all else.

    Read by index but for the states of chats and feeds: with 100,000 chats, each with a digest in the last
    day and a message that waits, it takes half a second on SQLite, more on a busy machine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @property
    def database(self) -> str:
        """Which kind of database it is."""
        return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self._engine.dialect.name]

    async def check(self) -> None:
        """Raise what the database does where it cannot be written."""
        async with writing(self._engine) as connection:
            # A row that is locked counts as written: a stand-by that only repeats what another does refuses.
            await connection.execute(select(leaders.c.name).limit(1).with_for_update(skip_locked=True))

    async def now(self, now: int) -> Operations:
        """Return how things stand at `now`."""
        async with self._engine.connect() as connection:
            waiting, put_off = (await connection.execute(_waiting(now))).one()
            due, to_come = (await connection.execute(_chats_due(now))).one()
            return Operations(
                taken_at=now,
                updates=(await connection.execute(_UPDATES)).scalar_one(),
                waiting=waiting,
                put_off=put_off,
                oldest_due_at=(await connection.execute(_oldest(now))).scalar(),
                chats_due=due,
                chats_to_come=to_come,
                hours=await _hours(connection, now),
                chats=await _chats(connection),
                feeds=await _feeds(connection),
                feeds_due=(await connection.execute(_feeds_due(now))).scalar_one(),
                troubles=await _troubles(connection),
            )


_PENDING = deliveries.c.state == DeliveryState.PENDING.value
_UPDATES = select(func.count()).select_from(updates).where(updates.c.done_at.is_(None))
_IS_FOLLOWED = exists().where(subscriptions.c.feed_id == feeds.c.id)
_FAILS = or_(feeds.c.failing_since.is_not(None), feeds.c.is_gone)


def _may_go(now: int) -> Any:  # noqa: ANN401  (an SQL condition)
    # Further ahead than anything is put off: the clock was wrong, and it goes at once.
    return or_(deliveries.c.not_before <= now, deliveries.c.not_before > now + WRONG_CLOCK)


def _waiting(now: int) -> Select[int, int]:
    may_go = func.count().filter(_may_go(now))
    return select(may_go, func.count() - may_go).where(_PENDING)


def _oldest(now: int) -> Select[int]:
    """Found at once, for those with quiet hours are few: theirs may be due long before they can be sent."""
    return (
        select(deliveries.c.due_at)
        .join(chats, chats.c.id == deliveries.c.chat_id)
        .where(_PENDING, _may_go(now), chats.c.quiet.is_(None))
        .order_by(deliveries.c.due_at, deliveries.c.lot)
        .limit(1)
    )


def _chats_due(now: int) -> Select[int, int]:
    is_due = chats.c.next_due_at <= now
    midnight = now - now % DAY + DAY
    return select(func.count().filter(is_due), func.count().filter(~is_due)).where(
        chats.c.next_due_at < midnight
    )


async def _hours(connection: AsyncConnection, now: int) -> tuple[Hour, ...]:
    first = now // HOUR - HOURS + 1
    is_digest = (deliveries.c.digest_id.is_not(None)) & (deliveries.c.part == 0)
    took = deliveries.c.ended_at - deliveries.c.due_at
    query = (
        select(
            (deliveries.c.ended_at // literal_column(str(HOUR))).label("hour_of_end"),
            deliveries.c.state.label("end_state"),
            case((is_digest, 1), else_=0).label("is_digest"),
            case((deliveries.c.digest_id.is_(None), 1), else_=0).label("is_notice"),
            case((deliveries.c.doubts > 0, 1), else_=0).label("is_doubtful"),
            case(*((took <= wait, place) for place, wait in enumerate(WAITS)), else_=len(WAITS)).label(
                "wait_place"
            ),
            func.count().label("how_many"),
        )
        .where(deliveries.c.ended_at >= first * HOUR, deliveries.c.ended_at <= now)
        .group_by("hour_of_end", "end_state", "is_digest", "is_notice", "is_doubtful", "wait_place")
    )
    counts: Counter[tuple[int, str]] = Counter()
    waits: Counter[tuple[int, int]] = Counter()
    for row in await connection.execute(query):
        is_sent = row.end_state == DeliveryState.SENT
        which = {
            "digests": is_sent and row.is_digest,
            "notices": is_sent and row.is_notice,
            "repeated": is_sent and row.is_doubtful,
            "unknown": row.end_state == DeliveryState.UNKNOWN,
            "dead": row.end_state == DeliveryState.DEAD,
        }
        counts.update({(row.hour_of_end, name): row.how_many for name, is_so in which.items() if is_so})
        if which["digests"]:
            waits[row.hour_of_end, row.wait_place] += row.how_many
    return tuple(
        Hour(
            hour * HOUR,
            **{name: counts[hour, name] for name in ("digests", "notices", "repeated", "unknown", "dead")},
            waits=tuple(waits[hour, place] for place in range(len(WAITS) + 1)),
        )
        for hour in range(first, first + HOURS)
    )


async def _chats(connection: AsyncConnection) -> dict[str, int]:
    rows = await connection.execute(select(chats.c.state, func.count()).group_by(chats.c.state))
    return dict.fromkeys(ChatState, 0) | {ChatState(state): count for state, count in rows}


async def _feeds(connection: AsyncConnection) -> dict[str, int]:
    health = case(
        (feeds.c.is_gone, literal_column("'gone'")),
        (feeds.c.failing_since.is_not(None), literal_column("'failing'")),
        (feeds.c.read_at.is_(None), literal_column("'unread'")),
        else_=literal_column("'well'"),
    ).label("feed_health")
    rows = await connection.execute(select(health, func.count()).where(_IS_FOLLOWED).group_by("feed_health"))
    return dict.fromkeys(("well", "unread", "failing", "gone"), 0) | {
        str(kind): count for kind, count in rows
    }


def _feeds_due(now: int) -> Select[int]:
    return (
        select(func.count())
        .select_from(feeds)
        .where(feeds.c.next_poll_at <= now, ~feeds.c.is_gone, _IS_FOLLOWED)
    )


async def _troubles(connection: AsyncConnection) -> tuple[Trouble, ...]:
    columns = (
        *(feeds.c.url, feeds.c.kind, feeds.c.title),
        *(feeds.c.failure, feeds.c.failing_since, feeds.c.is_gone),
    )
    query = (
        select(*columns)
        .where(_FAILS, _IS_FOLLOWED)
        .order_by(feeds.c.is_gone, feeds.c.failing_since.desc(), feeds.c.id)
        .limit(_MOST_NAMED)
    )
    return tuple(
        Trouble(row.url, FeedKind(row.kind), row.title, row.failure, row.failing_since, row.is_gone)
        for row in await connection.execute(query)
    )
