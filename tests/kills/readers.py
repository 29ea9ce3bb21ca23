"""Who reads what: the chats of a scenario, the same in every database and on every server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from bot.articles.feed import EntrySummary, Feed, FeedKind, NewEntry
from bot.digest.model import ChatKind, Place, Schedule
from bot.digest.schedule import next_slot
from bot.storage import Storage, open_storage, sqlite_url
from tests.botapi import BotApiServer

# Monday 5 January 2026, 08:00 in Berlin: when all digests of a scenario are due.
EIGHT = 1_767_596_400
_DAILY = Schedule("Europe/Berlin", (time(8),))
# The names of the feeds, and how many entries each has that are new; "news" fills several messages.
_NEW = {"news": 15, "local": 3, "sport": 8}


@dataclass(frozen=True)
class Reader:
    """A chat and what it follows."""

    place: Place
    kind: ChatKind
    feeds: tuple[str, ...]

    @property
    def titles(self) -> set[str]:
        """What its digest is to hold."""
        return {f"{feed}-{number:02}" for feed in self.feeds for number in range(_NEW[feed])}


def a_few(server: BotApiServer) -> list[Reader]:
    """One chat of each kind and combination, among them two that get several messages."""
    people = [server.private_chat(server.add_user(name)).id for name in ("Anna", "Boris", "Clara")]
    group, forum = server.group("Readers"), server.group("Forum", topics=True)
    topic = server.topic(forum, "News")
    big, small = server.channel("Much"), server.channel("Little")
    return [
        Reader(Place(people[0]), ChatKind.PRIVATE, ("news",)),
        Reader(Place(people[1]), ChatKind.PRIVATE, ("local",)),
        Reader(Place(people[2]), ChatKind.PRIVATE, ("local", "sport")),
        Reader(Place(group.id), ChatKind.SUPERGROUP, ("news", "local")),
        Reader(Place(forum.id, topic), ChatKind.SUPERGROUP, ("sport",)),
        Reader(Place(big.id), ChatKind.CHANNEL, ("news", "sport")),
        Reader(Place(small.id), ChatKind.CHANNEL, ("news",)),
    ]


def many(server: BotApiServer) -> list[Reader]:
    """So many chats that their digests are 200 messages."""
    people = [server.private_chat(server.add_user(f"Person {number}")).id for number in range(20)]
    channels = [server.channel(f"Channel {number}").id for number in range(60)]
    return [
        *(Reader(Place(number), ChatKind.PRIVATE, ("local",)) for number in people),
        *(Reader(Place(number), ChatKind.CHANNEL, ("news",)) for number in channels),
    ]


async def make_database(folder: Path, readers: Sequence[Reader]) -> Path:
    """Make a database in which the digests of these readers are due at `EIGHT`; return its file."""
    url = sqlite_url(folder)
    storage = await open_storage(url)
    try:
        feeds = {name: await _feed(storage, name) for name in _NEW}
        for reader in readers:
            await _follow(storage, reader, feeds)
        for name, feed in feeds.items():
            # Beside the newest three of those that were there before.
            further = [f"{name}-{number:02}" for number in range(3, _NEW[name])]
            await storage.entries.add(feed.id, list(map(_entry, further)), EIGHT - 90, first_read=False)
            await _note_read(storage, feed, EIGHT - 30)
    finally:
        await storage.close()
    return Path(url.database or "")


def _entry(key: str) -> NewEntry:
    return NewEntry(
        keys=(key,),
        story_key=key,
        title=f"Title {key}",
        url=f"https://news.example/{key}",
        author=None,
        published=EIGHT - 7200,
        article=None,
        summary=EntrySummary((("All is well.", None),), 3, 1, 120),
        is_old=False,
    )


async def _feed(storage: Storage, name: str) -> Feed:
    feed = await storage.feeds.add(f"https://{name}.example/feed", FeedKind.FEED, name, EIGHT - 3600)
    keys = [f"{name}-old", *(f"{name}-{number:02}" for number in range(3))]
    await storage.entries.add(feed.id, list(map(_entry, keys)), EIGHT - 3600, first_read=True)
    await _note_read(storage, feed, EIGHT - 3600)
    return feed


async def _note_read(storage: Storage, feed: Feed, now: int) -> None:
    """Let a feed have been read, so that nobody reads it meanwhile."""
    await storage.feeds.note_read(
        feed.id,
        now=now,
        next_poll_at=EIGHT + 7200,
        interval=7200,
        etag=None,
        last_modified=None,
        title=feed.title,
        site_url=None,
    )


async def _follow(storage: Storage, reader: Reader, feeds: Mapping[str, Feed]) -> None:
    now = EIGHT - 120
    chat = await storage.chats.open(reader.place, reader.kind, _DAILY, None, now)
    for name in reader.feeds:
        await storage.subscriptions.add(chat.id, feeds[name].id, now)
    slot = next_slot(_DAILY, now, None)
    assert slot
    assert slot.due_at == EIGHT
    await storage.chats.set_schedule(chat.id, _DAILY, slot.due_at)
