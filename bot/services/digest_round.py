"""One round of composing digests: what each of many chats gets, each content made once and shared."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.articles.feed import Entry, Feed
from bot.articles.model import content_id
from bot.digest.compose import compose
from bot.digest.fitting import fitted_story
from bot.digest.look import PLAIN, Look
from bot.digest.model import Chat, ChatKind, Slot
from bot.digest.profile import NOTHING_WISHED, Profile
from bot.digest.schedule import latest_slot, local_now, next_slot, quiet_until
from bot.digest.story import Story
from bot.render.digest import nothing_new_text
from bot.render.languages import ENGLISH, speaking
from bot.services.budget import DEFAULT_SENTENCES
from bot.services.digest_contents import content_of
from bot.services.newsroom import Newsroom
from bot.services.roundups import Roundups
from bot.services.spoken_of import speaks_of
from bot.storage import Storage, StorageError
from bot.storage.contents import Content
from bot.storage.due_digests import Due, Materialised
from bot.storage.news import New, Sources
from bot.summarize.further import terms_in

log = structlog.get_logger(__name__)

# Entries of a feed that are looked at: the newest.
_MOST_OF_A_FEED = 100
# Seconds for which a chat is put off whose digest met a fault of ours.
_LATER = 3600
# A slot so far ahead of the clock was made when the clock was wrong, and would bar all until then.
_CLOCK_ERROR = timedelta(days=2)


def newest_slot(chat: Chat | Due, now: int) -> datetime | None:
    """Return the newest slot of a chat, unless a wrong clock made it."""
    last = chat.last_slot
    return last if last and last <= local_now(chat.schedule, now) + _CLOCK_ERROR else None


@dataclass(frozen=True, slots=True)
class Made:
    """A digest that is kept."""

    digest_id: int
    pages: int


class Round:
    """One round: the contents composed in it, shared by all chats of the round."""

    def __init__(
        self, storage: Storage, newsroom: Newsroom, roundups: Roundups, now: int, until: int
    ) -> None:
        self._store, self._entries, self._profiles = storage.digests, storage.entries, storage.profiles
        self._newsroom, self._roundups = newsroom, roundups
        self._now = now
        self._until = until
        self._feeds: dict[int, Feed] = {}
        self._new: dict[tuple[int, int], New] = {}
        self._told: dict[int, Entry] = {}
        """What is new, and the other entries in its stories."""
        self._sightings: dict[str, list[tuple[int, int]]] = {}
        self._sources: dict[tuple[str, int], Sources] = {}
        self._contents: dict[_Wanted, Made | None] = {}

    @property
    def contents(self) -> int:
        """How many different contents there are."""
        return len(self._contents)

    async def materialise(self, due: Sequence[Due]) -> int:
        """Enter what these chats get in the ledger; return for how many."""
        ready, elsewhen = self._sort_out(due)
        wanted = await self._wanted([one for one, _ in ready])
        await self._make(set(wanted))
        rows: list[Materialised] = []
        for (one, slot), content in zip(ready, wanted, strict=True):
            if content in self._contents:
                rows.append(self._row(one, slot, self._contents[content]))
            else:
                elsewhen.append((one, self._now + _LATER))
        for one, slot in ready:
            if one.has_roundup:  # before the digest, which moves the chat on; it is entered once in any case
                await self._round_up(one, slot)
        await self._store.materialise(rows, self._now)
        if elsewhen:
            await self._store.put_off(elsewhen)
        return sum(row.due.count for row in rows)

    async def content_for(self, chat: Chat, sources: Sources) -> Made | None:
        """Return what a chat would get; None where nothing is new."""
        profile = (await self._profiles.of([chat.id]))[chat.id]
        look = chat.look.of_digests
        wanted = await self._without_shown(chat.id, chat.shown_until, sources, profile, look)
        await self._make({wanted})
        return self._contents[wanted]

    async def content_since(self, chat: Chat, sources: Sources) -> Made | None:
        """Return what is new in sources since given entries, whether the chat was shown it or not."""
        profile = (await self._profiles.of([chat.id]))[chat.id]
        fresh = frozenset(feed_id for feed_id, _ in sources)
        wanted = _Wanted(sources, chat.look.of_digests, fresh=fresh, profile=profile, is_exact=True)
        await self._make({wanted})
        return self._contents[wanted]

    def _sort_out(self, due: Iterable[Due]) -> tuple[list[tuple[Due, Slot]], list[tuple[Due, int | None]]]:
        """Return who gets a digest now, with the slot it is for, and when the others are due instead."""
        ready: list[tuple[Due, Slot]] = []
        elsewhen: list[tuple[Due, int | None]] = []
        for one in due:
            try:
                slot, moment = self._slot(one)
            except Exception:  # a fault of ours, or of one row, is not to keep all others from their digests
                log.exception("chat_put_off", chat=one.first)
                slot, moment = None, self._now + _LATER
            if slot:
                ready.append((one, slot))
            else:
                elsewhen.append((one, moment))
        return ready, elsewhen

    def _slot(self, one: Due) -> tuple[Slot | None, int | None]:
        """Return what a digest that is composed now is for; or None, and when the chat is due instead."""
        now, last = self._now, newest_slot(one, self._now)
        if quiet := quiet_until(one.schedule, now):
            return None, quiet
        slot = latest_slot(one.schedule, now, last)
        following = next_slot(one.schedule, now, last)  # asked for where the clock was wrong before
        return slot, following.due_at if following else None

    async def _round_up(self, one: Due, slot: Slot) -> None:
        try:
            await self._roundups.enter(one.first, one.schedule, one.look, slot.local, self._now)
        except StorageError:
            raise
        except Exception:  # as above: a week without a roundup is better than a digest for nobody
            log.exception("roundup_not_made", chat=one.first)

    async def _wanted(self, due: Sequence[Due]) -> list["_Wanted"]:
        """Return what each of these is to be told of."""
        # Those that follow the same and are equally far share what they get.
        ask = {
            (one.sources_key, one.shown_until): one.first
            for one in due
            if not _is_alone(one) and (one.sources_key, one.shown_until) not in self._sources
        }
        alone = [one.first for one in due if _is_alone(one)]
        sources = await self._store.sources([*ask.values(), *alone])
        self._sources |= {kind: sources[chat_id] for kind, chat_id in ask.items()}
        profiles = await self._profiles.of([one.first for one in due if one.is_personal])
        return [
            await self._without_shown(
                one.first,
                one.shown_until,
                sources[one.first],
                profiles.get(one.first, NOTHING_WISHED),
                one.look,
            )
            if _is_alone(one)
            else _Wanted(self._sources[one.sources_key, one.shown_until], one.look)
            for one in due
        ]

    async def _without_shown(
        self, chat_id: int, shown_until: int, sources: Sources, profile: Profile, look: Look
    ) -> "_Wanted":
        """Leave out what was shown already, by a feed that had it before or was dropped since."""
        await self._load(sources)
        new = [entry for pair in sources for entry in self._new[pair].entries]
        others = [self._told[one] for one in self._newsroom.others([e.id for e in new]) if one in self._told]
        keys = {entry.story_key for entry in (*new, *others)}
        return _Wanted(
            sources,
            look,
            frozenset(await self._store.shown(chat_id, keys)),
            frozenset(feed_id for feed_id, since in sources if since != shown_until),
            profile,
            is_exact=True,
        )

    async def _load(self, pairs: Iterable[tuple[int, int]]) -> None:
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

    async def _make(self, wanted: set["_Wanted"]) -> None:
        """Compose contents that are not there yet."""
        unknown = wanted - self._contents.keys()
        await self._load(pair for one in unknown for pair in one.sources)
        missing: dict[_Wanted, _Found] = {}
        for one in unknown:
            try:
                found = self._found(one)
            except Exception:  # as below
                log.exception("news_not_arranged", sources=len(one.sources))
                continue
            if found.stories:
                missing[one] = found
            else:
                self._contents[one] = None
            await asyncio.sleep(0)  # others have their turn
        kept = await self._store.kept({found.key for found in missing.values()})
        if unmade := {found.key: found for found in missing.values() if found.key not in kept}:
            feed_ids = {
                entry.feed_id
                for found in unmade.values()
                for story in found.stories
                for entry in story.entries
            }
            self._feeds |= await self._store.feeds(feed_ids - self._feeds.keys())
            contents: list[Content] = []
            empty: set[str] = set()
            for found in unmade.values():
                try:
                    content = self._compose(found)
                    if content.entries:
                        contents.append(content)
                    else:  # the chat filters it all
                        empty.add(found.key)
                except Exception:  # as above: whoever was to get this is put off, and nobody else
                    log.exception("digest_not_composed", stories=[story.first for story in found.stories])
                await asyncio.sleep(0)  # others have their turn between two of them
            self._contents |= {one: None for one, found in missing.items() if found.key in empty}
            kept |= await self._store.put(contents, self._now)
        for one, found in missing.items():
            if shared := kept.get(found.key):
                self._contents[one] = Made(shared.id, len(shared.pages))

    def _found(self, wanted: "_Wanted") -> "_Found":
        found = [self._new[pair] for pair in wanted.sources]
        entries = [
            entry for new in found for entry in new.entries if not self._is_known(entry.story_key, wanted)
        ]
        others = self._newsroom.others([entry.id for entry in entries])
        known = [self._told[number] for number in sorted(others) if self._was_shown(number, wanted)]
        # An article was shown once, although several feeds brought it: it is that of the first of them.
        first = {entry.story_key: entry for entry in reversed(known)}
        shown = {entry.id: entry for entry in first.values()}
        return _Found(
            tuple(self._newsroom.stories(entries, shown, wanted.profile.apart)),
            {feed_id: new.more for (feed_id, _), new in zip(wanted.sources, found, strict=True) if new.more},
            wanted.profile,
            wanted.look,
        )

    def _was_shown(self, entry_id: int, wanted: "_Wanted") -> bool:
        """Whether an entry of a story that goes on was in an earlier digest."""
        entry = self._told.get(entry_id)
        if entry is None:
            return False
        if wanted.is_exact:
            return entry.story_key in wanted.shown
        return any(feed_id == entry.feed_id and entry.id <= since for feed_id, since in wanted.sources)

    def _is_known(self, story_key: str, wanted: "_Wanted") -> bool:
        """Whether a story was shown, or was brought by one of these sources before what is new there."""
        if story_key in wanted.shown:
            return True
        places = self._sightings.get(story_key)
        if not places:
            return False
        since = {feed_id: since for feed_id, since in wanted.sources if feed_id not in wanted.fresh}
        return any(feed_id in since and entry_id <= since[feed_id] for feed_id, entry_id in places)

    def _compose(self, found: "_Found") -> Content:
        look = found.look
        content = compose(
            [fitted_story(story, look, DEFAULT_SENTENCES) for story in found.stories],
            self._feeds,
            terms_in,
            speaks_of,
            profile=found.profile,
            independent=self._newsroom.independent,
            more=found.more,
        )
        return content_of(content, found.key, look)

    def _row(self, one: Due, slot: Slot, made: Made | None) -> Materialised:
        following = next_slot(one.schedule, self._now, slot.local)
        text = None
        if made is None and one.says_nothing_new:
            with speaking(one.look.language or ENGLISH):
                text = nothing_new_text(slot.local, local_now(one.schedule, self._now))
        return Materialised(
            one,
            slot.local,
            slot.due_at,
            following.due_at if following else None,
            self._until,
            made.digest_id if made else None,
            made.pages if made and one.kind is ChatKind.CHANNEL else int(bool(made or text)),
            text,
        )


@dataclass(frozen=True, slots=True)
class _Wanted:
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
class _Found:
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


def _is_alone(one: Due) -> bool:
    """Whether what a chat is to be told of depends on what it was shown."""
    return one.has_new_sources or one.has_dropped or one.is_personal
