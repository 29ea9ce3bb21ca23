"""One round of composing digests: what each of many chats gets, each content made once and shared."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.articles.feed import Feed
from bot.digest.compose import compose
from bot.digest.fitting import fitted_story
from bot.digest.model import Chat, ChatKind, Slot
from bot.digest.profile import NOTHING_WISHED
from bot.digest.schedule import latest_slot, local_now, next_slot, quiet_until
from bot.render.digest import nothing_new_text
from bot.render.languages import ENGLISH, speaking
from bot.services.budget import DEFAULT_SENTENCES
from bot.services.digest_contents import content_of
from bot.services.digest_news import Found, News, Reader, Wanted
from bot.services.newsroom import Newsroom
from bot.services.roundups import Roundups
from bot.services.spoken_of import speaks_of
from bot.storage import Storage, StorageError
from bot.storage.contents import Content
from bot.storage.due_digests import Due, Materialised
from bot.storage.news import Sources
from bot.summarize.further import terms_in

log = structlog.get_logger(__name__)

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
        self._store, self._profiles = storage.digests, storage.profiles
        self._news = News(storage, newsroom, until)
        self._newsroom, self._roundups = newsroom, roundups
        self._now = now
        self._until = until
        self._feeds: dict[int, Feed] = {}
        self._sources: dict[tuple[str, int], Sources] = {}
        self._contents: dict[Wanted, Made | None] = {}

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
            await self._store.put_off(elsewhen, self._now)
        return sum(row.due.count for row in rows)

    async def content_for(self, chat: Chat, sources: Sources) -> Made | None:
        """Return what a chat would get; None where nothing is new."""
        profile = (await self._profiles.of([chat.id]))[chat.id]
        reader = Reader(chat.id, chat.shown_until, sources, profile, chat.look.of_digests)
        [wanted] = await self._news.without_shown([reader])
        await self._make({wanted})
        return self._contents[wanted]

    async def content_since(self, chat: Chat, sources: Sources) -> Made | None:
        """Return what is new in sources since given entries, whether the chat was shown it or not."""
        profile = (await self._profiles.of([chat.id]))[chat.id]
        fresh = frozenset(feed_id for feed_id, _ in sources)
        wanted = Wanted(sources, chat.look.of_digests, fresh=fresh, profile=profile, is_exact=True)
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

    async def _wanted(self, due: Sequence[Due]) -> list[Wanted]:
        """Return what each of these is to be told of."""
        # Those that follow the same and are equally far share what they get.
        ask = {
            (one.sources_key, one.shown_until): one.first
            for one in due
            if not _is_alone(one) and (one.sources_key, one.shown_until) not in self._sources
        }
        alone = [one for one in due if _is_alone(one)]
        sources = await self._store.sources([*ask.values(), *(one.first for one in alone)])
        self._sources |= {kind: sources[chat_id] for kind, chat_id in ask.items()}
        profiles = await self._profiles.of([one.first for one in due if one.is_personal])
        readers = [
            Reader(
                one.first,
                one.shown_until,
                sources[one.first],
                profiles.get(one.first, NOTHING_WISHED),
                one.look,
            )
            for one in alone
        ]
        wanted = await self._news.without_shown(readers)
        own = {reader.chat_id: one for reader, one in zip(readers, wanted, strict=True)}
        return [
            own.get(one.first) or Wanted(self._sources[one.sources_key, one.shown_until], one.look)
            for one in due
        ]

    async def _make(self, wanted: set[Wanted]) -> None:
        """Compose contents that are not there yet."""
        unknown = wanted - self._contents.keys()
        await self._news.load(pair for one in unknown for pair in one.sources)
        missing: dict[Wanted, Found] = {}
        for one in unknown:
            try:
                found = self._news.found(one)
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

    def _compose(self, found: Found) -> Content:
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


def _is_alone(one: Due) -> bool:
    """Whether what a chat is to be told of depends on what it was shown."""
    return one.has_new_sources or one.has_dropped or one.is_personal
