"""What the buttons below a digest ask of its stories: more of one, whose it is, why it is there, apart.

What the chat has muted since its digest came has no say in what it asks now.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.articles.feed import Entry, Feed
from bot.articles.fragments import Fragments
from bot.articles.model import content_id
from bot.digest.compose import by_subject, card_of
from bot.digest.fitting import fitted, fitted_story
from bot.digest.look import Look
from bot.digest.model import Chat, Place
from bot.digest.sieve import Sieve
from bot.digest.story import Card, DigestContent, Story, Why
from bot.digest.story_words import story_words
from bot.errors import UserError
from bot.services.budget import DEFAULT_SENTENCES, Sentences
from bot.services.digest_contents import content_of, story_of
from bot.services.profiles import Profiles
from bot.services.spoken_of import speaks_of
from bot.services.summarize_input import SummarizeInput
from bot.storage import Storage
from bot.storage.contents import KeptStory, Shared
from bot.summarize.further import terms_in

# A long form is twice and a half what the digest shows: a screen of a phone, and less than most articles.
_LONG = Sentences(8)


@dataclass(frozen=True, slots=True)
class Shown:
    """A story of a digest."""

    card: Card
    number: int
    page: int
    chat: Chat
    now: int
    """When it is shown: UTC seconds."""


class DigestStories:
    """The stories of digests that were sent or asked for. Each method raises `UserError` for what is gone."""

    def __init__(
        self,
        storage: Storage,
        summaries: SummarizeInput,
        profiles: Profiles,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._storage = storage
        self._summaries = summaries
        self._profiles = profiles
        self._clock = clock

    async def story(self, digest_id: int, number: int, place: Place) -> Shown:
        """Return a story, counted from 1, as the digest shows it."""
        shared, chat = await self._digest(digest_id, place)
        kept = _kept(shared, number)
        there, feeds = await self._story(kept, place)
        story = fitted_story(there, chat.look, DEFAULT_SENTENCES)
        card = card_of(story, feeds, terms_in, _why(kept, story))
        return Shown(card, number, kept.page, chat, int(self._clock()))

    async def long_form(self, digest_id: int, number: int, place: Place) -> Shown:
        """Return a story with a longer summary, and what its other sources add to that."""
        shared, chat = await self._digest(digest_id, place)
        kept = _kept(shared, number)
        there, feeds = await self._story(kept, place)
        links = Look(has_links=chat.look.has_links)
        story, why = fitted_story(there, links, DEFAULT_SENTENCES), _why(kept, there)
        card = card_of(replace(story, before=()), feeds, terms_in, why)
        longer = fitted(await self._longer(card.lead.entry), links, DEFAULT_SENTENCES)
        new = tuple(longer if entry.id == longer.id else entry for entry in story.entries)
        card = card_of(replace(story, entries=new, before=()), feeds, terms_in, why)
        card = replace(card, before=story.before)
        return Shown(card, number, kept.page, chat, int(self._clock()))

    async def split(self, digest_id: int, number: int, place: Place) -> tuple[int, int]:
        """Take the sources of a story apart, for this chat and for good.

        Returns the digest in which they stand apart, and the page of the first of them.
        """
        shared, chat = await self._digest(digest_id, place)
        kept = _kept(shared, number)
        entries, feeds = await self._entries(shared.stories)
        parts = _parts(kept, _there(kept, entries))
        now = int(self._clock())
        await self._storage.profiles.split(chat.id, kept.entries, now)
        every = [*shared.stories[: number - 1], *parts, *shared.stories[number:]]
        # Another story may be gone by now, or muted: that keeps nobody from taking this one apart.
        sieve = await self._sieve(place)
        left = [(one, _left_of(_there(one, entries), sieve)) for one in every if story_of(one, entries)]
        stories = [(one, fitted_story(story, chat.look, DEFAULT_SENTENCES)) for one, story in left if story]
        if not stories:
            raise UserError("story_filtered")
        cards = [card_of(story, feeds, terms_in, one.why) for one, story in stories]
        told = [(one, [entry.id for entry in story.entries]) for one, story in stories]
        content = content_of(
            DigestContent(by_subject(cards, terms_in), shared.left_out),
            content_id(f"{told} {shared.left_out} {chat.look.of_digests}"),
            chat.look,
        )
        made = (await self._storage.digests.put([content], now))[content.key]
        own = {number for part in parts for number in part.entries}
        return made.id, next((one.page for one in made.stories if own & set(one.entries)), 1)

    async def prefer(
        self, digest_id: int, number: int, place: Place, weight: int
    ) -> tuple[tuple[str, int], ...]:
        """Let the chat have more (1) or less (-1) of what a story is about; return the words with weights."""
        shown = await self.story(digest_id, number, place)
        words = story_words([told.entry for told in shown.card.tellings], terms_in)
        return await self._profiles.lean(shown.chat.id, words, weight)

    async def _digest(self, digest_id: int, place: Place) -> tuple[Shared, Chat]:
        shared = await self._storage.digests.get(digest_id)
        chat = await self._storage.chats.find(place)
        if shared is None or chat is None:
            raise UserError("digest_gone")
        return shared, chat

    async def _story(self, kept: KeptStory, place: Place) -> tuple[Story, Mapping[int, Feed]]:
        """Return what the filters of a place leave of a story, with its feeds; raises "story_filtered"."""
        entries, feeds = await self._entries([kept])
        left = _left_of(_there(kept, entries), await self._sieve(place))
        if left is None:
            raise UserError("story_filtered")
        return left, feeds

    async def _sieve(self, place: Place) -> Sieve:
        return Sieve((await self._profiles.of(place)).profile, speaks_of)

    async def _entries(self, stories: Iterable[KeptStory]) -> tuple[dict[int, Entry], Mapping[int, Feed]]:
        """Return what is there of some stories, with its feeds."""
        ids = {number for kept in stories for number in (*kept.entries, *kept.before)}
        entries = await self._storage.entries.of(ids)
        feeds = await self._storage.digests.feeds({entry.feed_id for entry in entries.values()})
        # A feed may be deleted between the two looks, and its entries with it.
        return {number: entry for number, entry in entries.items() if entry.feed_id in feeds}, feeds

    async def _longer(self, entry: Entry) -> Entry:
        """Return an entry with a longer summary, as far as its text is still there and has more."""
        if entry.article_id is None or entry.summary is None:
            return entry
        try:
            summary = (await self._summaries.again(entry.article_id, _LONG)).summary
        except UserError:  # the text was deleted, or is too short to choose from: it was shown whole
            return entry
        fragments = Fragments(summary.article)
        sentences = tuple((span.of(summary.article.text), fragments.of(span)) for span in summary.sentences)
        return replace(entry, summary=replace(entry.summary, sentences=sentences, words=summary.words))


def _left_of(story: Story, sieve: Sieve) -> Story | None:
    """Return what filters leave of a story and of what was shown of it before; None where nothing is left."""
    left = sieve.left_of(story)
    return left and replace(left, before=tuple(filter(sieve.lets_in, left.before)))


def _kept(shared: Shared, number: int) -> KeptStory:
    if not 1 <= number <= len(shared.stories):
        raise UserError("digest_gone")
    return shared.stories[number - 1]


def _why(kept: KeptStory, story: Story) -> Why:
    """Return what gave a story its place, with the sources that are left of it."""
    return replace(kept.why, independent=story.independent)


def _there(kept: KeptStory, entries: Mapping[int, Entry]) -> Story:
    story = story_of(kept, entries)
    if story is None:
        raise UserError("digest_gone")
    return story


def _parts(kept: KeptStory, story: Story) -> list[KeptStory]:
    """Return the parts of a story that is none: each article by itself, with all who brought the same one."""
    by_article: dict[str, list[int]] = {}
    for entry in story.entries:
        by_article.setdefault(entry.story_key, []).append(entry.id)
    why = replace(kept.why, independent=Why().independent)
    return [
        KeptStory(kept.page, tuple(ids), (), (tuple(ids),) if len(ids) > 1 else (), why, kept.subject)
        for ids in by_article.values()
    ]
