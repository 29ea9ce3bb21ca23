"""What people and feeds do to the bot: subscribe and leave, change their times, publish."""

from dataclasses import replace
from datetime import time

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from bot.digest.model import ChatKind, Place, Schedule
from bot.services.notices import Notices
from tests.unit.services.ledger_checks import told_by
from tests.unit.services.ledger_life import DAY, MOST_READERS, Life
from tests.unit.services.ledger_readers import Reader, arrivals
from tests.unit.services.post import DAILY

SCHEDULES = (
    DAILY,
    Schedule("Europe/Berlin", (time(8), time(8, 1))),
    Schedule("Europe/Berlin", (time(8), time(18, 30)), frozenset({0, 2, 4})),
    Schedule("Asia/Tokyo", (time(8),)),
    Schedule("UTC-11:00", (time(8),)),
    Schedule("Europe/Berlin", (time(8),), quiet=(time(7, 30), time(9))),
    Schedule("Europe/Berlin", (time(20),), quiet=(time(21), time(7))),
    Schedule("Europe/Berlin", ()),
)
KINDS = ("private", "group", "supergroup", "topic", "channel", "again")


class People(Life):
    """Rules that are everyday life."""

    @initialize(kind=st.sampled_from(KINDS), follows=st.integers(1, 3))
    def begin(self, kind: str, follows: int) -> None:
        self.join(kind, follows, 0)

    @precondition(lambda self: len(self.readers) < MOST_READERS)
    @rule(kind=st.sampled_from(KINDS), follows=st.integers(1, 3), schedule=st.integers(0, len(SCHEDULES) - 1))
    def join(self, kind: str, follows: int, schedule: int) -> None:
        """Somebody subscribes somewhere: `follows` has a bit for each feed."""
        place, chat_kind = self._place(kind)
        if any(reader.place == place for reader in self.readers):
            return
        self.world.run(self._open(place, chat_kind, SCHEDULES[schedule]))
        chat_id = self.world.run(self.world.process.storage.chats.find(place))
        assert chat_id
        reader = Reader(f"{kind} {chat_id.id}", chat_id.id, [place])
        self.readers.append(reader)
        self.rescheduled |= {reader.name} if schedule else set()
        for bit, feed in enumerate(self.listed):
            if follows & (1 << bit):
                self._follow(reader, feed)

    @rule(reader=st.integers(0, MOST_READERS - 1), feed=st.integers(0, 1))
    def follow_or_leave(self, reader: int, feed: int) -> None:
        one, feed_id = self._reader(reader), list(self.listed)[feed]
        if feed_id not in one.old:
            self._follow(one, feed_id)
        else:
            self.world.run(self.world.leave(one.chat_id, feed_id))
            one.unfollow(feed_id)

    @rule(reader=st.integers(0, MOST_READERS - 1), feed=st.integers(0, 1), turns=st.integers(0, 40))
    def follow_while_composing(self, reader: int, feed: int, turns: int) -> None:
        """Somebody subscribes or unsubscribes in the very moment in which a digest is composed."""
        one, feed_id = self._reader(reader), list(self.listed)[feed]
        self._until_due()
        arrived = arrivals(one, told_by(self.world.copies))
        act = self.world.leave if feed_id in one.old else self.world.follow
        self.world.run(self.world.compose_while(act(one.chat_id, feed_id), turns))
        if feed_id in one.old:
            one.unfollow(feed_id)
        else:
            one.follow(feed_id, self.listed[feed_id], arrived)

    @rule(
        reader=st.integers(0, MOST_READERS - 1),
        schedule=st.integers(0, len(SCHEDULES) - 1),
        pause=st.booleans(),
    )
    def reschedule(self, reader: int, schedule: int, pause: bool) -> None:
        until = self.world.now + DAY if pause else None
        one = self._reader(reader)
        self.rescheduled.add(one.name)
        self._change(one, replace(SCHEDULES[schedule], paused_until=until))

    @rule(feed=st.integers(0, 1), count=st.sampled_from((1, 2, 9)), shared=st.booleans())
    def publish(self, feed: int, count: int, shared: bool) -> None:
        """A feed brings stories, the first of them perhaps one that another feed has."""
        feed_id = list(self.listed)[feed]
        stories = [self._story() for _ in range(count)]
        if shared:
            others = [
                story
                for other, listed in self.listed.items()
                for story in listed
                if other != feed_id and story not in self.listed[feed_id]
            ]
            stories[:1] = others[-1:]
        self.world.run(self.world.bring(feed_id, stories))
        self.listed[feed_id] += stories
        told = told_by(self.world.copies)
        for reader in self.readers:
            if feed_id in reader.old:
                for story in stories:
                    reader.hear(story, feed_id, arrivals(reader, told))

    @rule()
    def notice(self) -> None:
        """Something is said to all that is no digest."""
        self.notices += 1
        self.world.run(self._say(f"n{self.notices}"))

    def _story(self) -> str:
        self.stories += 1
        return f"s{self.stories}"

    def _place(self, kind: str) -> tuple[Place, ChatKind]:
        server = self.server
        match kind:
            case "private":
                return Place(server.private_chat(server.add_user()).id), ChatKind.PRIVATE
            case "group":
                chat = server.group("Group", supergroup=False, admins=[self.admin])
                return Place(chat.id), ChatKind.GROUP
            case "channel":
                return Place(server.channel("Channel").id), ChatKind.CHANNEL
            case "topic":
                chat = server.group("Forum", topics=True, admins=[self.admin])
                return Place(chat.id, server.topic(chat, "News")), ChatKind.SUPERGROUP
            case "again" if self.readers:
                # Beside a place that is known: the chat of a topic, or the supergroup that a group became.
                known = self.readers[-1].place
                chat = server.chats.get(known.chat_id) or server.group("Group")
                chat_id = chat.migrated_to or chat.id
                return Place(chat_id), ChatKind(server.chats[chat_id].type)
        return Place(server.group("Supergroup", admins=[self.admin]).id), ChatKind.SUPERGROUP

    def _follow(self, reader: Reader, feed: int) -> None:
        self.world.run(self.world.follow(reader.chat_id, feed))
        reader.follow(feed, self.listed[feed], arrivals(reader, told_by(self.world.copies)))

    async def _say(self, name: str) -> None:
        process = self.world.process
        chats = [await process.storage.chats.get(reader.chat_id) for reader in self.readers]
        await Notices(process.storage, process.deliver.wake).put(
            [chat for chat in chats if chat], name, f"Notice {name}", self.world.now
        )
