"""Days that pass in a town with a paper, for tests of who gets its digests and who no longer does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from bot.config import Settings
from tests.botapi import BotApiServer, Message, User
from tests.databases import rows_of
from tests.e2e.conversations import Conversation
from tests.e2e.sources import Clock, at_noon, put_feed
from tests.web import WebServer


@dataclass
class Town:
    """A paper that people follow, and the owner of the bot, whose digest tells that the others had theirs."""

    server: BotApiServer
    web: WebServer
    owner: Conversation
    clock: Clock = field(default_factory=Clock)

    @asynccontextmanager
    async def served(self, settings: Settings) -> AsyncIterator[None]:
        """Run the bot by the clock of the town."""
        async with at_noon(settings, self.server, self.clock):
            yield

    def put_paper(self, *places: str) -> str:
        """Put news of these places into the paper, the newest first; return where it is."""
        return put_feed(self.web, "/feed.xml", "Town News", [*places, "Arden"])

    async def follow(self, *talks: Conversation) -> None:
        """Let chats follow the paper."""
        for talk in talks:
            await talk.read(f"/subscribe {self.put_paper()}")

    async def days_pass(self, *places: str) -> None:
        """Let a day pass for each place, from which news come, until the owner has all her digests.

        Whoever was to have the first of several has it by the time that she has the last.
        """
        for number, place in enumerate(places, 1):
            self.put_paper(*reversed(places[:number]))
            self.clock.move(hours=24)
            await self.owner.until(partial(is_about, place))

    async def invite(self, talk: Conversation) -> None:
        """Let the owner invite somebody, who comes."""
        made = await self.owner.ask("/invite 1")
        await talk.ask("/start " + made.text.partition("?start=")[2].split()[0])

    async def bring(self, by: User) -> Conversation:
        """Let somebody bring the bot to a group of theirs."""
        group = self.server.group("Readers", admins=[by], bot="left")
        self.server.add_bot(group, by=by)
        return Conversation(self.server, by, group)


def is_about(place: str, message: Message) -> bool:
    """Whether a digest has the news of a place."""
    return f"The ferry of {place}" in message.text


def heard_of(talk: Conversation, place: str) -> bool:
    """Whether a chat got the news of a place."""
    return any(is_about(place, message) for message in talk.answers)


def not_due(settings: Settings) -> int:
    """Return how many chats have no next digest."""
    ((count,),) = rows_of(settings, "SELECT count(*) FROM chats WHERE next_due_at IS NULL")
    return int(count)
