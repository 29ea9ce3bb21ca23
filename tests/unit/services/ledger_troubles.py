"""What goes wrong: clocks, kills, answers that never come, chats that are lost or move."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.botapi.pace import EVERYWHERE
from tests.unit.services.ledger_life import DAY, MOST_READERS, Life

MINUTE, HOUR = 60, 3600

FAULTS: dict[str, dict[str, Any]] = {
    "reset before": {"reset": True},
    "reset after": {"reset": True, "after": True},
    "502 before": {"code": 502},
    "502 after": {"code": 502, "after": True},
    "429": {"retry_after": 3},
    "refused": {"code": 400, "description": "Bad Request: can't parse entities: something"},
}


class Troubles(Life):
    """Rules that are accidents, and the passing of time that they fall into."""

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

    @rule(steps=st.integers(0, 40))
    def killed(self, steps: int) -> None:
        self._until_due()
        self.world.run(self.world.until_killed(self.world.compose_and_send(), steps))
        self.world.run(self.world.start())

    @rule()
    def restarted(self) -> None:
        self.world.run(self.world.stop())
        self.world.run(self.world.start())

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
            if self.server.bot_status(chat) in {"left", "kicked"}:
                return  # a bot that is out hears nothing of the new group, and cannot know it
            new = self.server.migrate(chat)
            if chat.id in self.lost:
                self.lost.add(new.id)
            if how == "migrate, told":
                self.world.run(self.world.process.schedules.moved(chat.id, new.id))

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
                self.world.run(self.world.hear(schedules.closed(chat_id)))
        else:
            self.server._set_bot_status(chat, self.admin, "kicked")
            if told:
                self.world.run(self.world.hear(schedules.blocked(chat_id)))

    def _revive(self, chat_id: int) -> None:
        chat = self.server.chats.get(chat_id)
        if chat is None or chat.deleted:
            return
        self.world.run(self.world.settle())
        status = "administrator" if chat.type == "channel" else "member"
        self.server._set_bot_status(chat, self.admin, status)  # type: ignore[arg-type]
        chat.closed_topics.clear()
        self.world.run(self.world.process.schedules.revive(chat_id))
