"""Digests that are due: composed once for all chats that get the same, and entered in the ledger."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.articles.feed import Feed
from bot.digest.model import Chat, Place
from bot.digest.schedule import local_now, midnight_before, next_slot, quiet_until
from bot.errors import UserError
from bot.render.breaking import breaking_page
from bot.render.digest import nothing_new_text
from bot.services.digest_round import Made, Round, newest_slot
from bot.services.digest_texts import page_text, preview_text, stories_on
from bot.services.newsroom import Newsroom
from bot.services.roundups import Roundups
from bot.storage import Storage, StorageError
from bot.storage.breaking import BREAKING
from bot.storage.contents import Shared
from bot.storage.due_digests import Due
from bot.storage.sql import cause_of

log = structlog.get_logger(__name__)

# A source not read for so long is read before a digest that wants it is composed, which waits for it a while.
_STALE_AFTER = 1800
_WAIT_FOR_SOURCES = 20.0
# Chats in one transaction, for which others that write wait some 50 ms.
_BATCH = 2000
# Digests that wait for longer than the fullest minute takes are covered by the next one.
_BEHIND = 4 * 3600


@dataclass(frozen=True, slots=True)
class DigestView:
    """A digest to be shown, page by page."""

    text: str
    """The first page, with its head."""
    digest_id: int | None
    """None where nothing is new."""
    pages: int
    stories: tuple[int, ...] = ()
    """The numbers of those on the page of which there is more than it shows."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a digest."""

    text: str
    number: int
    pages: int
    stories: tuple[int, ...] = ()
    """The numbers of those on it of which there is more than it shows."""


