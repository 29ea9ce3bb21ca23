"""What places wish of their digests: filters, weights, how much, and what else comes."""

from collections.abc import Sequence

from bot.digest.model import ChatKind, Place
from bot.digest.wished_words import normal_word, word_id, word_key
from bot.digest.wishes import Taste, Wishes
from bot.services.schedules import Schedules
from bot.storage import Storage


class Profiles:
    """The wishes of places. Words come as people type them or as `word_id` names them in a button."""

    def __init__(self, storage: Storage, schedules: Schedules) -> None:
        self._profiles = storage.profiles
        self._chats, self._subscriptions = storage.chats, storage.subscriptions
        self._schedules = schedules

    async def of(self, place: Place) -> Wishes:
        """Return what a place wishes; nothing where nobody has set it up."""
        chat = await self._chats.find(place)
        return await self._wishes(chat.id) if chat else Wishes()

    async def add_words(
        self, place: Place, kind: ChatKind, by: int | None, taste: Taste, words: Sequence[str]
    ) -> tuple[Wishes, list[str]]:
        """Filter by further words, as `words_in` gives them; return also those for which there is no room."""
        chat = await self._schedules.open(place, kind, by)
        left_out = await self._profiles.set_words(chat.id, taste, words, 0, self._schedules.now())
        return await self._wishes(chat.id), left_out

    async def drop_word(self, place: Place, taste: Taste, wanted_id: str) -> tuple[Wishes, str | None]:
        """Filter by a word no more; return also the word, None where it was gone already."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes(), None
        word = _named(await self._wishes(chat.id), taste, wanted_id)
        if word is not None:
            await self._profiles.drop_word(chat.id, taste, word)
        return await self._wishes(chat.id), word

    async def weigh_word(self, place: Place, wanted_id: str, weight: int) -> tuple[Wishes, str | None]:
        """Set the weight of a word that has one, 0 for none; return also the word, None where it is gone."""
        chat = await self._chats.find(place)
        if chat is None:
            return Wishes(), None
        word = _named(await self._wishes(chat.id), Taste.LIKE, wanted_id)
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

    async def _wishes(self, chat_id: int) -> Wishes:
        profile = (await self._profiles.of([chat_id]))[chat_id]
        followed = await self._subscriptions.of_chat(chat_id)
        feeds = tuple(one.feed for one in followed)
        return Wishes(profile, await self._profiles.options(chat_id), feeds)


def _named(wishes: Wishes, taste: Taste, wanted_id: str) -> str | None:
    return next((word for word in wishes.words(taste) if word_id(word) == wanted_id), None)
