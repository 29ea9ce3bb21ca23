"""What goes into digests: who is due, what is new for them, and the contents that many chats share."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.feed import Feed
from bot.digest.model import Chat, ChatState, DeliveryState
from bot.storage.contents import Content, Shared, contents_by_id, contents_by_key, keep_contents
from bot.storage.due_digests import Due, Materialised, due_chats, enter, put_off
from bot.storage.ledger import OPEN
from bot.storage.news import New, Sources, news_of, shown_to, sightings_of, sources_of
from bot.storage.recalls import take_back
from bot.storage.rows import chat_columns, chat_of, feed_columns, feed_of
from bot.storage.schema import chats, deliveries, digests, entries, feeds
from bot.storage.sql import chunks, writing

_POSTPONE = (
    update(chats)
    .where(
        chats.c.id == bindparam("b_id"),
        chats.c.next_due_at.is_not_distinct_from(bindparam("b_was")),
        chats.c.sources_key.is_not(None),
    )
    .values(next_due_at=bindparam("b_next"))
)

# Asked with every tick.
_BEHIND = (
    select(deliveries.c.id)
    .where(
        deliveries.c.state == DeliveryState.PENDING.value,
        deliveries.c.due_at < bindparam("b_before"),
        deliveries.c.digest_id.is_not(None),
    )
    .order_by(deliveries.c.due_at)  # else PostgreSQL looks through all that was ever sent
    .limit(1)
)


class DigestStore:
    """Composing digests. Each method is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def due(
        self,
        now: int,
        waiting_for: Collection[int],
        limit: int,
        after: Due | None = None,
        *,
        one_by_one: bool = False,
    ) -> list[Due]:
        """Return up to `limit` chats whose digest is due, the longest waiting first, those alike together.

        None of them follows a feed of `waiting_for`. `after` is where to go on: the last that was returned
        before.
        """
        async with self._engine.connect() as connection:
            return await due_chats(connection, now, waiting_for, limit, after, one_by_one=one_by_one)

    async def recall(self, chat_ids: Collection[int], now: int) -> set[int]:
        """Take back digests that wait unsent, so that the next one covers them; return whose they were."""
        async with writing(self._engine) as connection:
            return await take_back(connection, chat_ids, now)

    async def is_behind(self, due_before: int) -> bool:
        """Whether digests wait to be sent that were due before a moment."""
        async with self._engine.connect() as connection:
            return (await connection.execute(_BEHIND, {"b_before": due_before})).first() is not None

    async def latest_entry(self) -> int:
        """Return the greatest entry id there is; 0 without any."""
        async with self._engine.connect() as connection:
            return (await connection.execute(select(func.max(entries.c.id)))).scalar() or 0

    async def sources(self, chat_ids: Collection[int]) -> dict[int, Sources]:
        """Return what chats follow, each feed with the entry id after which its entries are new there."""
        async with self._engine.connect() as connection:
            return await sources_of(connection, chat_ids)

    async def new_entries(
        self, feeds: Collection[tuple[int, int]], until: int, limit: int
    ) -> dict[tuple[int, int], New]:
        """Return what is new in feeds, each given with the entry id from which on that is so, up to `until`.

        Of each feed at most the newest `limit` entries.
        """
        async with self._engine.connect() as connection:
            return await news_of(connection, feeds, until, limit)

    async def sightings(self, story_keys: Collection[str]) -> dict[str, list[tuple[int, int]]]:
        """Return where stories were met, those that were met more than once: feed ids with entry ids."""
        async with self._engine.connect() as connection:
            return await sightings_of(connection, story_keys)

    async def shown(self, story_keys: Mapping[int, Collection[str]]) -> dict[int, set[str]]:
        """Return which of some stories each chat was shown before, also by feeds that it follows no more."""
        async with self._engine.connect() as connection:
            return await shown_to(connection, story_keys)

    async def feeds(self, feed_ids: Collection[int]) -> dict[int, Feed]:
        """Return feeds by id."""
        found: dict[int, Feed] = {}
        async with self._engine.connect() as connection:
            for some in chunks(feed_ids):
                for row in await connection.execute(select(*feed_columns).where(feeds.c.id.in_(some))):
                    feed = feed_of(row)
                    found[feed.id] = feed
        return found

    async def kept(self, keys: Collection[str]) -> dict[str, Shared]:
        """Return the contents that are kept already, by key."""
        async with self._engine.connect() as connection:
            return await contents_by_key(connection, keys)

    async def put(self, contents: Sequence[Content], now: int) -> dict[str, Shared]:
        """Keep contents; return them by key. One that is kept already stays as it is."""
        async with writing(self._engine) as connection:
            return await keep_contents(connection, contents, now)

    async def scheduled(self, after_id: int, limit: int) -> list[Chat]:
        """Return active chats that follow something, by id, from behind `after_id` on."""
        query = (
            select(*chat_columns)
            .where(
                chats.c.id > after_id,
                chats.c.state == ChatState.ACTIVE.value,
                chats.c.sources_key.is_not(None),
            )
            .order_by(chats.c.id)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            return [chat_of(row) for row in await connection.execute(query)]

    async def get(self, digest_id: int) -> Shared | None:
        """Return the content of a digest; None when its time is over."""
        async with self._engine.connect() as connection:
            return (await contents_by_id(connection, [digest_id])).get(digest_id)

    async def materialise(self, made: Sequence[Materialised], now: int) -> None:
        """Enter what chats that were found due get into the ledger, and note how far they have come.

        A chat whose schedule, sources or state changed since it was found due is left: it is looked at anew.
        One that had a digest for the same slot, while the clock was wrong, goes on to its next slot.
        """
        async with writing(self._engine) as connection:
            await enter(connection, made, now)

    async def put_off(self, moved: Sequence[tuple[Due, int | None]], now: int) -> None:
        """Set when chats that were found due are so instead, without a digest, as `materialise`."""
        async with writing(self._engine) as connection:
            await put_off(connection, moved, now)

    async def postpone(self, moved: Sequence[tuple[Chat, int | None]]) -> None:
        """Set when chats are due next, without a digest, unless that changed since they were looked at."""
        if moved:
            rows = [{"b_id": chat.id, "b_was": chat.next_due_at, "b_next": moment} for chat, moment in moved]
            async with writing(self._engine) as connection:
                await connection.execute(_POSTPONE, rows)

    async def delete_older(self, before: int) -> int:
        """Delete contents made before `before` (UTC seconds); return how many."""
        async with writing(self._engine) as connection:
            waits = select(deliveries.c.id).where(
                deliveries.c.digest_id == digests.c.id,
                deliveries.c.state.in_(OPEN),
            )
            old = delete(digests).where(digests.c.made_at < before, ~waits.exists())
            return (await connection.execute(old)).rowcount
