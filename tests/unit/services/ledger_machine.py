"""The state machine: people, feeds, clocks, faults and kills in any order, over one ledger."""

from dataclasses import replace
from datetime import time
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.digest.model import ChatKind, Place, Schedule
from tests.botapi.pace import EVERYWHERE
from tests.unit.services.ledger_checks import check_calls, check_copies, check_rows, check_slots, told_by
from tests.unit.services.ledger_readers import Reader, arrivals
from tests.unit.services.ledger_world import FIRST, Engine, Row, SkippingLoop, World
from tests.unit.services.post import DAILY

MINUTE, HOUR, DAY = 60, 3600, 86_400
MOST_READERS = 4

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
FAULTS: dict[str, dict[str, Any]] = {
    "reset before": {"reset": True},
    "reset after": {"reset": True, "after": True},
    "502 before": {"code": 502},
    "502 after": {"code": 502, "after": True},
    "429": {"retry_after": 3},
    "refused": {"code": 400, "description": "Bad Request: can't parse entities: something"},
}
KINDS = ("private", "group", "supergroup", "topic", "channel", "again")


class LedgerMachine(RuleBasedStateMachine):
    """Each rule is something that happens to the bot; after each, and when all is mended, the checks."""

    loop: SkippingLoop
    engine: Engine
    template: bytes

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.loop, self.engine, self.template)
        self.world.run(self.world.start())
        self.server = self.world.server
        self.admin = self.server.add_user("Admin")
        self.readers: list[Reader] = []
        self.gone: list[Reader] = []
        self.listed = {feed: list(FIRST[name]) for name, feed in self.world.feeds().items()}
        self.stories = sum(map(len, FIRST.values()))
        self.notices = 0
        self.before: dict[int, Row] = {}
        self.lost: set[int] = set()
        """Chats in which something was taken from the bot."""
        self.rescheduled: set[str] = set()

    # What people do.

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
            one.unfollow(feed_id, self.listed[feed_id])

    @rule(reader=st.integers(0, MOST_READERS - 1), feed=st.integers(0, 1), turns=st.integers(0, 40))
    def follow_while_composing(self, reader: int, feed: int, turns: int) -> None:
        """Somebody subscribes or unsubscribes in the very moment in which a digest is composed."""
        one, feed_id = self._reader(reader), list(self.listed)[feed]
        self._until_due()
        arrived = arrivals(one, told_by(self.world.copies))
        act = self.world.leave if feed_id in one.old else self.world.follow
        self.world.run(self.world.compose_while(act(one.chat_id, feed_id), turns))
        if feed_id in one.old:
            one.unfollow(feed_id, self.listed[feed_id])
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

    # Time.

    @rule(seconds=st.sampled_from((5, 10 * MINUTE, HOUR, DAY)))
    def time_passes(self, seconds: int) -> None:
        self.world.pass_time(seconds)

    @rule(seconds=st.sampled_from((-DAY, -HOUR, HOUR, DAY)))
    def clock_jumps(self, seconds: int) -> None:
        self.world.error = max(-2 * DAY, min(2 * DAY, self.world.error + seconds))

    @rule()
    def morning(self) -> None:
        """The next digest is due, composed, and sent as far as it can be."""
        self._until_due()
        self.tick()
        self.deliver()

    # The bot.

    @rule()
    def tick(self) -> None:
        self.world.run(self.world.compose())

    @rule()
    def deliver(self) -> None:
        self.world.run(self.world.send())

    @rule(steps=st.integers(0, 40))
    def killed(self, steps: int) -> None:
        self._until_due()
        self.world.run(self.world.until_killed(self.world.compose_and_send(), steps))
        self.world.run(self.world.start())

    @rule()
    def restarted(self) -> None:
        self.world.run(self.world.stop())
        self.world.run(self.world.start())

    # Troubles.

    @rule(
        kind=st.sampled_from(["unsent", "429 everywhere", *FAULTS]),
        times=st.integers(1, 3),
        one=st.booleans(),
        reader=st.integers(0, MOST_READERS - 1),
    )
    def next_calls_fail(self, kind: str, times: int, one: bool, reader: int) -> None:
        if kind == "unsent":
            self.world.process.wire.unsent = times
        elif kind == "429 everywhere":
            self.server.pace.penalise(EVERYWHERE, 3)
        else:
            chat = self._reader(reader).place.chat_id if one else None
            self.server.fault("sendMessage", times, chat_id=chat, **FAULTS[kind])

    @rule(
        reader=st.integers(0, MOST_READERS - 1),
        how=st.sampled_from(("out", "rights", "deleted")),
        told=st.booleans(),
    )
    def lose(self, reader: int, how: str, told: bool) -> None:
        """The bot cannot write somewhere any more, and is told of it or not."""
        self._lose(self._reader(reader).place.chat_id, how, told)

    @rule(reader=st.integers(0, MOST_READERS - 1))
    def come_back(self, reader: int) -> None:
        self._revive(self._reader(reader).place.chat_id)

    @rule(
        reader=st.integers(0, MOST_READERS - 1),
        how=st.sampled_from(("topic", "closed topic", "migrate", "migrate, told")),
    )
    def move(self, reader: int, how: str) -> None:
        """A topic goes, or a group becomes a supergroup."""
        place = self._reader(reader).place
        chat = self.server.chats.get(place.chat_id)
        if chat is None:
            return
        if how == "topic" and place.topic_id in chat.topics:
            self.server.delete_topic(chat, place.topic_id)
        elif how == "closed topic" and place.topic_id in chat.topics:
            self.lost.add(chat.id)
            self.server.close_topic(chat, place.topic_id)
        elif how.startswith("migrate") and chat.type == "group" and not chat.migrated_to and not chat.deleted:
            new = self.server.migrate(chat)
            if how == "migrate, told":
                self.world.run(self.world.process.schedules.moved(chat.id, new.id))

    # What must hold.

    @invariant()
    def holds(self) -> None:
        self.world.note_copies()
        rows = self.world.ledger()
        self._sync()
        check_rows(self.before, rows)
        check_slots(self.before, rows)
        check_copies(self.world.copies, self.world.lost, [*self.readers, *self.gone])
        check_calls(self.world, self.server)
        self.before = {row["id"]: row for row in rows}

    def teardown(self) -> None:
        try:
            if self.readers:
                self._mend()
                self._all_arrives()
        finally:
            self.world.run(self.world.process.bury())
            self.world.database.close()

    def _mend(self) -> None:
        self.server._faults._queue.clear()
        self.world.process.wire.unsent = 0
        self.world.pass_time(MINUTE)
        for reader in list(self.readers):
            if self.world.is_paused(reader.chat_id) or reader.place.chat_id in self.lost:
                self._revive(reader.place.chat_id)
            if reader.name in self.rescheduled:
                self._change(reader, DAILY)
        self.world.run(self.world.send())
        self.holds()

    def _all_arrives(self) -> None:
        for _ in range(8):
            missed = self._missed()
            open_rows = [row for row in self.before.values() if row["state"] in ("pending", "sending")]
            if not missed and not open_rows:
                return
            self._until_due()
            self.tick()
            self.deliver()
            if open_rows:
                self.world.pass_time(HOUR)
                self.deliver()
            self.holds()
        assert not self._missed(), (self._missed(), self.server.journal.account())
        assert not open_rows, open_rows

    def _missed(self) -> dict[str, list[str]]:
        told = told_by(self.world.copies)
        excused = self.world.excused()
        missed = {}
        for reader in self.readers:
            reader.excuse(excused.get(reader.chat_id, ()))
            if some := reader.misses(arrivals(reader, told)):
                missed[reader.name] = some
        return missed

    # How it is done.

    def _story(self) -> str:
        self.stories += 1
        return f"s{self.stories}"

    def _reader(self, number: int) -> Reader:
        return self.readers[number % len(self.readers)]

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

    async def _open(self, place: Place, kind: ChatKind, schedule: Schedule) -> None:
        await self.world.process.schedules.change(place, kind, schedule, None)

    def _change(self, reader: Reader, schedule: Schedule) -> None:
        self.world.run(self._open(reader.place, ChatKind.GROUP, schedule))

    def _follow(self, reader: Reader, feed: int) -> None:
        self.world.run(self.world.follow(reader.chat_id, feed))
        reader.follow(feed, self.listed[feed], arrivals(reader, told_by(self.world.copies)))

    async def _say(self, name: str) -> None:
        process = self.world.process
        chats = [await process.storage.chats.get(reader.chat_id) for reader in self.readers]
        await process.deliver.notices(
            [chat for chat in chats if chat], name, f"Notice {name}", self.world.now
        )

    def _until_due(self) -> None:
        if due := self.world.next_due():
            self.world.pass_time(max(0, due - self.world.now) % (8 * DAY))

    def _lose(self, chat_id: int, how: str, told: bool) -> None:
        chat = self.server.chats.get(chat_id)
        if chat is None or chat.migrated_to or self.server.bot_status(chat) == "kicked":
            return
        self.lost.add(chat_id)
        schedules = self.world.process.schedules
        if how == "deleted":
            if chat.type == "private":
                chat.deleted = True
            else:
                self.server.delete_chat(chat)
            for reader in self.readers:
                reader.is_gone |= reader.place.chat_id == chat_id
        elif how == "rights" and chat.type in ("supergroup", "channel"):
            if chat.type == "channel":
                self.server.take_right_to_post(chat, self.admin)
            else:
                self.server.restrict_bot(chat, self.admin)
            if told:
                self.world.run(schedules.closed(chat_id))
        else:
            self.server._set_bot_status(chat, self.admin, "kicked")
            if told:
                self.world.run(schedules.blocked(chat_id))

    def _revive(self, chat_id: int) -> None:
        chat = self.server.chats.get(chat_id)
        if chat is None or chat.deleted:
            return
        self.world.run(self.world.settle())
        status = "administrator" if chat.type == "channel" else "member"
        self.server._set_bot_status(chat, self.admin, status)  # type: ignore[arg-type]
        chat.closed_topics.clear()
        self.world.run(self.world.process.schedules.revive(chat_id))

    def _sync(self) -> None:
        """Learn which chats moved, and which became one."""
        told = told_by(self.world.copies)
        places = self.world.places()
        by_place = {place: chat_id for chat_id, place in places.items()}
        for reader in list(self.readers):
            if (place := places.get(reader.chat_id)) is not None:
                if place != reader.place:
                    reader.places.append(place)
                continue
            chat = self.server.chats.get(reader.place.chat_id)
            moved = chat.migrated_to if chat and chat.migrated_to else reader.place.chat_id
            found = by_place.get(Place(moved, reader.place.topic_id)) or by_place[Place(moved)]
            heir = next(other for other in self.readers if other.chat_id == found)
            reader.become(heir, arrivals(reader, told) | arrivals(heir, told))
            self.readers.remove(reader)
            self.gone.append(replace(reader, places=[*reader.places, heir.place]))
