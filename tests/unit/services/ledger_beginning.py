"""What every life of the bot begins with: feeds that were read once, and a loop whose time can be set."""

import sqlite3

from bot.articles.feed import FeedKind
from bot.storage import Storage
from tests.databases import new_database
from tests.unit.sender.virtual_time import VirtualLoop
from tests.unit.services.one_thread import Engine, Power
from tests.unit.services.post import MORNING
from tests.unit.storage.things import bring, note_read

FIRST = {"one": ("s1", "s2", "s3", "s4"), "two": ("s5", "s6", "s7", "s8")}
"""The feeds there are, and what they bring at first."""


async def fill(storage: Storage) -> None:
    """Let there be feeds that were read once."""
    for name, stories in FIRST.items():
        feed = await storage.feeds.add(f"https://{name}.example/feed", FeedKind.FEED, name, MORNING)
        await bring(storage, feed.id, stories, now=MORNING, first_read=True)
        await note_read(storage, feed.id, now=MORNING)


def template(loop: VirtualLoop, engine: Engine) -> bytes:
    """Return a database with feeds and no chats."""
    database = sqlite3.connect(":memory:")
    database.deserialize(new_database())
    loop.run_until_complete(fill(engine.storage(database, Power())))
    return database.serialize()


class SkippingLoop(VirtualLoop):
    """A loop whose time can be set forward."""

    def skip(self, seconds: float) -> None:
        self._virtual.now += seconds
