"""What a person finds in any chat: stories and sources that they follow, and a link in several lengths."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.feed import Entry, Feed, FeedKind
from bot.articles.model import Summary
from bot.digest.compose import card_of
from bot.digest.fitting import fitted_story
from bot.digest.model import Chat, Place
from bot.digest.story import Card, Story, Why
from bot.services.budget import DEFAULT_SENTENCES, Sentences
from bot.services.compose_digests import Digests
from bot.services.digest_contents import story_of
from bot.services.newsroom import Newsroom
from bot.services.summarize_input import Asker, SummarizeInput
from bot.services.typed_words import TypedWords
from bot.storage import Storage
from bot.storage.contents import Shared
from bot.summarize.further import terms_in

PAGE = 20
"""So many results at once: more than a phone shows before somebody scrolls; Telegram takes 50."""

LENGTHS = (2, 3, 5)
"""In how many sentences a link is offered: a glance, the usual summary, and one to talk about."""

# The entries that are searched: some weeks of ten sources. Further back nobody scrolls.
_SEARCHED = 1_000
# Entries looked at before others have their turn: some ten milliseconds where none was looked at before.
_TURN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found."""

    items: tuple[Card | Feed, ...] = ()
    """Stories and sources."""
    next: int | None = None
    """Where the next page begins; None after the last."""
    is_following: bool = False
    """Whether the person follows anything at all."""


class Inline:
    """Finds things for people; reads nothing but what they name by a link."""

    def __init__(
        self, storage: Storage, newsroom: Newsroom, digests: Digests, summaries: SummarizeInput
    ) -> None:
        self._storage = storage
        self._newsroom = newsroom
        self._digests = digests
        self._summaries = summaries

    async def newest(self, place: Place, start: int = 0) -> Found:
        """Return the stories of the newest digest of a place, else of its next one; then its sources."""
        chat, feeds = await self._followed(place)
        if chat is None or not feeds:
            return Found()
        digest = await self._digest(chat)
        there = await self._stories(digest, chat) if digest else []
        every: list[tuple[Story, Why] | Feed] = [*there, *_shared(feeds)]
        return await self._page(every, start)

    async def search(self, place: Place, typed: str, start: int = 0) -> Found:
        """Return the sources of a place that have all these words in their names, then the stories.

        Stories have them in their headlines or shown sentences, in any form; the newest comes first. The last
        word may be the beginning of one, as somebody is typing it.
        """
        chat, feeds = await self._followed(place)
        if chat is None or not feeds:
            return Found()
        entries: list[Entry] = []
        words = TypedWords(typed)
        for count, entry in enumerate(await self._storage.searches.entries_of_chat(chat.id, _SEARCHED), 1):
            if words.are_in(entry):
                entries.append(entry)
            if count % _TURN == 0:
                await asyncio.sleep(0)
        await self._newsroom.catch_up()
        apart = (await self._storage.profiles.of([chat.id]))[chat.id].apart
        stories = sorted(self._newsroom.stories(entries, {}, apart), key=_moment, reverse=True)
        told = [
            (fitted_story(story, chat.look, DEFAULT_SENTENCES), Why(story.independent)) for story in stories
        ]
        return await self._page([*(feed for feed in _shared(feeds) if words.name(feed)), *told], start)

    async def lengths(self, url: str, asker: Asker) -> list[Summary]:
        """Return what is behind a link in several lengths, the shortest first.

        Raises as `SummarizeInput.link` does.
        """
        usual = (await self._summaries.link(url, Sentences(DEFAULT_SENTENCES), asker)).summary
        counts = sorted({min(count, usual.available) for count in LENGTHS})
        # Its text is kept by now, and is not read again.
        return [
            usual
            if count == len(usual.sentences)
            else (await self._summaries.link(url, Sentences(count), asker)).summary
            for count in counts
        ]

    async def _followed(self, place: Place) -> tuple[Chat | None, list[Feed]]:
        chat = await self._storage.chats.find(place)
        if chat is None:
            return None, []
        return chat, [one.feed for one in await self._storage.subscriptions.of_chat(chat.id)]

    async def _digest(self, chat: Chat) -> Shared | None:
        sent = await self._storage.searches.newest_digest(chat.id)
        return await self._storage.digests.get(sent) if sent else await self._digests.at_hand(chat)

    async def _stories(self, digest: Shared, chat: Chat) -> list[tuple[Story, Why]]:
        """Return what is there of the stories of a digest."""
        ids = {number for kept in digest.stories for number in (*kept.entries, *kept.before)}
        entries = await self._storage.entries.of(ids)
        found = [(story_of(kept, entries), kept.why) for kept in digest.stories]
        return [(fitted_story(story, chat.look, DEFAULT_SENTENCES), why) for story, why in found if story]

    async def _page(self, every: Sequence[tuple[Story, Why] | Feed], start: int) -> Found:
        some = every[start : start + PAGE]
        ids = {entry.feed_id for one in some if not isinstance(one, Feed) for entry in one[0].entries}
        feeds = await self._storage.digests.feeds(ids)
        items: list[Card | Feed] = []
        for one in some:
            if isinstance(one, Feed):
                items.append(one)
            # A feed may be deleted between two looks, and its entries with it.
            elif all(entry.feed_id in feeds for entry in one[0].entries):
                items.append(card_of(one[0], feeds, terms_in, one[1]))
                await asyncio.sleep(0)  # others have their turn
        end = start + PAGE
        return Found(tuple(items), end if end < len(every) else None, is_following=True)


def _shared(feeds: Sequence[Feed]) -> list[Feed]:
    """Return the sources that mean something to others: not the folder on the machine of the bot."""
    return [feed for feed in feeds if feed.kind is not FeedKind.FOLDER]


def _moment(story: Story) -> int:
    return max(min(entry.published or entry.seen_at, entry.seen_at) for entry in story.entries)
