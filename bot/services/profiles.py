"""What places wish of their digests: filters, weights, how much, and what else comes."""

from collections.abc import Sequence

from bot.articles.feed import FeedKind
from bot.digest.model import ChatKind, Place
from bot.digest.profile import Filter
from bot.digest.wished_filters import Typed, filter_id, read_filters
from bot.digest.wished_words import normal_word, word_id, word_key
from bot.digest.wishes import Taste, Wishes
from bot.services.schedules import Schedules
from bot.storage import Storage
from bot.storage.profiles import Added

# Texts of the folder, the newest, of which the outlets are known by name.
_OUTLETS_OF = 1_000


class Profiles:
    """The wishes of places. Words and filters come as people type them, or as a button names them by ids."""

    def __init__(self, storage: Storage, schedules: Schedules) -> None:
        self._profiles = storage.profiles
        self._chats, self._subscriptions = storage.chats, storage.subscriptions
        self._entries = storage.entries
        self._schedules = schedules

    async def of(self, place: Place) -> Wishes:
        """Return what a place wishes; nothing where nobody has set it up."""
        chat = await self._chats.find(place)
        return await self._wishes(chat.id) if chat else Wishes()

    async def read_filters(self, place: Place, text: str) -> Typed:
        """Return what somebody types behind /mute or /only, with the sources of the place understood."""
        chat = await self._chats.find(place)
        feeds = [one.feed for one in await self._subscriptions.of_chat(chat.id)] if chat else []
        outlets = {
            feed.id: await self._outlets(feed.id) for feed in feeds if feed.kind is FeedKind.FOLDER and text
        }
        return read_filters(text, feeds, outlets)

    async def add_filters(
        self, place: Place, kind: ChatKind, by: int | None, taste: Taste, filters: Sequence[Filter]
    ) -> tuple[Wishes, Added]:
        """Keep further filters; return also which of them are new, and for which there is no room."""
        chat = await self._schedules.open(place, kind, by)
        added = await self._profiles.add_filters(chat.id, taste, filters, self._schedules.now())
        return await self._wishes(chat.id), added

    async def drop_filter(self, place: Place, taste: Taste, wanted_id: str) -> tuple[Wishes, Filter | None]:
        """Forget the filter that `filter_id` names; return also which, None where it was gone already."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes(), None
        wishes = await self._wishes(chat.id)
        found = next((one for one in wishes.every_filter(taste) if filter_id(one) == wanted_id), None)
        if found is not None:
            await self._profiles.drop_filter(chat.id, taste, found)
        return await self._wishes(chat.id), found

    async def take_back(self, place: Place, taste: Taste, moment: int) -> tuple[Wishes, tuple[Filter, ...]]:
        """Forget the filters that were added together, as `Added.moment` names them; return also these."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes(), ()
        gone = await self._profiles.take_back(chat.id, taste, moment)
        return await self._wishes(chat.id), gone

    async def weigh_word(self, place: Place, wanted_id: str, weight: int) -> tuple[Wishes, str | None]:
        """Set the weight of a word that has one, 0 for none; return also the word, None where it is gone."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes(), None
        words = (await self._wishes(chat.id)).words(Taste.LIKE)
        word = next((word for word in words if word_id(word) == wanted_id), None)
        if word is not None and weight:
            await self._profiles.set_word(chat.id, Taste.LIKE, word, weight, self._schedules.now())
        elif word is not None:
            await self._profiles.drop_word(chat.id, Taste.LIKE, word)
        return await self._wishes(chat.id), word

    async def weigh_feed(self, place: Place, feed_id: int, weight: int) -> Wishes:
        """Set the weight of a source, 0 for none; nothing where it is not followed."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes()
        await self._profiles.weigh_feed(chat.id, feed_id, weight)
        return await self._wishes(chat.id)

    async def set_budget(
        self, place: Place, kind: ChatKind, by: int | None, stories: int | None, minutes: int | None
    ) -> Wishes:
        """Set how much a digest holds at most; None: as much as there is."""
        chat = await self._schedules.open(place, kind, by)
        await self._profiles.set_budget(chat.id, stories, minutes)
        return await self._wishes(chat.id)

    async def set_roundup(self, place: Place, kind: ChatKind, by: int | None, *, is_on: bool) -> Wishes:
        """Set whether a roundup of the week comes."""
        chat = await self._schedules.open(place, kind, by)
        await self._profiles.set_options(chat.id, has_roundup=is_on)
        return await self._wishes(chat.id)

    async def set_breaking(
        self,
        place: Place,
        kind: ChatKind,
        by: int | None,
        *,
        sources: int | None = None,
        most: int | None = None,
    ) -> Wishes:
        """Set of how many sources a story is told at once, 0 for none, or how many a day; leave the rest."""
        chat = await self._schedules.open(place, kind, by)
        await self._profiles.set_options(chat.id, breaking_sources=sources, breaking_most=most)
        return await self._wishes(chat.id)

    async def reset(self, place: Place) -> Wishes:
        """Forget all weights, and which articles were taken out of their stories; filters stay."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes()
        await self._profiles.reset(chat.id)
        return await self._wishes(chat.id)

    async def lean(self, chat_id: int, words: Sequence[str], weight: int) -> tuple[tuple[str, int], ...]:
        """Let a chat have more of what words name (1), or less (-1); return what weight each has now.

        What is no word to be kept is left out.
        """
        normal = filter(None, map(normal_word, words))
        kept = list({word_key(word): word for word in normal}.values())
        return await self._profiles.lean(chat_id, kept, weight, self._schedules.now())

    async def _outlets(self, feed_id: int) -> tuple[str, ...]:
        """Return which outlets the folder has texts of."""
        newest = await self._entries.newest(feed_id, _OUTLETS_OF)
        return tuple({entry.author: None for entry in newest if entry.author})

    async def _wishes(self, chat_id: int) -> Wishes:
        profile = (await self._profiles.of([chat_id]))[chat_id]
        followed = await self._subscriptions.of_chat(chat_id)
        feeds = tuple(one.feed for one in followed)
        return Wishes(profile, await self._profiles.options(chat_id), feeds)
