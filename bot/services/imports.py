"""Lists of sources taken in: read, then followed piece by piece, so that it can be seen and stopped."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.articles.feed import FOLDER_URL, FeedKind
from bot.articles.links import web_link
from bot.articles.lists import Fault, Listed, Unusable
from bot.articles.urls import clean_url
from bot.digest.model import Chat, ChatKind, Place
from bot.digest.plan import Plan
from bot.services.feed_sources import FeedSources
from bot.services.quotas import Quotas
from bot.services.read_input import Asker
from bot.services.schedules import Schedules
from bot.services.subscriptions import most_sources, person_of
from bot.sources.channel import channel_url
from bot.sources.opml import Outline
from bot.storage import Storage

# Sources followed in one transaction: some hundredths of a second, for which every other writer waits.
_PIECE = 25

Progress = Callable[[int, int], None]
"""Is told how many sources of how many are done."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list of sources, each of which counts once."""

    new: int
    known: int
    plan: Plan
    unusable: tuple[Unusable, ...] = ()
    """Those without an address that can be one."""
    left_out: int = 0
    """Those beyond what one chat may follow."""
    fault: Fault | None = None
    """Where the file is damaged: what stood behind may be missing."""


class Imports:
    """Lets places follow whole lists. `clock` gives UTC seconds."""

    def __init__(
        self,
        storage: Storage,
        sources: FeedSources,
        schedules: Schedules,
        quotas: Quotas,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._subscriptions = storage.subscriptions
        self._sources = sources
        self._schedules = schedules
        self._quotas = quotas
        self._clock = clock

    async def opml(
        self, place: Place, kind: ChatKind, body: bytes, asker: Asker, at: Progress = lambda *_: None
    ) -> Imported:
        """Let a place follow all sources of an OPML file, which are read one after another from now on.

        Raises `UserError`: the file cannot be read or holds none, or the quota of documents or of new sources
        is used up.
        """
        with self._quotas.use("document", asker.id, exempt=asker.exempt):
            reading = await self._sources.read_opml(body)
        listed: dict[str, Listed] = {}
        unusable = list(reading.unusable)
        for outline in reading.outlines:
            if source := _source(outline):
                listed.setdefault(source.url, source)
            else:
                unusable.append(Unusable(outline.title or outline.url, outline.line))
        chat = await self._schedules.open(place, kind, person_of(asker))
        followed = {one.feed.url for one in await self._subscriptions.of_chat(chat.id)}
        known = [source for source in listed.values() if source.url in followed]
        fresh = [source for source in listed.values() if source.url not in followed]
        room = max(0, most_sources(asker) - len(followed))
        taken = {source.url for source in (*known, *fresh[:room])}
        await self.follow(chat, [source for source in listed.values() if source.url in taken], asker, at)
        return Imported(
            new=len(fresh[:room]),
            known=len(known),
            unusable=tuple(sorted(unusable, key=lambda one: one.line)),
            left_out=len(fresh[room:]),
            fault=reading.fault,
            plan=await self._schedules.of(place),
        )

    async def follow(self, chat: Chat, sources: Sequence[Listed], asker: Asker, at: Progress) -> None:
        """Let a chat follow sources and have a digest due.

        Whoever stops it has what was done until then, and `at` is told how much that is. Raises `UserError`
        where the quota of new sources is used up.
        """
        followed = {one.feed.url for one in await self._subscriptions.of_chat(chat.id)}
        fresh = [source.url not in followed for source in sources]
        if not asker.exempt:
            self._quotas.take("source", asker.id, sum(fresh))
        now, done = int(self._clock()), 0
        at(done, len(sources))
        try:
            while done < len(sources):
                piece = sources[done : done + _PIECE]
                task = asyncio.create_task(self._follow_piece(chat, piece, now))
                try:
                    await asyncio.shield(task)
                finally:
                    await asyncio.wait({task})  # a piece that was begun comes to its end
                    done += len(piece)
                    at(done, len(sources))
        finally:
            if not asker.exempt:
                self._quotas.give_back("source", asker.id, sum(fresh[done:]))

    async def _follow_piece(self, chat: Chat, piece: Sequence[Listed], now: int) -> None:
        await self._subscriptions.add_all(chat.id, piece, now)
        await self._schedules.start(chat)


def _source(outline: Outline) -> Listed | None:
    if outline.url == FOLDER_URL:
        return Listed(FOLDER_URL, FeedKind.FOLDER, outline.title, outline.folders)
    if channel := channel_url(outline.url):
        return Listed(channel, FeedKind.CHANNEL, outline.title, outline.folders)
    link = web_link(clean_url(outline.url))
    return Listed(link, FeedKind.FEED, outline.title, outline.folders) if link else None