class Digests:
    """What is due, and what a chat would get now."""

    def __init__(
        self,
        storage: Storage,
        newsroom: Newsroom,
        read_now: Callable[[Sequence[int], float], Awaitable[None]],
        wake: Callable[[], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take what it works with; `wake` is called when there is something new to be sent."""
        self._storage, self._store = storage, storage.digests
        self._newsroom, self._roundups = newsroom, Roundups(storage, newsroom)
        self._read_now = read_now
        self._wake = wake
        self._clock = clock
        self._turn = asyncio.Lock()
        self._asked_again = False
        self._asked: dict[int, float] = {}
        self._reading: set[asyncio.Task[None]] = set()

    async def tick(self) -> int:
        """Enter every digest that is due in the ledger; return for how many chats.

        Chats that follow a source which was not read lately get theirs when it was read, or 20 s later.
        """
        self._asked_again = True
        if self._turn.locked():  # the round under way will come to what is due now
            return 0
        count = 0
        async with self._turn:
            while self._asked_again:
                self._asked_again = False
                count += await self._round(int(self._clock()))
        return count

    async def _round(self, now: int) -> int:
        waiting_for = await self._freshen(now)
        is_behind = await self._store.is_behind(now - _BEHIND)
        together: Round | None = None
        due: list[Due] = []
        count = 0
        while due := await self._store.due(
            now, waiting_for, _BATCH, due[-1] if due else None, one_by_one=is_behind
        ):
            recalled = await self._recall(due, now) if is_behind else set()
            together = together or await self._begin(now)
            count += await together.materialise([one for one in due if one.first not in recalled])
            self._wake()
        if together and count:
            log.info("digests_due", chats=count, contents=together.contents)
        return count

    async def _recall(self, due: Sequence[Due], now: int) -> set[int]:
        """Take back what waits unsent for chats that are due again: one digest will cover it all.

        Those chats have their turn at once after this round, as what they are to be shown has changed.
        """
        recalled = await self._store.recall([one.first for one in due], now)
        self._asked_again |= bool(recalled)
        return recalled

    async def close(self) -> None:
        """Stop waiting for sources."""
        for task in self._reading:
            task.cancel()
        if self._reading:
            await asyncio.wait(set(self._reading))

    async def recompute(self) -> None:
        """Compute anew when every chat is due, for the rules of a zone may have changed, or the clock."""
        now, last_id = int(self._clock()), 0
        while some := await self._store.scheduled(last_id, _BATCH):
            await self._store.postpone([(chat, moment) for chat, moment in _moved(some, now)])
            last_id = some[-1].id

    async def today(self, place: Place) -> DigestView:
        """Return what the sources of a place brought since its midnight, shown before or not.

        Sources that were not read lately are read first, as far as 20 s allow. Raises `UserError` where
        nothing is followed.
        """
        now = int(self._clock())
        chat, feed_ids = await self._followed(place, now)
        since = await self._storage.entries.newest_before(feed_ids, midnight_before(chat.schedule, now))
        alone = await self._begin(now)
        return await self._view(chat, await alone.content_since(chat, since), now)

    async def preview(self, place: Place) -> DigestView:
        """Return what the next digest of a place would hold now; moves and marks nothing."""
        now = int(self._clock())
        chat, _ = await self._followed(place, now)
        sources = (await self._store.sources([chat.id]))[chat.id]
        alone = await self._begin(now)
        return await self._view(chat, await alone.content_for(chat, sources), now)

    async def at_hand(self, chat: Chat) -> Shared | None:
        """Return what the next digest of a chat would hold of what was read until now; reads nothing."""
        sources = (await self._store.sources([chat.id])).get(chat.id)
        if not sources:
            return None
        alone = await self._begin(int(self._clock()))
        made = await alone.content_for(chat, sources)
        return await self._store.get(made.digest_id) if made else None

    async def _followed(self, place: Place, now: int) -> tuple[Chat, list[int]]:
        """Return the chat of a place and the ids of what it follows, read if it was not lately."""
        chat = await self._storage.chats.find(place)
        if chat is None:
            raise UserError("no_sources")
        # What was never read, or was empty whenever it was, has no place among the sources of a digest yet.
        feed_ids = [one.feed.id for one in await self._storage.subscriptions.of_chat(chat.id)]
        if not feed_ids:
            raise UserError("no_sources")
        await self._read_stale(feed_ids, now)
        return chat, feed_ids

    async def _view(self, chat: Chat, made: Made | None, now: int) -> DigestView:
        """Return the first page of what was made for a chat."""
        shared = await self._store.get(made.digest_id) if made else None
        if shared is None:
            return DigestView(nothing_new_text(local_now(chat.schedule, now)), None, 0)
        text = preview_text(shared, chat, now, 0)
        return DigestView(text, shared.id, len(shared.pages), stories_on(shared, 1))

    async def page(self, digest_id: int, number: int, place: Place, message_id: int) -> PageView:
        """Return a page of a digest, counted from 1; raises `UserError` when it is no longer kept."""
        shared, chat = await self._store.get(digest_id), await self._storage.chats.find(place)
        if shared is None or chat is None:
            raise UserError("digest_gone")
        number = min(max(number, 1), len(shared.pages))
        sent = await self._storage.deliveries.known_as(chat.id, message_id)
        if sent is None:
            text = preview_text(shared, chat, int(self._clock()), number - 1)
        elif sent.slot.startswith(BREAKING):
            text = breaking_page(shared.pages[number - 1], local_now(chat.schedule, sent.due_at))
        else:
            text = page_text(
                shared,
                chat,
                datetime.fromisoformat(sent.slot),
                due_at=sent.due_at,
                covers_from=sent.covers_from,
                now=sent.ended_at,
                part=number - 1,
            )
        return PageView(text, number, len(shared.pages), stories_on(shared, number))

    async def _begin(self, now: int) -> Round:
        """Begin a round with all that was read until now."""
        until = await self._store.latest_entry()
        await self._newsroom.catch_up()
        return Round(self._storage, self._newsroom, self._roundups, now, until)

    async def _freshen(self, now: int) -> set[int]:
        """Have sources of due chats read that were not read lately; return those still waited for."""
        stale = await self._storage.feeds.stale_for_chats_due(now, now - _STALE_AFTER)
        moment = asyncio.get_running_loop().time()
        ids = {feed.id for feed in stale}
        self._asked = {feed_id: asked for feed_id, asked in self._asked.items() if feed_id in ids}
        if new := [feed_id for feed_id in ids if feed_id not in self._asked]:
            self._asked |= dict.fromkeys(new, moment)
            task = asyncio.create_task(self._read_and_go_on(new))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        return {feed_id for feed_id, asked in self._asked.items() if moment - asked < _WAIT_FOR_SOURCES}

    async def _read_and_go_on(self, feed_ids: Sequence[int]) -> None:
        try:
            await self._read_now(feed_ids, _WAIT_FOR_SOURCES)
            # Read or not: nobody waits for them any more.
            self._asked |= dict.fromkeys(feed_ids, -math.inf)
            await self.tick()
        except StorageError as error:
            log.warning("digests_held_up", error=cause_of(error))
        except Exception:  # the edge of a job: the next tick begins it anew
            log.exception("digests_held_up")

    async def _read_stale(self, feed_ids: Sequence[int], now: int) -> None:
        feeds = (await self._store.feeds(feed_ids)).values()
        stale = [feed.id for feed in feeds if not feed.is_gone and not _is_fresh(feed, now)]
        if stale:
            await self._read_now(stale, _WAIT_FOR_SOURCES)


def _is_fresh(feed: Feed, now: int) -> bool:
    return feed.polled_at is not None and now - _STALE_AFTER <= feed.polled_at <= now


def _moved(chats: Iterable[Chat], now: int) -> Iterator[tuple[Chat, int | None]]:
    """Yield chats that are due at another moment than is noted; what is overdue or put off stays so."""
    for chat in chats:
        try:
            slot = next_slot(chat.schedule, now, newest_slot(chat, now))
            put_off = quiet_until(chat.schedule, now)
        except Exception:  # as in a round: one bad row is not to keep the bot from starting
            log.exception("schedule_not_checked", chat=chat.id)
            continue
        is_ahead = chat.next_due_at is None or (chat.next_due_at > now and chat.next_due_at != put_off)
        moment = slot.due_at if slot else None
        if is_ahead and moment != chat.next_due_at:
            yield chat, moment
