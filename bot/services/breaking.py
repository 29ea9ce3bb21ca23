"""Breaking news: what many sources of a chat report within an hour is sent at once, if it wants that."""

import time
from collections.abc import Callable, Sequence

import structlog

from bot.articles.model import content_id
from bot.digest.breaking import Sighting, is_breaking
from bot.digest.compose import compose
from bot.digest.fitting import fitted_story
from bot.digest.model import Schedule
from bot.digest.schedule import local_now, quiet_until
from bot.digest.sieve import Sieve
from bot.digest.story import DigestContent
from bot.render.breaking import breaking_page
from bot.render.languages import ENGLISH, speaking
from bot.services.budget import DEFAULT_SENTENCES
from bot.services.digest_contents import content_of
from bot.services.newsroom import Newsroom
from bot.services.spoken_of import speaks_of
from bot.storage import Storage, StorageError
from bot.storage.breaking import BREAKING, Watcher
from bot.storage.ledger import Notice
from bot.summarize.further import terms_in

log = structlog.get_logger(__name__)

# Nobody can ask for stories of fewer sources.
_FEWEST = 2


class Breaking:
    """Looks at what was read since the last time."""

    def __init__(
        self,
        storage: Storage,
        newsroom: Newsroom,
        wake: Callable[[], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take what it works with; `wake` is called when there is something to be sent."""
        self._storage = storage
        self._newsroom = newsroom
        self._wake = wake
        self._clock = clock

    async def tick(self) -> int:
        """Enter in the ledger what is breaking now; return for how many chats."""
        await self._newsroom.catch_up()
        now, count = int(self._clock()), 0
        new = self._newsroom.take_new()
        while new:
            try:
                if is_breaking(new[-1], _FEWEST, now, self._newsroom.independent):
                    count += await self._tell(new[-1], now)
            except StorageError:
                self._newsroom.take_again(new)
                raise
            new.pop()
        if count:
            log.info("breaking_news", chats=count)
            self._wake()
        return count

    async def _tell(self, sightings: Sequence[Sighting], now: int) -> int:
        count = 0
        for watcher in await self._storage.breaking.watchers({one.feed_id for one in sightings}):
            own = [one for one in sightings if one.feed_id in watcher.feeds]
            try:
                count += await self._tell_one(watcher, own, now)
            except StorageError:
                raise
            except Exception:  # a fault of ours, or of one row, is not to keep all others from the news
                log.exception("breaking_news_not_told", chat=watcher.chat.id)
        return count

    async def _tell_one(self, watcher: Watcher, sightings: Sequence[Sighting], now: int) -> bool:
        chat = watcher.chat
        if _is_resting(chat.schedule, now) or not is_breaking(
            sightings, watcher.sources, now, self._newsroom.independent
        ):
            return False
        beginning = f"{BREAKING}{local_now(chat.schedule, now).date()} "
        told = await self._storage.breaking.slots(chat.id, beginning)
        if len(told) >= watcher.most:
            return False
        content = await self._content(watcher, sightings)
        if content is None:
            return False
        told_of = [(sorted(one.entry.id for one in card.tellings), card.why) for card in content.cards]
        key = content_id(f"{BREAKING}{told_of} {chat.look.of_digests}")
        made = (await self._storage.digests.put([content_of(content, key, chat.look)], now))[key]
        with speaking(chat.look.language or ENGLISH):
            text = breaking_page(made.pages[0], local_now(chat.schedule, now))
        # A channel has no buttons, so that one message has to do: other pages do not come.
        notice = Notice(chat.id, f"{beginning}{len(told) + 1}", text, digest_id=made.id)
        await self._storage.deliveries.notify([notice], now)
        return True

    async def _content(self, watcher: Watcher, sightings: Sequence[Sighting]) -> DigestContent | None:
        """Return the story as the chat sees it; None where it was told of it, or wants nothing of it."""
        chat_id = watcher.chat.id
        entries = await self._storage.entries.of({one.entry_id for one in sightings})
        others = self._newsroom.others(entries)
        earlier = await self._storage.entries.of(others)
        keys = {entry.story_key for entry in (*entries.values(), *earlier.values())}
        if (await self._storage.digests.shown({chat_id: keys}))[chat_id]:
            return None
        profile = (await self._storage.profiles.of([chat_id]))[chat_id]
        feeds = await self._storage.digests.feeds({entry.feed_id for entry in entries.values()})
        stories = self._newsroom.stories(list(entries.values()), {}, profile.apart)
        # What filters take away is no source of it any more.
        sieve = Sieve(profile, speaks_of, self._newsroom.independent)
        wanted = [left for story in stories if (left := sieve.left_of(story))]
        look = watcher.chat.look
        content = compose(
            [
                fitted_story(story, look, DEFAULT_SENTENCES)
                for story in wanted
                if story.independent >= watcher.sources
            ],
            feeds,
            terms_in,
            speaks_of,
            profile=profile,
            independent=self._newsroom.independent,
        )
        return content if content.cards else None


def _is_resting(schedule: Schedule, now: int) -> bool:
    """Whether a chat wants nothing at the moment."""
    is_paused = schedule.paused_until is not None and now < schedule.paused_until
    return is_paused or quiet_until(schedule, now) is not None
