"""The state machine: people, feeds, clocks, faults and kills in any order, over one ledger."""

from dataclasses import replace

from hypothesis.stateful import invariant

from bot.digest.model import Place
from tests.unit.services.ledger_checks import check_calls, check_copies, check_rows, check_slots, told_by
from tests.unit.services.ledger_people import People
from tests.unit.services.ledger_readers import arrivals
from tests.unit.services.ledger_troubles import HOUR, MINUTE, Troubles
from tests.unit.services.post import DAILY


class LedgerMachine(People, Troubles):
    """Each rule is something that happens to the bot; after each, and when all is mended, the checks."""

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
            self._sync()  # a chat may have become another one just now
            if reader in self.readers and reader.name in self.rescheduled:
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
