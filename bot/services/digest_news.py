"""What is new for chats: what each is to be told of, and the stories that make it up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.articles.feed import Entry
from bot.articles.model import content_id
from bot.digest.look import PLAIN, Look
from bot.digest.profile import NOTHING_WISHED, Profile
from bot.digest.story import Story
from bot.services.newsroom import Newsroom
from bot.storage import Storage
from bot.storage.news import New, Sources

# Entries of a feed that are looked at: the newest.
_MOST_OF_A_FEED = 100
# Chats whose news are loaded at a time: a query for them all costs little more than for one, and to go
# through what it brings takes some 10 ms, during which nobody else has a turn.
_READERS_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides what a digest holds."""

    sources: Sources
    look: Look = PLAIN
    shown: frozenset[str] = frozenset()
    """Stories to be left out."""
    fresh: frozenset[int] = frozenset()
    """Feeds of which the chat has not seen what is not new there: added since its newest digest, for one."""
    profile: Profile = NOTHING_WISHED
    is_exact: bool = False
    """Whether `shown` holds all that the chat was shown of these stories; else what was there was shown."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A chat for which it matters what it was shown itself."""

    chat_id: int
    shown_until: int
    sources: Sources
    profile: Profile
    look: Look

    def wanted(self, shown: Iterable[str]) -> Wanted:
        """Return what it is to be told of: not these stories."""
        fresh = frozenset(feed_id for feed_id, since in self.sources if since != self.shown_until)
        return Wanted(self.sources, self.look, frozenset(shown), fresh, self.profile, is_exact=True)


@dataclass(frozen=True, slots=True)
class Found:
    """What a digest is to hold."""

    stories: tuple[Story, ...]
    more: Mapping[int, int]
    """How many further entries are new in a feed, by its id."""
    profile: Profile
    look: Look

    @property
    def key(self) -> str:
        """The same for the same content."""
        stories = [
            ([entry.id for entry in story.entries], [entry.id for entry in story.before], story.subject)
            for story in self.stories
        ]
        wishes = replace(self.profile, apart=frozenset())  # which is in the stories
        return content_id(f"{stories} {sorted(self.more.items())} {wishes} {self.look}")


class News:
    """What sources brought up to the entry `until`, each loaded once for all who follow it."""

    def __init__(self, storage: Storage, newsroom: Newsroom, until: int) -> None:
        self._store, self._entries = storage.digests, storage.entries
        self._newsroom = newsroom
        self._until = until
        self._new: dict[tuple[int, int], New] = {}
        self._told: dict[int, Entry] = {}
        """What is new, and the other entries in its stories."""
        self._sightings: dict[str, list[tuple[int, int]]] = {}

    async def load(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Load what is new in feeds, and where else that was met."""
        if unknown := set(pairs) - self._new.keys():
            new = await self._store.new_entries(unknown, self._until, _MOST_OF_A_FEED)
            self._new |= new
            loaded = [entry for some in new.values() for entry in some.entries]
            self._sightings |= await self._store.sightings({entry.story_key for entry in loaded})
            # What is new for one chat was shown to another, or to the same one as breaking news.
            self._told |= {entry.id: entry for entry in loaded}
            others = self._newsroom.others([entry.id for entry in loaded])
            self._told |= await self._entries.of(others - self._told.keys())

    async def without_shown(self, readers: Sequence[Reader]) -> list[Wanted]:
        """Return what each of some chats is to be told of: not what it was shown already, by a feed that had
        it before or was dropped since.
        """
        wanted: list[Wanted] = []
        for first in range(0, len(readers), _READERS_AT_A_TIME):
            some = readers[first : first + _READERS_AT_A_TIME]
            await self.load(pair for reader in some for pair in reader.sources)
            shown = await self._store.shown({reader.chat_id: self._keys(reader) for reader in some})
            wanted += [reader.wanted(shown[reader.chat_id]) for reader in some]
        return wanted

    def _keys(self, reader: Reader) -> set[str]:
        """Return the stories of what is new for a chat, and of the other entries about the same."""
        new = [entry for pair in reader.sources for entry in self._new[pair].entries]
        others = self._newsroom.others([entry.id for entry in new])
        told = [self._told[number] for number in others if number in self._told]
        return {entry.story_key for entry in (*new, *told)}

    def found(self, wanted: Wanted) -> Found:
        """Return what a digest of these loaded sources is to hold."""
        found = [self._new[pair] for pair in wanted.sources]
        entries = [
            entry for new in found for entry in new.entries if not self._is_known(entry.story_key, wanted)
        ]
        others = self._newsroom.others([entry.id for entry in entries])
        known = [self._told[number] for number in sorted(others) if self._was_shown(number, wanted)]
        # An article was shown once, although several feeds brought it: it is that of the first of them.
        first = {entry.story_key: entry for entry in reversed(known)}
        shown = {entry.id: entry for entry in first.values()}
        return Found(
            tuple(self._newsroom.stories(entries, shown, wanted.profile.apart)),
            {feed_id: new.more for (feed_id, _), new in zip(wanted.sources, found, strict=True) if new.more},
            wanted.profile,
            wanted.look,
        )

    def _was_shown(self, entry_id: int, wanted: Wanted) -> bool:
        """Whether an entry of a story that goes on was in an earlier digest."""
        entry = self._told.get(entry_id)
        if entry is None:
            return False
        if wanted.is_exact:
            return entry.story_key in wanted.shown
        return any(feed_id == entry.feed_id and entry.id <= since for feed_id, since in wanted.sources)

    def _is_known(self, story_key: str, wanted: Wanted) -> bool:
        """Whether a story was shown, or was brought by one of these sources before what is new there."""
        if story_key in wanted.shown:
            return True
        places = self._sightings.get(story_key)
        if not places:
            return False
        since = {feed_id: since for feed_id, since in wanted.sources if feed_id not in wanted.fresh}
        return any(feed_id in since and entry_id <= since[feed_id] for feed_id, entry_id in places)
